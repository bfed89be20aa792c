using System.Text.Json.Serialization;
using Portal.Api.Answers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking;

/// <summary>The state of a checked extract, in the order in which a sender meets them.</summary>
[JsonConverter(typeof(CodeText<CheckState>))]
public enum CheckState
{
    /// <summary>It must be said what some columns or words are.</summary>
    NeedsMapping,
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
)
{
    /// <summary>What the sender said of it.</summary>
    public Coverage Coverage { get; init; }

    /// <summary>SHA-256 of what it says: that of the bytes as sent, unless the service's own columns or words had a part in it.</summary>
    public string ContentSha256 { get; init; } = Sha256;

    /// <summary>The file whose columns it was made from; <c>null</c> for a file as sent. It is made again at every check.</summary>
    public FileKind? MadeFrom { get; init; }

    /// <summary>What a draft may hold of it: the bytes as sent, without words that somebody wrote where a code or number belongs.</summary>
    public ReadOnlyMemory<byte> Kept { get; init; } = Content;
}

/// <summary>The outcome of a check: everything that the report shows, and the rows when nothing blocks them.</summary>
/// <param name="Request">What the extract was checked against.</param>
/// <param name="Files">Files that could be read, in contract order.</param>
/// <param name="Problems">Grouped by rule, file and column, errors first.</param>
/// <param name="Completeness">For the main coded columns of cases.csv, in contract order.</param>
/// <param name="Paired">Of the quarter, with what is carried forward, by measure and subscale, in catalogue order.</param>
/// <param name="Rows">Only present when there is no error.</param>
/// <param name="ContentHash">SHA-256 over the canonical names and hashes of the files, sent and
/// carried forward, in any order, and over what was said of them; lower-case hexadecimal.</param>
/// <param name="PassedFileGate">True when every file was read to its end, has only columns
/// of the contract and seems to hold no identifier. Only then may its bytes be kept.</param>
public sealed record CheckedExtract(
    CheckRequest Request,
    IReadOnlyList<CheckedFile> Files,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<FieldCompleteness> Completeness,
    IReadOnlyList<PairedCount> Paired,
    ExtractRows? Rows,
    string ContentHash,
    bool PassedFileGate
)
{
    /// <summary>Whether the rules that look at earlier quarters ran.</summary>
    public bool HistoryChecked => Earlier is not null;

    /// <summary>The submissions of earlier quarters that the history rules saw; <c>null</c> when these rules did not run.</summary>
    public IReadOnlyList<Guid>? Earlier { get; init; }

    /// <summary>What stood of the same quarter when it was checked; <c>null</c> when nothing did.</summary>
    public StandingQuarter? Standing { get; init; }

    /// <summary>What submitting would change; empty while there are errors, and when earlier submissions were not looked at.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>Files of which it must be known whether they hold everything so far.</summary>
    public IReadOnlyList<CoverageQuestion> Coverage { get; init; } = [];

    /// <summary>The files of it that are carried forward.</summary>
    public CarriedFiles Carried { get; init; } = CarriedFiles.None;

    /// <summary>The files of it that shall count no longer.</summary>
    public IReadOnlyList<FileKind> Removed =>
        [
            .. (Standing?.Files ?? [])
                .Select(file => file.Kind)
                .Where(kind => Request.Removed.Contains(kind) && Files.All(file => file.Kind != kind)),
        ];

    /// <summary>
    /// What must be said of the extract's own columns and words; nothing while the bytes may not be kept for another reason.
    /// </summary>
    public MappingQuestions Questions { get; init; } = MappingQuestions.None;

    /// <summary>The saved mapping by which something was read or left out; <c>null</c> when none was needed.</summary>
    public MappingVersion? MappingUsed => Problems.Any(problem => MappingNotes.Contains(problem.Code)) ? Request.Mapping.Version : null;

    private static readonly string[] MappingNotes =
    [
        HeaderRules.ByMapping.Code,
        HeaderRules.LeftOut.Code,
        HeaderRules.ServiceByMapping.Code,
        ValueRules.ByMapping.Code,
    ];

    /// <summary>How many tombstones of the service the check knew. If there are more later, the report may miss an erased case.</summary>
    public int ErasuresSeen { get; init; }

    /// <summary>True when a row belongs to an erased case.</summary>
    public bool HoldsErasedCase { get; init; }

    /// <summary>Whether the bytes may be kept as a draft.</summary>
    public bool MayBeKept => PassedFileGate && !HoldsErasedCase;

    /// <summary>What could be read of the files, even when there are errors.</summary>
    internal ReadExtract? Read { get; init; }

    public int TotalErrors => Total(Severity.Error);

    public int TotalWarnings => Total(Severity.Warning);

    /// <summary>The state before any reason is given.</summary>
    public CheckState State =>
        Questions.AreAny ? CheckState.NeedsMapping
        : TotalErrors > 0 ? CheckState.NeedsFixing
        : TotalWarnings > 0 ? CheckState.NeedsReasons
        : CheckState.Ready;

    private int Total(Severity severity) => Problems.Where(problem => problem.Severity == severity).Sum(problem => problem.Count);
}
