using NUnit.Framework;
using Portal.Api.Erasure;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Mail;

/// <summary>Those whom a proposal to erase a service concerns hear of it, before the proposer could confirm it alone.</summary>
[NeedsDatabase]
public sealed class ErasureMailTests
{
    private const string Portal = "https://outcomes.example.org";

    private RunningPortal _portal = null!;

    [SetUp]
    public async Task ProposeAsync()
    {
        _portal = await RunningPortal.StartAsync();
        using var administrator = await _portal.ClientAsync("admin");
        var proposed = await administrator.PostAnswerAsync(
            "/api/v1/admin/erasures",
            Requests.Json("""{"service":"HARBOUR","caseRef":null,"reason":"COURT_OR_REGULATOR"}""")
        );
        Assert.That(proposed.Status, Is.EqualTo(202).Or.EqualTo(201).Or.EqualTo(200), proposed.Body);
    }

    [TearDown]
    public Task StopAsync() => _portal.DisposeAsync().AsTask();

    [Test]
    public async Task Propose_TellsTheServiceAtOnceAndALaterAdministratorInTheNextRound()
    {
        Assert.That((await MailsAsync()).Select(mail => mail.PersonId), Is.EquivalentTo(new[] { "lead@harbour", "member@harbour" }));
        await ExecuteAsync("INSERT INTO person_role VALUES ('analyst2', 'Network.Admin')");

        var queued = await TellAsync();

        var mails = await MailsAsync();
        Assert.That(queued, Is.EqualTo(1));
        Assert.That(Of(mails, "lead@harbour"), Does.Contain("/erasure/HARBOUR").And.Contain("cannot be undone"));
        Assert.That(Of(mails, "analyst2"), Does.Contain($"{Portal}/erasures"));
        Assert.That(Of(mails, "member@harbour"), Does.Contain("tell the lead of your team").And.Not.Contain("/erasure"));
    }

    [Test]
    public async Task Tell_Again_TellsOnlyWhomNobodyHasTold()
    {
        Assert.That(await TellAsync(), Is.Zero);

        await ExecuteAsync("DELETE FROM mail WHERE person_id = 'lead@harbour'");

        Assert.That(await TellAsync(), Is.EqualTo(1));
    }

    [TestCase("DELETE FROM service_proposal")]
    [TestCase("UPDATE service_proposal SET proposed_at = now() - interval '15 days'")]
    public async Task Tell_OfAProposalThatIsGone_TellsNobody(string gone)
    {
        await ExecuteAsync("DELETE FROM mail; " + gone);

        Assert.That(await TellAsync(), Is.Zero);
    }

    private async Task<List<OutboxRow>> MailsAsync() => [.. (await _portal.Database.OutboxAsync()).Where(mail => mail.Kind == "ERASURE")];

    private static string Of(IEnumerable<OutboxRow> mails, string person) => mails.Single(mail => mail.PersonId == person).Plain!;

    private Task<int> TellAsync() => TellOfErasures.RunAsync(_portal.Database.Portal, Portal, TimeProvider.System, CancellationToken.None);

    private async Task ExecuteAsync(string sql)
    {
        await using var administrator = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await Dapper.SqlMapper.ExecuteAsync(administrator, sql);
    }
}
