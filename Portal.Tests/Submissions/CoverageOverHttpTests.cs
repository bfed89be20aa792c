using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using static Portal.Tests.Submissions.QuarterByQuarter;

namespace Portal.Tests.Submissions;

/// <summary>
/// Files that hold only what is new in their quarter, as many systems export them: the record keeps what earlier quarters said.
/// </summary>
[NeedsDatabase]
public sealed class CoverageOverHttpTests
{
    private const string Window = "?from=2025-01&before=2026-01";

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

    // The trial: six families with two contacts and their risks in the first quarter, and one contact and no risk in the second, in which
    // they close. Eligible families and risks assessed went to nought.
    [Test]
    public async Task QuartersOwnRows_SaidSo_CountWithThoseOfEarlierQuarters()
    {
        await SubmitAsync("2025-Q1", First());

        var asked = await CheckAsync("2025-Q2", Second());
        var said = await CheckAsync("2025-Q2", Second(), QuarterOnly);
        var receipt = await SubmitAsync("2025-Q2", Second(), QuarterOnly);

        Assert.That(
            asked["coverage"]!.AsArray().Select(one => $"{one!["file"]} {one["answer"]} {one["missingRows"]} of {one["earlierRows"]}"),
            Is.EqualTo(new[] { "risks.csv ALL 6 of 6", "scores.csv ALL 6 of 6", "contacts.csv ALL 12 of 12" }),
            asked.ToJsonString()
        );
        Assert.That(Codes(asked), Does.Contain("history.rows_gone"));
        Assert.That(Codes(said), Has.None.StartsWith("history."), said.ToJsonString());
        Assert.That(
            said["effects"]!.AsArray().Select(one => $"{one!["figure"]} {one["measure"]} {one["after"]}"),
            Is.EquivalentTo(new[] { "FAMILIES  6", "RISKS_ASSESSED  6", "PAIRS PHQ9 6" })
        );
        Assert.That(
            receipt["files"]!.AsArray().Select(file => $"{file!["name"]} {file["coverage"]}"),
            Is.SupersetOf(new[] { "cases.csv ", "risks.csv QUARTER", "scores.csv QUARTER", "contacts.csv QUARTER" })
        );
        Assert.That(await PairsAsync(), Is.EqualTo(6));
        Assert.That(await AssessedAsync(), Is.EqualTo(6));
    }

    // Without the answer the file counts as everything so far, and says in the report what goes.
    [Test]
    public async Task QuartersOwnRows_TakenForEverything_LoseWhatTheReportSaid()
    {
        await SubmitAsync("2025-Q1", First());

        await SubmitAsync("2025-Q2", Second());

        Assert.That(await PairsAsync(), Is.Zero);
    }

    // Numbers of contacts that begin again each quarter are no reason to believe that nothing is missing.
    [Test]
    public async Task ContactsNumberedFromOneAgain_AreAskedAbout_AndAddUp()
    {
        await SubmitAsync("2025-Q1", First());
        var second = Second();
        second["contacts.csv"] = Contacts((1, 13), (2, 14));

        var asked = await CheckAsync("2025-Q2", second);
        await SubmitAsync("2025-Q2", second, QuarterOnly);

        Assert.That(Codes(asked), Does.Contain("history.rows_gone"));
        Assert.That(asked["coverage"]!.AsArray().Select(one => (string?)one!["file"]), Does.Contain("contacts.csv"));
        Assert.That(await ContactsAsync(), Is.EqualTo(24));
    }

    [Test]
    public async Task LaterRowOfTheSameKey_TakesThePlaceOfTheEarlier()
    {
        await SubmitAsync("2025-Q1", First());
        var second = Second();
        second["scores.csv"] += Score("C-001", "BASELINE", 1, 20);
        await SubmitAsync("2025-Q2", second, QuarterOnly);

        Assert.That(await PairsAsync(), Is.EqualTo(6));
        Assert.That(
            await ScalarAsync<double>("SELECT sum(score) FROM current_score WHERE case_ref = 'C-001' AND timepoint = 'BASELINE'"),
            Is.EqualTo(20)
        );
    }

