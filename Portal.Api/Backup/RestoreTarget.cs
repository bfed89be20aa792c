using System.Globalization;
using Dapper;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Backup;

/// <summary>Where a backup is restored to: an administrator's login with a database that is empty, or not there yet.</summary>
/// <param name="Administrator">A login that may make roles and databases; its database is the one to fill.</param>
internal sealed record RestoreTarget(NpgsqlConnectionStringBuilder Administrator)
{
    private const string Rights = "SELECT rolsuper AS IsSuperuser, rolbypassrls AS SeesEveryRow FROM pg_roles WHERE rolname = current_user";

    private const string Exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = @Name)";

    private const string Objects = """
        SELECT count(*)::int FROM (
          SELECT oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM own)
          UNION ALL SELECT oid FROM pg_proc WHERE pronamespace IN (SELECT oid FROM own)
        ) AS things
        """;

    private const string InOwnSchemas = $"""
        WITH own AS (SELECT oid FROM pg_namespace WHERE nspname <> 'information_schema' AND NOT starts_with(nspname, 'pg_')) {Objects}
        """;

    public string Database => Administrator.Database!;

    /// <summary>The connection strings of the portal, when they are of this very database; otherwise <c>null</c>.</summary>
    public IReadOnlyDictionary<PortalRole, NpgsqlConnectionStringBuilder>? Portal { get; private init; }

    /// <exception cref="BackupFailedException">The text is not a connection string, or names no database.</exception>
    public static RestoreTarget Of(string text)
    {
        try
        {
            var administrator = new NpgsqlConnectionStringBuilder(text) { Pooling = false };
            if (administrator is { Host.Length: > 0, Database.Length: > 0 })
                return new RestoreTarget(administrator);
        }
        catch (ArgumentException)
        {
            // The exception's own message quotes the string, which may hold a password.
        }

        throw new BackupFailedException(
            "--into must be a connection string with a host and a new database, such as "
                + "\"Host=db;Database=portal_restored;Username=postgres\"."
        );
    }

    /// <summary>Notes the connection strings of the portal, so that its roles get their passwords and need no superuser.</summary>
    /// <param name="portal">Those of another database are none of this one's business.</param>
    public RestoreTarget With(IReadOnlyDictionary<PortalRole, NpgsqlConnectionStringBuilder> portal) =>
        portal.Values.All(one => (one.Host, one.Port, one.Database) == (Administrator.Host, Administrator.Port, Administrator.Database))
            ? this with
            {
                Portal = portal,
            }
            : this;

    /// <summary>Opens the database with its roles.</summary>
    public PortalDatabase Open() => Portal is null ? AdministeredDatabase.Open(Administrator) : PortalDatabase.Of(Portal);

    /// <summary>Makes the database, when it is not there, and its roles.</summary>
    /// <exception cref="BackupFailedException">Something is in it already; nothing was changed.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await DemandEmptyAsync(cancellation);
        var server = new NpgsqlConnectionStringBuilder(Administrator.ConnectionString) { Database = "postgres" };
        await PrepareDatabase.MakeAsync(server.ConnectionString, Database, cancellation);
        var passwords = Portal?.ToDictionary(one => one.Key, one => one.Value.Password) ?? [];
        await PrepareDatabase.GiveRolesAsync(Administrator.ConnectionString, Database, passwords, cancellation);
    }

    /// <exception cref="BackupFailedException">Something is in it.</exception>
    public async Task DemandEmptyAsync(CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(Administrator.ConnectionString) { Database = "postgres" };
        await using (var server = new NpgsqlConnection(settings.ConnectionString))
        {
            var rights = await server.QuerySingleAsync<(bool IsSuperuser, bool SeesEveryRow)>(
                new CommandDefinition(Rights, cancellationToken: cancellation)
            );
            if (!rights.IsSuperuser && !(rights.SeesEveryRow && Portal is not null))
                throw new BackupFailedException(
                    $"The login {Administrator.Username} of --into must be a superuser. One that is not needs BYPASSRLS, CREATEDB and "
                        + "CREATEROLE, and the six connection strings of the portal must name the new database."
                );
            if (
                !await server.ExecuteScalarAsync<bool>(
                    new CommandDefinition(Exists, new { Name = Database }, cancellationToken: cancellation)
                )
            )
                return;
        }

        await using var inside = new NpgsqlConnection(Administrator.ConnectionString);
        if (await inside.ExecuteScalarAsync<int>(new CommandDefinition(InOwnSchemas, cancellationToken: cancellation)) is var count and > 0)
            throw new BackupFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database {Database} is not empty: it holds {count} tables, indexes, views and functions. A backup is "
                        + $"restored into a new database only; nothing was changed."
                )
            );
    }
}
