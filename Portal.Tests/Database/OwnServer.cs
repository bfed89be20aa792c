using Portal.Api.Database;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>An embedded server with one database, which no other test uses.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    public const string Database = "portal";

    private readonly EmbeddedServer _server;
    private readonly string _state;

    private OwnServer(EmbeddedServer server, string state) => (_server, _state) = (server, state);

    /// <summary>Where its files are.</summary>
    public string Folder => _server.Folder;

    /// <summary>A connection string of its administrator.</summary>
    public string Administrator => _server.ConnectionString("postgres", Database) + ";Pooling=false";

    public static Task<OwnServer> StartAsync() => StartAsync(Durability.Disposable);

    public static async Task<OwnServer> StartAsync(Durability durability)
    {
        NeedsDatabaseAttribute.Demand();
        var state = Path.Combine(Path.GetTempPath(), "portal-server-" + Guid.NewGuid().ToString("N")[..12]);
        await PreparedState.CopyToAsync(state);
        return new OwnServer(await EmbeddedServer.StartAsync(new EmbeddedServerOptions(state, durability)), state);
    }

    /// <summary>Opens the database with its five logins, made when it is not there.</summary>
    public async Task<PortalDatabase> OpenAsync() => (await PortalDatabase.FromEmbeddedServerAsync(_server, Database)).ForJob("TEST");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var folder in new[] { _server.Folder, _state })
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }
}