    // A file that said everything ends the chain: what was before it counts no longer.
    [Test]
    public async Task EverythingSoFar_InALaterQuarter_EndsTheChain()
    {
        await SubmitAsync("2025-Q1", First());
        await SubmitAsync("2025-Q2", Second(), QuarterOnly);
        var third = Second();
        third["contacts.csv"] = Contacts((1, 3), (2, 5));
        await SubmitAsync("2025-Q3", third, [("coverage[risks]", "QUARTER"), ("coverage[scores]", "QUARTER")]);

        Assert.That(await ContactsAsync(), Is.EqualTo(12));
        Assert.That(await PairsAsync(), Is.EqualTo(6));
    }

    [Test]
    public async Task Withdrawal_OfTheQuarterBelow_SaysWhatTheLaterOneLoses()
    {
        var first = await SubmitAsync("2025-Q1", First());
        var second = await SubmitAsync("2025-Q2", Second(), QuarterOnly);
        using var lead = await _portal.ClientAsync("lead@harbour");

        var below = (await lead.GetAnswerAsync($"{Service}/submissions/{first["id"]}/withdrawal")).Json.AsArray();
        var above = (await lead.GetAnswerAsync($"{Service}/submissions/{second["id"]}/withdrawal")).Json.AsArray();
        var forbidden = await _member.GetAnswerAsync($"{Service}/submissions/{first["id"]}/withdrawal");

        Assert.That(
            below.Select(loss => $"{loss!["file"]} {loss["rows"]} {loss["quarters"]!.ToJsonString()}"),
            Is.EqualTo(new[] { "risks.csv 6 [\"2025-Q2\"]", "scores.csv 6 [\"2025-Q2\"]", "contacts.csv 12 [\"2025-Q2\"]" })
        );
        Assert.That(above, Is.Empty);
        Assert.That(forbidden.Status, Is.EqualTo(403));
        Assert.That(await PairsAsync(), Is.EqualTo(6), "a preview changes nothing");

        var withdrawn = await lead.PostAnswerAsync(
            $"{Service}/submissions/{first["id"]}/withdrawal",
            Requests.Json("""{"reason":"WRONG_DATA"}""")
        );
        Assert.That(withdrawn.Status, Is.EqualTo(200));
        Assert.That(await PairsAsync(), Is.Zero);
    }

    // The answer is part of what was sent: the same bytes with another answer are another submission, and a carried file keeps its own.
    [Test]
    public async Task Answer_IsPartOfTheSubmission_AndStaysWithTheFile()
    {
        await SubmitAsync("2025-Q1", First());
        var whole = await SubmitAsync("2025-Q2", Second());
        var quarter = await SubmitAsync("2025-Q2", Second(), QuarterOnly);
        var repeated = await SubmitAsync("2025-Q2", Second(), QuarterOnly);
        var carried = await SubmitAsync("2025-Q2", new() { ["cases.csv"] = Second()["cases.csv"].Replace(",N,", ",Y,") });

        Assert.That((string?)quarter["id"], Is.Not.EqualTo((string?)whole["id"]));
        Assert.That((string?)repeated["id"], Is.EqualTo((string?)quarter["id"]));
        Assert.That(
            carried["files"]!.AsArray().Where(file => (string?)file!["state"] == "CARRIED").Select(file => (string?)file!["coverage"]),
            Is.EqualTo(new[] { "QUARTER", "QUARTER", "QUARTER" })
        );
        Assert.That(await PairsAsync(), Is.EqualTo(6));
    }

    // Another answer for a file that is carried forward takes rows away, and says so.
    [Test]
    public async Task CarriedFile_SaidToBeEverything_MissesTheRowsThatItRestedOn()
    {
        await SubmitAsync("2025-Q1", First());
        await SubmitAsync("2025-Q2", Second(), QuarterOnly);

        var check = await CheckAsync(
            "2025-Q2",
            new() { ["cases.csv"] = Second()["cases.csv"].Replace(",N,", ",Y,", StringComparison.Ordinal) },
            ("coverage[contacts]", "ALL")
        );

        var gone = check["problems"]!.AsArray().Single(one => (string?)one!["code"] == "history.rows_gone")!;
        Assert.That(((string?)gone["file"], (int)gone["count"]!), Is.EqualTo(("contacts.csv", 12)));
    }

