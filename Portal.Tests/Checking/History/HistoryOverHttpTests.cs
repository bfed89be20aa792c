using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Access;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;
using Portal.Tests.Answers;
using Portal.Tests.Database;
using Portal.Tests.Http;
using static Portal.Tests.Checking.History.InventedHistory;

namespace Portal.Tests.Checking.History;

/// <summary>Checks against what was submitted before, as a member and an analyst see them.</summary>
[NeedsDatabase]
public sealed class HistoryOverHttpTests
{
    private const string Extracts = "/api/v1/services/HARBOUR/extracts/";
    private const string Checks = Extracts + "2025-Q2/checks";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    // Two open cases and one closed one; the second quarter closes C-001, changes a first score and adds C-004.
    private static Dictionary<string, string> First =>
        Files(
            [Open("C-001"), Open("C-002"), Closed("C-003", "2025-02")],
            [
                Score("C-001", "PHQ9", "BASELINE", 0, 14),
                Score("C-002", "PHQ9", "BASELINE", 0, 18),
                Score("C-003", "PHQ9", "BASELINE", 0, 12),
            ]
        );

    private static Dictionary<string, string> Second =>
        Files(
            [Closed("C-001").Replace("2024-10", "2025-01", StringComparison.Ordinal), Open("C-002"), Open("C-004", "2025-04")],
            [Score("C-001", "PHQ9", "BASELINE", 0, 14), Score("C-001", "PHQ9", "END", 18, 7), Score("C-002", "PHQ9", "BASELINE", 0, 18)]
        );

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

    [Test]
    public async Task Check_FirstExtractEver_HasNothingToCompareWith()
    {
        var check = await CheckAsync(First.Where(file => file.Key == "cases.csv").ToDictionary(), "2025-Q1");

        Assert.That(
            check.Json["difference"]!.ToJsonString(),
            Is.EqualTo(
                """{"notSent":["risks.csv","scores.csv","contacts.csv"],"notRead":[],"previousPeriod":null,"acceptedSubmission":null}"""
            )
        );
        Assert.That((string?)check.Json["history"], Is.EqualTo("checked"));
    }

    [Test]
    public async Task Check_NextQuarter_CountsCasesAndNamesCells()
    {
        await SubmitAsync(First, "2025-Q1");

        var found = (await CheckAsync(Second)).Json["difference"]!["previousPeriod"]!;

        Assert.That(Counts(found), Is.EqualTo((1, 1, 1, 1)));
        Assert.That((string?)found["period"], Is.EqualTo("2025-Q1"));
        Assert.That(
            found["columns"]!.AsArray().Select(column => $"{column!["file"]} {column["column"]} {column["changed"]}"),
            Is.EqualTo(
                new[]
                {
                    "cases.csv social_care_end 1",
                    "cases.csv status 1",
                    "cases.csv closure_month 1",
                    "cases.csv closure_reason 1",
                    "cases.csv contacts_attended 1",
                }
            )
        );
        Assert.That(found["rows"]!.ToJsonString(), Is.EqualTo("""[{"file":"scores.csv","added":1,"gone":0}]"""));
        var changed = found["cases"]!.AsArray().Single()!;
        Assert.That(((string?)changed["caseRef"], (int)changed["cellsChanged"]!), Is.EqualTo(("C-001", 5)));
        Assert.That(
            changed["cells"]!.AsArray().Select(cell => $"{cell!["column"]}: {cell["before"]} > {cell["after"]}"),
            Is.EqualTo(
                new[]
                {
                    "social_care_end:  > NONE",
                    "status: OPEN > CLOSED",
                    "closure_month:  > 2025-05",
                    "closure_reason:  > COMPLETED",
                    "contacts_attended: 4 > 6",
                }
            )
        );
    }

