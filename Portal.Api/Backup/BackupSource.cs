using Npgsql;
using Portal.Api.Database;
using Portal.Api.Database.Embedded;

namespace Portal.Api.Backup;

/// <summary>The login that reads everything for a backup: of your server, or of the private PostgreSQL, started if need be.</summary>
internal sealed class BackupSource : IAsyncDisposable
{
    /// <summary>Connection string of a login that sees every row; commands about backups alone use it.</summary>
    public const string Backup = "Backup";

    private readonly EmbeddedServer? _server;

    private BackupSource(NpgsqlConnectionStringBuilder login, EmbeddedServer? server) => (Login, _server) = (login, server);

    public NpgsqlConnectionStringBuilder Login { get; }

    /// <exception cref="BackupFailedException">No login is set, or there is no data.</exception>
    public static async Task<BackupSource> OpenAsync(IConfiguration configuration, string stateFolder, CancellationToken cancellation)
    {
        if (PortalDatabase.IsConfigured(configuration))
            return new BackupSource(Configured(configuration), null);
        if (EmbeddedServer.HasNoDatabase(stateFolder))
            throw new BackupFailedException(
                $"There is no database in {stateFolder}. Set PORTAL_STATE to the portal's state folder, or give its connection strings."
            );
        if (EmbeddedServer.SocketOfRunning(stateFolder) is { } socket)
            return new BackupSource(Private(EmbeddedServer.ConnectionString(socket, EmbeddedServer.Superuser, "portal")), null);
        try
        {
            var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(stateFolder), cancellation);
            return new BackupSource(Private(server.ConnectionString(EmbeddedServer.Superuser, "portal")), server);
        }
        catch (EmbeddedServerException exception)
        {
            throw new BackupFailedException(exception.Message, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static NpgsqlConnectionStringBuilder Configured(IConfiguration configuration)
    {
        var portal = PortalDatabase.ReadSettings(configuration)[PortalRole.Migrations];
        if (
            configuration.GetConnectionString(Backup) is not { Length: > 0 } text
            && configuration.GetConnectionString("Administrator") is not { Length: > 0 }
        )
            throw new BackupFailedException(
                "Set ConnectionStrings__Backup to a login that reads every row, such as portal_backup (docs/operations.md, \"Backup\")."
            );
        text = configuration.GetConnectionString(Backup) is { Length: > 0 } given
            ? given
            : configuration.GetConnectionString("Administrator")!;
        try
        {
            return new NpgsqlConnectionStringBuilder(text) { Pooling = false, Database = portal.Database };
        }
        catch (ArgumentException)
        {
            // The exception's own message quotes the string, which may hold a password.
            throw new BackupFailedException("ConnectionStrings__Backup is not a connection string.");
        }
    }

    private static NpgsqlConnectionStringBuilder Private(string text) => new(text) { Pooling = false };
}
