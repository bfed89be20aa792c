using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Extracts;

[NeedsDatabase]
public sealed class TemplatesOverHttpTests
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

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
    [TestCase("2025-Q4")]
    public async Task Example_SentAsItCame_IsReady(string period)
    {
        using var form = new MultipartFormDataContent();
        foreach (var file in ExtractFiles.All)
            form.Add(
                new ByteArrayContent(await BytesAsync($"templates/{file.Name}?example=true&service=HARBOUR&period={period}")),
                "files",
                file.Name
            );

        var answer = await _member.PostAnswerAsync($"/api/v1/services/HARBOUR/extracts/{period}/checks", form);

        Assert.That((answer.Status, (string?)answer.Json["state"]), Is.EqualTo((200, "READY")), answer.Body);
        Assert.That(answer.Json["files"]!.AsArray().Select(file => (int)file!["rows"]!), Is.EqualTo(new[] { 5, 7, 11, 6, 3, 2 }));
        var paired = answer.Json["paired"]!
            .AsArray()
            .ToDictionary(line => $"{line!["measure"]} {line["subscale"]}".TrimEnd(), line => (int)line!["paired"]!);
        Assert.That(
            paired,
            Is.EquivalentTo(
                new Dictionary<string, int>
                {
                    ["HADS ANXIETY"] = 1,
                    ["HADS DEPRESSION"] = 1,
                    ["MORS_SF WARMTH"] = 1,
                    ["GBO"] = 1,
                }
            )
        );
    }

    [Test]
    public async Task ExampleZip_SentAsItCame_IsReady()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await BytesAsync("templates.zip?example=true&service=HARBOUR&period=2025-Q2")), "files", "example.zip" },
        };

        var answer = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", form);

        Assert.That((answer.Status, (string?)answer.Json["state"]), Is.EqualTo((200, "READY")), answer.Body);
    }

    [Test]
    public async Task Example_Cases_ShowEveryStatusAndMostDecisions()
    {
        var rows = Rows(await BytesAsync("templates/cases.csv?example=true"));
        var decision = Array.IndexOf(rows[0], "decision");
        var status = Array.IndexOf(rows[0], "status");

        Assert.That(
            rows.Skip(1).Select(row => $"{row[decision]} {row[status]}"),
            Is.EqualTo(new[] { "ACCEPTED CLOSED", "ACCEPTED OPEN", "ACCEPTED WAITING", "DECLINED CLOSED", "PENDING WAITING" })
        );
    }

    [Test]
    public async Task Blank_EachFile_IsItsHeaderWithByteOrderMark()
    {
        foreach (var file in ExtractFiles.All)
        {
            var bytes = await BytesAsync($"templates/{file.Name}");

            Assert.That(bytes[..3], Is.EqualTo(ByteOrderMark), file.Name);
            Assert.That(
                Encoding.UTF8.GetString(bytes[3..]),
                Is.EqualTo(string.Join(',', file.Columns.Select(column => column.Name)) + "\r\n")
            );
        }
    }

    [TestCase("templates.zip", false)]
    [TestCase("templates.zip?example=true", true)]
    public async Task Zip_HoldsTheSixFilesAsTheyComeAlone(string path, bool example)
    {
        var bytes = await BytesAsync(path);
        using var zip = new ZipArchive(new MemoryStream(bytes));

        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(ExtractFiles.All.Select(file => file.Name)));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using (var stream = await entry.OpenAsync())
                await stream.CopyToAsync(content);
            Assert.That(content.ToArray(), Is.EqualTo(await BytesAsync($"templates/{entry.Name}?example={example}")), entry.Name);
        }
        Assert.That(await BytesAsync(path), Is.EqualTo(bytes), "the same bytes every time");
    }

    [TestCase("templates/cases.csv?example=true&period=2025-Q5", 400, "TEMPLATE_MALFORMED")]
    [TestCase("templates.zip?period=April", 400, "TEMPLATE_MALFORMED")]
    [TestCase("templates/cases.csv?example=true&service=%3Dcmd%7C", 400, "TEMPLATE_MALFORMED")]
    [TestCase("templates/names.csv", 404, "NOT_FOUND")]
    public async Task Template_OfNothing_IsRefused(string path, int status, string code)
    {
        var answer = await _member.GetAnswerAsync("/api/v1/" + path);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task DataDictionary_Rows_AreTheColumnsTheirCodesAndTheMeasures()
    {
        var rows = Rows(await BytesAsync("data-dictionary.csv"));
        var columns = rows.Skip(1).Where(row => row[3].Length > 0).ToList();

        Assert.That(
            columns.Select(row => $"{row[0]} {row[1]}"),
            Is.EqualTo(ExtractFiles.All.SelectMany(file => file.Columns.Select(column => $"{file.Name} {column.Name}")))
        );
        Assert.That(rows.Select(row => row.Length), Is.All.EqualTo(rows[0].Length));
        Assert.Multiple(() =>
        {
            Assert.That(Codes(rows, "cases.csv", "status"), Is.EqualTo(new[] { "WAITING: Waiting", "OPEN: Open", "CLOSED: Closed" }));
            Assert.That(
                Codes(rows, "scores.csv", "measure"),
                Has.Length.EqualTo(MeasureCatalogue.Published.All.Count)
                    .And.Contain("HADS ANXIETY: Hospital Anxiety and Depression Scale: Anxiety")
            );
            Assert.That(columns.Single(row => row[1] == "closure_month")[2], Is.EqualTo("when the status is CLOSED; blank otherwise"));
            Assert.That(
                columns.Single(row => row[1] == "closure_month")[10].Split(' '),
                Does.Contain("case.closed_without_month").And.Contain("period.before_referral").And.Contain("value.month_first")
            );
            Assert.That(columns.Single(row => row[1] == "deprivation_decile")[7..9], Is.EqualTo(new[] { "1", "10" }));
        });
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("@who", "'@who")]
    [TestCase("-5", "-5")]
    [TestCase("two, words", "\"two, words\"")]
    [TestCase("a \"mark\"", "\"a \"\"mark\"\"\"")]
    public void CsvText_CellThatASpreadsheetWouldRunOrSplit_IsGuarded(string cell, string written) =>
        Assert.That(
            Encoding.UTF8.GetString(
                CsvText.Of([
                    [cell],
                ])[3..]
            ),
            Is.EqualTo(written + "\r\n")
        );

    private async Task<byte[]> BytesAsync(string path) => await _member.GetByteArrayAsync(new Uri("/api/v1/" + path, UriKind.Relative));

    private static string[] Codes(List<string[]> rows, string file, string column) =>
        [.. rows.Where(row => row[0] == file && row[1] == column && row[5].Length > 0).Select(row => $"{row[5]}: {row[6]}")];

    // Read by a library that is not the one that wrote it.
    private static List<string[]> Rows(byte[] csv)
    {
        using var reader = CsvHelper.CsvReader.Create(new MemoryStream(csv), new CsvHelper.CsvReaderOptions { Separator = ',' });
        var rows = new List<string[]> { reader.Headers.ToArray() };
        while (reader.Read())
            rows.Add([.. reader.Headers.ToArray().Select(column => reader.GetString(column))]);
        return rows;
    }
}
