using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.SignIn;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>A whole service is erased by two people, over HTTP and by a clock that the tests move.</summary>
[NeedsDatabase]
public sealed class ErasureProposalTests
{
    private const string Proposals = Erasures + "/proposals";

    // The second administrator of these tests.
    private const string Second = "analyst2";

    private MovedClock _clock = null!;
    private ErasingPortal _erasing = null!;

    [SetUp]
    public async Task StartPortalThatHoldsAnExtract()
    {
        _clock = new MovedClock();
        _erasing = await StartAsync(_clock);
        await _erasing.SubmittedAsync(Files);
    }

    [TearDown]
    public async Task StopPortal() => await _erasing.DisposeAsync();

    [Test]
    public async Task Propose_Service_ErasesNothingAndWaits()
    {
        var answer = await _erasing.ProposeAsync();

        Assert.That((answer.Status, answer.Location), Is.EqualTo((202, Proposals)), answer.Body);
        var own = await _erasing.Lead.GetAnswerAsync(Own + "/erasure");
        Assert.That(own.Body, Is.EqualTo(answer.Body));
        Assert.That(
            ((string?)own.Json["service"], (string?)own.Json["proposedBy"], (string?)own.Json["reason"]),
            Is.EqualTo(("HARBOUR", "admin", "COURT_OR_REGULATOR"))
        );
        Assert.That((int)own.Json["families"]!, Is.EqualTo(await _erasing.CountAsync("case_record")).And.Positive);
        Assert.That((int)own.Json["quarters"]!, Is.EqualTo(1));
        Assert.That(Moment(own, "aloneFrom") - Moment(own, "proposedAt"), Is.EqualTo(TimeSpan.FromDays(7)));
        Assert.That(Moment(own, "lapsesAt") - Moment(own, "proposedAt"), Is.EqualTo(TimeSpan.FromDays(14)));
        await AssertNothingIsErasedAsync();
        Assert.That((await _erasing.LogAsync()).Events[^1], Is.EqualTo("SERVICE_ERASURE_PROPOSED"));
    }

    [Test]
    public async Task Propose_Again_KeepsTheProposalThatIsOpen()
    {
        var first = await _erasing.ProposeAsync();
        _clock.Move(TimeSpan.FromMinutes(5));
        await MakeSecondAdministratorAsync();
        using var second = await _erasing.Portal.ClientAsync(Second);

        var again = await second.PostAnswerAsync(Erasures, Requests.Json("""{"service":"HARBOUR","caseRef":null,"reason":"OTHER"}"""));

        Assert.That((again.Status, again.Body), Is.EqualTo((202, first.Body)));
        Assert.That((await _erasing.LogAsync()).Events.Count(name => name == "SERVICE_ERASURE_PROPOSED"), Is.EqualTo(1));
    }

    [Test]
    public async Task Confirm_ByTheProposer_IsRefusedAlsoAfterSevenDays()
    {
        await _erasing.ProposeAsync();

        var atOnce = await ConfirmAsAdministratorAsync(_erasing.Admin);
        await MoveAsync(TimeSpan.FromDays(8));
        var later = await ConfirmAsAdministratorAsync(_erasing.Admin);

        Assert.That(new[] { atOnce, later }.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((409, "SECOND_PERSON_NEEDED")));
        await AssertNothingIsErasedAsync();
    }

