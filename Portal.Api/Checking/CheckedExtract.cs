using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking;

/// <summary>Where a checked extract stands, in the order in which a sender meets the states.</summary>
public enum CheckState
{
    NeedsFixing,
    NeedsReasons,
    Ready,
}

/// <summary>One of the six files as it was read.</summary>
/// <param name="Kind">Which of the six.</param>
/// <param name="Name">Canonical name, never the sender's.</param>
/// <param name="Sha256">Of the bytes as sent, lower-case hexadecimal.</param>
/// <param name="Rows">Data rows.</param>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</param>
/// <param name="Delimiter">Comma, semicolon or tab.</param>
/// <param name="Content">The bytes as sent.</param>
public sealed record CheckedFile(
    FileKind Kind,
    string Name,
    string Sha256,
    int Rows,
    string Encoding,
    string Delimiter,
    ReadOnlyMemory<byte> Content
);

/// <summary>The outcome of checking an extract: everything that the report shows, and the rows when nothing blocks them.</summary>
/// <param name="Request">What it was checked against.</param>
/// <param name="Files">Files that could be read, in contract order.</param>
/// <param name="Problems">Grouped by rule, file and column, errors first.</param>
/// <param name="Completeness">Of the main coded columns of cases.csv, in contract order.</param>
/// <param name="Paired">By measure and subscale, in catalogue order.</param>
/// <param name="Rows">Non-null only when no error stands.</param>
/// <param name="ContentHash">Sha256 over the canonical names and hashes of the files, whatever their order; lower-case hexadecimal.</param>
/// <param name="PassedIdentifierGate">True when every file was read to its end, has only columns of the contract and seems to hold no identifier: only then may its bytes be kept.</param>
public sealed record CheckedExtract(
    CheckRequest Request,
    IReadOnlyList<CheckedFile> Files,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<FieldCompleteness> Completeness,
    IReadOnlyList<PairedCount> Paired,
    ExtractRows? Rows,
    string ContentHash,
    bool PassedIdentifierGate
)
{
    /// <summary>Whether the rules that look at earlier quarters were asked.</summary>
    public bool HistoryChecked => Earlier is not null;

    /// <summary>The submissions of earlier quarters that the rules of history saw; <c>null</c> when they were not asked.</summary>
    public IReadOnlyList<Guid>? Earlier { get; init; }

    /// <summary>Tombstones of the service that the check knew: more of them later means that it may say too little.</summary>
    public int ErasuresSeen { get; init; }

    /// <summary>True when a row is of a case that was erased.</summary>
    public bool HoldsErasedCase { get; init; }

    /// <summary>Whether the bytes may wait as a draft.</summary>
    public bool MayBeKept => PassedIdentifierGate && !HoldsErasedCase;

    /// <summary>What could be read of the files, also when errors stand.</summary>
    internal ReadExtract? Read { get; init; }

    public int TotalErrors => Total(Severity.Error);

    public int TotalWarnings => Total(Severity.Warning);

    /// <summary>The state before any reason is given.</summary>
    public CheckState State =>
        TotalErrors > 0 ? CheckState.NeedsFixing
        : TotalWarnings > 0 ? CheckState.NeedsReasons
        : CheckState.Ready;

    private int Total(Severity severity) => Problems.Where(problem => problem.Severity == severity).Sum(problem => problem.Count);
}
