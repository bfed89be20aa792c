using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Checking.Problems;
using Portal.Api.Submissions;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>A quarter sent again in part: what is not sent stays, what is removed goes, and everybody says which is which.</summary>
[NeedsDatabase]
public sealed class CarriedFilesOverHttpTests
{
    private const string Service = "/api/v1/services/HARBOUR";
    private const string Submissions = Service + "/extracts/2025-Q2/submissions";
    private const string Checks = Service + "/extracts/2025-Q2/checks";
    private const string Window = "?from=2020-01&before=2026-01";

    private static readonly string[] Kinds = ["cases.csv", "risks.csv", "scores.csv", "contacts.csv", "feedback.csv", "activity.csv"];

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    // The trial that lost outcomes: cases.csv alone took pairs from 28 to 8 and risks assessed from 20 to 0.
    [Test]
    public async Task Submit_CasesAlone_KeepsRisksAssessedAndPairs()
    {
        var first = await SubmitAsync(SampleFiles.Valid());
        var before = await FiguresAsync();
        var cases = Only(SampleFiles.Valid().With("cases.csv", 1, "interpreter_used", "Y"), "cases.csv");

        var again = await SubmitAsync(cases);

        Assert.That(await FiguresAsync(), Is.EqualTo(before));
        Assert.That(States(again.Json), Is.EqualTo(new[] { "NEW", "CARRIED", "CARRIED", "CARRIED", "CARRIED", "CARRIED" }), again.Body);
        Assert.That(
            again.Json["files"]!.AsArray().Skip(1).Select(file => (string?)file!["carriedFrom"]),
            Is.All.EqualTo((string?)first.Json["id"])
        );
        Assert.That(
            await CountAsync("score_record"),
            Is.EqualTo(2 * Rows(SampleFiles.Valid(), "scores.csv")),
            "kept with both submissions"
        );
    }

