using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Mail;

namespace Portal.Tests.SignIn.Tokens;

/// <summary>Access tokens of a service: made once, used by scripts, listed, and ended.</summary>
[NeedsDatabase]
public sealed class AccessTokenTests
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
    public async Task Submit_ByAScript_IsStoredUnderTheToken()
    {
        var (id, key) = await _lead.TokenAsync("check", "submit");
        using var script = _portal.Script(key);

        var check = await script.PostAnswerAsync(Quarter + "/checks", SampleFiles.Upload(SampleFiles.Valid()));
        var receipt = await script.PostAnswerAsync(Quarter + "/submissions", SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That(check.Status, Is.EqualTo(200), check.Body);
        Assert.That(receipt.Status, Is.EqualTo(201), receipt.Body);
        Assert.That((string?)receipt.Json["acceptedBy"], Is.EqualTo(id));
        var log = (await _lead.GetAnswerAsync(Harbour + "/audit")).Json["items"]!.AsArray();
        var submitted = log.Single(entry => (string?)entry!["event"] == "EXTRACT_SUBMITTED")!;
        Assert.That(submitted.ToJsonString(), Does.Contain(id));
        var made = log.Single(entry => (string?)entry!["event"] == "ACCESS_TOKEN_MADE")!;
        Assert.That(((string?)made["subject"], (string?)made["detail"]), Is.EqualTo((id, "CHECK_SUBMIT")));
    }

    [Test]
    public async Task Submit_ByAScript_SendsTheReceiptToItsMaker()
    {
        var (_, key) = await _lead.TokenAsync("submit");
        using var script = _portal.Script(key);

        await script.PostAnswerAsync(Quarter + "/submissions", SampleFiles.Upload(SampleFiles.Valid()));

        var receipts = (await _portal.Database.OutboxAsync()).Where(mail => mail.Kind == "RECEIPT");
        Assert.That(receipts.Select(mail => mail.PersonId), Is.EqualTo(new[] { "lead@harbour" }));
        Assert.That(
            receipts.Single().Plain,
            Does.StartWith("Hello Lead of Harbour").And.Contain("with your token Quarterly upload").And.Not.Contain("Hello Quarterly")
        );
    }

    [Test]
    public async Task Submit_ByAScript_HeedsThatItsMakerWantsNoReceipts()
    {
        await ExecuteAsync("INSERT INTO mail_choice VALUES ('lead@harbour', 'RECEIPT')");
        var (_, key) = await _lead.TokenAsync("submit");
        using var script = _portal.Script(key);

        var receipt = await script.PostAnswerAsync(Quarter + "/submissions", SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That(receipt.Status, Is.EqualTo(201), receipt.Body);
        Assert.That((await _portal.Database.OutboxAsync()).Where(mail => mail.Kind == "RECEIPT"), Is.Empty);
    }

    [TestCase("check", "200 403 403 403")]
    [TestCase("submit", "403 422 403 403")]
    [TestCase("read", "403 403 200 403")]
    public async Task Token_OfOneAction_DoesThatAlone(string action, string statuses)
    {
        var (_, key) = await _lead.TokenAsync(action);
        using var script = _portal.Script(key);
        var broken = SampleFiles.Valid().With("cases.csv", 1, "referral_month", "never");

        var answers = new[]
        {
            await script.PostAnswerAsync(Quarter + "/checks", SampleFiles.Upload(broken)),
            await script.PostAnswerAsync(Quarter + "/submissions", SampleFiles.Upload(broken)),
            await script.GetAnswerAsync(Harbour + "/profile" + Window),
            await script.GetAnswerAsync(Harbour + "/people"),
        };

        Assert.That(string.Join(' ', answers.Select(answer => answer.Status)), Is.EqualTo(statuses));
        var refused = answers.Where(answer => answer.Status == 403);
        Assert.That(refused.Select(answer => answer.Code).Distinct(), Is.EqualTo(new[] { "TOKEN_LACKS_OPERATION" }));
        Assert.That(refused.First().Body, Does.Contain($"This token is for: {action}."));
    }

    [Test]
    public async Task Token_ThatDoesEverything_IsNeverALead()
    {
        var (id, key) = await _lead.TokenAsync("check", "submit", "read");
        using var script = _portal.Script(key);

        var more = await script.PostAnswerAsync(TokenRequests.Tokens, Requests.Json("""{"name":"More","actions":["check"]}"""));
        using var revoke = await script.DeleteAsync(new Uri($"{TokenRequests.Tokens}/{id}", UriKind.Relative));
        // The front page is for anybody; it must not know whose key this is.
        var front = await script.GetAnswerAsync("/");
        var pages = new[] { await script.GetAnswerAsync("/people/HARBOUR"), await script.GetAnswerAsync("/families/HARBOUR") };
        using var everywhere = await script.DeleteAsync(new Uri("/api/v1/me/sessions", UriKind.Relative));

        Assert.That((more.Status, (int)revoke.StatusCode, (int)everywhere.StatusCode), Is.EqualTo((403, 403, 403)));
        Assert.That(pages.Select(page => page.Status), Is.All.EqualTo(302).Or.EqualTo(401));
        Assert.That(front.Status, Is.EqualTo(200));
        Assert.That(front.Body, Does.Contain("Sign in").And.Not.Contain("Harbour"));
    }

    // The lead of HARBOUR belongs to TEASEL too, and has a report shared with them; their token has neither.
    [Test]
    public async Task Token_OfSomebodyWithTwoServices_OpensOne()
    {
        await ExecuteAsync(
            """
            INSERT INTO membership SELECT service_id, 'lead@harbour', 'Service.Lead' FROM service WHERE code = 'TEASEL';
            INSERT INTO person_role VALUES ('lead@harbour', 'Report.Reader'), ('lead@harbour', 'Network.Analyst')
            """
        );
        using var lead = await _portal.ClientAsync("lead@harbour");
        var (_, key) = await lead.TokenAsync("read");
        using var script = _portal.Script(key);

        var me = await script.GetAnswerAsync("/api/v1/me");
        var other = await script.GetAnswerAsync("/api/v1/services/TEASEL/profile" + Window);
        var unknown = await script.GetAnswerAsync("/api/v1/services/NOBODY/profile" + Window);
        var shared = await script.GetAnswerAsync("/api/v1/shared");
        var network = await script.GetAnswerAsync("/api/v1/network/submissions");

        Assert.That(me.Json["services"]!.AsArray().Select(service => (string?)service!["code"]), Is.EqualTo(new[] { "HARBOUR" }));
        Assert.That((other.Status, other.Body), Is.EqualTo((404, unknown.Body.Replace("NOBODY", "TEASEL"))));
        Assert.That((shared.Status, network.Status), Is.EqualTo((403, 403)));
    }

    [Test]
    public async Task Key_OfAToken_OpensNoOtherServiceInTheDatabase()
    {
        var (id, key) = await _lead.TokenAsync("read");
        await using var application = new NpgsqlConnection(_portal.Database.ConnectionString(PortalRole.Application));

        Assert.That(
            async () =>
                await application.ExecuteAsync("SELECT open_scope(@key, ARRAY(SELECT service_id FROM service), @id)", new { key, id }),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
        Assert.That(
            async () => await application.ExecuteAsync("SELECT open_scope(@key, '{}', 'lead@harbour')", new { key }),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
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

    [Test]
    public async Task Read_ExactFigures_IsLoggedWithTheReasonOfTheToken()
    {
        var (id, key) = await _lead.TokenAsync("read");
        using var script = _portal.Script(key);

        var picture = await script.GetAnswerAsync(Harbour + "/charts/referral-risks.svg" + Window);

        Assert.That(picture.Status, Is.EqualTo(200), picture.Body);
        var log = (await _lead.GetAnswerAsync(Harbour + "/audit")).Json["items"]!.AsArray();
        var entry = log.Single(entry => (string?)entry!["event"] == "PICTURE_DOWNLOADED")!;
        Assert.That((string?)entry["detail"], Is.EqualTo("SUPERVISION_OR_AUDIT"));
        Assert.That(entry.ToJsonString(), Does.Contain(id));
    }

    [TestCase("outcomes_")]
    [TestCase("outcomes_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Key_ThatIsMadeUp_Is401(string key)
    {
        using var script = _portal.Script(key);

        var api = await script.GetAnswerAsync("/api/v1/me");

        Assert.That((api.Status, api.Code), Is.EqualTo((401, "NOT_SIGNED_IN")));
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
