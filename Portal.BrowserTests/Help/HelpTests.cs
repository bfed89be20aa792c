using System.Text;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Help;

/// <summary>Help for ten minutes before and after the check.</summary>
public class HelpTests
{
    [Test]
    public async Task Rule_FromTheCheckReport_SaysHowToPutItRight()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        await visit.CheckAsync(
            InventedExtract.Quarter,
            InventedExtract.File(
                "cases.csv",
                InventedExtract.Cases.Replace(",PENDING,WAITING", ",DECLINED,CLOSED", StringComparison.Ordinal)
            )
        );

        await visit.Page.Locator("a[href='/help/rules/case.reason_missing']").First.FollowAsync();

        var main = await visit.Page.Locator("main").InnerTextAsync();
        var help = CaseRules.ReasonMissing.Explained!;
        Assert.That(
            main,
            Does.Contain(help.Meaning).And.Contain(help.Why).And.Contain(help.Fix).And.Contain(help.Wrong).And.Contain(help.Right)
        );
        Assert.That(main, Does.Contain("CAPACITY No capacity").And.Contain("COMPLETED Completed as planned"));
        await visit.Page.Locator("dl a", new() { HasText = "closure_reason" }).FollowAsync();
        Assert.That(visit.Page.Url, Does.EndWith("/help/dictionary/cases#closure_reason"));
        Assert.That(await visit.Page.Locator("#closure_reason").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rules_Index_LinksEveryRuleToItsPage()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, null, scripts: false);
        await visit.Page.GotoAsync("/help/rules");

        var links = await visit
            .Page.Locator(".rules a")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");

        Assert.That(links, Is.EquivalentTo(RuleCatalogue.All.Select(rule => rule.Help)));
    }

    [Test]
    public async Task Dictionary_EveryFile_HasEveryColumnWithItsCodes()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, null, scripts: false);
        foreach (var file in ExtractFiles.All)
        {
            await visit.Page.GotoAsync("/help/dictionary/" + Path.GetFileNameWithoutExtension(file.Name));

            Assert.That(
                await visit.Page.Locator("section h2").EvaluateAllAsync<string[]>("headings => headings.map(heading => heading.id)"),
                Is.EqualTo(file.Columns.Select(column => column.Name))
            );
            Assert.That(
                await visit.Page.Locator(".codes code").AllInnerTextsAsync(),
                Is.EqualTo(
                    file.Columns.Select(column => column.Form)
                        .OfType<CellForm.Code>()
                        .SelectMany(form => form.List.Codes.Select(code => code.Value))
                )
            );
        }
    }

    [Test]
    public async Task Measures_EveryMeasure_IsListedAsInTheCatalogue()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, null, scripts: false);
        await visit.Page.GotoAsync("/help/dictionary/measures");

        Assert.That(await visit.Page.Locator("tbody tr").CountAsync(), Is.EqualTo(MeasureCatalogue.Published.All.Count));
        Assert.That(
            await visit.Page.Locator("h2").AllInnerTextsAsync(),
            Is.EqualTo(new[] { "Baby", "Relationship", "Parent wellbeing", "Goals", "Experience" })
        );
        Assert.That(
            await visit.Page.Locator("tr#HADS-ANXIETY").InnerTextAsync(),
            Does.Contain("0 to 21")
                .And.Contain("lower is better")
                .And.Contain("8 or more")
                .And.Contain("internal consistency 0.82")
                .And.Contain("Mother, father, other caregiver")
        );
        Assert.That(await visit.Page.Locator("tr#PHQ9").InnerTextAsync(), Does.Contain("6 or more points"));
        Assert.That(
            await visit.Page.Locator("tr#KIPS").InnerTextAsync(),
            Does.Contain("less than 3").And.Contain("A mean (1-5), not a sum (12-60)")
        );
        Assert.That(await visit.Page.Locator("tr#PRFQ-CERTAINTY").InnerTextAsync(), Does.Contain("neither end is better"));
    }

    [Test]
    public async Task Templates_ExampleOfAChosenQuarter_PassesTheCheckOfThatQuarter()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/help/templates");
        var quarter = (await visit.Page.GetByLabel("Quarter").Locator("option").Nth(4).GetAttributeAsync("value"))!;
        await visit.Page.GetByLabel("Quarter").SelectOptionAsync(quarter);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the example for this quarter" }).FollowAsync();

        var download = await visit.Page.RunAndWaitForDownloadAsync(() =>
            visit.Page.GetByRole(AriaRole.Link, new() { Name = "All six with the example (zip)" }).ClickAsync()
        );
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        await visit.CheckAsync(
            quarter,
            new FilePayload
            {
                Name = download.SuggestedFilename,
                MimeType = "application/zip",
                Buffer = bytes.ToArray(),
            }
        );

        Assert.That(await visit.Page.Locator(".state").InnerTextAsync(), Does.Contain("Ready"));
        Assert.That(await visit.Page.Locator("body").InnerTextAsync(), Does.Contain("activity.csv"));
    }

    [Test]
    public async Task Guide_Links_LeadSomewhere()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, null, scripts: false);
        foreach (
            var page in new[]
            {
                "/help",
                "/help/guide",
                "/help/templates",
                "/help/dictionary",
                "/help/dictionary/codes",
                "/help/rules/case.reason_missing",
            }
        )
        {
            await visit.Page.GotoAsync(page);
            var links = await visit.Page.Locator("main a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");

            Assert.That(links, Is.Not.Empty);
            foreach (var link in links.Distinct())
            {
                var answer = await visit.Page.APIRequest.GetAsync(link.Split('#')[0]);
                Assert.That(answer.Status, Is.EqualTo(200), $"{link} on {page}");
                if (link.Contains('#', StringComparison.Ordinal))
                    Assert.That(
                        Encoding.UTF8.GetString(await answer.BodyAsync()),
                        Does.Contain($"id=\"{link.Split('#')[1]}\""),
                        $"{link} on {page}"
                    );
            }
        }
    }
}
