using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.LocalMeasures;

/// <summary>Measures that the network adds: sent, checked, seen by the service itself, and pooled with nobody.</summary>
[NeedsDatabase]
public sealed class LocalMeasureTests
{
    private const string Measures = "/api/v1/admin/measures";

    private const string Own = "/api/v1/services/HARBOUR";

    private const string Calm = """
        {"code":"L_CALM","name":"Calm scale","construct":"parent_wellbeing","respondents":["MOTHER","FATHER"],"lowest":0,"highest":20,
         "step":2,"direction":"lower_better","cutOff":8,"cutOffSide":">="}
        """;

    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;
    private HttpClient _lead = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await _portal.ClientAsync("admin");
        _lead = await _portal.ClientAsync("lead@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Add_Measure_IsInCatalogueAndDictionaryOfEveryNodeAtOnce()
    {
        await using var node = await _portal.AnotherNodeAsync();
        using var elsewhere = await node.ClientAsync("member@harbour");
        var before = (await elsewhere.GetAnswerAsync("/api/v1/measures")).Json.AsArray().Count;

        var added = await AddAsync();

        Assert.That(
            (added.Status, (string?)added.Json["code"], (bool)added.Json["isUsed"]!),
            Is.EqualTo((201, "L_CALM", false)),
            added.Body
        );
        var catalogue = (await elsewhere.GetAnswerAsync("/api/v1/measures")).Json.AsArray();
        Assert.That((catalogue.Count, (string?)catalogue[^1]!["code"]), Is.EqualTo((before + 1, "L_CALM")));
        Assert.That((await elsewhere.GetAnswerAsync("/api/v1/data-dictionary.csv")).Body, Does.Contain("L_CALM,Calm scale,0,20"));
        using var nobody = await _portal.ClientAsync(null);
        Assert.That((await nobody.GetAnswerAsync("/help/dictionary/measures")).Body, Does.Contain("Calm scale"));
    }

    [TestCase("code", "\"CALM\"")]
    [TestCase("code", "\"L_c\"")]
    [TestCase("name", "\" \"")]
    [TestCase("construct", "\"mood\"")]
    [TestCase("respondents", "[]")]
    [TestCase("respondents", "[\"MOTHER\",\"AUNT\"]")]
    [TestCase("highest", "0")]
    [TestCase("highest", "19")]
    [TestCase("step", "0")]
    [TestCase("direction", "\"better\"")]
    [TestCase("cutOff", "21")]
    [TestCase("cutOffSide", "null")]
    [TestCase("cutOffSide", "\">\"")]
    public async Task Add_WhatIsNoScale_Is400(string field, string value)
    {
        var body = JsonNode.Parse(Calm)!;
        body[field] = JsonNode.Parse(value);

        var answer = await _admin.PostAnswerAsync(Measures, Requests.Json(body.ToJsonString()));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MEASURE_MALFORMED")), answer.Body);
        Assert.That((await _admin.GetAnswerAsync(Measures)).Json.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Add_Twice_Is409AndOthersMayNotAdd()
    {
        await AddAsync();
        using var analyst = await _portal.ClientAsync("analyst");

        Assert.That((await AddAsync()).Code, Is.EqualTo("MEASURE_CODE_TAKEN"));
        Assert.That((await _lead.PostAnswerAsync(Measures, Requests.Json(Calm))).Status, Is.EqualTo(403));
        Assert.That((await analyst.PostAnswerAsync(Measures, Requests.Json(Calm))).Status, Is.EqualTo(403));
    }

    [TestCase("22", "MOTHER", "score.above_range", "score")]
    [TestCase("-2", "MOTHER", "score.below_range", "score")]
    [TestCase("7", "MOTHER", "score.off_step", "score")]
    [TestCase("8", "CLINICIAN", "score.respondent_mismatch", "respondent")]
    public async Task Check_ScoreThatTheMeasureCannotGive_IsFoundInItsPlace(string score, string rater, string code, string column)
    {
        await AddAsync();
        var files = Scored("12", score).With("scores.csv", Rows + 1, "respondent", rater).With("scores.csv", Rows + 2, "respondent", rater);

        var report = (await CheckAsync(files)).Json;

        var problems = report["problems"]!.AsArray().Where(one => ((string)one!["code"]!).StartsWith("score.", StringComparison.Ordinal));
        var found = problems.Select(one => ((string)one!["code"]!, (string?)one["column"], (int)one["places"]![0]!["line"]!)).ToList();
        Assert.That(found.Select(one => one.Item2), Has.Some.EqualTo(column), report.ToJsonString());
        Assert.That(found.Select(one => one.Item1), Is.EqualTo(new[] { code }), report.ToJsonString());
        Assert.That((string?)report["state"], Is.EqualTo(code == "score.off_step" ? "NEEDS_REASONS" : "NEEDS_FIXING"));
    }

    [Test]
    public async Task Check_BeforeItIsAdded_IsUnknown()
    {
        var report = (await CheckAsync(Scored("12", "6"))).Json;

        Assert.That(Codes(report), Does.Contain("score.unknown_measure"));
        await AddAsync();
        Assert.That(Codes((await CheckAsync(Scored("12", "6"))).Json), Has.None.Contains("unknown_measure"));
    }

    [Test]
    public async Task Submit_LocalScores_AreInTheOwnOutcomesAndKeepTheMeasure()
    {
        await AddAsync();
        await SubmittedAsync(Scored("12", "6"));

        var outcomes = (await _lead.GetAnswerAsync(Own + "/outcomes?from=2024-01&before=2026-01&cohort=CLOSED")).Json[
            "outcomes"
        ]!.AsArray();
        var own = outcomes.Single(one => (string?)one!["measure"] == "L_CALM")!;
        Assert.That(
            ((string?)own["name"], (int)own["paired"]!, (double)own["preMean"]!, (double)own["postMean"]!),
            Is.EqualTo(("Calm scale", 1, 12.0, 6.0))
        );
        var asked = await _lead.GetAnswerAsync(Own + "/outcomes?from=2024-01&before=2026-01&measure=L_CALM");
        Assert.That((asked.Status, (await _lead.GetAnswerAsync(Own + "/outcomes?measure=L_NONE")).Status), Is.EqualTo((200, 400)));
        Assert.That((await _lead.GetAnswerAsync("/outcomes/HARBOUR?from=2024-01&before=2026-01")).Body, Does.Contain("Calm scale"));
        using var removed = await _admin.DeleteAsync(new Uri(Measures + "/L_CALM", UriKind.Relative));
        Assert.That((int)removed.StatusCode, Is.EqualTo(409));
        Assert.That((bool)(await _admin.GetAnswerAsync(Measures)).Json[0]!["isUsed"]!, Is.True);
    }

    [Test]
    public async Task Retire_UsedMeasure_StaysWhereItIsAndIsNotTakenLater()
    {
        await AddAsync();
        await SubmittedAsync(Scored("12", "6"));

        using var retired = await _admin.PutAsync(
            new Uri(Measures + "/L_CALM/retirement", UriKind.Relative),
            Requests.Json("""{"lastPeriod":"2025-Q2"}""")
        );

        Assert.That((int)retired.StatusCode, Is.EqualTo(200));
        Assert.That(Codes((await CheckAsync(Scored("12", "6"), "2025-Q3")).Json), Does.Contain("score.unknown_measure"));
        Assert.That(Codes((await CheckAsync(Scored("12", "8"))).Json), Has.None.Contains("unknown_measure"));
        Assert.That((await _lead.GetAnswerAsync("/api/v1/measures")).Body, Does.Not.Contain("L_CALM"));
        var outcomes = await _lead.GetAnswerAsync(Own + "/outcomes?from=2024-01&before=2026-01&cohort=CLOSED");
        Assert.That(outcomes.Body, Does.Contain("Calm scale"));
        using var kept = await _admin.DeleteAsync(new Uri(Measures + "/L_CALM/retirement", UriKind.Relative));
        Assert.That((int)kept.StatusCode, Is.EqualTo(200));
        Assert.That(Codes((await CheckAsync(Scored("12", "6"), "2025-Q3")).Json), Has.None.Contains("unknown_measure"));
        var log = (await _admin.GetAnswerAsync("/api/v1/network/audit?pageSize=100")).Body;
        Assert.That(log, Does.Contain("LOCAL_MEASURE_ADDED").And.Contain("LOCAL_MEASURE_RETIRED").And.Contain("LOCAL_MEASURE_KEPT"));
    }

    [Test]
    public async Task Remove_UnusedMeasure_IsGone()
    {
        await AddAsync();

        using var removed = await _admin.DeleteAsync(new Uri(Measures + "/L_CALM", UriKind.Relative));
        using var again = await _admin.DeleteAsync(new Uri(Measures + "/L_CALM", UriKind.Relative));

        Assert.That(((int)removed.StatusCode, (int)again.StatusCode), Is.EqualTo((204, 404)));
        Assert.That((await AddAsync()).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Submit_DraftWhoseMeasureWasRemovedMeanwhile_IsCheckedAgain()
    {
        await AddAsync();
        var check = (string)(await CheckAsync(Scored("12", "6"))).Json["check"]!;
        using var removed = await _admin.DeleteAsync(new Uri(Measures + "/L_CALM", UriKind.Relative));

        var answer = await _lead.PostAnswerAsync(
            Own + "/extracts/2025-Q2/submissions",
            Requests.Json($$"""{"check":"{{check}}","acknowledgements":[]}""")
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "NEEDS_FIXING")), answer.Body);
    }

    // Rows of every service that sends HADS, so that nothing but the rule keeps the measure out.
    [Test]
    public async Task Release_NetworkThatSendsALocalMeasure_KnowsNothingOfIt()
    {
        await AddAsync();
        await SampleExtracts.SendAsync(_portal, "2025-Q4");
        await using (var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            await administrator.ExecuteAsync(
                """
                INSERT INTO score_record (service_id, submission_id, case_ref, measure, subscale, timepoint, respondent, week, goal, score)
                SELECT service_id, submission_id, case_ref, 'L_CALM', '', timepoint, respondent, week, goal, 2 * floor(score / 3)
                FROM score_record WHERE measure = 'HADS' AND subscale = 'ANXIETY' AND score IS NOT NULL
                """
            );

        var id = await PublishedRelease.MakeAsync(_portal, "2025-Q4");

        using var analyst = await _portal.ClientAsync("analyst");
        foreach (
            var address in new[] { $"/api/v1/network/releases/{id}/cells.csv", "/api/v1/network/outcomes", "/api/v1/network/outcomes.csv" }
        )
        {
            var shown = await analyst.GetAnswerAsync(address);
            Assert.That(shown.Status, Is.EqualTo(200), address);
            Assert.That(shown.Body, Does.Contain("HADS").And.Not.Contain("L_CALM").And.Not.Contain("Calm scale"), address);
        }

        Assert.That((await analyst.GetAnswerAsync("/api/v1/network/outcomes?measure=L_CALM")).Body, Does.Not.Contain("Calm scale"));
        var benchmark = await _lead.GetAnswerAsync(Own + "/benchmark");
        Assert.That((benchmark.Status, benchmark.Body.Contains("L_CALM", StringComparison.Ordinal)), Is.EqualTo((200, false)));
        await using var owner = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        Assert.That(await owner.ExecuteScalarAsync<int>("SELECT count(*)::int FROM workspace_part WHERE measure LIKE 'L\\_%'"), Is.Zero);
        Assert.That(await owner.ExecuteScalarAsync<int>("SELECT count(*)::int FROM workspace_part WHERE measure = 'HADS'"), Is.Positive);
    }

    [Test]
    public async Task Page_AddRetireRemove_DoWhatTheySay()
    {
        using var admin = await Browser.SignInAsync(_portal, "admin");
        await admin.OpenAsync("/measures");
        KeyValuePair<string, string>[] form =
        [
            new("code", "L_CALM"),
            new("name", "Calm scale"),
            new("construct", "parent_wellbeing"),
            new("respondents", "MOTHER"),
            new("respondents", "CLINICIAN"),
            new("lowest", "0"),
            new("highest", "20"),
            new("step", "1"),
            new("direction", "lower_better"),
            new("cutOff", ""),
            new("cutOffSide", ">="),
        ];

        var wrong = await admin.PostAsync("/measures?handler=Add", new FormUrlEncodedContent(form.Where(field => field.Key != "highest")));
        var added = await admin.PostAsync("/measures?handler=Add", new FormUrlEncodedContent(form));

        Assert.That((wrong.Status, added.Status), Is.EqualTo((400, 302)), added.Body);
        Assert.That(wrong.Body, Does.Contain("whole steps fill").And.Contain("L_CALM"));
        Assert.That((await admin.OpenAsync("/measures")).Body, Does.Contain("0 to 20").And.Contain("Mother, clinician"));
        var removed = await admin.PostAsync("/measures?handler=Remove", new FormUrlEncodedContent([new("code", "L_CALM")]));
        Assert.That(removed.Status, Is.EqualTo(302));
        Assert.That((await admin.OpenAsync("/measures")).Body, Does.Contain("There is no local measure yet"));
    }

    private static int Rows => SampleFiles.Valid()["scores.csv"].TrimEnd().Split('\n').Length - 1;

    /// <summary>The valid extract with a first and a last score of L_CALM by the mother.</summary>
    private static Dictionary<string, string> Scored(string first, string last) =>
        SampleFiles
            .Valid()
            .Adding("scores.csv", 1, ("measure", "L_CALM"), ("subscale", ""), ("score", first))
            .Adding("scores.csv", 2, ("measure", "L_CALM"), ("subscale", ""), ("score", last));

    private static IEnumerable<string> Codes(JsonNode report) => report["problems"]!.AsArray().Select(problem => (string)problem!["code"]!);

    private Task<HttpAnswer> AddAsync() => _admin.PostAnswerAsync(Measures, Requests.Json(Calm));

    private Task<HttpAnswer> CheckAsync(Dictionary<string, string> files, string period = "2025-Q2") =>
        _lead.PostAnswerAsync($"{Own}/extracts/{period}/checks", SampleFiles.Upload(files));

    private async Task SubmittedAsync(Dictionary<string, string> files)
    {
        var answer = await _lead.PostAnswerAsync(Own + "/extracts/2025-Q2/submissions", SampleFiles.Upload(files));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
    }
}
