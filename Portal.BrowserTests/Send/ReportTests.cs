using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;
using static Microsoft.Playwright.Assertions;

namespace Portal.BrowserTests.Send;

/// <summary>The check report as a tired person uses it: where to begin, one file sent anew, how much is done.</summary>
public class ReportTests
{
    private RunningPortal _portal = null!;
    private Visit _visit = null!;

    private IPage Page => _visit.Page;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _visit = await Visit.OpenAsync(_portal, "member@harbour");
    }

    [TearDown]
    public async Task Close()
    {
        await _visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    private static string Broken =>
        InventedExtract
            .Cases.Replace("HEALTH_VISITOR", "HELTH_VISITOR", StringComparison.Ordinal)
            .Replace("UNBORN", "soon", StringComparison.Ordinal)
            .Replace("2025-06", "June", StringComparison.Ordinal)
            .Replace("EARLY_HELP", "some", StringComparison.Ordinal);

    [Test]
    public async Task OneFileSentAnew_KeepsTheOthersAndSaysHowMuchIsDone()
    {
        await CheckAsync(Broken, InventedExtract.Risks);
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "What to fix, by file" })).ToContainTextAsync("cases.csv");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Replace cases.csv" }).ClickAsync();
        Assert.That(await Axe.FaultsAsync(Page), Is.Empty);
        await Page.GetByLabel("File")
            .SetInputFilesAsync([InventedExtract.File("new.csv", Broken.Replace("soon", "UNBORN", StringComparison.Ordinal))]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();

        await Expect(Page.Locator(".progress-since")).ToContainTextAsync("1 of 4 kinds put right");
        await Expect(Page.Locator("tr", new() { HasText = "risks.csv" }).First).ToContainTextAsync("sent now");
        Assert.That(await Axe.FaultsAsync(Page), Is.Empty);
        Assert.That(_visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task SuggestedCode_IsUsedWithOneClick()
    {
        await CheckAsync(InventedExtract.Cases.Replace("HEALTH_VISITOR", "HELTH_VISITOR", StringComparison.Ordinal), InventedExtract.Risks);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Use HEALTH_VISITOR" }).ClickAsync();

        await Expect(Page.Locator(".state h2")).ToHaveTextAsync("Ready");
        await Expect(Page.Locator(".state")).ToContainTextAsync("Your figures would gain 3 families.");
        await Page.GotoAsync("/own-words/HARBOUR");
        await Expect(Page.Locator("main")).ToContainTextAsync("HELTH_VISITOR");
    }

    // Questions about one file that was sent anew must not lose the others.
    [Test]
    public async Task QuestionsAboutOneFileSentAnew_KeepTheOthers()
    {
        await CheckAsync(Broken, InventedExtract.Risks);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Replace cases.csv" }).ClickAsync();
        await Page.GetByLabel("File")
            .SetInputFilesAsync([
                InventedExtract.File("new.csv", InventedExtract.Cases.Replace("household", "Who is at home", StringComparison.Ordinal)),
            ]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Page.GetByLabel("Who is at home", new() { Exact = true }).SelectOptionAsync("household");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();

        await Expect(Page.Locator(".state h2")).ToHaveTextAsync("Ready");
        await Expect(Page.Locator("tr", new() { HasText = "risks.csv" }).First).ToContainTextAsync("sent now");
    }

    [Test]
    public async Task WorkbookWithoutTheFile_IsRefusedAndTheReportStays()
    {
        await CheckAsync(Broken, InventedExtract.Risks);
        var report = Page.Url;

        await Page.GotoAsync(report + "/replace/scores.csv");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Add scores.csv");
        await Page.GetByLabel("File")
            .SetInputFilesAsync([
                new FilePayload
                {
                    Name = "x.zip",
                    MimeType = "application/zip",
                    Buffer = [.. "PK\u0003\u0004"u8],
                },
            ]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();

        await Expect(Page.Locator("main")).ToContainTextAsync("That holds no scores.csv");
    }

    // She takes it to her desk: what to look at and the reason that she chose are on paper, what only the screen can do is not.
    [Test]
    public async Task ReportWithReasonsOnPaper_ShowsThemAndIsNoWiderThanThePage()
    {
        await CheckAsync(InventedExtract.Cases, InventedExtract.RisksOnlyPresent);
        await Page.Locator("#reason-0").SelectOptionAsync("TRUE_VALUE");
        var problem = Page.Locator("form .problem").First;
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Page.SetViewportSizeAsync(680, 900);

        await Expect(problem).ToBeVisibleAsync();
        await Expect(Page.Locator("#reason-0")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" })).ToBeHiddenAsync();
        await Expect(Page.GetByText("The first rows as they were read")).ToBeHiddenAsync();
        Assert.That(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(680));
    }

    [Test]
    public async Task FilesOnATelephone_NeedNoScrolling()
    {
        await CheckAsync(InventedExtract.Cases, InventedExtract.Risks);
        await Page.SetViewportSizeAsync(375, 800);

        var files = Page.GetByRole(AriaRole.Region, new() { Name = "Files", Exact = true });
        Assert.That(await files.EvaluateAsync<bool>("region => region.scrollWidth <= region.clientWidth"), Is.True);
        await Expect(files.GetByRole(AriaRole.Row, new() { Name = "risks.csv" })).ToContainTextAsync("separated by");
    }

    // Fifteen kinds of problems, and still a list to begin with: two screens to the last of them.
    [Test]
    public async Task FifteenKinds_FitTwoScreens()
    {
        // Every column of the first family but its service and reference, and two of its risks.
        var rows = InventedExtract.Cases.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r').Split(',')).ToList();
        for (var column = 2; column < rows[1].Length; column++)
            rows[1][column] = "wrong" + column;
        var cases = string.Concat(rows.Select(row => string.Join(',', row) + "\n"));
        var risks = InventedExtract
            .Risks.Replace("ISOLATION", "lonesome", StringComparison.Ordinal)
            .Replace(",N\n", ",perhaps\n", StringComparison.Ordinal)
            .Replace("HB-M3T9,HOUSING,REFERRAL", "HB-M3T9,HOUSING,then", StringComparison.Ordinal)
            .Replace("HB-K7Q2,POVERTY", "?,POVERTY", StringComparison.Ordinal);

        await CheckAsync(cases, risks);

        await Page.SetViewportSizeAsync(1280, 900);
        var problems = Page.Locator("section.problem");
        Assert.That(await problems.CountAsync(), Is.EqualTo(15));
        var (first, last) = (await problems.First.BoundingBoxAsync(), await problems.Last.BoundingBoxAsync());
        Assert.That(last!.Y + last.Height - first!.Y, Is.LessThan(2 * 900));
        var contents = await Page.GetByRole(AriaRole.Navigation, new() { Name = "What to fix, by file" }).BoundingBoxAsync();
        Assert.That(contents!.Y + contents.Height, Is.LessThan(900));
    }

    private async Task CheckAsync(string cases, string risks)
    {
        await Page.GotoAsync("/send");
        await Page.GetByLabel("Which quarter is it for?").SelectOptionAsync(InventedExtract.Quarter);
        await Page.GetByLabel("Files")
            .SetInputFilesAsync([InventedExtract.File("cases.csv", cases), InventedExtract.File("risks.csv", risks)]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToContainTextAsync(new System.Text.RegularExpressions.Regex("Check report|Your own"));
    }
}
