using Dapper;
using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>
/// The one PostgreSQL of all test processes of this build: whoever comes first runs it, and stops it when the last has gone.
/// </summary>
internal sealed class SharedCluster : IAsyncDisposable
{
    /// <summary>Databases whose name begins so are kept for later runs.</summary>
    public const string TemplatePrefix = "portal_template_";

    private const string Templates =
        $"SELECT datname FROM pg_database WHERE datname LIKE '{TemplatePrefix}%' AND datname NOT LIKE '%{Making}' ORDER BY datname";

    private const string Others =
        $"SELECT datname FROM pg_database WHERE datname LIKE 'portal_test_%' OR datname LIKE '{TemplatePrefix}%{Making}'";

    /// <summary>Ends the name of a template that is not ready.</summary>
    public const string Making = "_making";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SharedFolder _folder;
    private readonly FileStream _seat;
    private readonly EmbeddedServer? _server;
    private readonly string _state;
    private readonly IReadOnlyList<string> _kept;

    private SharedCluster(
        SharedFolder folder,
        FileStream seat,
        string sockets,
        EmbeddedServer? server,
        string state,
        IReadOnlyList<string> kept
    )
    {
        (_folder, _seat, _server, _state, _kept) = (folder, seat, server, state, kept);
        Sockets = sockets;
        Administration = new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(Administrator()) { Pooling = true }.ConnectionString
        ).Build();
    }

    /// <summary>The server's administrator in the database that is nobody's.</summary>
    public NpgsqlDataSource Administration { get; }

    /// <summary>The folder of the server's socket.</summary>
    public string Sockets { get; }

    /// <summary>The server's administrator in a database; not pooled, so that the database can be dropped.</summary>
    public string Administrator(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Sockets,
            Username = "postgres",
            Database = database,
            Pooling = false,
        }.ConnectionString;

    public static async Task<SharedCluster> JoinAsync(SharedFolder folder)
    {
        while (true)
        {
            if (folder.TryHost() is { } host)
                return await HostAsync(folder, host);
            if (folder.TryVisit() is { } visit)
                return new SharedCluster(folder, visit.Seat, visit.Sockets, null, "", []);
            await Task.Delay(Poll);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Administration.DisposeAsync();
        if (_server is not null)
        {
            await StopAsync(_server);
            Directory.Delete(_server.Folder, recursive: true);
            if (Directory.Exists(_state))
                Directory.Delete(_state, recursive: true);
        }

        await _seat.DisposeAsync();
    }

    private static async Task<SharedCluster> HostAsync(SharedFolder folder, FileStream seat)
    {
        try
        {
            folder.RemoveLeftovers();
            var state = RunningPlace.Choose();
            folder.Store.Restore(state);
            var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(state, Durability.Disposable));
            await SettleAsync(server.SocketFolder);
            var cluster = new SharedCluster(
                folder,
                seat,
                server.SocketFolder,
                server,
                state,
                await NamesAsync(server.SocketFolder, Templates)
            );
            folder.Announce(server.SocketFolder);
            return cluster;
        }
        catch
        {
            await seat.DisposeAsync();
            throw;
        }
    }

    private async Task StopAsync(EmbeddedServer server)
    {
        await using (await _folder.WaitUntilAloneAsync(Poll))
        {
            _folder.Withdraw();
            var ready = await NamesAsync(Sockets, Templates);
            await using (var connection = new NpgsqlConnection(Administrator()))
                foreach (var name in await NamesAsync(Sockets, Others))
                    await connection.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
            await server.DisposeAsync();
            if (!ready.SequenceEqual(_kept))
                _folder.Store.Keep(server.Folder);
        }
    }

    // Databases come and go within seconds, so what would tidy them up only takes the processor from the tests.
    private static async Task SettleAsync(string sockets)
    {
        await using var connection = new NpgsqlConnection($"Host={sockets};Username=postgres;Database=postgres;Pooling=false");
        foreach (
            var setting in new[] { "autovacuum = off", "checkpoint_timeout = '1h'", "max_wal_size = '512MB'", "min_wal_size = '32MB'" }
        )
            await connection.ExecuteAsync("ALTER SYSTEM SET " + setting);
        await connection.ExecuteAsync("SELECT pg_reload_conf()");
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(string sockets, string query)
    {
        await using var connection = new NpgsqlConnection($"Host={sockets};Username=postgres;Database=postgres;Pooling=false");
        return (await connection.QueryAsync<string>(query)).AsList();
    }
}
