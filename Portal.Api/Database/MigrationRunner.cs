using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>Brings a database to the schema of this build, once, however many nodes start at the same time.</summary>
public static class MigrationRunner
{
    // Any number will do, as long as every build uses the same one.
    private const long LockKey = 7_306_217_405;
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    // A blocking pg_advisory_lock would deadlock: the waiting statement holds a snapshot that CREATE INDEX CONCURRENTLY waits for.
    private const string TryLock = "SELECT pg_try_advisory_lock(@LockKey)";
    private const string Unlock = "SELECT pg_advisory_unlock(@LockKey)";

    private const string CreateTables = """
        CREATE TABLE IF NOT EXISTS schema_migration (
          number int NOT NULL,
          file_name text NOT NULL,
          checksum text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now(),
          CONSTRAINT schema_migration_key PRIMARY KEY (number)
        );
        CREATE TABLE IF NOT EXISTS schema_views (
          checksum text NOT NULL,
          made_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    private const string ReadApplied = "SELECT number, file_name AS FileName, checksum FROM schema_migration ORDER BY number";
    private const string RecordApplied =
        "INSERT INTO schema_migration (number, file_name, checksum) VALUES (@Number, @FileName, @Checksum)";
    private const string ReadViews = "SELECT checksum FROM schema_views";
    private const string RecordViews = "DELETE FROM schema_views; INSERT INTO schema_views (checksum) VALUES (@checksum)";

    /// <summary>Applies the new files of <paramref name="scripts"/>, each in its own transaction, then remakes views if needed.</summary>
    /// <param name="migrations">The data source of the owning role.</param>
    /// <param name="scripts">What the build carries.</param>
    /// <param name="progress">Gets a sentence before each file, and while another run is in the way.</param>
    /// <param name="cancellation">Rolls back the file that is being applied; files before it stay.</param>
    /// <exception cref="MigrationFailedException">A file's SQL failed.</exception>
    public static async Task<MigrationOutcome> RunAsync(
        NpgsqlDataSource migrations,
        MigrationSet scripts,
        Action<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        await using var connection = await migrations.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await LockAsync(connection, progress, cancellation).ConfigureAwait(false);
        try
        {
            await ExecuteAsync(connection, CreateTables, null, cancellation).ConfigureAwait(false);
            var applied = (
                await connection
                    .QueryAsync<AppliedMigration>(new CommandDefinition(ReadApplied, cancellationToken: cancellation))
                    .ConfigureAwait(false)
            ).AsList();
            var problems = MigrationPlan.Problems(scripts.Migrations, applied);
            if (problems.Count > 0)
                return new MigrationOutcome.Refused(problems);

            var fresh = scripts.Migrations.OrderBy(script => script.Number).Skip(applied.Count).ToList();
            foreach (var script in fresh)
            {
                progress?.Invoke($"Migrating: {script.FileName}");
                await ApplyAsync(connection, script, cancellation).ConfigureAwait(false);
            }

            var wereViewsMade = await MakeViewsAsync(connection, scripts, progress, cancellation).ConfigureAwait(false);
            return new MigrationOutcome.Done([.. fresh.Select(script => script.FileName)], wereViewsMade, scripts.Migrations.Count);
        }
        finally
        {
            // Not cancellable: the lock belongs to the session, and the pool keeps the session.
            await ExecuteAsync(connection, Unlock, new { LockKey }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, Action<string>? progress, CancellationToken cancellation)
    {
        var isWaiting = false;
        while (
            !await connection
                .ExecuteScalarAsync<bool>(new CommandDefinition(TryLock, new { LockKey }, cancellationToken: cancellation))
                .ConfigureAwait(false)
        )
        {
            if (!isWaiting)
                progress?.Invoke("Waiting for another migration of this database.");
            isWaiting = true;
            await Task.Delay(LockPoll, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        try
        {
            if (script.RunsAlone)
            {
                await ExecuteAsync(connection, script.Text, null, cancellation).ConfigureAwait(false);
                await ExecuteAsync(
                        connection,
                        RecordApplied,
                        new
                        {
                            script.Number,
                            script.FileName,
                            script.Checksum,
                        },
                        cancellation
                    )
                    .ConfigureAwait(false);
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(connection, script.Text, null, cancellation).ConfigureAwait(false);
            await ExecuteAsync(
                    connection,
                    RecordApplied,
                    new
                    {
                        script.Number,
                        script.FileName,
                        script.Checksum,
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new MigrationFailedException(script.FileName, error);
        }
    }

    // Not on every start: replacing a view waits for the queries of running nodes, and then blocks them.
    private static async Task<bool> MakeViewsAsync(
        NpgsqlConnection connection,
        MigrationSet scripts,
        Action<string>? progress,
        CancellationToken cancellation
    )
    {
        var views = scripts.Views.OrderBy(view => view.FileName, StringComparer.Ordinal).ToList();
        var checksum = ViewChecksum(views, scripts.Migrations.Count);
        if (
            await connection
                .ExecuteScalarAsync<string?>(new CommandDefinition(ReadViews, cancellationToken: cancellation))
                .ConfigureAwait(false) == checksum
        )
            return false;

        progress?.Invoke($"Making {views.Count} views.");
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        foreach (var view in views)
            try
            {
                await ExecuteAsync(connection, view.Text, null, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException error)
            {
                throw new MigrationFailedException("views/" + view.FileName, error);
            }

        await ExecuteAsync(connection, RecordViews, new { checksum }, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    // Includes the schema number, so that a migration that drops a view gets it back in the same run.
    private static string ViewChecksum(List<MigrationScript> views, int schemaNumber) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"{schemaNumber}\n{string.Join('\n', views.Select(view => view.FileName + ' ' + view.Checksum))}")
            )
        );

    // No time limit: building an index on a large table takes as long as it takes.
    private static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: 0, cancellationToken: cancellation));
}
