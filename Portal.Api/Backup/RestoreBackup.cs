using System.Globalization;
using Dapper;
using Npgsql;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Records;

namespace Portal.Api.Backup;

/// <summary>What a restore did.</summary>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Erased">What was erased again, because it was erased after the backup.</param>
/// <param name="Head">Words about the head of the audit log in the state folder, when somebody must act; otherwise <c>null</c>.</param>
public sealed record RestoredBackup(string Database, long Rows, RepeatedErasures Erased, string? Head);

/// <summary>Restores a backup into an empty database, and erases again what was erased since.</summary>
/// <remarks>Source: docs/operations.md, "Restore".</remarks>
public static class RestoreBackup
{
    // What was revoked, withdrawn or sent since the backup must not open anything or go out again, and which those are nobody knows here.
    private const string EndKeys = """
        DO $$ BEGIN
          IF to_regclass('public.access_token') IS NOT NULL THEN
            UPDATE access_token SET revoked_at = clock_timestamp() WHERE revoked_at IS NULL;
          END IF;
          IF to_regclass('public.invitation') IS NOT NULL THEN
            UPDATE invitation SET withdrawn_at = clock_timestamp() WHERE claimed_at IS NULL AND withdrawn_at IS NULL;
          END IF;
          IF to_regclass('public.mail') IS NOT NULL THEN
            UPDATE mail SET next_try_at = NULL, gave_up_at = clock_timestamp(), failure = 'RESTORED' WHERE next_try_at IS NOT NULL;
          END IF;
        END $$
        """;

    /// <summary>Restores everything, the files of the state folder included.</summary>
    /// <param name="erasures">Copies of the file of erasures that are newer than the backup.</param>
    /// <param name="state">State folder of the portal that will serve the restored database, and the file of its audit key.</param>
    internal static async Task<RestoredBackup> RunAsync(
        OpenedBackup backup,
        RestoreTarget target,
        IReadOnlyList<string> erasures,
        (string Folder, string? AuditKey) state,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await target.DemandEmptyAsync(cancellation);
        Directory.CreateDirectory(state.Folder);
        var file = new ErasureFile(state.Folder);
        GatheredErasures.Of(backup, erasures).AddTo(file, backup.Manifest);
        var restored = await LoadAsync(backup, target, cancellation);
        await using var database = target.Open();
        await MigrateAsync(database, cancellation);
        var erased = await RepeatErasures.RunAsync(database, file, clock, cancellation);
        return new RestoredBackup(
            target.Database,
            restored.Tables.Sum(table => table.Rows),
            erased,
            await KeepHeadAsync(backup, database, state, cancellation)
        );
    }

    /// <summary>Loads the dump as it is, and compares it with the manifest.</summary>
    /// <returns>What is in the database now.</returns>
    /// <exception cref="BackupFailedException">The database is not empty, or holds something else than the manifest says.</exception>
    internal static async Task<BackedDatabase> LoadAsync(OpenedBackup backup, RestoreTarget target, CancellationToken cancellation)
    {
        var known = MigrationSet.OfThisBuild().Migrations.Count;
        if (backup.Manifest.Schema > known)
            throw new BackupFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This backup is of a newer portal ({backup.Manifest.Portal}): its schema is {backup.Manifest.Schema:0000}, and this "
                        + $"build knows {known:0000}. Use that version."
                )
            );
        await target.PrepareAsync(cancellation);
        using (
            var restore = PostgresProgram.Start(
                "pg_restore",
                target.Administrator,
                "--dbname=" + target.Database,
                "--no-password",
                "--single-transaction",
                "--exit-on-error",
                "--no-owner",
                "--role=" + PortalRole.Migrations.Name,
                backup.DumpFile
            )
        )
            if (await restore.EndAsync(cancellation) is { Code: not 0 } failed)
                throw new BackupFailedException("pg_restore could not restore the database, and left it empty:\n" + Words(failed.Errors));
        await using var login = new NpgsqlConnection(target.Administrator.ConnectionString);
        await login.OpenAsync(cancellation);
        // First of all, so that nothing is open should the rest fail.
        await login.ExecuteAsync(new CommandDefinition(EndKeys, cancellationToken: cancellation));
        var restored = await BackedDatabase.ReadAsync(login, cancellation);
        return Difference(backup.Manifest, restored) is { } words ? throw new BackupFailedException(words) : restored;
    }

    /// <summary>Brings the restored database to the schema of this build.</summary>
    /// <returns>True when its views were made again, so that counts may differ from those of the backup.</returns>
    internal static async Task<bool> MigrateAsync(PortalDatabase database, CancellationToken cancellation)
    {
        var outcome = await MigrationRunner.RunAsync(database.Migrations, MigrationSet.OfThisBuild(), cancellation: cancellation);
        if (outcome is MigrationOutcome.Refused refused)
            throw new BackupFailedException(string.Join('\n', refused.Problems.Select(problem => problem.Words)));
        if (outcome is not MigrationOutcome.Done { WereViewsMade: true })
            return false;
        await AggregateRefresh.AllAsync(database, cancellation);
        return true;
    }

    internal static string? Difference(BackupManifest manifest, BackedDatabase restored)
    {
        foreach (var table in manifest.Tables)
            if (restored.Tables.FirstOrDefault(one => one.Name == table.Name)?.Rows is var rows && rows != table.Rows)
                return FormattableString.Invariant(
                    $"The table {table.Name} has {rows ?? 0} rows after the restore, and had {table.Rows} when the backup was made."
                );
        return restored.Mark != manifest.Database ? "The restored database has another secret than the one that was backed up." : null;
    }

    private static async Task<string?> KeepHeadAsync(
        OpenedBackup backup,
        PortalDatabase database,
        (string Folder, string? AuditKey) state,
        CancellationToken cancellation
    )
    {
        // The key comes last: a key without a head has lost one.
        if (!File.Exists(Path.Combine(state.Folder, "audit-head")) && !File.Exists(Path.Combine(state.Folder, "audit-key")))
            foreach (var name in new[] { "audit-head", "audit-key" })
                if (File.Exists(Path.Combine(backup.StateFolder, name)))
                    await CopyForOneselfAsync(Path.Combine(backup.StateFolder, name), Path.Combine(state.Folder, name), cancellation);
        try
        {
            return await AuditHeadKeeper.KeepAsync(database, new AuditHeadFile(state.Folder, state.AuditKey), cancellation)
                ? null
                : "The file audit-head in the state folder knows entries of the audit log that the backup does not have. Write down why, "
                    + "and move audit-head away, with audit-key when it is beside it (docs/operations.md, \"Audit log\").";
        }
        catch (InvalidDataException exception)
        {
            return exception.Message + " See docs/operations.md, \"Audit log\".";
        }
    }

    // One of the two is a key.
    private static async Task CopyForOneselfAsync(string from, string to, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var copy = new FileStream(to, options);
        await using var original = File.OpenRead(from);
        await original.CopyToAsync(copy, cancellation);
    }

    // The rest may quote values of rows.
    private static string Words(string errors) =>
        string.Join(
            '\n',
            errors
                .Split('\n')
                .Where(line => line.StartsWith("pg_restore: ", StringComparison.Ordinal))
                .Select(line => line.Split(": \"")[0].Trim())
                .Take(3)
        );
}
