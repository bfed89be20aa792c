using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using static Portal.Tests.Submissions.QuarterByQuarter;

namespace Portal.Tests.Submissions;

/// <summary>What a sender says of a file on a draft, and what a check knows of rows in other quarters.</summary>
[NeedsDatabase]
public sealed class CoverageChoicesOverHttpTests
{
    private static readonly string[] Covered = ["risks", "scores", "contacts"];

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

    // Two colleagues, or two taps: one answer undid another.
    [Test]
    public async Task ChoicesAtTheSameMoment_AllStay()
    {
        await SubmitAsync("2025-Q1", First());
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        for (var turn = 0; turn < 5; turn++)
        {
            var check = (string)(await CheckAsync("2025-Q2", Second()))["check"]!;

            await Task.WhenAll(
                Covered
                    .Select(file => ("Coverage", file))
                    .Append(("Remove", "feedback"))
                    .Append(("Remove", "activity"))
                    .Select(choice => ChooseAsync(browser, check, choice.Item1, choice.Item2))
            );

            Assert.That((await AgainAsync(check))["coverage"]!.AsArray().Select(one => (string?)one!["answer"]), Is.All.EqualTo("QUARTER"));
            Assert.That(await RemovedAsync(check), Is.EquivalentTo(new[] { "activity", "feedback" }));
        }
    }

    [Test]
    public async Task Choice_IsInTheAuditLog()
    {
        await SubmitAsync("2025-Q1", First());
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        var check = (string)(await CheckAsync("2025-Q2", Second()))["check"]!;

        await ChooseAsync(browser, check, "Coverage", "contacts");
        await ChooseAsync(browser, check, "Remove", "risks");
        await ChooseAsync(browser, check, "Keep", "risks");

        using var lead = await _portal.ClientAsync("lead@harbour");
        var audit = (await lead.GetAnswerAsync(Service + "/audit")).Body;
        Assert.That(
            System.Text.RegularExpressions.Regex.Matches(audit, "(CONTACTS|RISKS)_[A-Z]+").Select(found => found.Value),
            Is.EquivalentTo(new[] { "CONTACTS_QUARTER", "RISKS_REMOVED", "RISKS_KEPT" })
        );
    }

    // An answered question is no question any more, nor is that of a file that is not sent again.
    [Test]
    public async Task AnsweredQuestion_IsNotAskedAgain()
    {
        await SubmitAsync("2025-Q1", First());
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        var check = (string)(await CheckAsync("2025-Q2", Second()))["check"]!;

        var asked = await browser.OpenAsync($"/send/HARBOUR/2025-Q2/{check}");
        foreach (var file in Covered)
            await ChooseAsync(browser, check, "Coverage", file);
        var answered = await browser.OpenAsync($"/send/HARBOUR/2025-Q2/{check}");
        await SubmitAsync("2025-Q2", Second(), QuarterOnly);
        var carried = (string)(await CheckAsync("2025-Q2", new() { ["cases.csv"] = Second()["cases.csv"] }))["check"]!;
        var later = await browser.OpenAsync($"/send/HARBOUR/2025-Q2/{carried}");

        Assert.That(asked.Body, Does.Contain("Questions first").And.Not.Contain("What the files hold"));
        foreach (var page in new[] { answered.Body, later.Body })
            Assert.That(
                page,
                Does.Contain("What the files hold").And.Contain("contacts.csv is only what is new.").And.Not.Contain("uestions first")
            );
    }

    // The correction of a quarter counts, except where a later quarter holds the same row in its file of what is new.
    [Test]
    public async Task CorrectionOfARow_ThatALaterQuarterHoldsToo_SaysWhichQuarterCounts()
    {
        await SubmitAsync("2025-Q1", First());
        var second = Second();
        second["scores.csv"] += Score("C-001", "BASELINE", 1, 20);
        await SubmitAsync("2025-Q2", second, QuarterOnly);
        var first = First();
        first["scores.csv"] = first["scores.csv"].Replace("C-001,PHQ9,,BASELINE,1,MOTHER,15", "C-001,PHQ9,,BASELINE,1,MOTHER,14");
        var other = First();
        other["scores.csv"] = other["scores.csv"].Replace("C-002,PHQ9,,BASELINE,1,MOTHER,15", "C-002,PHQ9,,BASELINE,1,MOTHER,14");

        var superseded = (await CheckAsync("2025-Q1", first))["problems"]!.AsArray();
        var counts = await CheckAsync("2025-Q1", other);

        var found = superseded.Single(one => (string?)one!["code"] == "history.superseded")!;
        Assert.That((string?)found["file"], Is.EqualTo("scores.csv"));
        Assert.That((string?)found["message"], Does.EndWith("The quarter that counts: 2025-Q2."));
        Assert.That(counts.ToJsonString(), Does.Not.Contain("history.superseded"));
    }

    // Families that come back after more than a year: what was known of them then still counts, and the check knows it.
    [Test]
    public async Task CasesLastListedLongAgo_RestOnWhatWasSentThen()
    {
        await SubmitAsync("2024-Q1", First().Of("2023-11"));
        foreach (var quarter in new[] { "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1" })
            await SubmitAsync(quarter, First().Of("2023-11", "D-00"));

        var whole = await CheckAsync("2025-Q2", Second().Of("2023-11"));
        var said = await CheckAsync("2025-Q2", Second().Of("2023-11"), QuarterOnly);

        Assert.That(
            whole["coverage"]!.AsArray().Select(one => $"{one!["file"]} {one["missingRows"]} of {one["earlierRows"]}"),
            Is.EqualTo(new[] { "risks.csv 6 of 6", "scores.csv 6 of 6", "contacts.csv 12 of 12" })
        );
        Assert.That(
            said["paired"]!.AsArray().Where(one => (string?)one!["measure"] == "PHQ9").Select(one => (int)one!["paired"]!),
            Is.EqualTo(new[] { 6 })
        );
    }

    private static async Task ChooseAsync(Browser browser, string check, string handler, string file) =>
        await browser.PostAsync(
            $"/send/HARBOUR/2025-Q2/{check}?handler={handler}",
            new FormUrlEncodedContent([new("file", file), new("answer", "QUARTER")])
        );

    private async Task<IEnumerable<string>> RemovedAsync(string check)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await Dapper.SqlMapper.QueryAsync<string>(
            connection,
            "SELECT unnest(removed) FROM draft WHERE draft_id = @check",
            new { check }
        );
    }

    private async Task<JsonNode> AgainAsync(string check) =>
        (await _member.GetAnswerAsync($"{Service}/extracts/2025-Q2/checks/{check}")).Json;

    private Task<JsonNode> CheckAsync(string period, Dictionary<string, string> files, params (string, string)[] answers) =>
        _member.CheckAsync(period, files, answers);

    private Task<JsonNode> SubmitAsync(string period, Dictionary<string, string> files, params (string, string)[] answers) =>
        _member.SubmitAsync(period, files, answers);
}
