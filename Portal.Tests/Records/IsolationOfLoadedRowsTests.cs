using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Records;

/// <summary>Isolation seen with rows in the tables: a table that is empty would pass any of these.</summary>
[NeedsDatabase]
public sealed class IsolationOfLoadedRowsTests
{
    // The ledger of the workspace: only the release job knows it.
    private static readonly string[] ClosedToTheApplication = ["invitation", "workspace_item", "workspace_known"];

    private const string ScopedRelations = """
        SELECT c.relname FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'service_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p', 'v') AND c.relname <> 'service'
        ORDER BY c.relname
        """;

    // Nothing waits, nothing was erased, nothing is shared and no script sends in the network with a release (SharesIsolationTests has rows
    // of what is shared); everything else must have rows, or these tests would prove nothing.
    private static readonly string[] MayBeEmpty =
    [
        "access_token",
        "draft",
        "draft_file",
        "erasure",
        "invitation",
        "quarter_note",
        "report_share",
        "service_mapping",
        "service_proposal",
    ];

    [Test]
    public async Task Query_ApplicationWithoutServiceSetting_SeesNoRowOfAnyScopedTable()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        foreach (var relation in await RelationsAsync(portal))
        {
            if (!MayBeEmpty.Contains(relation))
                Assert.That(await CountAsAdministratorAsync(portal, relation), Is.Positive, relation);
            await using var transaction = await PortalTransaction.BeginAsync(
                portal.Database.Portal.Application,
                Scope.None,
                CancellationToken.None
            );
            if (ClosedToTheApplication.Contains(relation))
                Assert.That(
                    async () => await CountAsync(transaction, relation),
                    Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("42501"),
                    relation
                );
            else
                Assert.That(await CountAsync(transaction, relation), Is.Zero, relation);
        }
    }

    [Test]
    public async Task Query_ApplicationWithOneService_SeesRowsOfThatServiceOnly()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        foreach (var relation in (await RelationsAsync(portal)).Except(MayBeEmpty).Except(["membership"]).Except(ClosedToTheApplication))
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                portal.Database.Portal.Application,
                new Scope([2]),
                CancellationToken.None
            );
            var services = await transaction.Connection.QueryAsync<int>(
                transaction.Command($"SELECT DISTINCT service_id FROM {relation}", null, CancellationToken.None)
            );
            Assert.That(services, Is.EqualTo(new[] { 2 }), relation);
        }
    }

    [TestCase("case_record")]
    [TestCase("risk_record")]
    [TestCase("score_record")]
    [TestCase("contact_record")]
    [TestCase("feedback_record")]
    [TestCase("activity_record")]
    [TestCase("draft_file")]
    [TestCase("erasure")]
    [TestCase("current_case")]
    [TestCase("case_unit")]
    [TestCase("unit_cohort")]
    [TestCase("respondent_pair")]
    public async Task Query_NetworkRole_CannotReadRowsOfAnybody(string relation)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var transaction = await PortalTransaction.BeginAsync(portal.Database.Portal.Network, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<PostgresException>(() => CountAsync(transaction, relation));

        Assert.That(failure!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public async Task Insert_RowOfAnotherService_IsRefusedByThePolicy()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        await using var transaction = await PortalTransaction.BeginAsync(
            portal.Database.Portal.Application,
            new Scope([1]),
            CancellationToken.None
        );
        const string insert =
            "INSERT INTO cohort_count (service_id, cohort, closure_month, eligible, contacts_known) VALUES (2, 'CLOSED', DATE "
            + "'2020-01-01', 1, true)";

        var failure = await Assert.ThrowsAsync<PostgresException>(() =>
            transaction.Connection.ExecuteAsync(transaction.Command(insert, null, CancellationToken.None))
        );

        Assert.That(failure!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    private static async Task<IReadOnlyList<string>> RelationsAsync(RunningPortal portal)
    {
        await using var connection = new NpgsqlConnection(portal.Database.AdministratorConnectionString);
        var relations = (await connection.QueryAsync<string>(ScopedRelations)).AsList();
        Assert.That(relations, Has.Count.GreaterThan(15));
        return relations;
    }

    private static async Task<long> CountAsAdministratorAsync(RunningPortal portal, string relation)
    {
        await using var connection = new NpgsqlConnection(portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM " + relation);
    }

    private static Task<long> CountAsync(PortalTransaction transaction, string relation) =>
        transaction.Connection.ExecuteScalarAsync<long>(
            transaction.Command("SELECT count(*) FROM " + relation, null, CancellationToken.None)
        );
}
