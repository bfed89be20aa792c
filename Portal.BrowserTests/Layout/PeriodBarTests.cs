using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>The months of the figures: by name, kept from page to page, and never a dead end; without a script.</summary>
public sealed class PeriodBarTests
{
    [Test]
    public async Task Period_ChosenByName_IsMarkedAndKeptFromOnePageOfFiguresToTheNext()
    {
        await using var visit = await OpenAsync("/families/HARBOUR");
        var page = visit.Page;
        Assert.That(await ChosenAsync(page), Is.EqualTo(new[] { "Last 12 months" }));
        Assert.That(await page.Locator(".period").InnerTextAsync(), Does.Contain("Your data run to December 2025"));

        await page.InNavigation("Months shown").GetByRole(AriaRole.Link).Nth(1).FollowAsync();
        Assert.That(await OverAsync(page), Does.EndWith("referred April 2025 to December 2025"));
        foreach (var tab in new[] { "Outcomes", "Experience", "Our work" })
        {
            await page.InNavigation("Our figures").GetByRole(AriaRole.Link, new() { Name = tab }).FollowAsync();
            Assert.That(await OverAsync(page), Does.EndWith("April 2025 to December 2025"), tab);
            Assert.That(await ChosenAsync(page), Has.Count.EqualTo(1), tab);
        }

        await page.InNavigation("Months shown").GetByRole(AriaRole.Link, new() { Name = "All" }).FollowAsync();
        Assert.That(await OverAsync(page), Does.EndWith("to December 2025"));
        Assert.That(await ChosenAsync(page), Is.EqualTo(new[] { "All" }));
    }

    [Test]
    public async Task ChooseMonths_OtherThanByName_OpensTheListsAndIsMarked()
    {
        await using var visit = await OpenAsync("/our-work/HARBOUR");
        var page = visit.Page;
        var from = page.GetByLabel("From the start of");
        Assert.That(await from.IsVisibleAsync(), Is.False);

        await page.GetByText("Choose months").ClickAsync();
        await from.SelectOptionAsync("2024-07");
        await page.GetByLabel("To the end of").SelectOptionAsync("2025-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these months" }).FollowAsync();

        Assert.That(await OverAsync(page), Does.EndWith("July 2024 to December 2024"));
        Assert.That(await ChosenAsync(page), Is.EqualTo(new[] { "Choose months" }));
    }

    [TestCase("/families/HARBOUR")]
    [TestCase("/outcomes/HARBOUR")]
    [TestCase("/experience/HARBOUR")]
    [TestCase("/our-work/HARBOUR")]
    public async Task MonthsWithoutFamilies_LinkToTheMonthsThatHaveSome(string address)
    {
        await using var visit = await OpenAsync(address + "?from=2030-01&before=2030-04");
        Assert.That(
            await visit.Page.Locator("main .empty").InnerTextAsync(),
            Does.Match("Your data run from .+ 20[0-9]{2} to December 2025")
        );

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show those months" }).FollowAsync();

        Assert.That(await visit.Page.Locator("main .empty").CountAsync(), Is.Zero);
        Assert.That(await visit.Page.Locator("main svg").CountAsync() + await visit.Page.Locator("main table").CountAsync(), Is.Positive);
    }

    [Test]
    public async Task NothingSent_OffersMonthsToChooseAndNoPeriodByName()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/families/HARBOUR");

        Assert.That(await visit.Page.Locator(".period").InnerTextAsync(), Is.EqualTo("Choose months"));
        Assert.That(
            await visit.Page.Locator("main .empty").InnerTextAsync(),
            Does.Contain("Send an extract").And.Not.Contain("Your data run")
        );
    }

    private static async Task<Visit> OpenAsync(string address)
    {
        var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", scripts: false);
        await visit.Page.GotoAsync(address);
        return visit;
    }

    private static Task<string> OverAsync(IPage page) => page.Locator("h1 .over").InnerTextAsync();

    private static async Task<IReadOnlyList<string>> ChosenAsync(IPage page) =>
        await page.Locator(".period [aria-current]").AllInnerTextsAsync();
}
