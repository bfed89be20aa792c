using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;

namespace Portal.Tests.Database;

[NeedsDatabase]
public class PortalTransactionTests
{
    private const string ScopedTable = """
        CREATE TABLE visit (
          service_id int NOT NULL,
          visit_id int NOT NULL,
          CONSTRAINT visit_key PRIMARY KEY (service_id, visit_id)
        );
        ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
        ALTER TABLE visit FORCE ROW LEVEL SECURITY;
        CREATE POLICY visit_of_own_service ON visit TO portal_app
          USING (service_id = ANY ((SELECT scope_services())::int[]));
        CREATE POLICY visit_seed ON visit TO portal_migrations USING (true) WITH CHECK (true);
        GRANT SELECT, INSERT, UPDATE, DELETE ON visit TO portal_app;
        INSERT INTO visit SELECT service_id, visit_id FROM generate_series(1, 8) AS service_id, generate_series(1, 25) AS visit_id;
        """;

    private const string SeenServices = "SELECT DISTINCT service_id FROM visit ORDER BY service_id";

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateDatabase()
    {
        _database = await TestDatabase.CreateAsync();
        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync(ScopedTable);
    }

    [OneTimeTearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [TestCase(new[] { 3 })]
    [TestCase(new[] { 2, 5, 7 })]
    [TestCase(new int[0])]
    public async Task Begin_SomeServices_SeesThoseAndNoOther(int[] services)
    {
        await using var transaction = await BeginAsync(new Scope(services));

        Assert.That(await SeenAsync(transaction), Is.EqualTo(services));
    }

    [Test]
    public async Task Begin_WriteToAnotherService_IsRefusedByTheDatabase()
    {
        await using var transaction = await BeginAsync(new Scope([1]));

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            transaction.Connection.ExecuteAsync(transaction.Command("INSERT INTO visit VALUES (2, 1000)", null, CancellationToken.None))
        );

        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public async Task Begin_UpdateOfAnotherService_TouchesNothing()
    {
        await using var transaction = await BeginAsync(new Scope([1]));

        var touched = await transaction.Connection.ExecuteAsync(
            transaction.Command("DELETE FROM visit WHERE service_id = 2", null, CancellationToken.None)
        );

        Assert.That(touched, Is.Zero);
    }

    [Test]
    public async Task Dispose_WithoutCommit_RollsBack()
    {
        await using (var transaction = await BeginAsync(new Scope([1])))
            await transaction.Connection.ExecuteAsync(transaction.Command("DELETE FROM visit", null, CancellationToken.None));

        await using var after = await BeginAsync(new Scope([1]));
        Assert.That(await SeenAsync(after), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Commit_AScope_EndsWithTheTransaction()
    {
        await using var one = NpgsqlDataSource.Create(_database.ConnectionString(PortalRole.Application) + ";Maximum Pool Size=1");
        await using (var transaction = await PortalTransaction.BeginAsync(Ticketed(one), new Scope([4], "person"), CancellationToken.None))
        {
            Assert.That(await SeenAsync(transaction), Is.EqualTo(new[] { 4 }));
            await transaction.CommitAsync(CancellationToken.None);
        }

        await using var same = await one.OpenConnectionAsync();

        Assert.That(await same.QueryAsync<int>(SeenServices), Is.Empty);
        Assert.That(
            await same.QuerySingleAsync<(int[]?, string?, int)>(
                "SELECT scope_services(), scope_person(), (SELECT count(*)::int FROM opened_scope)"
            ),
            Is.EqualTo(((int[]?)null, (string?)null, 0))
        );
    }

    [Test]
    public async Task Begin_ManyAtOnceWithFailuresAndCancellations_NeverLeaksAScope()
    {
        const int tasks = 8;
        const int requests = 100;
        await using var small = NpgsqlDataSource.Create(
            _database.ConnectionString(PortalRole.Application) + ";Maximum Pool Size=4;Timeout=60"
        );

        var foreign = await Task.WhenAll(
            Enumerable
                .Range(1, tasks)
                .Select(service =>
                    Task.Run(async () =>
                    {
                        var leaks = 0;
                        for (var request = 0; request < requests; request++)
                            leaks += await RequestAsync(small, service, request);
                        return leaks;
                    })
                )
        );

        Assert.That(foreign.Sum(), Is.Zero, "rows of other services seen");
    }

    // One in four fails in SQL, is cancelled half-way, runs without a scope, or goes well.
    private async Task<int> RequestAsync(NpgsqlDataSource source, int service, int request)
    {
        if (request % 4 == 0)
        {
            await using var unscoped = await source.OpenConnectionAsync();
            return (await unscoped.QueryAsync<int>(SeenServices)).Count();
        }

        using var hurry = new CancellationTokenSource();
        try
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                Ticketed(source),
                new Scope([service]),
                CancellationToken.None
            );
            var seen = await transaction.Connection.QueryAsync<int>(transaction.Command(SeenServices, null, CancellationToken.None));
            if (request % 4 == 1)
                await transaction.Connection.ExecuteAsync(transaction.Command("SELECT 1 / 0", null, CancellationToken.None));
            if (request % 4 == 2)
            {
                hurry.CancelAfter(1);
                await transaction.Connection.ExecuteAsync(transaction.Command("SELECT pg_sleep(20)", null, hurry.Token));
            }

            await transaction.CommitAsync(CancellationToken.None);
            return seen.Count(other => other != service);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private ScopedSource Ticketed(NpgsqlDataSource source) =>
        (_database.Portal with { Application = new ScopedSource(source) }).ForJob("TEST").Application;

    private Task<PortalTransaction> BeginAsync(Scope scope) =>
        PortalTransaction.BeginAsync(_database.Portal.Application, scope, CancellationToken.None);

    private static Task<IEnumerable<int>> SeenAsync(PortalTransaction transaction) =>
        transaction.Connection.QueryAsync<int>(transaction.Command(SeenServices, null, CancellationToken.None));
}
