using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>A lead prints a page for a meeting: what was folded is there, and what only works on a screen is not.</summary>
public sealed class PaperTests
{
    // 297 mm less both margins, at 96 pixels an inch.
    private const double PageHeight = (297 - 30) / 25.4 * 96;

    [TestCase(false)]
    [TestCase(true)]
    public async Task Compare_OnPaper_ShowsAllPicturesAndTheFoldedTable(bool scripts)
    {
        await using var visit = await OpenAsync("/compare/HARBOUR", scripts);
        var page = visit.Page;
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Change, yours and the others'", IncludeHidden = true });
        var pictures = await page.Locator(".for-page svg").CountAsync();
        Assert.That(pictures, Is.GreaterThan(5));
        Assert.That(await HeightAsync(table), Is.Zero);

        await OnPaperAsync(page);

        Assert.That(await HeightAsync(table), Is.GreaterThan(100));
        foreach (var picture in await page.Locator(".for-page svg").AllAsync())
            Assert.That(await HeightAsync(picture), Is.InRange(100, PageHeight));
        Assert.That(await HeightAsync(page.Locator(".for-telephone img").First), Is.Zero);
    }

    [Test]
    public async Task Outcomes_WithTheYearBeforeOnPaper_AreNoWiderThanThePage()
    {
        await using var visit = await OpenAsync("/outcomes/HARBOUR?compared=YEAR_BEFORE", scripts: false);
        await OnPaperAsync(visit.Page);

        Assert.That(await HeightAsync(visit.Page.Locator("#table table")), Is.GreaterThan(100));
        Assert.That(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(680));
    }

    [Test]
    public async Task Families_OnPaper_ShowsTheFoldedTableWithAddressAndDateAndNoFormOrNavigation()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", scripts: false);
        var page = visit.Page;
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Risks known at referral", IncludeHidden = true });
        Assert.That(await HeightAsync(table), Is.Zero);

        await OnPaperAsync(page);

        Assert.That(await HeightAsync(table), Is.GreaterThan(100));
        var foot = page.Locator(".printed");
        Assert.That(await foot.IsVisibleAsync(), Is.True);
        Assert.That(await foot.InnerTextAsync(), Does.Match("^http://.+/families/HARBOUR, printed on [0-9]+ [A-Z][a-z]+ 20[0-9]{2}$"));
        foreach (var onScreen in new[] { "nav", "form", ".period", ".menu", ".person", ".foot" })
        foreach (var part in await page.Locator(onScreen).AllAsync())
            Assert.That(await part.IsVisibleAsync(), Is.False, onScreen);
        Assert.That(await page.Locator("h1").IsVisibleAsync(), Is.True);
    }

    private static async Task<Visit> OpenAsync(string address, bool scripts)
    {
        var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", scripts: scripts);
        await visit.Page.GotoAsync(address);
        return visit;
    }

    private static async Task OnPaperAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(680, 1000);
    }

    // Zero for what is folded or not drawn.
    private static async Task<double> HeightAsync(ILocator part) =>
        await part.IsVisibleAsync() ? (await part.BoundingBoxAsync())?.Height ?? 0 : 0;
}