    // An export of everything that is said to be only what is new: the same contacts do not count twice.
    [Test]
    public async Task EverythingSaidToBeNew_CountsEachContactOnce()
    {
        await SubmitAsync("2025-Q1", First());
        var second = Second();
        second["contacts.csv"] = Contacts((1, 1), (2, 3), (3, 15));
        await SubmitAsync("2025-Q2", second, QuarterOnly);

        Assert.That(await ContactsAsync(), Is.EqualTo(18));
    }

    [Test]
    public async Task NextQuarter_IsOfferedTheAnswerOfTheLast()
    {
        await SubmitAsync("2025-Q1", First());
        await SubmitAsync("2025-Q2", Second(), QuarterOnly);

        var third = await CheckAsync("2025-Q3", Second(scores: false));

        Assert.That(
            third["coverage"]!.AsArray().Select(one => $"{one!["file"]} {one["answer"]} {one["earlier"]}"),
            Is.EqualTo(new[] { "risks.csv ALL QUARTER", "contacts.csv ALL QUARTER" }),
            third.ToJsonString()
        );
    }

    [Test]
    public async Task Page_AsksOneQuestionForEachFile_AndTheAnswerStays()
    {
        await SubmitAsync("2025-Q1", First());
        var check = (string)(await CheckAsync("2025-Q2", Second()))["check"]!;
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        var page = $"/send/HARBOUR/2025-Q2/{check}";

        var asked = (await browser.OpenAsync(page)).Body;
        Assert.That(asked, Does.Contain("Is contacts.csv everything so far, or only what is new this quarter?"));
        Assert.That(asked, Does.Contain("12 of them are not in this file. They would stop counting."));

        foreach (var file in new[] { "contacts", "risks", "scores" })
            await browser.PostAsync(page + "?handler=Coverage", new FormUrlEncodedContent([new("file", file), new("answer", "QUARTER")]));
        var answered = (await browser.OpenAsync(page)).Body;

        Assert.That(answered, Does.Contain("12 of them are not in this file. They still count."));
        Assert.That(answered, Does.Not.Contain("history.rows_gone"));
    }

    [TestCase("coverage[cases]", "QUARTER")]
    [TestCase("coverage[feedback]", "QUARTER")]
    [TestCase("coverage[contacts]", "quarterly")]
    [TestCase("coverage", "QUARTER")]
    public async Task UnknownAnswer_IsRefused(string name, string value)
    {
        var answer = await _member.SendAsync("2025-Q1", "checks", First(), [(name, value)]);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "COVERAGE_UNKNOWN")));
    }

    private static IEnumerable<string?> Codes(JsonNode report) =>
        report["problems"]!.AsArray().Where(one => (string?)one!["severity"] != "note").Select(one => (string?)one!["code"]);

    private async Task<int> PairsAsync() =>
        (await _member.GetAnswerAsync(Service + "/outcomes" + Window)).Json["outcomes"]!
            .AsArray()
            .Where(one => (string)one!["measure"]! == "PHQ9")
            .Select(one => (int)one!["paired"]!)
            .SingleOrDefault();

    private Task<long> ContactsAsync() => ScalarAsync<long>("SELECT count(*) FROM current_contact");

    private Task<long> AssessedAsync() =>
        ScalarAsync<long>("SELECT count(DISTINCT case_ref) FROM referral_risk WHERE present IN ('Y', 'N')");

    private async Task<TValue> ScalarAsync<TValue>(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return (await Dapper.SqlMapper.ExecuteScalarAsync<TValue>(connection, sql))!;
    }

    private Task<JsonNode> CheckAsync(string period, Dictionary<string, string> files, params (string, string)[] answers) =>
        _member.CheckAsync(period, files, answers);

    private Task<JsonNode> SubmitAsync(string period, Dictionary<string, string> files, params (string, string)[] answers) =>
        _member.SubmitAsync(period, files, answers);
}
