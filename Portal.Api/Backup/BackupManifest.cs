using Portal.Api.Audit;

namespace Portal.Api.Backup;

/// <summary>A file of a backup before it was encrypted.</summary>
/// <param name="Name">Its place in the backup; a part of the dump ends in its number.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record BackedFile(string Name, long Bytes, string Sha256);

/// <summary>Rows of a table when the backup was made.</summary>
public sealed record BackedTable(string Name, long Rows);

/// <summary>The hash of a text that a release has frozen.</summary>
/// <param name="Table"><c>release</c>, <c>release_for_service</c> or <c>service_report</c>.</param>
/// <param name="ServiceId">0 for the text of the whole network.</param>
public sealed record BackedRelease(string Table, string ReleaseId, int ServiceId, string Sha256);

/// <summary>What a backup holds, as it was when it was made. It is written last, so a backup with a manifest is whole.</summary>
/// <param name="Format">Of the file; 1.</param>
/// <param name="Portal">Version of the portal that made it.</param>
/// <param name="Schema">Number of the last migration.</param>
/// <param name="Database">The mark of its database, see <see cref="Tombstones.CaseKeys.DatabaseMark"/>.</param>
/// <param name="Audit">The last entry of the audit log; <c>null</c> when there is none.</param>
/// <param name="Tables">Every table whose rows are kept.</param>
/// <param name="Releases">Every frozen text.</param>
public sealed record BackupManifest(
    int Format,
    DateTimeOffset MadeAt,
    string Portal,
    int Schema,
    string Database,
    AuditHead? Audit,
    IReadOnlyList<BackedFile> Files,
    IReadOnlyList<BackedTable> Tables,
    IReadOnlyList<BackedRelease> Releases
)
{
    public const int ThisFormat = 1;

    public const string FileName = "manifest.json";

    /// <summary>The archive of pg_dump.</summary>
    public const string Dump = "portal.dump";

    /// <summary>Prefix of what the state folder keeps.</summary>
    public const string State = "state/";

    /// <summary>The certificate that the rest is encrypted to; in the clear.</summary>
    public const string Recipient = "recipient.pem";
}
