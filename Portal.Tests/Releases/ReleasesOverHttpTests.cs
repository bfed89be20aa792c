using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>How a release comes about and who may see it, in a network without any extract.</summary>
[NeedsDatabase]
public sealed class ReleasesOverHttpTests
{
    private const string Releases = "/api/v1/network/releases";
    private const string Unknown = "0123456789abcdef";

    private static readonly string?[] People = [null, "member@harbour", "lead@harbour", "analyst", "admin", "reader"];

    // Statuses in the order of the people above, for a release that is not there.
    private static readonly (string Method, string Path, string? Body, int[] Statuses)[] Matrix =
    [
        ("GET", "", null, [401, 200, 200, 200, 200, 200]),
        ("GET", "?page=0", null, [401, 400, 400, 400, 400, 400]),
        ("POST", "", """{"quarter":"2025Q4"}""", [401, 403, 403, 400, 403, 403]),
        ("GET", "/" + Unknown, null, [401, 404, 404, 404, 404, 404]),
        ("DELETE", "/" + Unknown, null, [401, 403, 403, 404, 403, 403]),
        ("POST", "/" + Unknown + "/publication", "{}", [401, 403, 403, 404, 404, 403]),
        ("POST", "/" + Unknown + "/opening", "{}", [401, 403, 403, 404, 404, 403]),
        ("GET", "/" + Unknown + "/preview", null, [401, 403, 403, 404, 404, 403]),
        ("GET", "/" + Unknown + "/cells.json", null, [401, 404, 404, 404, 404, 404]),
        ("GET", "/" + Unknown + "/cells.csv", null, [401, 404, 404, 404, 404, 404]),
        ("GET", "/" + Unknown + "/bundle.zip", null, [401, 404, 404, 404, 404, 404]),
        ("GET", "/" + Unknown + "/charts/changes.svg", null, [401, 404, 404, 404, 404, 404]),
        ("GET", "/latest/cells.json", null, [401, 404, 404, 404, 404, 404]),
    ];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private HttpClient _second = null!;
    private HttpClient _admin = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _analyst = await _portal.ClientAsync("analyst");
        _second = await _portal.ClientAsync("analyst2");
        _admin = await _portal.ClientAsync("admin");
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        foreach (var client in new[] { _analyst, _second, _admin, _member })
            client.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Request_ByEachRole_HasItsStatus()
    {
        for (var place = 0; place < People.Length; place++)
        {
            using var client = await _portal.ClientAsync(People[place]);
            foreach (var (method, path, body, statuses) in Matrix)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Releases + path, UriKind.Relative))
                {
                    Content = body is null ? null : Requests.Json(body),
                };
                using var answer = await client.SendAsync(request);
                Assert.That((int)answer.StatusCode, Is.EqualTo(statuses[place]), $"{People[place]} {method} {path}");
            }
        }
    }

    [Test]
    public async Task Release_FromStartToPublication_IsSeenByEverybodyOnlyThen()
    {
        var begun = await PublishedRelease.StartAsync(_analyst, "2025-Q4", "First one");
        var id = (string)begun.Json["id"]!;
        await PublishedRelease.UntilAsync(async () =>
            (string?)(await _analyst.GetAnswerAsync($"{Releases}/{id}")).Json["state"] == "DRAFT"
        );
        var draft = (await _admin.GetAnswerAsync($"{Releases}/{id}")).Json;
        var hidden = await _member.GetAnswerAsync($"{Releases}/{id}");
        var listed = (await _member.GetAnswerAsync(Releases)).Json;
        var preview = (await _admin.GetAnswerAsync($"{Releases}/{id}/preview")).Json;
        var same = await PublishAsync(_analyst, id);
        var published = await PublishAsync(_admin, id);

        Assert.That((begun.Status, begun.Location), Is.EqualTo((202, $"{Releases}/{id}")));
        Assert.That(
            ((string?)draft["startedBy"], (string?)draft["note"], draft["publishedAt"]),
            Is.EqualTo(("analyst", "First one", (JsonNode?)null))
        );
        Assert.That((hidden.Status, (int)listed["total"]!), Is.EqualTo((404, 0)));
        Assert.That(
            ((int)preview["shown"]!, preview["cells"]!.AsArray().Count),
            Is.EqualTo((0, preview["withheld"]!.AsObject().Sum(one => (int)one.Value!)))
        );
        Assert.That((same.Status, same.Code), Is.EqualTo((409, "SAME_PERSON")));
        Assert.That(
            (published.Status, (string?)published.Json["state"], (string?)published.Json["publishedBy"]),
            Is.EqualTo((200, "PUBLISHED", "admin"))
        );
        foreach (var user in new[] { "member@harbour", "lead@teasel", "reader" })
        {
            using var client = await _portal.ClientAsync(user);
            var seen = (await client.GetAnswerAsync($"{Releases}/{id}")).Json.AsObject();
            Assert.That(
                (string?)seen["contentHash"],
                Is.EqualTo((string?)(await client.GetAnswerAsync($"{Releases}/latest/cells.json")).Json["contentHash"])
            );
            Assert.That(seen.Select(member => member.Key), Has.None.AnyOf("startedBy", "startedAt", "publishedBy", "progress"));
            Assert.That((int)(await client.GetAnswerAsync(Releases)).Json["total"]!, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Release_Published_StaysAsItIs()
    {
        var id = await PublishedRelease.MakeAsync(_portal, "2025-Q4");

        var again = await PublishAsync(_admin, id);
        using var removed = await _analyst.DeleteAsync(new Uri($"{Releases}/{id}", UriKind.Relative));

        Assert.That((again.Status, again.Code), Is.EqualTo((409, "NOT_A_DRAFT")));
        Assert.That((int)removed.StatusCode, Is.EqualTo(409));
        Assert.That((string?)JsonNode.Parse(await removed.Content.ReadAsStringAsync())!["code"], Is.EqualTo("PUBLISHED_FOR_GOOD"));
        Assert.That(await EventsAsync(), Is.EqualTo(new[] { "analyst RELEASE_STARTED " + id, "analyst2 RELEASE_PUBLISHED " + id }));
        Assert.That((await _admin.GetAnswerAsync("/api/v1/network/audit/verification")).Json["fault"], Is.Null);
    }

    [TestCase("2025Q4", "", 400, "QUARTER_MALFORMED")]
    [TestCase("", "", 400, "QUARTER_MALFORMED")]
    [TestCase("2025-Q5", "", 400, "QUARTER_MALFORMED")]
    [TestCase("2198-Q4", "", 409, "QUARTER_NOT_OVER")]
    [TestCase("2025-Q4", "a\\nb", 400, "NOTE_MALFORMED")]
    public async Task Start_WrongRequest_IsRefused(string quarter, string note, int status, string code)
    {
        var answer = await PublishedRelease.StartAsync(_analyst, quarter, note);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((status, code)));
        Assert.That(await RowsAsync("release"), Is.Zero);
    }

    [Test]
    public async Task Start_NoJsonOrLongNote_IsRefused()
    {
        Assert.That((await _analyst.PostAnswerAsync(Releases, Requests.Json("{quarter"))).Status, Is.EqualTo(400));
        Assert.That((await _analyst.PostAnswerAsync(Releases, Requests.Json("{}"))).Code, Is.EqualTo("QUARTER_MALFORMED"));
        Assert.That((await PublishedRelease.StartAsync(_analyst, "2025-Q4", new string('a', 501))).Code, Is.EqualTo("NOTE_MALFORMED"));
    }

    [Test]
    public async Task Start_OneIsRunning_IsRefusedUntilItsBeatIsAMinuteOld()
    {
        await ArrangeRunningAsync();
        var refused = await PublishedRelease.StartAsync(_analyst, "2025-Q4");
        var running = (await _analyst.GetAnswerAsync($"{Releases}/{Unknown}")).Json;
        var preview = await _analyst.GetAnswerAsync($"{Releases}/{Unknown}/preview");
        var early = await PublishAsync(_second, Unknown);
        await AdministerAsync("UPDATE release SET beat_at = now() - interval '61 seconds'");
        var after = (await _analyst.GetAnswerAsync(Releases)).Json["items"]![0]!;
        var begun = await PublishedRelease.StartAsync(_analyst, "2025-Q4");

        Assert.That((refused.Status, refused.Code), Is.EqualTo((409, "RELEASE_RUNNING")));
        Assert.That(
            (
                (string?)running["state"],
                (string?)running["progress"]!["step"],
                (int)running["progress"]!["done"]!,
                (int)running["progress"]!["total"]!
            ),
            Is.EqualTo(("RUNNING", "Counting", 2, 9))
        );
        Assert.That((preview.Status, preview.Code, early.Status, early.Code), Is.EqualTo((409, "NOT_FROZEN", 409, "NOT_A_DRAFT")));
        Assert.That(((string?)after["state"], (string?)after["progress"]!["step"]), Is.EqualTo(("FAILED", "INTERRUPTED")));
        Assert.That(begun.Status, Is.EqualTo(202));
    }

    [Test]
    public async Task Cancel_RunningRelease_LeavesNothingBehind()
    {
        var begun = (string)(await PublishedRelease.StartAsync(_analyst, "2025-Q3")).Json["id"]!;
        using (var cancelled = await _second.DeleteAsync(new Uri($"{Releases}/{begun}", UriKind.Relative)))
            Assert.That((int)cancelled.StatusCode, Is.EqualTo(204));

        // Jobs run one after the other: when the next one is frozen, the first has ended.
        var next = await PublishedRelease.DraftAsync(_analyst, "2025-Q4");

        Assert.That((await _analyst.GetAnswerAsync($"{Releases}/{begun}")).Status, Is.EqualTo(404));
        foreach (
            var table in new[] { "release", "release_for_service", "service_report", "release_roll", "release_population", "release_value" }
        )
            Assert.That(await RowsAsync(table, next), Is.Zero, table);
        Assert.That(
            await EventsAsync(),
            Is.EqualTo(
                new[] { $"analyst RELEASE_STARTED {begun}", $"analyst2 RELEASE_DISCARDED {begun}", $"analyst RELEASE_STARTED {next}" }
            )
        );
    }

    [Test]
    public async Task Publish_DraftBegunBeforeAnotherWasPublished_IsOutOfDate()
    {
        var older = await PublishedRelease.DraftAsync(_analyst, "2025-Q3");
        await PublishedRelease.MakeAsync(_portal, "2025-Q4");

        var refused = await PublishAsync(_second, older);

        Assert.That((refused.Status, refused.Code), Is.EqualTo((409, "DRAFT_OUT_OF_DATE")));
        Assert.That((await _member.GetAnswerAsync($"{Releases}/{older}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Correction_Note_IsNeededAndTheOldReleaseStays()
    {
        var first = await PublishedRelease.MakeAsync(_portal, "2025-Q4");

        var refused = await PublishedRelease.StartAsync(_analyst, "2025-Q4", "  ");
        var second = await PublishedRelease.MakeAsync(_portal, "2025-Q4", "A late extract");

        Assert.That((refused.Status, refused.Code), Is.EqualTo((400, "CHANGE_NOTE_MISSING")));
        Assert.That((string?)(await _member.GetAnswerAsync($"{Releases}/{second}")).Json["corrects"], Is.EqualTo(first));
        Assert.That((await _member.GetAnswerAsync($"{Releases}/{first}/cells.json")).Status, Is.EqualTo(200));
        Assert.That(
            (await _member.GetAnswerAsync(Releases)).Json["items"]!.AsArray().Select(one => (string?)one!["id"]),
            Is.EqualTo(new[] { second, first })
        );
    }

    [Test]
    public async Task NotFound_UnknownDraftAndStrange_AreTheSameBody()
    {
        var draft = await PublishedRelease.DraftAsync(_analyst, "2025-Q4");
        foreach (
            var rest in new[]
            {
                "",
                "/cells.json",
                "/cells.csv",
                "/bundle.zip",
                "/charts/referral-risks.svg",
                "/charts/changes.svg?scope=NATION_E",
                "/charts/other.svg",
            }
        )
        {
            var answers = await Task.WhenAll(
                new[] { draft, Unknown, "x", "HARBOUR" }.Select(id => _member.GetAnswerAsync($"{Releases}/{id}{rest}"))
            );
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(404), rest);
            Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1), rest);
        }
    }

    [Test]
    public async Task Read_TamperedRelease_IsRefusedAndShowsNothing()
    {
        var id = await PublishedRelease.MakeAsync(_portal, "2025-Q4");
        await AdministerAsync("UPDATE release SET content = replace(content, '\"c\"', '\"7\"'), content_hash = repeat('0', 64)");

        foreach (var path in new[] { "/cells.json", "/cells.csv", "/bundle.zip", "/charts/changes.svg" })
        {
            var answer = await _member.GetAnswerAsync($"{Releases}/{id}{path}");
            Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "RELEASE_DAMAGED")), path);
        }

        Assert.That((await _analyst.GetAnswerAsync($"{Releases}/{id}/preview")).Code, Is.EqualTo("RELEASE_DAMAGED"));
    }

    private static Task<HttpAnswer> PublishAsync(HttpClient client, string id) =>
        client.PostAnswerAsync($"{Releases}/{id}/publication", Requests.Json("{}"));

    private async Task<IEnumerable<string>> EventsAsync() =>
        (await _admin.GetAnswerAsync("/api/v1/network/audit?pageSize=500")).Json["items"]!
            .AsArray()
            .Reverse()
            .Where(entry => ((string?)entry!["event"])!.StartsWith("RELEASE_", StringComparison.Ordinal))
            .Select(entry => $"{entry!["person"]} {entry["event"]} {entry["subject"]}");

    // As another node would leave it that makes a release, or died while it did.
    private Task ArrangeRunningAsync() =>
        AdministerAsync(
            $"""
            INSERT INTO release (release_id, quarter, state, note, started_at, started_by, beat_at, step, steps_done, steps_total)
            VALUES ('{Unknown}', '2025-Q3', 'RUNNING', '', now(), 'analyst', now() - interval '30 seconds', 'Counting', 2, 9)
            """
        );

    private async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private async Task<int> RowsAsync(string table, string but = "")
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM {table} WHERE release_id <> @but", new { but });
    }
}