    [Test]
    public async Task Confirm_ByTheProposerWhoIsTheLeadAsWell_IsStillTheSamePerson()
    {
        await _erasing.ExecuteAsync("INSERT INTO person_role VALUES ('admin', 'Service.Lead')");
        await _erasing.ExecuteAsync(
            "INSERT INTO membership SELECT service_id, 'admin', 'Service.Lead' FROM service WHERE code = 'HARBOUR'"
        );
        await _erasing.ProposeAsync();

        var answer = await ConfirmAsync(_erasing.Admin);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "SECOND_PERSON_NEEDED")), answer.Body);
        await AssertNothingIsErasedAsync();
    }

    [Test]
    public async Task Confirm_WithoutAProposal_Is409ForEverybody()
    {
        var answers = new[] { await ConfirmAsync(_erasing.Lead), await ConfirmAsAdministratorAsync(_erasing.Admin) };

        Assert.That(answers.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((409, "ERASURE_NOT_PROPOSED")));
        await AssertNothingIsErasedAsync();
    }

    [Test]
    public async Task Confirm_ByTheLead_ErasesWithAReceiptInTheirName()
    {
        await _erasing.ProposeAsync();

        var answer = await ConfirmAsync(_erasing.Lead);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(((string?)answer.Json["what"], (string?)answer.Json["erasedBy"]), Is.EqualTo(("SERVICE", "lead@harbour")));
        Assert.That(await _erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        Assert.That(await _erasing.CountAsync("service_proposal"), Is.Zero);
        var again = await ConfirmAsync(_erasing.Lead);
        Assert.That((again.Status, again.Body), Is.EqualTo((200, answer.Body)), "who asks again gets the receipt");
        Assert.That((await _erasing.LogAsync()).Events, Is.SupersetOf(new[] { "SERVICE_ERASURE_PROPOSED", "SERVICE_ERASED" }));
    }

    [Test]
    public async Task Confirm_ByAnotherAdministrator_Erases()
    {
        await _erasing.ProposeAsync();
        await MakeSecondAdministratorAsync();
        using var second = await _erasing.Portal.ClientAsync(Second);

        var answer = await ConfirmAsAdministratorAsync(second);

        Assert.That((answer.Status, answer.Location), Is.EqualTo((201, $"{Erasures}/{(string?)answer.Json["id"]}")), answer.Body);
        Assert.That((await second.GetAnswerAsync(answer.Location!)).Body, Is.EqualTo(answer.Body));
        Assert.That(await _erasing.RowsOfAsync(CaseRef), Is.All.Zero);
    }

    [Test]
    public async Task Confirm_AfterFourteenDays_HasLapsedAndCanBeProposedAgain()
    {
        await _erasing.ProposeAsync();
        await MoveAsync(TimeSpan.FromDays(14) - TimeSpan.FromMinutes(5));
        Assert.That((await _erasing.Lead.GetAnswerAsync(Own + "/erasure")).Status, Is.EqualTo(200));

        await MoveAsync(TimeSpan.FromMinutes(6));

        Assert.That((await ConfirmAsync(_erasing.Lead)).Code, Is.EqualTo("ERASURE_NOT_PROPOSED"));
        Assert.That((await _erasing.Lead.GetAnswerAsync(Own + "/erasure")).Status, Is.EqualTo(404));
        Assert.That((await _erasing.Admin.GetAnswerAsync(Proposals)).Json.AsArray(), Is.Empty);
        await AssertNothingIsErasedAsync();
        Assert.That((await _erasing.ProposeAsync()).Status, Is.EqualTo(202));
        Assert.That((await ConfirmAsync(_erasing.Lead)).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Confirm_ByTheProposerWhereNobodyElseIs_WaitsForSevenDays()
    {
        await _erasing.ExecuteAsync("DELETE FROM person_role WHERE person_id = 'lead@harbour'");
        await _erasing.ProposeAsync();
        _clock.Move(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5));
        using var early = await _erasing.Portal.ClientAsync("admin");
        var before = await ConfirmAsAdministratorAsync(early);
        var erased = await _erasing.CountAsync("erasure");

        _clock.Move(TimeSpan.FromMinutes(6));
        var after = await ConfirmAsAdministratorAsync(early);

        Assert.That((before.Status, before.Code, erased), Is.EqualTo((409, "SECOND_PERSON_NEEDED", 0)), before.Body);
        Assert.That(after.Status, Is.EqualTo(201), after.Body);
        Assert.That(await _erasing.RowsOfAsync(CaseRef), Is.All.Zero);
    }

    [Test]
    public async Task Confirm_ByTheProposerOnceASecondPersonIsThere_IsRefusedAgain()
    {
        await _erasing.ExecuteAsync("DELETE FROM person_role WHERE person_id = 'lead@harbour'");
        await _erasing.ProposeAsync();
        _clock.Move(TimeSpan.FromDays(8));
        await MakeSecondAdministratorAsync();
        using var admin = await _erasing.Portal.ClientAsync("admin");

        var answer = await ConfirmAsAdministratorAsync(admin);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "SECOND_PERSON_NEEDED")), answer.Body);
        await AssertNothingIsErasedAsync();
    }

    [Test]
    public async Task Confirm_ByTheLeadOfAnotherService_IsTheSame404AsAnUnknownService()
    {
        await _erasing.ProposeAsync();
        using var teasel = await _erasing.Portal.ClientAsync("lead@teasel");

        var foreign = new[] { await ConfirmAsync(teasel), await teasel.GetAnswerAsync(Own + "/erasure") };
        var unknown = await teasel.GetAnswerAsync("/api/v1/services/NOWHERE/erasure");

        Assert.That(foreign, Is.All.EqualTo(unknown));
        Assert.That(unknown.Status, Is.EqualTo(404));
        await AssertNothingIsErasedAsync();
    }

    [Test]
    public async Task Confirm_ByTwoAtOnce_ErasesOnce()
    {
        await _erasing.ProposeAsync();
        await MakeSecondAdministratorAsync();
        using var second = await _erasing.Portal.ClientAsync(Second);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(place => place % 2 == 0 ? ConfirmAsync(_erasing.Lead) : ConfirmAsAdministratorAsync(second))
        );

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(200, 5).Append(201)));
        Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _erasing.CountAsync("erasure"), Is.EqualTo(1));
        var (events, fault) = await _erasing.LogAsync();
        Assert.That((events.Count(name => name == "SERVICE_ERASED"), fault), Is.EqualTo((1, (string?)null)));
    }

    [TestCase("lead@harbour", Own + "/erasure")]
    [TestCase("admin", Proposals + "/HARBOUR")]
    public async Task Withdraw_Proposal_LeavesNothingToConfirm(string user, string address)
    {
        await _erasing.ProposeAsync();
        using var client = await _erasing.Portal.ClientAsync(user);

        using var first = await client.DeleteAsync(new Uri(address, UriKind.Relative));
        using var again = await client.DeleteAsync(new Uri(address, UriKind.Relative));

        Assert.That(((int)first.StatusCode, (int)again.StatusCode), Is.EqualTo((204, 404)));
        Assert.That((await ConfirmAsync(_erasing.Lead)).Code, Is.EqualTo("ERASURE_NOT_PROPOSED"));
        await AssertNothingIsErasedAsync();
        Assert.That((await _erasing.LogAsync()).Events[^1], Is.EqualTo("SERVICE_ERASURE_WITHDRAWN"));
    }

    [Test]
    public async Task Confirm_FileThatCannotBeWritten_ErasesNothingAndStaysProposed()
    {
        await _erasing.ProposeAsync();
        var file = Path.Combine(_erasing.Portal.StateFolder, "erasures");
        File.Delete(file);
        Directory.CreateDirectory(file);

        var refused = await ConfirmAsync(_erasing.Lead);
        Directory.Delete(file);

        Assert.That((refused.Status, refused.Code), Is.EqualTo((507, "ERASURE_NOT_WRITTEN")));
        await AssertNothingIsErasedAsync();
        Assert.That((await ConfirmAsync(_erasing.Lead)).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Rows_OfAnotherServiceOrForWhoeverAsksNothing_AreNotSeen()
    {
        await _erasing.ProposeAsync();

        foreach (var role in new[] { "portal_network", "portal_release", "portal_sign_in" })
            Assert.That(
                await _erasing.CountAsync(
                    $"pg_roles WHERE rolname = '{role}' AND has_any_column_privilege(oid, 'service_proposal', 'SELECT')"
                ),
                Is.Zero,
                role
            );
        Assert.That(
            await _erasing.CountAsync(
                "pg_roles WHERE rolname = 'portal_app' AND has_any_column_privilege(oid, 'service_proposal', 'UPDATE')"
            ),
            Is.Zero
        );
        await using var application = await _erasing.Portal.Database.Portal.Application.Source.OpenConnectionAsync();
        await using var forged = new NpgsqlCommand(
            "INSERT INTO service_proposal (service_id, kind, reason, proposed_at, proposed_by) "
                + "SELECT service_id, 'ERASURE', 'OTHER', now(), 'nobody' FROM service WHERE code = 'TEASEL'",
            application
        );
        Assert.That(
            async () => await forged.ExecuteNonQueryAsync(),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );
    }

    private static DateTimeOffset Moment(HttpAnswer answer, string name) => (DateTimeOffset)answer.Json[name]!;

    private static Task<HttpAnswer> ConfirmAsAdministratorAsync(HttpClient administrator) =>
        administrator.PostAnswerAsync(Proposals + "/HARBOUR/confirmation", Requests.Json("{}"));

    private Task MakeSecondAdministratorAsync() => _erasing.ExecuteAsync($"INSERT INTO person_role VALUES ('{Second}', 'Network.Admin')");

    private async Task MoveAsync(TimeSpan by)
    {
        _clock.Move(by);
        await _erasing.SignInAgainAsync();
    }

    private async Task AssertNothingIsErasedAsync()
    {
        Assert.That(await _erasing.CountAsync("erasure"), Is.Zero);
        Assert.That(await _erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
    }
}
