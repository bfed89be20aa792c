using Portal.Api.Database.Embedded;

namespace Portal.Api.Backup;

/// <summary>A PostgreSQL of its own, which goes with everything in it.</summary>
internal sealed class ThrowAwayCluster : IAsyncDisposable
{
    private readonly EmbeddedServer _server;
    private readonly string _state;

    private ThrowAwayCluster(EmbeddedServer server, string state) => (_server, _state) = (server, state);

    /// <exception cref="BackupFailedException">PostgreSQL is not installed, or cannot start.</exception>
    public static async Task<ThrowAwayCluster> StartAsync(CancellationToken cancellation)
    {
        // The account of the server must reach it when the portal runs as root; what is inside is private.
        var state = Path.Combine(Path.GetTempPath(), "portal-drill-" + Guid.NewGuid().ToString("N")[..12]);
        try
        {
            return new ThrowAwayCluster(
                await EmbeddedServer.StartAsync(new EmbeddedServerOptions(state, Durability.Disposable), cancellation),
                state
            );
        }
        catch (EmbeddedServerException exception)
        {
            if (Directory.Exists(state))
                Directory.Delete(state, recursive: true);
            throw new BackupFailedException(exception.Message, exception);
        }
    }

    /// <summary>A connection string of its administrator.</summary>
    public string Administrator(string database) => _server.ConnectionString(EmbeddedServer.Superuser, database);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var folder in new[] { _server.Folder, _state })
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }
}
