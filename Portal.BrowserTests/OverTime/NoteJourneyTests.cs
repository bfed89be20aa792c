using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.OverTime;

public sealed class NoteJourneyTests
{
    [Test]
    public async Task Note_WrittenAndRemoved_IsDrawnOnEveryChartUntilThen()
    {
        await using var portal = await RunningPortal.WithOwnSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/over-time/HARBOUR");
        await page.GetByLabel("Quarter in which it began").SelectOptionAsync("2024-Q3");
        await page.GetByLabel("What happened").FillAsync("second team opened");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the note" }).FollowAsync();

        Assert.That(await page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("The note is on the charts."));
        await page.GotoAsync("/over-time/HARBOUR?series=CHANGE&measure=HADS&subscale=ANXIETY");
        Assert.That(await page.Locator(".for-page svg").TextContentAsync(), Does.Contain("Jul-Sep 2024: second team opened"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the note: second team opened" }).FollowAsync();

        Assert.That(await page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("The note is removed."));
        Assert.That(await page.Locator(".notes li").CountAsync(), Is.Zero);
        Assert.That(await page.Locator(".for-page svg").TextContentAsync(), Does.Not.Contain("second team"));
        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Note_WithoutWords_IsAskedForAndTheQuarterIsKept()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var visit = await Visit.OpenAsync(portal, "member@harbour", scripts: false);
        await visit.Page.GotoAsync("/over-time/HARBOUR?series=WAIT");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the note" }).FollowAsync();

        Assert.That(await visit.Page.TitleAsync(), Does.StartWith("Error: "));
        Assert.That(await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync(), Does.Contain("Write what happened"));
        Assert.That(await visit.Page.Locator(".for-page svg title").First.TextContentAsync(), Does.Contain("Days from referral"));
    }
}
