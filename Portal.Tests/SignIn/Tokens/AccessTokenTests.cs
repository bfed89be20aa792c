using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Mail;

namespace Portal.Tests.SignIn.Tokens;

/// <summary>What a script can do with an access token of a service, and what it cannot.</summary>
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

    private async Task ExecuteAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await administrator.ExecuteAsync(sql);
    }
}
