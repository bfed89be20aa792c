using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;
using Portal.Api.Extracts;
using Portal.Tests.Checking.Workbooks;
using Portal.Tests.Database;
using Portal.Tests.House;
using Portal.Tests.Http;

namespace Portal.Tests.Extracts;

/// <summary>The template as a workbook: what a spreadsheet shows of it, and what the portal makes of it when it comes back.</summary>
[NeedsDatabase]
public sealed partial class TemplateWorkbookTests
{
    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase("2025-Q2")]
    [TestCase("2024-Q1")]
    public async Task Example_SentAsItCame_IsReadyWithoutANote(string period)
    {
        var bytes = await BytesAsync($"templates.xlsx?example=true&service=HARBOUR&period={period}");

        var answer = await CheckAsync(bytes, period);

        Assert.That((answer.Status, (string?)answer.Json["state"]), Is.EqualTo((200, "READY")), answer.Body);
        Assert.That(answer.Json["files"]!.AsArray().Select(file => (int)file!["rows"]!), Is.EqualTo(new[] { 5, 7, 11, 6, 3, 2 }));
        Assert.That(answer.Json["problems"]!.AsArray(), Is.Empty);
        var zipped = await _member.PostAnswerAsync(
            $"/api/v1/services/HARBOUR/extracts/{period}/checks",
            new MultipartFormDataContent
            {
                {
                    new ByteArrayContent(
                        await BytesAsync($"templates.zip?example=true&service=HARBOUR&period={period}", "application/zip")
                    ),
                    "files",
                    "example.zip"
                },
            }
        );
        Assert.That(answer.Json["paired"]!.ToJsonString(), Is.EqualTo(zipped.Json["paired"]!.ToJsonString()), "the same rows as the zip");
    }

    [TestCase("templates.xlsx")]
    [TestCase("templates.xlsx?service=HARBOUR")]
    public async Task Blank_SentAsItCame_HoldsNothing(string path)
    {
        var answer = await CheckAsync(await BytesAsync(path), "2025-Q2");

        Assert.That(
            answer.Json["problems"]!.AsArray().Select(problem => (string)problem!["code"]!).Distinct(),
            Is.EqualTo(new[] { "file.empty", "file.sheet_without_rows" })
        );
    }

    [Test]
    public async Task Blank_Sheets_AreTheSixFilesWithTheirHeaders()
    {
        var book = OpenedBook.Of(await BytesAsync("templates.xlsx"));
        var names = SheetName().Matches(book.Parts["xl/workbook.xml"]).Select(found => found.Groups[1].Value).ToList();

        Assert.That(names, Is.EqualTo(new[] { "Read me", "cases", "risks", "scores", "contacts", "feedback", "activity", "codes" }));
        foreach (var (file, place) in ExtractFiles.All.Select((file, place) => (file, place + 2)))
        {
            var sheet = book.Parts[$"xl/worksheets/sheet{place}.xml"];
            var shown = Shown().Matches(sheet).Select(found => found.Groups[1].Value);
            Assert.That(shown, Is.EqualTo(file.Columns.Select(column => column.Name)), file.Name);
            Assert.That(sheet, Does.Contain("state=\"frozen\""), file.Name);
        }
    }

    [Test]
    public async Task Blank_Columns_OfferTheirCodesAndSayWhatTheyTake()
    {
        var book = OpenedBook.Of(await BytesAsync("templates.xlsx"));
        var cases = book.Parts["xl/worksheets/sheet2.xml"];

        Assert.Multiple(() =>
        {
            // Short lists stand in the rule, longer ones on the hidden sheet.
            Assert.That(cases, Does.Contain("UNBORN,0-2,3-5,6-11,12-17,18-23,24-35,36+,U"));
            Assert.That(book.Parts["xl/worksheets/sheet3.xml"], Does.Contain("$A$2:$A$"));
            Assert.That(
                Validation(cases, "deprivation_decile"),
                Does.Contain("whole").And.Contain("<formula1>1</formula1><formula2>10</formula2>")
            );
            Assert.That(Validation(cases, "deprivation_decile"), Does.Contain("A whole number from 1 to 10."));
            Assert.That(book.Parts["xl/worksheets/sheet8.xml"], Does.Contain("PERINATAL_MENTAL_ILLNESS"));
            Assert.That(book.Parts["xl/workbook.xml"], Does.Contain("state=\"hidden\""));
            Assert.That(
                string.Concat(
                    book.Parts.Where(part => part.Key.StartsWith("xl/comments", StringComparison.Ordinal)).Select(part => part.Value)
                ),
                Does.Contain("age at referral, in completed months").And.Contain("Always needed.")
            );
        });
    }

    // In Excel a cell of text keeps 3-5 and 2025-03; a number cell takes numbers.
    [Test]
    public async Task Blank_CodesMonthsAndReferences_AreColumnsOfText()
    {
        var book = OpenedBook.Of(await BytesAsync("templates.xlsx"));
        var styled = StyledColumn()
            .Matches(book.Parts["xl/worksheets/sheet2.xml"])
            .Select(found => int.Parse(found.Groups[1].Value, null) - 1);
        var numbers = new[] { "deprivation_decile", "days_to_first_contact", "contacts_attended" };

        Assert.That(
            styled.Select(place => ExtractFiles.Cases.Columns[place].Name),
            Is.EquivalentTo(ExtractFiles.Cases.Columns.Select(column => column.Name).Except(numbers))
        );
    }

    [Test]
    public async Task Blank_ForAService_FillsItsCodeInBesideWhatIsTyped()
    {
        var book = OpenedBook.Of(await BytesAsync("templates.xlsx?service=HARBOUR"));
        var typed = string.Concat("TRAINING,GP,2,9,4".Split(',').Select(cell => $"<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        var filled = SecondRow()
            .Replace(
                book.Parts["xl/worksheets/sheet7.xml"],
                row =>
                    row.Value.Contains("IF(B2=", StringComparison.Ordinal)
                        ? $"<row r=\"2\"><c t=\"str\"><f>B2</f><v>HARBOUR</v></c>{typed}</row>"
                        : row.Value
            );
        Assert.That(filled, Is.Not.EqualTo(book.Parts["xl/worksheets/sheet7.xml"]), "the first row below the header");

        var files = WorkbookExtract.FilesOf(
            [
                new UploadedFile(
                    "template.xlsx",
                    Corpus.Zipped.Of(
                        book.Parts.Select(part =>
                            (part.Key, Encoding.UTF8.GetBytes(part.Key == "xl/worksheets/sheet7.xml" ? filled : part.Value))
                        )
                    )
                ),
            ],
            Checking.Extract.Request,
            new ProblemLog()
        );

        Assert.That(
            Encoding.UTF8.GetString(files.Single().Content.Span),
            Is.EqualTo("service_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,GP,2,9,4\n")
        );
    }

    [TestCase("templates.xlsx?service=harbour")]
    [TestCase("templates.xlsx?example=true&period=April")]
    public async Task Template_OfNothing_IsRefused(string path)
    {
        var answer = await _member.GetAnswerAsync("/api/v1/" + path);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "TEMPLATE_MALFORMED")));
    }

    [Test]
    public async Task Page_OffersTheWorkbookForTheOwnService()
    {
        var page = await _member.GetAnswerAsync("/help/templates");

        Assert.That(page.Body, Does.Contain("/api/v1/templates.xlsx?service=HARBOUR\"").And.Contain("/api/v1/templates.xlsx?example=true"));
    }

    [Test]
    public void Code_ThatWritesWorkbooks_StaysInItsRoom()
    {
        var users = SourceTree
            .CSharp.Where(file => !file.Path.StartsWith("Portal.Tests/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("SpreadCheetah", StringComparison.Ordinal))
            .Select(file => file.Path)
            .ToList();

        Assert.That(users, Is.Not.Empty);
        Assert.That(users, Is.All.StartsWith("Portal.Api/Extracts/Workbooks/"));
    }

    private async Task<byte[]> BytesAsync(string path, string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    {
        using var answer = await _member.GetAsync(new Uri("/api/v1/" + path, UriKind.Relative));
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType), Is.EqualTo((200, new MediaTypeHeaderValue(type))));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<HttpAnswer> CheckAsync(byte[] bytes, string period)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "files", "extract.xlsx" } };
        return await _member.PostAnswerAsync($"/api/v1/services/HARBOUR/extracts/{period}/checks", form);
    }

    private static string Validation(string sheet, string column)
    {
        var place = ExtractFiles.Cases.Columns.Select((found, at) => (found.Name, at)).Single(found => found.Name == column).at;
        var letters = SpreadCheetah.SpreadsheetUtility.GetColumnName(place + 1);
        return Regex.Match(sheet, $"<dataValidation [^>]*sqref=\"{letters}2:.*?</dataValidation>").Value;
    }

    [GeneratedRegex("<row r=\"2\".*?</row>")]
    private static partial Regex SecondRow();

    [GeneratedRegex("<sheet name=\"([^\"]+)\"")]
    private static partial Regex SheetName();

    [GeneratedRegex("<t[^>]*>([^<]+)</t>")]
    private static partial Regex Shown();

    [GeneratedRegex("<col min=\"([0-9]+)\"[^>]* style=\"")]
    private static partial Regex StyledColumn();
}
