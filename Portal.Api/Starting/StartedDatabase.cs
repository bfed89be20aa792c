using Portal.Api.Database;
using Portal.Api.Database.Embedded;
using Portal.Api.Records;

namespace Portal.Api.Starting;

/// <summary>The portal's database, migrated and proven to keep services apart.</summary>
/// <param name="Server">The embedded server, or <c>null</c> when the portal uses a server of yours.</param>
public sealed record StartedDatabase(PortalDatabase Database, EmbeddedServer? Server) : IAsyncDisposable
{
    /// <summary>Starts the embedded server, or opens the one that is configured; migrates and tests it.</summary>
    /// <exception cref="StartRefusedException">The portal cannot start; the message is for the person who starts it.</exception>
    public static async Task<StartedDatabase> OpenAsync(
        IConfiguration configuration,
        string stateFolder,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var started = await ConnectAsync(configuration, stateFolder, output, cancellation);
        try
        {
            var outcome = await MigrationRunner.RunAsync(
                started.Database.Migrations,
                MigrationSet.OfThisBuild(),
                line => output.WriteLine("  " + line),
                cancellation
            );
            if (outcome is MigrationOutcome.Refused refused)
                throw new StartRefusedException(string.Join('\n', refused.Problems.Select(problem => problem.Words)));
            // Changed views may count differently, and stored counts must always equal a rebuild from rows.
            if (outcome is MigrationOutcome.Done { WereViewsMade: true })
                await AggregateRefresh.AllAsync(started.Database, cancellation);
            var faults = await IsolationSelfTest.RunAsync(started.Database, cancellation);
            if (faults.Count > 0)
                throw new StartRefusedException(
                    "The database does not keep services apart:\n" + string.Join('\n', faults.Select(fault => "  " + fault.Words))
                );
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
    }

    private static async Task<StartedDatabase> ConnectAsync(
        IConfiguration configuration,
        string stateFolder,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        try
        {
            if (PortalDatabase.IsConfigured(configuration))
                return new StartedDatabase(PortalDatabase.FromConfiguration(configuration), null);
            await output.WriteLineAsync("Starting the embedded database ...");
            var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(stateFolder), cancellation);
            if (server.IsElsewhere)
                await output.WriteLineAsync(
                    $"  The account of the database cannot reach {stateFolder}; the data is kept in {server.Folder}."
                );
            return new StartedDatabase(await PortalDatabase.FromEmbeddedServerAsync(server, cancellation: cancellation), server);
        }
        catch (Exception exception) when (exception is EmbeddedServerException or DatabaseConfigurationException)
        {
            throw new StartRefusedException(exception.Message);
        }
    }
}
