using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions;
using Portal.Tests.Checking;
using Portal.Tests.Checking.Workbooks;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>The error workbook: the service's own rows, which change nothing when they come back as they went.</summary>
[NeedsDatabase]
public sealed class ErrorWorkbookTests
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";

    private static IEnumerable<string> KeptSamples =>
        SampleFolder
            .Codes.Except(ErrorFileTests.DroppedColumns)
            .Where(code =>
                !SampleFolder.Read(code).Generated
                && SampleFolder.Read(code).Check() is { PassedFileGate: true } extract
                && ErrorWorkbook.IsPossible(extract.Problems)
            );

    [TestCaseSource(nameof(KeptSamples))]
    public async Task Write_SentBackAsItIs_HasTheSameProblems(string code)
    {
        var first = SampleFolder.Read(code).Check();

        var second = ExtractCheck.Run(first.Request, [await UploadAsync(first)]);
        var third = ExtractCheck.Run(second.Request, [await UploadAsync(second)]);

        Assert.That(Asked(second), Is.EqualTo(Asked(first)));
        Assert.That(second.Files.Select(file => (file.Name, file.Rows)), Is.EqualTo(first.Files.Select(file => (file.Name, file.Rows))));
        Assert.That(third.ContentHash, Is.EqualTo(second.ContentHash), "a second round changes nothing");
    }

    [TestCase("service_code;activity;audience;sessions;people;hours\r\n\r\nHARBOUR;TRAINING;GP;many;4;\r\n")]
    [TestCase("Export of Monday\nservice_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,GP,many,4,\n")]
    [TestCase("service_code,activity,audience,sessions,people,hours\nHARBOUR,=1+1,_x0041_,many,'-4,\" \"\"\n,\"\n")]
    [TestCase("service_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,GP,many,4,1\nTotal,,,,4,1\n")]
    public async Task Write_OddFile_ComesBackTheSame(string activity)
    {
        var first = Extract.Check(Extract.With(Extract.File("activity.csv", activity)));
        Assert.That(first.PassedFileGate && first.TotalErrors > 0, Is.True);

        var second = ExtractCheck.Run(first.Request, [await UploadAsync(first)]);

        Assert.That(Asked(second), Is.EqualTo(Asked(first)));
    }

    [Test]
    public async Task ErrorWorkbook_SentAgain_HasTheSameReportAndMendedIsReady()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var files = SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE").With("scores.csv", 1, "score", "many");
        var check = await member.PostAnswerAsync(Checks, SampleFiles.Upload(files));
        using var download = await member.GetAsync(new Uri($"{Checks}/{(string)check.Json["check"]!}/error-file.xlsx", UriKind.Relative));
        var bytes = await download.Content.ReadAsByteArrayAsync();
        Assert.That(
            ((int)download.StatusCode, download.Content.Headers.ContentDisposition?.FileName?.Trim('"')),
            Is.EqualTo((200, "extract-2025-Q2-problems.xlsx"))
        );
        var book = OpenedBook.Of(bytes);

        var unchanged = await SendAsync(member, bytes);
        var halfMended = await SendAsync(member, book.Replacing(">CASTLE<", ">TWO_PARENT<"));
        var mended = await SendAsync(member, OpenedBook.Of(book.Replacing(">CASTLE<", ">TWO_PARENT<")).Replacing(">many<", ">12<"));

        Assert.Multiple(() =>
        {
            Assert.That(unchanged.Json["problems"]!.ToJsonString(), Is.EqualTo(check.Json["problems"]!.ToJsonString()));
            Assert.That(unchanged.Json["files"]!.AsArray(), Has.Count.EqualTo(6));
            Assert.That(
                halfMended.Json["problems"]!.AsArray().Select(problem => (string)problem!["column"]!),
                Is.EqualTo(new[] { "score" })
            );
            Assert.That((string?)mended.Json["state"], Is.EqualTo("READY"), mended.Body);
            var comments = string.Concat(
                book.Parts.Where(part => part.Key.StartsWith("xl/comments", StringComparison.Ordinal)).Select(part => part.Value)
            );
            Assert.That(comments, Does.Contain("value.not_allowed in household").And.Contain("value.not_number in score"));
            Assert.That(book.Parts["xl/worksheets/sheet1.xml"], Does.Contain("portal_row").And.Contain("value.not_allowed in household"));
        });
    }

    [Test]
    public async Task ErrorWorkbook_WithNothingToMend_IsNotFoundAndItsLinkNotShown()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var ready = await member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid()));
        var faulty = await member.PostAnswerAsync(
            Checks,
            SampleFiles.Upload(SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE"))
        );
        var (none, some) = ((string)ready.Json["check"]!, (string)faulty.Json["check"]!);

        Assert.Multiple(async () =>
        {
            Assert.That((await member.GetAnswerAsync($"{Checks}/{none}/error-file.xlsx")).Status, Is.EqualTo(404));
            Assert.That((await member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{none}")).Body, Does.Not.Contain("error-file.xlsx"));
            Assert.That(
                (await member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{some}")).Body,
                Does.Contain($"\"{Checks}/{some}/error-file.xlsx\"")
            );
        });
    }

    // A row of the wrong length would come back as one of the right length with blank cells.
    [Test]
    public async Task ErrorWorkbook_OfRowsOfTheWrongLength_IsRefused()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var files = SampleFiles.Valid();
        files["activity.csv"] += "HARBOUR,TRAINING,MIXED\n";
        var check = await member.PostAnswerAsync(Checks, SampleFiles.Upload(files));
        var id = (string)check.Json["check"]!;

        var answer = await member.GetAnswerAsync($"{Checks}/{id}/error-file.xlsx");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "ROWS_OF_WRONG_LENGTH")));
        var page = await member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{id}");
        Assert.That(page.Body, Does.Contain("/error-files/activity.csv").And.Not.Contain("error-file.xlsx"));
    }

    private static async Task<UploadedFile> UploadAsync(CheckedExtract extract) =>
        new("extract.xlsx", await new ErrorWorkbook(extract).WriteAsync(CancellationToken.None));

    private static async Task<HttpAnswer> SendAsync(HttpClient member, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "files", "extract.xlsx" } };
        return await member.PostAnswerAsync(Checks, form);
    }

    // What must be put right or given a reason for, with every place; notes are about the bytes, which differ.
    private static IEnumerable<string> Asked(CheckedExtract extract) =>
        extract
            .Problems.Where(problem => problem.Severity != Severity.Note)
            .Select(problem =>
                $"{problem.Code} {problem.File} {problem.Column} {problem.ColumnLetter} {problem.Message} {problem.Count} "
                + $"{string.Join('|', problem.Places)} {string.Join(',', problem.Records)}"
            );
}
