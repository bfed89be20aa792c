using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Erasure;

namespace Portal.Api.Backup;

/// <summary>One thing that a drill checked.</summary>
/// <param name="What">Such as <c>audit log</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Words">What was found.</param>
public sealed record DrillLine(string What, string Count, string Words);

/// <summary>A drill: what was checked, until the first difference.</summary>
/// <param name="Difference"><c>null</c> when everything is equal.</param>
public sealed record Drill(IReadOnlyList<DrillLine> Lines, string? Difference);

/// <summary>
/// Restores a backup into a PostgreSQL that is thrown away afterwards, and compares all that can be compared: the drill of a restore.
/// </summary>
/// <remarks>Source: docs/operations.md, "Drill".</remarks>
public static class VerifyBackup
{
    private const string Texts = """
        SELECT 'release' AS "Table", release_id AS ReleaseId, 0 AS ServiceId, content FROM release WHERE content IS NOT NULL
        UNION ALL SELECT 'release_for_service', release_id, service_id, content FROM release_for_service
        UNION ALL SELECT 'service_report', release_id, service_id, content FROM service_report
        ORDER BY 1, 2, 3
        """;

    /// <param name="erasures">Copies of the file of erasures that are newer than the backup.</param>
    /// <param name="auditKey">File of the audit key, where it is kept apart; otherwise <c>null</c>.</param>
    /// <exception cref="BackupFailedException">The drill could not begin, or the backup could not be restored.</exception>
    public static async Task<Drill> RunAsync(
        OpenedBackup backup,
        IReadOnlyList<string> erasures,
        string? auditKey,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var gathered = GatheredErasures.Of(backup, erasures);
        await using var cluster = await ThrowAwayCluster.StartAsync(cancellation);
        var target = RestoreTarget.Of(cluster.Administrator("portal"));
        var drill = new Checks(backup, target, clock);
        drill.Checked("files", backup.Manifest.Files.Count, "as they were written");
        var restored = await RestoreBackup.LoadAsync(backup, target, cancellation);
        drill.Checked("rows", restored.Tables.Sum(table => table.Rows), $"as many as were backed up, in {restored.Tables.Count} tables");
        await using var database = target.Open();
        var isNewer = await RestoreBackup.MigrateAsync(database, cancellation);
        drill.Difference =
            await drill.AuditAsync(database, auditKey, cancellation)
            ?? await drill.ReleasesAsync(restored, cancellation)
            ?? (isNewer ? drill.NotCompared() : await drill.AggregatesAsync(database, cancellation))
            ?? await drill.ErasuresAsync(database, gathered, cancellation);
        return new Drill(drill.Lines, drill.Difference);
    }

    private sealed class Checks(OpenedBackup backup, RestoreTarget target, TimeProvider clock)
    {
        public List<DrillLine> Lines { get; } = [];

        public string? Difference { get; set; }

        public void Checked(string what, long count, string words) =>
            Lines.Add(new DrillLine(what, count.ToString("N0", CultureInfo.InvariantCulture), words));

        public string? NotCompared()
        {
            Lines.Add(new DrillLine("counts and moments", "0", "made again by this newer version, so not compared"));
            return null;
        }

        public async Task<string?> AuditAsync(PortalDatabase database, string? auditKey, CancellationToken cancellation)
        {
            var hasKey = File.Exists(Path.Combine(backup.StateFolder, "audit-key"));
            var isSealed = hasKey || (auditKey is not null && File.Exists(auditKey));
            // Without its key, the head of the manifest stands for the one of the file.
            var file = isSealed
                ? new AuditHeadFile(backup.StateFolder, hasKey ? null : auditKey)
                : new AuditHeadFile(Path.Combine(backup.StateFolder, "none"));
            await using var transaction = await PortalTransaction.BeginAsync(
                database.Migrations,
                cancellation,
                IsolationLevel.RepeatableRead
            );
            var found = await VerifyAudit.RunAsync(transaction, file, cancellation);
            if (found.Fault is { } fault)
                return $"The audit log is broken ({fault.Code}). {fault.Words}";
            if (backup.Manifest.Audit is { } head && (found.Entries != head.Number || found.Head != head.Hash))
                return FormattableString.Invariant($"The audit log does not end with entry {head.Number}, which the manifest names.");
            Checked("audit entries", found.Entries, found.ComparedWithFile ? "a whole chain; its sealed head agrees" : "a whole chain");
            return null;
        }

        public async Task<string?> ReleasesAsync(BackedDatabase restored, CancellationToken cancellation)
        {
            if (backup.Manifest.Releases.Except(restored.Releases).FirstOrDefault() is { } lost)
                return $"The release {lost.ReleaseId} has another hash in {lost.Table} than when the backup was made, or is missing.";
            await using var login = new NpgsqlConnection(target.Administrator.ConnectionString);
            var hashes = restored.Releases.ToDictionary(one => (one.Table, one.ReleaseId, one.ServiceId), one => one.Sha256);
            foreach (
                var (table, release, service, content) in await login.QueryAsync<(string, string, int, string)>(
                    new CommandDefinition(Texts, commandTimeout: 0, cancellationToken: cancellation)
                )
            )
                if (hashes[(table, release, service)] != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))))
                    return $"The text of release {release} in {table} is not the one of its hash.";
            Checked(
                "frozen texts",
                hashes.Count,
                $"each has its hash, in {hashes.Keys.Select(key => key.ReleaseId).Distinct().Count()} releases"
            );
            return null;
        }

        public async Task<string?> AggregatesAsync(PortalDatabase database, CancellationToken cancellation)
        {
            var found = await AggregateComparison.RunAsync(database, cancellation);
            if (found.Difference is null)
                Checked("counts and moments", found.Rows, FormattableString.Invariant($"equal a rebuild, for {found.Services} services"));
            return found.Difference;
        }

        public async Task<string?> ErasuresAsync(PortalDatabase database, GatheredErasures gathered, CancellationToken cancellation)
        {
            var folder = Directory.CreateDirectory(Path.Combine(backup.StateFolder, "replayed")).FullName;
            var file = new ErasureFile(folder);
            file.Append(gathered.Lines);
            var first = await RepeatErasures.RunAsync(database, file, clock, cancellation);
            var again = await RepeatErasures.RunAsync(database, file, clock, cancellation);
            if (again.Tombstones + again.Rows + again.Lines > 0)
                return FormattableString.Invariant($"{again.Rows} rows of erased cases are still there after the erasures were repeated.");
            Checked(
                "tombstones",
                file.Read().Count,
                FormattableString.Invariant($"repeated; {first.Rows} rows that the backup still had were erased")
            );
            return null;
        }
    }
}
