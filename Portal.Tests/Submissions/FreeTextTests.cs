using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>Words that somebody wrote where a code, a number or a reference belongs are neither shown nor kept.</summary>
[NeedsDatabase]
public sealed class FreeTextTests
{
    private const string Words = "Mum told about her sister Anna";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;
    private CapturedLog _log = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _log = new CapturedLog();
        _portal = await RunningPortal.StartAsync(_log);
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
        _log.Dispose();
    }

    [TestCase("cases.csv", "household", "value.not_allowed")]
    [TestCase("cases.csv", "interpreter_used", "value.not_allowed")]
    [TestCase("cases.csv", "family_ref", "value.bad_reference")]
    [TestCase("cases.csv", "referral_month", "value.not_month")]
    [TestCase("risks.csv", "whose", "value.not_allowed")]
    [TestCase("scores.csv", "score", "value.not_number")]
    [TestCase("contacts.csv", "minutes", "value.not_number")]
    [TestCase("feedback.csv", "value", "value.not_number")]
    [TestCase("activity.csv", "audience", "value.not_allowed")]
    public async Task TextInACell_IsNeitherShownNorKept_AndStaysAnError(string file, string column, string code)
    {
        var files = SampleFiles.Valid().With(file, 1, column, Words);

        var check = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", SampleFiles.Upload(files));
        var id = (string)check.Json["check"]!;
        var again = await _member.GetAnswerAsync($"/api/v1/services/HARBOUR/extracts/2025-Q2/checks/{id}");
        var errors = await _member.GetAnswerAsync(
            $"/api/v1/services/HARBOUR/extracts/2025-Q2/checks/{id}/error-files/{Path.GetFileNameWithoutExtension(file)}.csv"
        );
        var page = await _member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{id}");

        foreach (var answer in new[] { check, again })
        {
            var problem = answer.Json["problems"]!.AsArray().Single(one => (string)one!["code"]! == code)!;
            Assert.That(((string)problem["file"]!, (string)problem["column"]!), Is.EqualTo((file, column)));
            Assert.That((int)problem["places"]![0]!["record"]!, Is.EqualTo(1));
        }
        Assert.That(errors.Body, Does.Contain("[removed]").And.Contain(code));
        foreach (var text in new[] { check.Body, again.Body, errors.Body, page.Body, await DraftAsync(), string.Join('\n', _log.Lines) })
            Assert.That(text, Does.Not.Contain("Anna").And.Not.Contain("sister"));
    }

    // A comma in somebody's words makes a row too long.
    [Test]
    public async Task TextWithAComma_InARowThatIsTooLong_IsNotKept()
    {
        var files = SampleFiles.Valid();
        files["activity.csv"] = files["activity.csv"].TrimEnd('\n') + ",Mum told about her sister, Anna came along\n";

        var check = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", SampleFiles.Upload(files));

        Assert.That(check.Body, Does.Contain("row.too_many_cells").And.Not.Contain("Anna"));
        Assert.That(await DraftAsync(), Does.Not.Contain("sister").And.Not.Contain("Anna"));
    }

    // Titles, a row of sums, what stands below it, and the columns that the portal itself wrote: the check needs none of the words there.
    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("windows-1252")]
    public async Task TextAroundTheData_IsNotKept_AndTheReceiptIsOfTheBytesSent(string encoding)
    {
        var files = SampleFiles.Valid();
        var rows = files["activity.csv"].TrimEnd('\n').Split('\n');
        files["activity.csv"] =
            "Team of Zo\u00EB\n\n"
            + rows[0]
            + ",portal_row,portal_problems\n"
            + string.Concat(rows[1..].Select(row => row + $",2,{Words}\n"))
            + $"Grand total,,,5,,,,{Words}\n{Words},,,,,,,\n".Replace($"{Words},,,,,,,", $"Total,{Words},,,,,,", StringComparison.Ordinal);
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var written = System.Text.Encoding.GetEncoding(encoding);
        byte[] bytes = [.. written.GetPreamble(), .. written.GetBytes(files["activity.csv"])];

        var check = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", Upload(files, bytes));
        var id = (string)check.Json["check"]!;
        var draft = await DraftAsync();
        var again = await _member.GetAnswerAsync($"/api/v1/services/HARBOUR/extracts/2025-Q2/checks/{id}");
        var submitted = await _member.PostAnswerAsync(
            "/api/v1/services/HARBOUR/extracts/2025-Q2/submissions",
            Requests.Json($$"""{"check":"{{id}}"}""")
        );
        var repeated = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/submissions", Upload(files, bytes));

        Assert.That(draft, Does.Not.Contain("Anna").And.Not.Contain("sister").And.Not.Contain("Zo"));
        Assert.That(again.Json["problems"]!.ToJsonString(), Is.EqualTo(check.Json["problems"]!.ToJsonString()));
        Assert.That(again.Json["files"]!.ToJsonString(), Is.EqualTo(check.Json["files"]!.ToJsonString()));
        Assert.That(check.Body, Does.Contain("header.title_passed_over").And.Contain("row.total_passed_over"));
        Assert.That(submitted.Status, Is.EqualTo(201), submitted.Body);
        Assert.That(
            (string?)submitted.Json["files"]!.AsArray().Single(file => (string?)file!["name"] == "activity.csv")!["sha256"],
            Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)))
        );
        Assert.That((string?)repeated.Json["id"], Is.EqualTo((string?)submitted.Json["id"]), "the same bytes are sent again");
    }

    // What a sender sees of her own rows: codes as they were understood, and no reference.
    [Test]
    public async Task FirstRows_AsRead_ShowCodesAndMonthsInTheOrderOfTheFileWithoutReferences()
    {
        var files = SampleFiles.Valid().With("cases.csv", 1, "referral_month", "14/01/2025").With("cases.csv", 1, "household", "zebra");

        var check = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", SampleFiles.Upload(files));

        var cases = check.Json["firstRows"]![0]!;
        var columns = cases["columns"]!.AsArray().Select(column => (string)column!).ToList();
        var first = cases["rows"]![0]!;
        Assert.That((string?)cases["file"], Is.EqualTo("cases.csv"));
        Assert.That(columns, Does.Contain("referral_month").And.Not.Contain("case_ref").And.Not.Contain("family_ref"));
        Assert.That(columns[..2], Is.EqualTo(new[] { "referral_month", "referral_source" }));
        Assert.That((int)first["line"]!, Is.EqualTo(2));
        Assert.That((string?)first["cells"]![columns.IndexOf("referral_month")], Is.EqualTo("2025-01"));
        Assert.That((string?)first["cells"]![columns.IndexOf("household")], Is.Null, "it cannot be read");
        Assert.That(cases["rows"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(check.Json["firstRows"]!.AsArray().Select(file => (string?)file!["file"]), Has.Exactly(6).Items);
        Assert.That(check.Json["firstRows"]!.ToJsonString(), Does.Not.Contain("C-7Q2K9"));
    }

    // A slip is shown, or nobody could find it, and the draft is as it was sent.
    [Test]
    public async Task SlipOfACode_IsShownAndKept()
    {
        var files = SampleFiles.Valid().With("cases.csv", 1, "household", "Couple");

        var check = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", SampleFiles.Upload(files));

        Assert.That((string?)check.Json["problems"]![0]!["places"]![0]!["value"], Is.EqualTo("Couple"));
        Assert.That(await DraftAsync(), Does.Contain(files["cases.csv"]));
    }

    // Of a refused upload nothing is left but this line.
    [Test]
    public async Task RefusedUpload_LeavesSizeAndFingerprintInTheLog()
    {
        var files = SampleFiles.Valid().With("cases.csv", 1, "household", "943 476 5919");
        var bytes = System.Text.Encoding.UTF8.GetBytes(files["cases.csv"]);

        await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", SampleFiles.Upload(files));

        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Assert.That(
            _log.Lines,
            Has.Some.Contains($"Refused and not kept: HARBOUR 2025-Q2").And.Contains($"{bytes.Length} bytes, SHA-256 {sha256}")
        );
        Assert.That(string.Join('\n', _log.Lines), Does.Not.Contain("943 476").And.Not.Contain("9434765919").And.Not.Contain("cases.csv"));
        Assert.That(await DraftAsync(), Is.Empty);
    }

    private static MultipartFormDataContent Upload(Dictionary<string, string> files, byte[] activity)
    {
        var form = SampleFiles.Upload(files.Where(file => file.Key != "activity.csv").ToDictionary());
        form.Add(new ByteArrayContent(activity), "files", "activity.csv");
        return form;
    }

    private async Task<string> DraftAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var files = await Dapper.SqlMapper.QueryAsync<byte[]>(connection, "SELECT content FROM draft_file ORDER BY kind");
        // Whatever the encoding, ASCII letters can be read.
        return string.Join('\n', files.Select(content => System.Text.Encoding.Latin1.GetString([.. content.Where(one => one != 0)])));
    }
}