    [Test]
    public async Task Check_VanishedCaseAndChangedFirstScore_AreCalledOutInTheDifferenceAndNotInProblems()
    {
        await SubmitAsync(First, "2025-Q1");

        var check = await CheckAsync(Files([Open("C-002")], [Score("C-002", "PHQ9", "BASELINE", 0, 9)]));

        var found = check.Json["difference"]!["previousPeriod"]!;
        Assert.That(found["vanished"]!.ToJsonString(), Is.EqualTo("""{"count":1,"caseRefs":["C-001"]}"""));
        Assert.That(
            found["baselines"]!.ToJsonString(),
            Is.EqualTo("""{"count":1,"first":[{"caseRef":"C-002","row":"PHQ9 BASELINE MOTHER week 0","before":"18","after":"9"}]}""")
        );
        Assert.That(Codes(check), Is.EqualTo(new[] { "history.case_vanished", "history.baseline_changed" }));
        Assert.That(check.Json["problems"]!.ToJsonString(), Does.Not.Contain("C-00"));
    }

    [Test]
    public async Task Check_QuarterInTheMiddleSentAgain_LooksAtQuartersBeforeItAndAtWhatStands()
    {
        await SubmitAsync(First, "2025-Q1");
        await SubmitAsync(Second, "2025-Q2");
        await SubmitAsync(
            Files([Open("C-002"), Open("C-004", "2025-04"), Open("C-009", "2025-07")], [Score("C-002", "PHQ9", "BASELINE", 0, 18)]),
            "2025-Q3"
        );

        var check = await CheckAsync(Second.With("cases.csv", 2, "household", "OTHER"));

        Assert.That(Codes(check), Is.EqualTo(new[] { "history.superseded" }));
        Assert.That(Counts(check.Json["difference"]!["previousPeriod"]!), Is.EqualTo((1, 2, 1, 0)));
        Assert.That(Counts(check.Json["difference"]!["acceptedSubmission"]!), Is.EqualTo((0, 1, 0, 2)));
        Assert.That((string?)check.Json["difference"]!["acceptedSubmission"]!["period"], Is.EqualTo("2025-Q2"));
    }

    [Test]
    public async Task Check_QuarterThatWasNotSentBetween_IsNotComparedAndNothingVanished()
    {
        await SubmitAsync(Files([Open("C-001", "2024-10")]), "2024-Q4");

        var check = await CheckAsync(Files([Open("C-002")]));

        Assert.That(Codes(check), Is.Empty);
        Assert.That(check.Json["difference"]!["previousPeriod"], Is.Null);
    }

    [Test]
    public async Task Check_CasesThatCannotBeReadWhole_SaysThatNothingIsCompared()
    {
        await SubmitAsync(First, "2025-Q1");
        var files = Second;
        files["cases.csv"] += "HARBOUR,C-009\n";

        var difference = (await CheckAsync(files)).Json["difference"]!;

        Assert.That(
            difference.ToJsonString(),
            Is.EqualTo(
                """{"notSent":["risks.csv","contacts.csv"],"notRead":["cases.csv"],"previousPeriod":null,"acceptedSubmission":null}"""
            )
        );
    }

    [TestCase("cases.csv", "referral_month", "04/25")]
    [TestCase("cases.csv", "closure_month", "45778")]
    [TestCase("cases.csv", "household", "CASTLE")]
    [TestCase("scores.csv", "score", "high")]
    [TestCase("scores.csv", "not_done_reason", "LATER")]
    public async Task Check_CellThatIsNotValid_IsLeftOutOfTheComparison(string file, string column, string cell)
    {
        await SubmitAsync(First, "2025-Q1");

        var check = await CheckAsync(First.With(file, 2, column, cell));

        Assert.That((string?)check.Json["state"], Is.EqualTo("NEEDS_FIXING"));
        Assert.That(Counts(check.Json["difference"]!["previousPeriod"]!), Is.EqualTo((0, 0, 0, 3)), check.Body);
    }

    [Test]
    public async Task Check_SameBytes_GivesTheSameReportEveryTimeAndOnThePage()
    {
        await SubmitAsync(First, "2025-Q1");
        var files = Files([Open("C-002")], [Score("C-002", "PHQ9", "BASELINE", 0, 9)]);
        var first = await CheckAsync(files);
        var second = await CheckAsync(files);
        var id = (string)first.Json["check"]!;

        var read = await _member.GetAnswerAsync($"{Checks}/{id}");
        var page = await _member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{id}");

        Assert.That(read.Body, Is.EqualTo(first.Body));
        Assert.That(second.Body.Replace((string)second.Json["check"]!, id, StringComparison.Ordinal), Is.EqualTo(first.Body));
        Assert.That(
            page.Body,
            Does.Contain("Compared with Jan-Mar 2025: <strong>0 added, 1 changed, 2 gone, 0 the same</strong>")
                .And.Contain("<code>C-001</code>")
        );
        foreach (var problem in first.Json["problems"]!.AsArray())
            Assert.That(page.Body, Does.Contain((string)problem!["message"]!));
    }

