using Dapper;
using Npgsql;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Samples;

namespace Portal.Tests.Database;

/// <summary>
/// The databases that tests get copies of. Each is made when the first test asks, by whichever process that is, and kept for later runs.
/// </summary>
internal static class Templates
{
    private static readonly Lazy<Task<string>> LazyEmpty = new(() => MakeAsync("empty", null, _ => Task.CompletedTask));
    private static readonly Lazy<Task<string>> LazyMigrated = new(() => MakeAsync("migrated", LazyEmpty.Value, MigrateAsync));
    private static readonly Lazy<Task<string>> LazyServices = new(() => MakeAsync("services", LazyMigrated.Value, RegisterAsync));
    private static readonly Lazy<Task<string>> LazySamples = new(() => MakeAsync("samples", LazyMigrated.Value, LoadAsync));
    private static readonly Lazy<Task<string>> LazyRelease = new(() => MakeAsync("release", LazySamples.Value, ReleaseAsync));

    /// <summary>Roles and nothing else.</summary>
    public static Task<string> Empty => LazyEmpty.Value;

    /// <summary>The schema and nothing in it.</summary>
    public static Task<string> Migrated => LazyMigrated.Value;

    /// <summary>With the sample services and people, and no extract.</summary>
    public static Task<string> Services => LazyServices.Value;

    /// <summary>With the sample network, loaded as <c>./run</c> loads it.</summary>
    public static Task<string> Samples => LazySamples.Value;

    /// <summary>With the sample network and its published release of 2025-Q4, made as <c>./run</c> makes it.</summary>
    public static Task<string> Release => LazyRelease.Value;

    private static async Task<string> MakeAsync(string name, Task<string>? from, Func<PortalDatabase, Task> fill)
    {
        var source = from is null ? null : await from;
        var cluster = await TestCluster.JoinedAsync();
        var template = SharedCluster.TemplatePrefix + name;
        await using var connection = new NpgsqlConnection(cluster.Administrator());
        await connection.OpenAsync();
        // Held until the connection closes: the other test process waits here, and then finds it made.
        await connection.ExecuteAsync("SELECT pg_advisory_lock(hashtext(@template))", new { template }, commandTimeout: 0);
        if (
            await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = @template)", new { template })
        )
            return template;
        var making = template + SharedCluster.Making;
        await connection.ExecuteAsync($"DROP DATABASE IF EXISTS {making} WITH (FORCE)");
        if (source is null)
            await TestCluster.MakeEmptyAsync(making);
        else
            await TestCluster.CloneAsync(making, source);
        await using (var database = await TestCluster.OpenAsync(making))
            await fill(database);
        // Nothing is vacuumed while tests run: the plans and the marks of live rows are made here, for every copy.
        await using (var inside = new NpgsqlConnection(cluster.Administrator(making)))
            await inside.ExecuteAsync("VACUUM (ANALYZE)", commandTimeout: 0);
        await connection.ExecuteAsync($"ALTER DATABASE {making} RENAME TO {template}");
        return template;
    }

    internal static async Task MigrateAsync(PortalDatabase database)
    {
        if (await MigrationRunner.RunAsync(database.Migrations, MigrationSet.OfThisBuild()) is not MigrationOutcome.Done)
            throw new InvalidOperationException("The build's own migrations were refused.");
    }

    internal static async Task RegisterAsync(PortalDatabase database)
    {
        await using var migrations = await database.Migrations.OpenConnectionAsync();
        await SampleRegistry.RegisterAsync(migrations, CancellationToken.None);
    }

    private static async Task LoadAsync(PortalDatabase database)
    {
        using var words = new StringWriter();
        if (!await SampleLoad.RunAsync(database, RepositoryFolders.SampleExtracts, TimeProvider.System, words, CancellationToken.None))
            throw new InvalidOperationException(words.ToString());
    }

    private static async Task ReleaseAsync(PortalDatabase database)
    {
        using var words = new StringWriter();
        await SampleRelease.RunAsync(database, TimeProvider.System, words, CancellationToken.None);
        if ((await ReleaseRecords.AllAsync(database, null, CancellationToken.None)) is not [{ State: ReleaseState.Published }])
            throw new InvalidOperationException(words.ToString());
    }
}