    [Test]
    public async Task Receipt_WithCarriedFiles_VerifiesTheFilesOfBothSendings()
    {
        await SubmitAsync(SampleFiles.Valid());
        var files = SampleFiles.Valid().With("cases.csv", 1, "interpreter_used", "Y");
        var answer = await SubmitAsync(Only(files, "cases.csv"));
        var receipt = JsonSerializer.Deserialize<Receipt>(answer.Body, PortalJson.Options)!;

        Assert.That(ReceiptComparison.IsWhole(receipt));
        Assert.That(Matches(files), Is.True);
        Assert.That(Matches(SampleFiles.Valid()), Is.False, "cases.csv of the first sending");
        Assert.That(Matches(Only(files, "cases.csv")), Is.False, "five files are missing");

        bool Matches(Dictionary<string, string> given) =>
            ReceiptComparison
                .Of(receipt, [.. given.Select(file => new UploadedFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))])
                .Match(comparison => comparison.Matches, refusal => throw new AssertionException(refusal.Detail));
    }

    [TestCase("risks.csv")]
    [TestCase("scores.csv")]
    [TestCase("contacts.csv")]
    [TestCase("feedback.csv")]
    [TestCase("activity.csv")]
    public async Task Submit_OneFileAlone_NeedsNoCasesAndIsTheStandingReceipt(string name)
    {
        var first = await SubmitAsync(SampleFiles.Valid());

        var again = await _member.PostAnswerAsync(Submissions, SampleFiles.Upload(Only(SampleFiles.Valid(), name)));

        Assert.That((again.Status, again.Body), Is.EqualTo((200, first.Body)), "the same bytes change nothing");
    }

    [Test]
    public async Task Check_ScoresOfAnUnknownCase_AreOrphansOfTheCarriedCases()
    {
        await SubmitAsync(SampleFiles.Valid());
        var scores = Only(SampleFiles.Valid().Adding("scores.csv", 1, ("case_ref", "NO-SUCH1")), "scores.csv");

        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(scores));

        Assert.That(
            check.Json["problems"]!.AsArray().Select(problem => (string)problem!["code"]!),
            Is.EqualTo(new[] { "orphan.case_ref" })
        );
    }

    [Test]
    public async Task Submit_RemovedFile_StopsCountingAndIsSaid()
    {
        await SubmitAsync(SampleFiles.Valid());
        var cases = SampleFiles.Upload(Only(SampleFiles.Valid(), "cases.csv"));
        cases.Add(new StringContent("scores"), "remove");
        var check = await _member.PostAnswerAsync(Checks, cases);
        Assert.That(States(check.Json), Is.EqualTo(new[] { "NEW", "CARRIED", "REMOVED", "CARRIED", "CARRIED", "CARRIED" }), check.Body);
        var pairs = check.Json["effects"]!.AsArray().Where(effect => (string)effect!["figure"]! == "PAIRS").ToList();
        Assert.That(pairs, Is.Not.Empty);
        Assert.That(pairs.Select(effect => (int)effect!["after"]!), Is.All.Zero);
        Assert.That(pairs.Sum(effect => (int)effect!["before"]!), Is.GreaterThan(0));

        var answer = await _member.PostAnswerAsync(Submissions, Requests.Json($$"""{"check":"{{(string)check.Json["check"]!}}"}"""));

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(States(answer.Json), Is.EqualTo(States(check.Json)));
        var outcomes = await _member.GetAnswerAsync(Service + "/outcomes" + Window);
        Assert.That(outcomes.Json.ToJsonString(), Does.Not.Contain("\"paired\":1"));
        var back = await SubmitAsync(Only(SampleFiles.Valid(), "scores.csv"));
        Assert.That(States(back.Json)[2], Is.EqualTo("NEW"));
    }

    [Test]
    public async Task Check_FileThatCannotBeRead_IsNeitherCarriedNorNeverSent()
    {
        await SubmitAsync(SampleFiles.Valid());

        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(new Dictionary<string, string> { ["scores.csv"] = "" }));

        Assert.That((string?)check.Json["state"], Is.EqualTo("NEEDS_FIXING"));
        Assert.That(States(check.Json), Is.EqualTo(new[] { "CARRIED", "CARRIED", "NEW", "CARRIED", "CARRIED", "CARRIED" }));
    }

    [TestCase("cases")]
    [TestCase("everything")]
    [TestCase("risks, cases")]
    public async Task Check_RemovalOfWhatCannotBeRemoved_Is400(string remove)
    {
        var form = SampleFiles.Upload(SampleFiles.Valid());
        form.Add(new StringContent(remove), "remove");

        var answer = await _member.PostAnswerAsync(Checks, form);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "REMOVE_UNKNOWN")));
    }

    [Test]
    public async Task Submit_CaseLeftOutAndListedAgain_HasItsScoresBack()
    {
        await SubmitAsync(SampleFiles.Valid());
        var before = await FiguresAsync();
        var valid = SampleFiles.Valid();
        var rows = valid["cases.csv"].TrimEnd('\n').Split('\n').ToList();
        var scored = rows.FindIndex(1, row => valid["scores.csv"].Contains(row.Split(',')[1] + ",", StringComparison.Ordinal));
        rows.RemoveAt(scored);
        await SubmitAsync(new() { ["cases.csv"] = string.Join('\n', rows) + "\n" });
        Assert.That(await FiguresAsync(), Is.Not.EqualTo(before));

        await SubmitAsync(Only(valid, "cases.csv"));

        Assert.That(await FiguresAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Submit_CasesAfterAWithdrawal_CarriesNothing()
    {
        var first = await SubmitAsync(SampleFiles.Valid());
        using var lead = await _portal.ClientAsync("lead@harbour");
        await lead.PostAnswerAsync(
            $"{Service}/submissions/{(string)first.Json["id"]!}/withdrawal",
            Requests.Json("""{"reason":"OTHER"}""")
        );

        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(Only(SampleFiles.Valid(), "cases.csv")));

        Assert.That(States(check.Json).Skip(1), Is.All.EqualTo("NEVER_SENT"), check.Body);
    }

    [Test]
    public async Task Submit_TwoPartsAtOnce_BothCount()
    {
        await SubmitAsync(SampleFiles.Valid());
        var cases = Only(SampleFiles.Valid().With("cases.csv", 1, "interpreter_used", "Y"), "cases.csv");
        var activity = Only(SampleFiles.Valid().With("activity.csv", 1, "people", "77"), "activity.csv");

        var answers = await Task.WhenAll(
            _member.PostAnswerAsync(Submissions, SampleFiles.Upload(cases)),
            _member.PostAnswerAsync(Submissions, SampleFiles.Upload(activity))
        );

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(201));
        Assert.That(await CountAsync("current_case WHERE interpreter_used = 'Y'"), Is.GreaterThan(0));
        Assert.That(await CountAsync("current_activity WHERE people = 77"), Is.EqualTo(1));
    }

    // A first score corrected in an older quarter, of cases that the newer one lists too, was accepted without a word and changed nothing.
    [TestCase("cases.csv", 1, "interpreter_used", "Y")]
    [TestCase("risks.csv", 1, "whose", "FATHER")]
    [TestCase("scores.csv", 1, "score", "13")]
    [TestCase("contacts.csv", 1, "minutes", "55")]
    public async Task Check_CorrectionOfAnOlderQuarter_SaysWhichQuarterCounts(string file, int record, string column, string value)
    {
        await SubmitAsync(SampleFiles.Valid());
        await SubmitAsync(Only(SampleFiles.Valid(), "cases.csv"), "2025-Q3");
        if (file != "cases.csv")
            await SubmitAsync(SampleFiles.Valid(), "2025-Q3");
        var corrected = SampleFiles.Valid().With(file, record, column, value);

        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(corrected));

        var found = check.Json["problems"]!.AsArray().Single(problem => (string)problem!["code"]! == "history.superseded")!;
        Assert.That(((string)found["file"]!, (string)found["column"]!, (int)found["count"]!), Is.EqualTo((file, column, 1)));
        Assert.That((string)found["message"]!, Does.EndWith("The quarter that counts: 2025-Q3."));
        var page = await _member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{(string)check.Json["check"]!}");
        Assert.That(page.Body, Does.Contain("What you changed here will not count").And.Contain("The quarter that counts: 2025-Q3."));
    }

    // The newer quarter came without scores.csv, so the older one's scores still count.
    [Test]
    public async Task Check_CorrectionThatCounts_IsNotSuperseded()
    {
        await SubmitAsync(SampleFiles.Valid());
        await SubmitAsync(Only(SampleFiles.Valid(), "cases.csv"), "2025-Q3");

        var check = await _member.PostAnswerAsync(Checks, SampleFiles.Upload(SampleFiles.Valid().With("scores.csv", 1, "score", "13")));

        Assert.That(check.Body, Does.Not.Contain("history.superseded"));
    }

    private async Task<HttpAnswer> SubmitAsync(Dictionary<string, string> files, string period = "2025-Q2")
    {
        var submissions = Submissions.Replace("2025-Q2", period, StringComparison.Ordinal);
        var answer = await _member.PostAnswerAsync(submissions, SampleFiles.Upload(files));
        if (answer.Status == 422 && answer.Code == "NEEDS_REASONS")
            answer = await _member.PostAnswerAsync(submissions, SampleFiles.Upload(files, SampleFiles.Reasons(answer.Json)));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer;
    }

    private async Task<string> FiguresAsync() =>
        (await _member.GetAnswerAsync(Service + "/profile" + Window)).Body
        + (await _member.GetAnswerAsync(Service + "/outcomes" + Window)).Body;

    private async Task<int> CountAsync(string what)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, "SELECT count(*)::int FROM " + what);
    }

    private static Dictionary<string, string> Only(Dictionary<string, string> files, string name) => new() { [name] = files[name] };

    private static string[] States(JsonNode answer)
    {
        Assert.That(answer["files"]!.AsArray().Select(file => (string)file!["name"]!), Is.EqualTo(Kinds));
        return [.. answer["files"]!.AsArray().Select(file => (string)file!["state"]!)];
    }

    private static int Rows(Dictionary<string, string> files, string name) => files[name].TrimEnd('\n').Split('\n').Length - 1;
}
