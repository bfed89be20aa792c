using Microsoft.Playwright;
using NUnit.Framework;
using Portal.BrowserTests.Releases;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.BrowserTests.Shares;

/// <summary>A lead shares with a reader, the reader reads, the lead stops it; without JavaScript.</summary>
public sealed class ShareJourneyTests
{
    private RunningPortal _portal = null!;
    private Visit _lead = null!;
    private Visit _reader = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await Visit.OpenAsync(_portal, "lead@harbour");
        _reader = await Visit.OpenAsync(_portal, "reader");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _lead.DisposeAsync();
        await _reader.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Report_SharedReadAndStopped_IsThereOnlyMeanwhile()
    {
        await AssertNothingIsSharedAsync();
        await AssertWrongIdIsExplainedAsync();
        await ShareAsync();
        await AssertWaitsForAReleaseAsync();

        await _lead.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        await _lead.Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        await PublishedRelease.MakeAsync(_portal, "2025-Q4");

        var address = await AssertReportIsReadAsync();
        await AssertPreviewIsTheSameAsync();
        await StopAsync();
        await AssertGoneAsync(address);
    }

    private async Task AssertNothingIsSharedAsync()
    {
        await _reader.Page.GotoAsync("/");
        await _reader.Page.OpenPlaceAsync("Shared with me");
        Assert.That(
            await MainAsync(_reader),
            Does.Contain("No service shares its figures with you").And.Contain("A lead who wants to share with you needs this: reader")
        );
        await SoundPage.AssertAsync(_reader);
        await _lead.Page.GotoAsync("/");
        await _lead.Page.OpenOnceAYearAsync("Share with a reader");
        Assert.That(
            await MainAsync(_lead),
            Does.Contain("Nobody outside your service can read its figures").And.Contain("There is nothing to read yet")
        );
        await SoundPage.AssertAsync(_lead);
    }

    private async Task AssertWrongIdIsExplainedAsync()
    {
        await ShareWithAsync("Jo Smith");
        Assert.That(
            await _lead.Page.Locator(".error-summary").InnerTextAsync(),
            Does.Contain("letters, digits, dots, hyphens, underscores and @")
        );
        Assert.That(await _lead.Page.GetByLabel("Id of the reader").InputValueAsync(), Is.EqualTo("Jo Smith"));
        await SoundPage.AssertAsync(_lead);
        await ShareWithAsync(" ");
        Assert.That(await _lead.Page.Locator(".error-summary").InnerTextAsync(), Does.Contain("Enter the id of the reader"));
    }

    private async Task ShareAsync()
    {
        await ShareWithAsync(" reader ");
        Assert.That(await _lead.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("reader can read your reports."));
        Assert.That(await _lead.Page.Locator(".tasks").InnerTextAsync(), Does.Contain("reader").And.Contain("by lead@harbour"));
        await SoundPage.AssertAsync(_lead);
    }

    private async Task AssertWaitsForAReleaseAsync()
    {
        await _reader.Page.ReloadAsync();
        Assert.That(await MainAsync(_reader), Does.Contain("Harbour Parent-Infant Team").And.Contain("There is nothing to read yet"));
        await SoundPage.AssertAsync(_reader);
    }

    private async Task<string> AssertReportIsReadAsync()
    {
        await _reader.Page.ReloadAsync();
        await _reader.Page.GetByRole(AriaRole.Link, new() { Name = "Four quarters to Oct-Dec 2025" }).FollowAsync();
        Assert.That(
            await MainAsync(_reader),
            Does.Contain("Protected figures of Harbour Parent-Infant Team")
                .And.Contain("No comparison group: families often improve with time")
                .And.Contain("Cases referred: c")
        );
        await SoundPage.AssertAsync(_reader);
        Assert.That(
            await _reader.Page.GetByRole(AriaRole.Navigation, new() { Name = "Sections" }).InnerTextAsync(),
            Does.Contain("Shared with me").And.Not.Contain("Our figures")
        );
        await _reader.Page.GetByText("Technical details and files").ClickAsync();
        var download = await _reader.Page.RunAndWaitForDownloadAsync(() =>
            _reader.Page.GetByRole(AriaRole.Link, new() { Name = "All figures as a table (CSV)" }).ClickAsync()
        );
        await _reader.Page.GetByText("Technical details and files").ClickAsync();
        Assert.That(download.SuggestedFilename, Does.Match("^report-HARBOUR-[0-9a-f]{16}\\.csv$"));
        return new Uri(_reader.Page.Url).AbsolutePath;
    }

    private async Task AssertPreviewIsTheSameAsync()
    {
        await _lead.Page.GotoAsync("/shares/HARBOUR");
        await _lead.Page.GetByRole(AriaRole.Link, new() { Name = "Four quarters to Oct-Dec 2025" }).FollowAsync();
        Assert.That(await _lead.Page.Locator("h1").InnerTextAsync(), Does.Contain("what a reader sees"));
        Assert.That(await FiguresAsync(_lead), Is.EqualTo(await FiguresAsync(_reader)));
        await SoundPage.AssertAsync(_lead);
    }

    private async Task StopAsync()
    {
        await _lead.Page.GotoAsync("/shares/HARBOUR");
        await _lead.Page.GetByRole(AriaRole.Link, new() { Name = "Stop sharing with reader" }).FollowAsync();
        Assert.That(
            await MainAsync(_lead),
            Does.Contain("Stop sharing with reader?").And.Contain("What they copied or printed before stays with them")
        );
        await SoundPage.AssertAsync(_lead);
        await _lead.Page.GetByRole(AriaRole.Link, new() { Name = "Leave it as it is" }).FollowAsync();
        await _lead.Page.GetByRole(AriaRole.Link, new() { Name = "Stop sharing with reader" }).FollowAsync();
        await _lead.Page.GetByRole(AriaRole.Button, new() { Name = "Stop sharing" }).FollowAsync();
        Assert.That(await _lead.Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("reader can no longer read your reports."));
        await _lead.Page.GotoAsync("/audit/HARBOUR");
        Assert.That(
            await _lead.Page.Locator("tbody").InnerTextAsync(),
            Does.Contain("Shared reports with a reader")
                .And.Contain("Read a shared report")
                .And.Contain("Stopped sharing reports with a reader")
        );
    }

    private async Task AssertGoneAsync(string address)
    {
        Assert.That((await _reader.Page.GotoAsync(address))!.Status, Is.EqualTo(404));
        await _reader.Page.GotoAsync("/shared");
        Assert.That(await MainAsync(_reader), Does.Contain("No service shares its figures with you"));
    }

    private async Task ShareWithAsync(string person)
    {
        await _lead.Page.GetByLabel("Id of the reader").FillAsync(person);
        await _lead.Page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).FollowAsync();
    }

    private static Task<string> MainAsync(Visit visit) => visit.Page.Locator("main").InnerTextAsync();

    // The figures without what is offered beside them as files.
    private static async Task<string> FiguresAsync(Visit visit)
    {
        var whole = await MainAsync(visit);
        return whole[whole.IndexOf("No comparison group", StringComparison.Ordinal)..]
            .Replace("Save the picture as SVG, PNG for slides, or its numbers as CSV", "", StringComparison.Ordinal)
            .ReplaceLineEndings("")
            .Replace(" ", "", StringComparison.Ordinal);
    }
}
