using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Playwright;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Commands;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions.Storing;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Submissions;

/// <summary>The receipt as something to keep: one printed sheet, and a file that can be verified.</summary>
public class ReceiptOnPaperTests
{
    private RunningPortal _portal = null!;
    private Visit _visit = null!;

    private IPage Page => _visit.Page;

    [SetUp]
    public async Task Submit()
    {
        _portal = await RunningPortal.StartAsync();
        _visit = await Visit.OpenAsync(_portal, "lead@harbour", scripts: false);
        await _visit.CheckAsync(
            InventedExtract.Quarter,
            InventedExtract.File("cases.csv", InventedExtract.Cases),
            InventedExtract.File("risks.csv", InventedExtract.RisksOnlyPresent)
        );
        await Page.Locator("#reason-0").SelectOptionAsync("TRUE_VALUE");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Submit the extract" }).FollowAsync();
        await Page.GetByText("Technical details, and how to verify").WaitForAsync();
    }

    [TearDown]
    public async Task Close()
    {
        await _visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(13)]
    [TestCase(60)]
    public async Task Print_HoweverManyWarnings_IsOneSheetOfA4(int warnings)
    {
        await ExplainAsync(warnings);
        await Page.ReloadAsync();

        Assert.That(
            await Page.Locator(".receipt table").Last.Locator("tbody tr").CountAsync(),
            Is.EqualTo(warnings),
            "all of them on the screen"
        );
        Assert.That(await SheetsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Print_LongPage_IsSeveralSheets()
    {
        await Page.GotoAsync("/help/guide");

        Assert.That(await SheetsAsync(), Is.GreaterThan(1), "or sheets are not counted rightly");
    }

    // The window's own print dialogue cannot be opened here, so a count stands in for it.
    [Test]
    public async Task PrintButton_OpensThePrintDialogue()
    {
        await using var visit = await Visit.OpenAsync(_portal, "lead@harbour");
        await visit.Page.AddInitScriptAsync("window.printed = 0; window.print = () => { window.printed++; };");
        await visit.Page.GotoAsync(new Uri(Page.Url).AbsolutePath);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Print" }).ClickAsync();

        Assert.That(await visit.Page.EvaluateAsync<int>("() => window.printed"), Is.EqualTo(1));
        Assert.That(
            await Page.GetByRole(AriaRole.Button, new() { Name = "Print" }).CountAsync(),
            Is.Zero,
            "without scripts it does nothing"
        );
    }

    [Test]
    public async Task Download_AsJson_VerifiesTheFilesThatWereSent()
    {
        var folder = Directory.CreateTempSubdirectory("portal-receipt-").FullName;
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Download this receipt as JSON" }).ClickAsync()
        );
        var receipt = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(receipt);
        var cases = Path.Combine(folder, "cases.csv");
        var risks = Path.Combine(folder, "risks.csv");
        await File.WriteAllTextAsync(cases, InventedExtract.Cases);
        await File.WriteAllTextAsync(risks, InventedExtract.RisksOnlyPresent);
        using var output = new StringWriter();

        Assert.That(download.SuggestedFilename, Is.EqualTo("receipt-HARBOUR-2025-Q2.json"));
        Assert.That(await VerifyReceiptCommand.RunAsync([receipt, cases, risks], output, output), Is.Zero, output.ToString());
        Directory.Delete(folder, recursive: true);
    }

    // No invented extract breaks so many rules at once, so the stored receipt is given more warnings.
    private async Task ExplainAsync(int count)
    {
        var warnings = Enumerable
            .Range(0, count)
            .Select(_ => new AcceptedWarning(
                "score.antenatal_after_birth",
                "scores.csv",
                "measure",
                RuleCatalogue.Find("score.antenatal_after_birth")!.Message,
                12,
                "SYSTEM_LIMIT"
            ));
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await connection.ExecuteAsync(
            "UPDATE submission SET warnings = @warnings::jsonb",
            new { warnings = JsonSerializer.Serialize(warnings, JsonSerializerOptions.Web) }
        );
    }

    private async Task<int> SheetsAsync()
    {
        var pdf = Encoding.Latin1.GetString(await Page.PdfAsync(new PagePdfOptions { Format = "A4", PreferCSSPageSize = true }));
        return Regex.Count(pdf, @"/Type\s*/Page\b(?!s)");
    }
}
