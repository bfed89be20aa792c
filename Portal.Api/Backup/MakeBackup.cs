using System.Reflection;
using System.Text.Json;
using Portal.Api.Answers;

namespace Portal.Api.Backup;

/// <param name="Folder">Where the backup goes.</param>
/// <param name="Recipient">File of the certificate to encrypt to; <c>null</c> in Development only.</param>
/// <param name="StateFolder">Of the portal.</param>
/// <param name="IsAuditKeyApart">True when the key of the audit head is kept elsewhere, and so stays out of the backup.</param>
public sealed record BackupOrder(string Folder, string? Recipient, string StateFolder, bool IsAuditKeyApart)
{
    /// <summary>Bytes after which a part of the dump ends: openssl reads a part into memory before it opens it.</summary>
    public long PartSize { get; init; } = 256L << 20;
}

/// <summary>A backup that is whole.</summary>
public sealed record MadeBackup(string File, long Bytes, BackupManifest Manifest);

/// <summary>Makes a backup of the database and of what stands outside it. It appears under its name once it is whole.</summary>
/// <remarks>Source: docs/operations.md, "Backup".</remarks>
public static class MakeBackup
{
    private static readonly JsonSerializerOptions Json = PortalJson.Configure(
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }
    );

    /// <exception cref="BackupFailedException">It could not be made; nothing is left.</exception>
    public static async Task<MadeBackup> RunAsync(
        IConfiguration configuration,
        BackupOrder order,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (order.Recipient is { } certificate)
            Sealing.Recipient(certificate, clock).Dispose();
        await using var source = await BackupSource.OpenAsync(configuration, order.StateFolder, cancellation);
        using var folder = BackupFolder.Take(order.Folder);
        var writer = new BackupWriter(folder.Work, order.Recipient, order.PartSize);
        // Before the snapshot, so that the log in the dump holds the entry that the file names.
        foreach (var file in order.IsAuditKeyApart ? new[] { "audit-head" } : ["audit-head", "audit-key"])
            await AddStateAsync(writer, order.StateFolder, file, cancellation);
        var now = clock.GetUtcNow();
        var madeAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var database = await DumpAsync(source, writer, cancellation);
        // After the dump, so that every erasure until now is known.
        await AddStateAsync(writer, order.StateFolder, "erasures", cancellation);
        var manifest = new BackupManifest(
            BackupManifest.ThisFormat,
            madeAt,
            typeof(MakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            database.Schema,
            database.Mark,
            database.Audit,
            [.. writer.Files],
            database.Tables,
            database.Releases
        );
        await writer.AddAsync(BackupManifest.FileName, JsonSerializer.SerializeToUtf8Bytes(manifest, Json), cancellation);
        var path = folder.Keep(await writer.BindAsync(madeAt, cancellation), madeAt);
        BackupDates.Write(order.StateFolder, BackupDates.LastBackup, new BackupDate(madeAt, Path.GetFileName(path), madeAt));
        return new MadeBackup(path, new FileInfo(path).Length, manifest);
    }

    private static async Task<BackedDatabase> DumpAsync(BackupSource source, BackupWriter writer, CancellationToken cancellation)
    {
        var (login, snapshot) = await BackedDatabase.OpenSnapshotAsync(source.Login, cancellation);
        await using var held = login;
        var database = await BackedDatabase.ReadAsync(login, cancellation);
        using var dump = PostgresProgram.Start(
            "pg_dump",
            source.Login,
            "--format=custom",
            "--no-password",
            "--snapshot=" + snapshot,
            "--no-unlogged-table-data",
            "--exclude-table-data=public." + BackedDatabase.Session
        );
        await writer.AddPartsAsync(BackupManifest.Dump, dump.Output, cancellation);
        return await dump.EndAsync(cancellation) is { Code: not 0 } failed
            ? throw new BackupFailedException("pg_dump could not read the database:\n" + failed.Errors.Trim())
            : database;
    }

    private static async Task AddStateAsync(BackupWriter writer, string stateFolder, string name, CancellationToken cancellation)
    {
        var file = Path.Combine(stateFolder, name);
        // The file of erasures is empty until something was erased.
        if (new FileInfo(file) is { Exists: true, Length: > 0 })
            await writer.AddAsync(BackupManifest.State + name, await File.ReadAllBytesAsync(file, cancellation), cancellation);
    }
}
