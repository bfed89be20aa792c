using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Families;

/// <summary>A clinician glances at the families of a team and understands; an analyst finds the number behind every mark.</summary>
public sealed class FamiliesPageTests
{
    [Test]
    public async Task FirstScreen_HoldsTheHeadingThePeriodTheSentenceAndTheMainPicture()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", 1280);
        await visit.Page.SetViewportSizeAsync(1280, 800);
        foreach (var part in new[] { "h1", ".period", "#said", ".picture .for-page svg" })
        {
            var box = await visit.Page.Locator(part).First.BoundingBoxAsync();
            Assert.That(box!.Y, Is.GreaterThan(0), part);
            Assert.That(box.Y + box.Height, Is.LessThanOrEqualTo(800), part);
        }

        Assert.That(
            await visit.Page.Locator("#said").InnerTextAsync(),
            Does.Match("^Of [0-9,]+ referrals, [0-9,]+ were accepted and [0-9,]+ seen; half waited [0-9.]+ days or less\\.$")
        );
    }

    [Test]
    public async Task Telephone_StartsWithTheHeadingAndShowsNoPictureTwice()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", 375);

        Assert.That((await visit.Page.Locator("h1").BoundingBoxAsync())!.Y, Is.InRange(1, 200));
        var drawn = await visit.Page.Locator(".picture svg:visible > title").AllTextContentsAsync();
        var fetched = await visit
            .Page.Locator(".picture img:visible")
            .EvaluateAllAsync<string[]>("images => images.map(image => image.alt)");
        Assert.That(drawn.Concat(fetched), Is.Unique.And.Exactly(10).Items);
    }

    [Test]
    public async Task Risks_HaveTenRowsWithReleasedMarks_AndAllAreOneClickAway()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", 1280);
        var picture = visit.Page.Locator(".for-page svg[aria-labelledby^=referral-risks]");

        Assert.That(await picture.Locator("g").CountAsync(), Is.EqualTo(10));
        Assert.That(await picture.Locator("g circle").CountAsync(), Is.InRange(1, 10));
        Assert.That(await picture.TextContentAsync(), Does.Contain("Pale mark: all services of the network"));
        await visit.Page.GetByText("All 27 risks as a table").ClickAsync();
        Assert.That(
            await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Risks known at referral" }).Locator("tbody tr").CountAsync(),
            Is.EqualTo(27)
        );
    }

    [Test]
    public async Task RisksTogether_AreFoldedAndHaveACellForEachTwoWithTheirTable()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", 1280);
        var picture = visit.Page.Locator(".for-page svg[aria-labelledby^=risks-together]");

        Assert.That(await picture.IsVisibleAsync(), Is.False);
        await visit.Page.GetByText("Which risks come together").ClickAsync();
        Assert.That(await picture.IsVisibleAsync(), Is.True);
        Assert.That(await picture.Locator("g").CountAsync(), Is.EqualTo(55));
        await visit.Page.Locator("#together").GetByText("The same as a table").ClickAsync();
        Assert.That(
            await visit
                .Page.GetByRole(AriaRole.Region, new() { Name = "Risks that come together, as a table" })
                .Locator("tbody tr")
                .CountAsync(),
            Is.EqualTo(55)
        );
    }

    [Test]
    public async Task Together_StandsOnOurWork_WithItsTable()
    {
        await using var visit = await OpenAsync("/families/HARBOUR", 1280);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "from start to end" }).ClickAsync();

        Assert.That(visit.Page.Url, Does.Contain("/our-work/HARBOUR?").And.EndWith("#together"));
        Assert.That(await visit.Page.Locator("main").InnerTextAsync(), Does.Contain("lived with the caregiver when the work ended"));
        Assert.That(await visit.Page.Locator(".for-page svg[aria-labelledby^=start-to-end]").CountAsync(), Is.EqualTo(1));
    }

    private static async Task<Visit> OpenAsync(string address, int width)
    {
        var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "member@harbour", width, scripts: false);
        await visit.Page.GotoAsync(address);
        return visit;
    }
}
