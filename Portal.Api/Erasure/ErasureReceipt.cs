using Portal.Api.Extracts;

namespace Portal.Api.Erasure;

/// <summary>How many rows of one of the six files were erased, over all submissions.</summary>
/// <param name="Name">Canonical file name.</param>
public sealed record ErasedFile(string Name, int Rows);

/// <summary>Proof of an erasure. It names the service; about a case it says only that there was one.</summary>
/// <param name="What">CASE or SERVICE.</param>
/// <param name="Reason">One of <see cref="EraseRecords.Reasons"/>.</param>
/// <param name="Submissions">Submissions that held at least one of the rows: standing, replaced or withdrawn.</param>
/// <param name="Files">All six, in contract order.</param>
/// <param name="Rows">Rows of all files together.</param>
/// <param name="Drafts">Checked files that were waiting for submission and may have contained what was erased.</param>
/// <param name="AggregatesRecomputed">Always true: unreleased counts and averages were computed again in the same transaction.</param>
/// <param name="ReleasedFiguresStand">Always true: a release is never changed.</param>
/// <param name="Words">The same in words, and what happens to re-uploads and backups.</param>
public sealed record ErasureReceipt(
    Guid Id,
    string Service,
    string What,
    string Reason,
    DateTimeOffset ErasedAt,
    string ErasedBy,
    int Submissions,
    IReadOnlyList<ErasedFile> Files,
    int Rows,
    int Drafts,
    bool AggregatesRecomputed,
    bool ReleasedFiguresStand,
    string Words
)
{
    /// <summary><see cref="What"/> for one case.</summary>
    public const string Case = "CASE";

    /// <summary><see cref="What"/> for a whole service.</summary>
    public const string WholeService = "SERVICE";

    private const string CaseWords =
        "Counts and averages that are not released were made again without this case; released figures stand as they are. "
        + "An extract that lists the case again is refused by the rule case.erased. "
        + "If a backup is restored, the portal erases the case again before it serves anybody: "
        + "the file named erasures is kept apart from the backups for that.";

    private const string ServiceWords =
        "Counts and averages that are not released no longer hold anything of this service; released figures stand as they are. "
        + "No extract of the service is checked or taken any more. "
        + "If a backup is restored, the portal erases the service again before it serves anybody: "
        + "the file named erasures is kept apart from the backups for that.";

    public static ErasureReceipt Of(string serviceCode, StoredErasure erasure) =>
        new(
            erasure.Id,
            serviceCode,
            erasure.IsWholeService ? WholeService : Case,
            erasure.Reason,
            erasure.At,
            erasure.By,
            erasure.Submissions,
            FilesOf(erasure.Rows),
            erasure.Rows.Total,
            erasure.Drafts,
            AggregatesRecomputed: true,
            ReleasedFiguresStand: true,
            erasure.IsWholeService ? ServiceWords
                : erasure.SeenKey is null ? CaseWords
                : CaseWords + " References that look like it (capitals, O and 0, I, L and 1) were erased with it and are refused as well."
        );

    /// <summary>The counts by file, in contract order.</summary>
    public static IReadOnlyList<ErasedFile> FilesOf(ErasedRows rows) =>
        [
            new(ExtractFiles.Cases.Name, rows.Cases),
            new(ExtractFiles.Of(FileKind.Risks).Name, rows.Risks),
            new(ExtractFiles.Scores.Name, rows.Scores),
            new(ExtractFiles.Of(FileKind.Contacts).Name, rows.Contacts),
            new(ExtractFiles.Of(FileKind.Feedback).Name, rows.Feedback),
            new(ExtractFiles.Of(FileKind.Activity).Name, rows.Activity),
        ];
}