    [Test]
    public async Task Check_WithoutHistory_LooksAtNothingEarlier()
    {
        await SubmitAsync(First, "2025-Q1");

        var check = await CheckAsync(Files([Open("C-002")]), query: "?history=false");
        var read = await _member.GetAnswerAsync($"{Checks}/{(string)check.Json["check"]!}?history=false");

        Assert.That(
            ((string?)check.Json["history"], (string?)check.Json["state"], check.Json["difference"]),
            Is.EqualTo(("not checked", "READY", (JsonNode?)null))
        );
        Assert.That(read.Body, Is.EqualTo(check.Body));
        Assert.That(
            (await CheckAsync(Files([Open("C-002")]), query: "?history=perhaps", expected: 400)).Json["status"]!.GetValue<int>(),
            Is.EqualTo(400)
        );
    }

    [Test]
    public async Task Submit_WarningThatAppearedSinceTheCheck_IsAskedAgain()
    {
        await SubmitAsync(First, "2025-Q1");
        var check = await CheckAsync(Second);
        Assert.That((string?)check.Json["state"], Is.EqualTo("READY"));
        await SubmitAsync(First.With("scores.csv", 2, "score", "11"), "2025-Q1");

        var draft = $$"""{"check":"{{(string)check.Json["check"]!}}","acknowledgements":[]}""";
        var answer = await _member.PostAnswerAsync(Extracts + "2025-Q2/submissions", Requests.Json(draft));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "NEEDS_REASONS")), answer.Body);
        Assert.That(Codes(answer), Is.EqualTo(new[] { "history.baseline_changed" }));
        var answered = draft.Replace(
            "[]",
            """[{"code":"history.baseline_changed","file":"scores.csv","reason":"TRUE_VALUE"}]""",
            StringComparison.Ordinal
        );
        Assert.That((await _member.PostAnswerAsync(Extracts + "2025-Q2/submissions", Requests.Json(answered))).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Submit_BytesThatStandWithoutTheirReasons_GivesTheStandingReceipt()
    {
        var files = Files([Open("C-003")]);
        await SubmitAsync(First, "2025-Q1");
        await SubmitAsync(files, "2025-Q2", """[{"code":"history.case_vanished","file":"cases.csv","reason":"TRUE_VALUE"}]""");
        var draft = (string)(await CheckAsync(files)).Json["check"]!;

        await SubmitAsync(files, "2025-Q2", expected: 200);
        var answer = await _member.PostAnswerAsync(
            Extracts + "2025-Q2/submissions",
            Requests.Json($$"""{"check":"{{draft}}","acknowledgements":[]}""")
        );

        Assert.That((answer.Status, (int?)answer.Json["totalWarnings"]), Is.EqualTo((200, 2)), answer.Body);
        Assert.That((await _member.GetAnswerAsync($"{Checks}/{draft}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Store_AnotherQuarterSentSinceTheHistoryWasRead_IsRefusedAndStoresNothing()
    {
        var database = _portal.Database.Portal;
        var service = await ServiceAsync();
        var period = new Quarter(2025, 2);
        var files = First.Select(file => new UploadedFile(file.Key, System.Text.Encoding.UTF8.GetBytes(file.Value))).ToList();
        var earlier = await ReadEarlierFacts.RunAsync(database, service.Id, period, [], CancellationToken.None);
        var extract = ExtractCheck.Run(
            new CheckRequest("HARBOUR", period, MeasureCatalogue.Published, UploadLimits.Default),
            files,
            earlier
        );
        var acceptable = ((Acceptance.Acceptable)AcceptableExtract.Of(extract, [])).Extract;
        await SubmitAsync(First, "2025-Q1");

        var member = new Caller("member@harbour", "Member", [Roles.Member]);
        var stored = await StoreSubmission.RunAsync(
            new ServiceCall(database, service, member, new CalendarDay(TimeProvider.System)),
            acceptable,
            new SubmissionSource.Files(new SentFiles(files)),
            CancellationToken.None
        );

        Assert.That(stored.Refusal() is { Status: 409, Code: "HISTORY_MOVED" });
        Assert.That((await _member.GetAnswerAsync("/api/v1/services/HARBOUR/submissions")).Json["total"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Check_WarningAnsweredBefore_OffersTheLatestReasonAgain()
    {
        var vanished = """[{"code":"history.case_vanished","file":"cases.csv","reason":"REASON"}]""";
        await SubmitAsync(Files([Open("C-001", "2024-10"), Open("C-002", "2024-10")]), "2024-Q4");
        await SubmitAsync(
            Files([Open("C-002", "2024-10")]),
            "2025-Q1",
            vanished.Replace("REASON", "SYSTEM_LIMIT", StringComparison.Ordinal)
        );

        var check = await CheckAsync(Files([Open("C-003")]));
        var page = await _member.GetAnswerAsync($"/send/HARBOUR/2025-Q2/{(string)check.Json["check"]!}");

        Assert.That(
            check.Json["problems"]![0]!["earlierReason"]!.ToJsonString(),
            Is.EqualTo("""{"reason":"SYSTEM_LIMIT","period":"2025-Q1"}""")
        );
        Assert.That(page.Body, Does.Contain("You gave this reason for Jan-Mar 2025").And.Match("""value="SYSTEM_LIMIT" selected="""));
    }

    [Test]
    public async Task NetworkSubmissions_Analyst_SeesWarningsWithCountAndReason()
    {
        await SubmitAsync(First, "2025-Q1");
        await SubmitAsync(
            Files([Open("C-004", "2025-04")]),
            "2025-Q2",
            """[{"code":"history.case_vanished","file":"cases.csv","reason":"LATE_ENTRY"}]"""
        );
        using var analyst = await _portal.ClientAsync("analyst");

        var answer = await analyst.GetAnswerAsync("/api/v1/network/submissions");
        var page = await analyst.GetAnswerAsync("/network");

        var sent = answer.Json.AsArray().Single(service => (string)service!["service"]! == "HARBOUR")!["sent"]!.AsArray();
        Assert.That(
            sent.Select(quarter => quarter!["warnings"]!.ToJsonString()),
            Is.EqualTo(new[] { "[]", """[{"code":"history.case_vanished","file":"cases.csv","count":2,"reason":"LATE_ENTRY"}]""" })
        );
        Assert.That(page.Status, Is.EqualTo(200), page.Body);
    }

    private async Task<Service> ServiceAsync()
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            Scope.None,
            CancellationToken.None
        );
        return (await ServiceRegistry.AllAsync(transaction, CancellationToken.None)).Single(service => service.Code == "HARBOUR");
    }

    private async Task<HttpAnswer> CheckAsync(
        Dictionary<string, string> files,
        string period = "2025-Q2",
        string query = "",
        int expected = 200
    )
    {
        var answer = await _member.PostAnswerAsync($"{Extracts}{period}/checks{query}", SampleFiles.Upload(files));
        Assert.That(answer.Status, Is.EqualTo(expected), answer.Body);
        return answer;
    }

    private async Task SubmitAsync(Dictionary<string, string> files, string period, string? acknowledgements = null, int expected = 201)
    {
        var answer = await _member.PostAnswerAsync($"{Extracts}{period}/submissions", SampleFiles.Upload(files, acknowledgements));
        Assert.That(answer.Status, Is.EqualTo(expected), answer.Body);
    }

    private static IEnumerable<string> Codes(HttpAnswer check) =>
        check.Json["problems"]!.AsArray().Select(problem => (string)problem!["code"]!);

    private static (int Added, int Changed, int Gone, int Same) Counts(JsonNode found) =>
        ((int)found["added"]!, (int)found["changed"]!, (int)found["gone"]!, (int)found["same"]!);
}
