using Portal.Api.Database;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>The one PostgreSQL of a test run, started when the first test asks, with a migrated template to copy.</summary>
public static class TestCluster
{
    public const string Template = "portal_template";
    private static readonly string State = Path.Combine(Path.GetTempPath(), "portal-tests-" + Guid.NewGuid().ToString("N")[..12]);
    private static readonly Lazy<Task<EmbeddedServer>> Started = new(StartAsync);

    public static Task<EmbeddedServer> ServerAsync() => Started.Value;

    public static async Task StopAsync()
    {
        // A cluster that could not start has failed the tests that asked for it, with its reason.
        if (!Started.IsValueCreated || Started.Value.IsFaulted)
            return;
        var server = await Started.Value;
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
        if (Directory.Exists(State))
            Directory.Delete(State, recursive: true);
    }

    private static async Task<EmbeddedServer> StartAsync()
    {
        var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(State, Durability.Disposable));
        await using var template = await PortalDatabase.FromEmbeddedServerAsync(server, Template);
        var outcome = await MigrationRunner.RunAsync(template.Migrations, MigrationSet.OfThisBuild());
        return outcome is MigrationOutcome.Done
            ? server
            : throw new InvalidOperationException($"The build's own migrations were refused: {outcome}");
    }
}
