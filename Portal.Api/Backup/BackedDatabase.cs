using System.Data;
using Dapper;
using Npgsql;
using Portal.Api.Audit;
using Portal.Api.Tombstones;

namespace Portal.Api.Backup;

/// <summary>What the manifest says about the database, read in one snapshot, past row-level security.</summary>
/// <param name="Schema">Number of the last migration; 0 when there is none.</param>
internal sealed record BackedDatabase(
    int Schema,
    string Mark,
    AuditHead? Audit,
    IReadOnlyList<BackedTable> Tables,
    IReadOnlyList<BackedRelease> Releases
)
{
    /// <summary>Tables whose rows a backup leaves out: nobody is signed in after a restore.</summary>
    public const string Session = "session";

    private const string BypassesRows = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

    private const string IsPortal = "SELECT to_regclass('public.schema_migration') IS NOT NULL";

    private const string SchemaNumber = "SELECT coalesce(max(number), 0) FROM schema_migration";

    private const string Secret = "SELECT secret FROM case_key";

    private const string Head = "SELECT entry_number AS Number, hash FROM audit_link ORDER BY entry_number DESC LIMIT 1";

    // Tables that are not logged are empty after a crash, and hold nothing that outlives a minute.
    private const string Names = $"""
        SELECT relname::text AS Name, format('SELECT count(*) FROM public.%I', relname) AS Count
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p' AND relname <> '{Session}'
        ORDER BY relname
        """;

    private const string Frozen = """
        SELECT 'release' AS "Table", release_id AS ReleaseId, 0 AS ServiceId, content_hash AS Sha256 FROM release WHERE content IS NOT NULL
        UNION ALL SELECT 'release_for_service', release_id, service_id, content_hash FROM release_for_service
        UNION ALL SELECT 'service_report', release_id, service_id, content_hash FROM service_report
        ORDER BY 1, 2, 3
        """;

    /// <summary>Reads it in a transaction that the caller has begun.</summary>
    /// <exception cref="BackupFailedException">It is not a portal's, or the login does not see every row.</exception>
    public static async Task<BackedDatabase> ReadAsync(NpgsqlConnection login, CancellationToken cancellation)
    {
        if (!await AskAsync<bool>(login, BypassesRows, cancellation))
            throw new BackupFailedException(
                $"The login {new NpgsqlConnectionStringBuilder(login.ConnectionString).Username} does not see every row, so its backup "
                    + "would be empty. Give ConnectionStrings__Backup a login with BYPASSRLS (docs/operations.md, \"Backup\")."
            );
        if (!await AskAsync<bool>(login, IsPortal, cancellation))
            throw new BackupFailedException($"The database {login.Database} holds no portal, so there is nothing to back up.");
        var tables = new List<BackedTable>();
        foreach (
            var (name, count) in await login.QueryAsync<(string Name, string Count)>(
                new CommandDefinition(Names, cancellationToken: cancellation)
            )
        )
            tables.Add(new BackedTable(name, await AskAsync<long>(login, count, cancellation)));
        return new BackedDatabase(
            await AskAsync<int>(login, SchemaNumber, cancellation),
            new CaseKeys(await AskAsync<byte[]>(login, Secret, cancellation)).DatabaseMark,
            await login.QuerySingleOrDefaultAsync<AuditHead>(new CommandDefinition(Head, cancellationToken: cancellation)),
            tables,
            (await login.QueryAsync<BackedRelease>(new CommandDefinition(Frozen, cancellationToken: cancellation))).AsList()
        );
    }

    /// <summary>Opens a connection and a snapshot that pg_dump can share.</summary>
    /// <returns>The connection, whose end ends the snapshot, and the snapshot's name.</returns>
    public static async Task<(NpgsqlConnection Login, string Snapshot)> OpenSnapshotAsync(
        NpgsqlConnectionStringBuilder settings,
        CancellationToken cancellation
    )
    {
        var login = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await login.OpenAsync(cancellation);
            await login.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            // It is idle while pg_dump works.
            await login.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = 0");
            return (login, await AskAsync<string>(login, "SELECT pg_export_snapshot()", cancellation));
        }
        catch
        {
            await login.DisposeAsync();
            throw;
        }
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection login, string sql, CancellationToken cancellation) =>
        (await login.ExecuteScalarAsync<T>(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancellation)))!;
}
