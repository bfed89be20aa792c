using Dapper;
using NUnit.Framework;
using Portal.Api.Database;

namespace Portal.Tests.Database;

[NeedsDatabase]
public class MigrationRunnerTests
{
    private static readonly MigrationScript First = new(
        "0001_create_a.sql",
        "CREATE TABLE a (id int NOT NULL);\nINSERT INTO a VALUES (1);\n"
    );
    private static readonly MigrationScript Second = new("0002_create_b.sql", "CREATE TABLE b (id int NOT NULL)");
    private static readonly MigrationScript Index = new(
        "0003_index_a.sql",
        "-- no-transaction\nCREATE INDEX CONCURRENTLY a_by_id ON a (id)"
    );
    private static readonly MigrationScript View = new(
        "doubled.sql",
        "DROP VIEW IF EXISTS doubled;\nCREATE VIEW doubled WITH (security_invoker = true) AS SELECT id, id * 2 AS twice FROM a"
    );
    private static readonly MigrationSet Valid = new([First, Second, Index], [View]);

    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabase() => _database = await TestDatabase.CreateEmptyAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Run_EmptyDatabase_AppliesAllInOrder()
    {
        var told = new List<string>();

        var outcome = await MigrationRunner.RunAsync(_database.Portal.Migrations, Valid, told.Add);

        var done = Done(outcome);
        Assert.That(done.Applied, Is.EqualTo(new[] { First.FileName, Second.FileName, Index.FileName }));
        Assert.That((done.WereViewsMade, done.SchemaNumber), Is.EqualTo((true, 3)));
        Assert.That(told, Has.Count.EqualTo(4));
        Assert.That(await CountAsync("doubled"), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_Again_ChangesNothing()
    {
        await RunAsync(Valid);

        var done = Done(await RunAsync(Valid));

        Assert.That(done.Applied, Is.Empty);
        Assert.That(done.WereViewsMade, Is.False);
    }

    [Test]
    public async Task Run_SixAtOnceWithAConcurrentIndex_AppliesOnce()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    await using var node = Npgsql.NpgsqlDataSource.Create(
                        _database.ConnectionString(PortalRole.Migrations) + ";Pooling=false"
                    );
                    return Done(await MigrationRunner.RunAsync(node, Valid));
                })
        );

        Assert.That(outcomes.Select(done => done.Applied.Count).Order(), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 3 }));
        Assert.That(await CountAsync("a"), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_OneMoreMigration_AppliesOnlyThat()
    {
        await RunAsync(Valid with { Migrations = [First, Second] });

        var done = Done(await RunAsync(Valid));

        Assert.That(done.Applied, Is.EqualTo(new[] { Index.FileName }));
        Assert.That(done.WereViewsMade, Is.True, "a migration may have dropped a view");
    }

    [Test]
    public async Task Run_ViewChanged_MakesViewsAgain()
    {
        await RunAsync(Valid);
        var changed = View with
        {
            Text = "DROP VIEW IF EXISTS doubled;\nCREATE VIEW doubled WITH (security_invoker = true) AS SELECT id FROM b",
        };

        var done = Done(await RunAsync(Valid with { Views = [changed] }));

        Assert.That(done.WereViewsMade, Is.True);
        Assert.That(await CountAsync("doubled"), Is.Zero);
    }

    [Test]
    public async Task Run_FileChangedAfterItWasApplied_IsRefused()
    {
        await RunAsync(Valid);

        var outcome = await RunAsync(Valid with { Migrations = [First with { Text = First.Text + "-- more" }, Second, Index] });

        Assert.That(Codes(outcome), Is.EqualTo(new[] { "migration.changed" }));
    }

    [Test]
    public async Task Run_SameFileWithOtherLineEnds_IsTheSameFile()
    {
        await RunAsync(Valid);

        var outcome = await RunAsync(
            Valid with
            {
                Migrations = [First with { Text = "\uFEFF" + First.Text.ReplaceLineEndings("\r\n") }, Second, Index],
            }
        );

        Assert.That(Done(outcome).Applied, Is.Empty);
    }

    [Test]
    public async Task Run_DatabaseOfANewerBuild_IsRefused()
    {
        await RunAsync(Valid);

        var outcome = await RunAsync(Valid with { Migrations = [First, Second] });

        Assert.That(Codes(outcome), Is.EqualTo(new[] { "migration.newer_database" }));
    }

    [Test]
    public async Task Run_NumberMissing_IsRefusedBeforeAnythingRuns()
    {
        var outcome = await RunAsync(Valid with { Migrations = [First, Index] });

        Assert.That(Codes(outcome), Is.EqualTo(new[] { "migration.gap" }));
        Assert.That(await ExistsAsync("a"), Is.False);
    }

    [Test]
    public async Task Run_NumberUsedTwice_IsRefused()
    {
        var outcome = await RunAsync(Valid with { Migrations = [First, Second, Second with { FileName = "0002_create_c.sql" }] });

        Assert.That(Codes(outcome), Is.EqualTo(new[] { "migration.duplicate" }));
    }

    [Test]
    public async Task Run_FilePutBetweenAppliedOnes_IsRefused()
    {
        await RunAsync(new MigrationSet([First, Second], []));
        await using (var owner = await _database.Portal.Migrations.OpenConnectionAsync())
            await owner.ExecuteAsync("DELETE FROM schema_migration WHERE number = 1");

        Assert.That(Codes(await RunAsync(Valid)), Is.EqualTo(new[] { "migration.gap" }));
    }

    [TestCase("1_create_a.sql")]
    [TestCase("0001_Create_A.sql")]
    [TestCase("0001_create.sql")]
    public async Task Run_FileNamedOtherwise_IsRefused(string fileName)
    {
        var outcome = await RunAsync(new MigrationSet([First with { FileName = fileName }], []));

        Assert.That(Codes(outcome), Is.EqualTo(new[] { "migration.bad_name" }));
    }

    [Test]
    public async Task Run_FileFails_IsRolledBackAndTheNextRunContinues()
    {
        var broken = Second with { Text = "CREATE TABLE b (id int NOT NULL);\nSELECT no_such_column FROM a" };

        var failure = await Assert.ThrowsAsync<MigrationFailedException>(() => RunAsync(Valid with { Migrations = [First, broken] }));

        Assert.That(failure!.Message, Does.StartWith(Second.FileName));
        Assert.That((await ExistsAsync("a"), await ExistsAsync("b")), Is.EqualTo((true, false)));
        Assert.That(Done(await RunAsync(Valid)).Applied, Is.EqualTo(new[] { Second.FileName, Index.FileName }));
    }

    [Test]
    public void OfThisBuild_ItsFiles_AreInOrder()
    {
        var set = MigrationSet.OfThisBuild();

        Assert.That(set.Migrations[0].FileName, Is.EqualTo("0001_create_service_registry.sql"));
        Assert.That(set.Migrations.Select(script => script.Number), Is.EqualTo(Enumerable.Range(1, set.Migrations.Count)));
    }

    private Task<MigrationOutcome> RunAsync(MigrationSet set) => MigrationRunner.RunAsync(_database.Portal.Migrations, set);

    private static MigrationOutcome.Done Done(MigrationOutcome outcome) =>
        outcome as MigrationOutcome.Done ?? throw new AssertionException($"Refused: {string.Join(' ', Codes(outcome))}");

    private static IEnumerable<string> Codes(MigrationOutcome outcome) =>
        outcome is MigrationOutcome.Refused refused ? refused.Problems.Select(problem => problem.Code) : [];

    private async Task<int> CountAsync(string relation)
    {
        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        return await owner.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + relation);
    }

    private async Task<bool> ExistsAsync(string relation)
    {
        await using var owner = await _database.Portal.Migrations.OpenConnectionAsync();
        return await owner.ExecuteScalarAsync<bool>("SELECT to_regclass(@relation) IS NOT NULL", new { relation });
    }
}
