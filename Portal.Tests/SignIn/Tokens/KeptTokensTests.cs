using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn.Tokens;

/// <summary>Access tokens of a service as its leads keep them: made once, listed, and ended.</summary>
[NeedsDatabase]
public sealed class KeptTokensTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";
    private const string Quarter = Harbour + "/extracts/2025-Q2";
    private const string Window = "?from=2020-01&before=2026-01";

    private RunningPortal _portal = null!;
    private HttpClient _lead = null!;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await _portal.ClientAsync("lead@harbour");
    }

    [TearDown]
    public async Task Close()
    {
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Revoke_ByAnyLead_CountsAtOnce()
    {
        var (id, key) = await _lead.TokenAsync("read");
        using var script = _portal.Script(key);
        var before = await script.GetAnswerAsync("/api/v1/me");

        using var revoked = await _lead.DeleteAsync(new Uri($"{TokenRequests.Tokens}/{id}", UriKind.Relative));
        var after = await script.GetAnswerAsync("/api/v1/me");

        Assert.That((before.Status, (int)revoked.StatusCode, after.Status), Is.EqualTo((200, 204, 401)));
        Assert.That((await ListAsync()).Single()!["state"]!.ToString(), Is.EqualTo("REVOKED"));
    }

    [Test]
    public async Task Revoke_ByAnAdministratorOrOfAnotherService()
    {
        var (id, _) = await _lead.TokenAsync("read");
        using var stranger = await _portal.ClientAsync("lead@teasel");
        using var administrator = await _portal.ClientAsync("admin");

        using var elsewhere = await stranger.DeleteAsync(new Uri($"/api/v1/services/TEASEL/tokens/{id}", UriKind.Relative));
        using var allowed = await administrator.DeleteAsync(new Uri($"/api/v1/admin/services/HARBOUR/tokens/{id}", UriKind.Relative));

        Assert.That(((int)elsewhere.StatusCode, (int)allowed.StatusCode), Is.EqualTo((404, 204)));
        Assert.That((await ListAsync()).Single()!["state"]!.ToString(), Is.EqualTo("REVOKED"));
    }

    // Neither does a token come back with the membership.
    [TestCase("UPDATE membership SET role = 'Service.Member' WHERE person_id = 'lead@harbour'")]
    [TestCase("DELETE FROM membership WHERE person_id = 'lead@harbour'")]
    public async Task Maker_WhoLeadsNoMore_TakesTheTokenAlong(string sql)
    {
        var (_, key) = await _lead.TokenAsync("read");
        using var script = _portal.Script(key);
        await ExecuteAsync("INSERT INTO membership SELECT service_id, 'member@teasel', 'Service.Lead' FROM service WHERE code = 'HARBOUR'");

        await ExecuteAsync(sql);
        var without = await script.GetAnswerAsync("/api/v1/me");
        await ExecuteAsync(
            """
            INSERT INTO membership SELECT service_id, 'lead@harbour', 'Service.Lead' FROM service WHERE code = 'HARBOUR'
            ON CONFLICT (service_id, person_id) DO UPDATE SET role = 'Service.Lead'
            """
        );
        var again = await script.GetAnswerAsync("/api/v1/me");

        Assert.That((without.Status, again.Status), Is.EqualTo((401, 401)));
    }

    [Test]
    public async Task List_ShowsLastUseAndNoKey()
    {
        var (id, key) = await _lead.TokenAsync("check", "read");
        Assert.That((await ListAsync()).Single()!["usedAt"], Is.Null);
        using var script = _portal.Script(key);
        await script.GetAnswerAsync("/api/v1/me");

        var listed = (await ListAsync()).Single()!;

        Assert.Multiple(() =>
        {
            Assert.That((string?)listed["id"], Is.EqualTo(id));
            Assert.That((string?)listed["state"], Is.EqualTo("ACTIVE"));
            Assert.That((string?)listed["usedAt"], Is.Not.Null);
            Assert.That(
                DateTimeOffset.Parse((string)listed["expiresAt"]!) - DateTimeOffset.Parse((string)listed["madeAt"]!),
                Is.EqualTo(TimeSpan.FromDays(90)).Within(TimeSpan.FromSeconds(1))
            );
            Assert.That(listed.ToJsonString(), Does.Not.Contain(key[^20..]));
            Assert.That(key, Does.StartWith("outcomes_").And.Length.GreaterThan(9 + 128 / 6));
        });
        Assert.That(await CountAsync($"SELECT count(*)::int FROM access_token WHERE access_token::text LIKE '%{key[^20..]}%'"), Is.Zero);
    }

    [TestCase("""{"actions":["check"]}""", "TOKEN_NAME_MISSING")]
    [TestCase("""{"name":" ","actions":["check"]}""", "TOKEN_NAME_MISSING")]
    [TestCase("""{"name":"Upload"}""", "TOKEN_ACTIONS_UNKNOWN")]
    [TestCase("""{"name":"Upload","actions":[]}""", "TOKEN_ACTIONS_UNKNOWN")]
    [TestCase("""{"name":"Upload","actions":["check","lead"]}""", "TOKEN_ACTIONS_UNKNOWN")]
    [TestCase("""{"name":"Upload","actions":["check"],"days":0}""", "TOKEN_DAYS_UNKNOWN")]
    [TestCase("""{"name":"Upload","actions":["check"],"days":366}""", "TOKEN_DAYS_UNKNOWN")]
    [TestCase("""{"name":"Upload","actions":["read"]}""", "TOKEN_REASON_MISSING")]
    [TestCase("""{"name":"Upload","actions":["read"],"exportReason":"BECAUSE"}""", "TOKEN_REASON_MISSING")]
    public async Task Make_AskedWrongly_SaysWhatIsWrong(string asked, string code)
    {
        var answer = await _lead.PostAnswerAsync(TokenRequests.Tokens, Requests.Json(asked));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task Make_OneMoreThanAServiceCanHave_Is409()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 22)
                .Select(_ => _lead.PostAnswerAsync(TokenRequests.Tokens, Requests.Json("""{"name":"Upload","actions":["check"]}""")))
        );

        Assert.That(answers.Count(answer => answer.Status == 201), Is.EqualTo(20));
        Assert.That(answers.Where(answer => answer.Status != 201).Select(answer => answer.Code), Is.All.EqualTo("TOO_MANY_TOKENS"));
    }

    [Test]
    public async Task Make_BySomebodyWhoLeadsNoMore_Is403()
    {
        await ExecuteAsync(
            """
            ALTER TABLE membership DISABLE TRIGGER ALL;
            UPDATE membership SET role = 'Service.Member' WHERE person_id = 'lead@harbour';
            ALTER TABLE membership ENABLE TRIGGER ALL
            """
        );

        var made = await _lead.PostAnswerAsync(TokenRequests.Tokens, Requests.Json("""{"name":"Upload","actions":["check"]}"""));

        Assert.That(made.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Token_AfterItsDays_IsRefused()
    {
        var clock = new MovedClock();
        await using var portal = await RunningPortal.StartAsync(clock);
        using var lead = await portal.ClientAsync("lead@harbour");
        var (_, key) = await lead.TokenAsync("read");
        using var script = portal.Script(key);

        clock.Move(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        var lastMinute = await script.GetAnswerAsync("/api/v1/me");
        clock.Move(TimeSpan.FromMinutes(1));
        var over = await script.GetAnswerAsync("/api/v1/me");

        Assert.That((lastMinute.Status, over.Status), Is.EqualTo((200, 401)));
        using var audit = await portal.ClientAsync("admin");
        Assert.That((await audit.GetAnswerAsync("/api/v1/network/audit")).Body, Does.Contain("TOKEN_REFUSED"));
    }

    private async Task<JsonArray> ListAsync() => (await _lead.GetAnswerAsync(TokenRequests.Tokens)).Json["items"]!.AsArray();

    private async Task ExecuteAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await administrator.ExecuteAsync(sql);
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await administrator.ExecuteScalarAsync<int>(sql);
    }
}
