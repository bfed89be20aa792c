using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.BrowserTests.Compare;

/// <summary>A service beside the network, in each state, without JavaScript.</summary>
public class CompareTests
{
    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    [TestCase("harbour")]
    [TestCase("teasel")]
    [TestCase("lapwing")]
    public async Task Page_WithARelease_SaysItInWordsAndIsSound(string service)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), $"member@{service}");
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.OpenPlaceAsync("Together");

        var positions = (await page.Locator("details.measure > summary").AllInnerTextsAsync()).Select(line => line.Split(": ")[^1].Trim());
        Assert.That(positions, Is.Not.Empty);
        Assert.That(
            positions.Select(words => words.Replace(" low precision", "", StringComparison.Ordinal)).Distinct(),
            Is.SubsetOf(new[] { "higher", "similar", "similar, near the edge", "lower", "too few to say" })
        );
        Assert.That(
            await page.Locator("h1").InnerTextAsync(),
            Does.Contain("rolling 12 months to December 2025").And.Contain("Compare with the network")
        );
        var said = await page.Locator("main").InnerTextAsync();
        Assert.That(
            said,
            Does.Contain("No comparison group: families often improve with time")
                .And.Contain("Yours are your data as they were when the release was made")
                .And.Contain("small numbers")
        );
        Assert.That(said, Does.Not.Match("(?i)performance|league|\\brank|significan"));
        await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => part.open = true)");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        foreach (var width in new[] { 1280, 375, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.That(await page.EvaluateAsync<int>(Overflow), Is.Zero, $"at {width}");
        }
        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Page_Member_FindsTheFunnelOneClickAwayAndTheTableBesideThePicture()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/compare/HARBOUR");
        var measure = page.Locator("details.measure:has(summary:has-text('Scale: Anxiety'))");

        Assert.That(await measure.Locator("svg").First.IsVisibleAsync(), Is.False);
        await measure.Locator("summary").ClickAsync();
        Assert.That(await measure.Locator("svg").First.IsVisibleAsync(), Is.True);
        Assert.That(
            await measure.Locator("svg desc").First.TextContentAsync(),
            Does.StartWith("Internal, small numbers.").And.Contain("Funnel in points of improvement")
        );
        Assert.That(await measure.InnerTextAsync(), Does.Contain("Given your families' starting points"));
        await page.GetByText("Figures of this picture").ClickAsync();
        var rows = page.GetByRole(AriaRole.Region, new() { Name = "Change, yours and the others'" }).Locator("tbody tr");
        Assert.That(await rows.CountAsync(), Is.EqualTo(await page.Locator("details.measure").CountAsync()));
    }

    [Test]
    public async Task Page_NoReleaseThenNotOptedInThenNothingSent_SaysSoAndWhereToGo()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var lead = await Visit.OpenAsync(portal, "lead@harbour", 375);
        await lead.Page.GotoAsync("/compare/HARBOUR");
        await SaysAsync(lead, "There is no release yet");

        await lead.Page.GotoAsync("/opt-in/HARBOUR/2025/out");
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = "Opt out for 2025" }).FollowAsync();
        var first = await PublishedRelease.MakeAsync(portal, "2025-Q4");
        await lead.Page.GotoAsync("/compare/HARBOUR");
        await SaysAsync(lead, "Your service has no part in this release");
        await lead.Page.Locator("main .empty").GetByRole(AriaRole.Link, new() { Name = "being part of the network" }).FollowAsync();
        Assert.That(lead.Page.Url, Does.EndWith("/opt-in/HARBOUR"));

        await using var other = await Visit.OpenAsync(portal, "member@teasel", 375);
        await other.Page.GotoAsync($"/compare/TEASEL?release={first}");
        await SaysAsync(other, "Too few to say: your service had no first score");
        Assert.That((await other.Page.GotoAsync("/compare/TEASEL?release=0123456789abcdef"))!.Status, Is.EqualTo(404));
        Assert.That((await other.Page.GotoAsync($"/compare/HARBOUR?release={first}"))!.Status, Is.EqualTo(404));
    }

    private static async Task SaysAsync(Visit visit, string words)
    {
        Assert.That(await visit.Page.Locator("main .empty").InnerTextAsync(), Does.Contain(words));
        Assert.That(await Axe.FaultsAsync(visit.Page), Is.Empty);
        Assert.That(await visit.Page.EvaluateAsync<int>(Overflow), Is.Zero);
    }
}
