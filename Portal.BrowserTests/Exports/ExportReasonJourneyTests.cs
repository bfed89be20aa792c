using Microsoft.Playwright;
using NUnit.Framework;
using Portal.BrowserTests.Releases;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Exports;

/// <summary>A member takes a picture of exact figures away and is asked once what it is for; without JavaScript, on a telephone.</summary>
public sealed class ExportReasonJourneyTests
{
    private const string Question = "Why do you need a file of exact figures?";

    private RunningPortal _portal = null!;
    private Visit _member = null!;
    private Visit _lead = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await Visit.OpenAsync(_portal, "member@harbour", width: 375, scripts: false);
        _lead = await Visit.OpenAsync(_portal, "lead@harbour");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _member.DisposeAsync();
        await _lead.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Picture_OpenedOnItsOwn_AsksOnceAndIsInTheLog()
    {
        await _member.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await _member.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();

        await OpenPictureAsync();
        Assert.That(await _member.Page.Locator("h1").InnerTextAsync(), Does.EndWith(Question));
        await _member.Page.GetByRole(AriaRole.Button, new() { Name = "Go on to the file" }).FollowAsync();
        Assert.That(await _member.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("Choose what the file is for"));
        Assert.That(await _member.Page.TitleAsync(), Does.StartWith("Error: " + Question));
        await _member
            .Page.GetByRole(AriaRole.Group, new() { Name = "What is the file for?" })
            .GetByLabel("Supervision or audit")
            .CheckAsync();
        await _member.Page.GetByRole(AriaRole.Button, new() { Name = "Go on to the file" }).FollowAsync();

        Assert.That(new Uri(_member.Page.Url).AbsolutePath, Is.EqualTo("/api/v1/services/HARBOUR/charts/referral-risks.svg"));
        await OpenPictureAsync();
        Assert.That(new Uri(_member.Page.Url).AbsolutePath, Is.EqualTo("/api/v1/services/HARBOUR/charts/referral-risks.svg"));
        await _lead.Page.GotoAsync("/audit/HARBOUR");
        Assert.That(
            await _lead.Page.Locator("tbody").InnerTextAsync(),
            Does.Contain("Downloaded a picture")
                .And.Contain("Supervision or audit")
                .And.Contain("Risks known at referral (SVG), July 2024 to June 2025")
        );
        await SoundPage.AssertAsync(_lead);
    }

    private async Task OpenPictureAsync()
    {
        await _member.Page.GotoAsync("/families/HARBOUR");
        await _member.Page.Locator("figcaption a[href*='referral-risks.svg']").FollowAsync();
    }
}
