using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Send;

/// <summary>A service member's way from files with faults to a receipt, without JavaScript.</summary>
public class SendJourneyTests
{
    private RunningPortal _portal = null!;
    private Visit _visit = null!;

    private IPage Page => _visit.Page;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _visit = await Visit.OpenAsync(_portal, "member@harbour", scripts: false);
    }

    [TearDown]
    public async Task Close()
    {
        await _visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Send_FaultyThenCorrected_CountsTheNewCases()
    {
        await Page.GotoAsync("/families/HARBOUR");
        Assert.That(await TextAsync(".empty"), Does.Contain("No referrals are known"));

        var faulty = InventedExtract
            .Cases.Replace(",2025-04,", ",04/25,", StringComparison.Ordinal)
            .Replace(",UNBORN,", ",NOT BORN,", StringComparison.Ordinal)
            .Replace(",HB-W5X8,", ",7,", StringComparison.Ordinal);
        await _visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", faulty));

        Assert.That(await TextAsync(".state"), Does.Contain("Needs fixing").And.Contain("3 problems of 3 kinds"));
        Assert.That(await PlaceAsync("value.not_month"), Does.Contain("column C (referral_month)").And.Contain("04/25 row 2"));
        Assert.That(await PlaceAsync("value.not_allowed"), Does.Contain("column E (baby_age_band)").And.Match("\\b3\\b"));
        Assert.That(await PlaceAsync("value.bad_reference"), Does.Contain("column B (case_ref)").And.Match("\\b4\\b"));
        Assert.That(await Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).CountAsync(), Is.Zero);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Choose other files" }).FollowAsync();
        Assert.That(await Page.GetByLabel("Which quarter is it for?").InputValueAsync(), Is.EqualTo(InventedExtract.Quarter));
        await _visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", InventedExtract.Cases));
        Assert.That(await TextAsync(".state"), Does.Contain("Ready"));
        await SubmitAsync();

        Assert.That(new Uri(Page.Url).AbsolutePath, Does.Match("^/history/HARBOUR/[0-9a-f-]{36}$"));
        Assert.That(await TextAsync(".state"), Does.Contain("Accepted"));
        Assert.That(await TextAsync("dl.facts"), Does.Contain("Apr-Jun 2025 (Q1 2025/26)").And.Contain("member@harbour"));

        var receipt = Page.Url;
        await Page.GoBackAsync();
        Assert.That(Page.Url, Is.EqualTo(receipt), "the draft is no more, and Back leads to what it became");
        await Page.GetByRole(AriaRole.Link, new() { Name = "See our families" }).FollowAsync();
        Assert.That(await TextAsync("#said"), Does.StartWith("Of 3 referrals, "));
    }

    [Test]
    public async Task Send_CasesAloneAgain_KeepsTheRisksUnlessTheyAreRemoved()
    {
        await _visit.CheckAsync(
            InventedExtract.Quarter,
            InventedExtract.File("cases.csv", InventedExtract.Cases),
            InventedExtract.File("risks.csv", InventedExtract.Risks)
        );
        await SubmitAsync();
        var more = InventedExtract.Cases.Replace(",HEALTH_VISITOR,", ",GP,", StringComparison.Ordinal);
        await _visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", more));

        Assert.That(await RowAsync("Files", "risks.csv"), Does.Contain("Stays as it was sent before"));
        Assert.That(await RowAsync("What submitting changes", "Cases with risks"), Does.Contain("2").And.Contain("the same"));

        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove risks.csv: its 3 rows stop counting" }).FollowAsync();
        Assert.That(await RowAsync("Files", "risks.csv"), Does.Contain("Removed when you submit"));
        Assert.That(await RowAsync("What submitting changes", "Cases with risks"), Does.Contain("2 fewer"));
        Assert.That(await TextAsync("main"), Does.Contain("Some of what counts now would stop counting."));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keep risks.csv" }).FollowAsync();
        Assert.That(await RowAsync("What submitting changes", "Cases with risks"), Does.Contain("the same"));

        await SubmitAsync();
        Assert.That(await RowAsync("Files", "risks.csv"), Does.Contain("Carried forward from the extract it came with"));
        Assert.That(await RowAsync("Files", "scores.csv"), Does.Contain("Never sent"));
        await Page.GotoAsync("/history/HARBOUR");
        Assert.That(await TextAsync("tbody tr:first-child"), Does.Contain("1 sent, 1 carried forward"));

        async Task<string> RowAsync(string table, string words) =>
            await Page.GetByRole(AriaRole.Region, new() { Name = table, Exact = true })
                .Locator("tr", new() { HasText = words })
                .InnerTextAsync();
    }

    [Test]
    public async Task Submit_WarningWithoutReason_AsksForItAndThenAccepts()
    {
        await _visit.CheckAsync(
            InventedExtract.Quarter,
            InventedExtract.File("cases.csv", InventedExtract.Cases),
            InventedExtract.File("risks.csv", InventedExtract.RisksOnlyPresent)
        );
        Assert.That(await TextAsync(".state"), Does.Contain("Needs reasons"));

        await SubmitAsync();
        Assert.That(await Page.TitleAsync(), Is.EqualTo("Error: Check report - Outcomes Portal"));
        Assert.That(await TextAsync(".error-summary"), Does.Contain("Choose a reason for the warning about risks.csv"));

        await Page.Locator("#reason-0").SelectOptionAsync("SYSTEM_LIMIT");
        await SubmitAsync();
        Assert.That(await TextAsync(".state"), Does.Contain("Accepted"));
        Assert.That(await TextAsync("main"), Does.Contain("Our system cannot record it otherwise"));
    }

    [Test]
    public async Task Submit_SameFilesAgain_ShowsTheReceiptThatStands()
    {
        var file = InventedExtract.File("cases.csv", InventedExtract.Cases);
        await _visit.CheckAsync(InventedExtract.Quarter, file);
        await SubmitAsync();
        var first = new Uri(Page.Url).AbsolutePath;

        await _visit.CheckAsync(InventedExtract.Quarter, file);
        await SubmitAsync();

        Assert.That(new Uri(Page.Url).AbsolutePath, Is.EqualTo(first));
        Assert.That(await TextAsync(".state"), Does.Contain("nothing new was stored"));
    }

    [Test]
    public async Task Check_NoFile_SaysWhatToChoose()
    {
        await _visit.CheckAsync(InventedExtract.Quarter);

        Assert.That(await TextAsync(".error-summary"), Does.Contain("Choose the files of the extract"));
    }

    [Test]
    public async Task Check_IdentifierInFile_KeepsNothingAndEchoesNothing()
    {
        var cases = InventedExtract.Cases.Replace("HB-W5X8", "9434765919", StringComparison.Ordinal);

        await _visit.CheckAsync(InventedExtract.Quarter, InventedExtract.File("cases.csv", cases));

        Assert.That(new Uri(Page.Url).AbsolutePath, Is.EqualTo("/send"));
        Assert.That(
            await TextAsync(".state"),
            Does.Contain("seems to hold something that identifies a person").And.Contain("Nothing of these files was kept")
        );
        Assert.That(await Page.ContentAsync(), Does.Not.Contain("9434765919"));
    }

    private Task SubmitAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();

    private async Task<string> TextAsync(string selector) => (await Page.Locator(selector).First.InnerTextAsync()).Trim();

    private Task<string> PlaceAsync(string rule) => Page.Locator("section.problem", new() { HasText = rule }).InnerTextAsync();
}
