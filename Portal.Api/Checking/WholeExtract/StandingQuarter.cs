using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>A file of the submission that stands.</summary>
/// <param name="Sha256">Of the bytes as they were sent.</param>
/// <param name="Rows">Data rows as they were sent.</param>
/// <param name="SentIn">The submission in which it was sent: the standing one, or an earlier one of the same quarter.</param>
/// <param name="Coverage">What was said of it.</param>
public sealed record StandingFile(
    FileKind Kind,
    string Sha256,
    int Rows,
    string Encoding,
    string Delimiter,
    Guid SentIn,
    Coverage Coverage = Coverage.All
)
{
    /// <summary>SHA-256 of what it said, with the service's own columns and words of that time.</summary>
    public string ContentSha256 { get; init; } = Sha256;

    /// <summary>The file whose columns it was made from; <c>null</c> for a file as sent.</summary>
    public FileKind? MadeFrom { get; init; }
}

/// <summary>What stands of a quarter when an extract is sent for it again.</summary>
/// <param name="Submission">The standing submission.</param>
/// <param name="Sent">The rows of its files, each as it was sent, of whatever cases were listed then.</param>
public sealed record StandingQuarter(Guid Submission, IReadOnlyList<StandingFile> Files, SentRows Sent)
{
    /// <summary>
    /// The latest later quarter that says everything of a case in a file; a correction here does not count for such a case. Without an
    /// entry this quarter may count.
    /// </summary>
    public IReadOnlyDictionary<(FileKind Kind, string CaseRef), Quarter> Later { get; init; } =
        new Dictionary<(FileKind, string), Quarter>();

    /// <summary>Rows of later quarters that hold only what is new, oldest quarter first: where a key is in both, theirs counts.</summary>
    public IReadOnlyList<(Quarter Period, SentRows Rows)> OnTop { get; init; } = [];

    /// <summary>The rows that count: of the cases that are listed.</summary>
    public ExtractRows Rows => Sent.OfListed(Sent.Cases ?? []);

    /// <summary>The rows that count together with those that they rest on.</summary>
    /// <param name="record">What the quarters before hold.</param>
    public ExtractRows RecordOn(SentRows? record) =>
        RecordRows.Resting(Rows, record, Files.Where(file => file.Coverage == Coverage.Quarter).Select(file => file.Kind).ToHashSet());

    /// <summary>Its files but for those that are sent again or removed.</summary>
    /// <param name="answers">What is said of them now; without an answer that of the time when they were sent stays.</param>
    public CarriedFiles Without(
        IReadOnlyCollection<FileKind> sentAgain,
        IReadOnlyCollection<FileKind> removed,
        IReadOnlyDictionary<FileKind, Coverage> answers
    )
    {
        var carried = Files
            .Where(file => !sentAgain.Contains(file.Kind) && !removed.Contains(file.Kind))
            .Select(file => file with { Coverage = answers.GetValueOrDefault(file.Kind, file.Coverage) })
            .ToList();
        return new CarriedFiles(carried, Sent.Only(carried.Select(file => file.Kind).ToHashSet()));
    }
}

/// <summary>Files of the standing submission that stay as they are, because they are not sent again.</summary>
public sealed record CarriedFiles(IReadOnlyList<StandingFile> Files, SentRows Rows)
{
    public static readonly CarriedFiles None = new([], new SentRows(null, null, null, null, null, null));

    public bool Has(FileKind kind) => Files.Any(file => file.Kind == kind);
}

/// <summary>Rows of files as they were sent; <c>null</c> for a file that was not.</summary>
public sealed record SentRows(
    IReadOnlyList<CaseRow>? Cases,
    IReadOnlyList<RiskRow>? Risks,
    IReadOnlyList<ScoreRow>? Scores,
    IReadOnlyList<ContactRow>? Contacts,
    IReadOnlyList<FeedbackRow>? Feedback,
    IReadOnlyList<ActivityRow>? Activity
)
{
    /// <summary>The rows of some kinds.</summary>
    public SentRows Only(IReadOnlySet<FileKind> kinds) =>
        new(
            kinds.Contains(FileKind.Cases) ? Cases : null,
            kinds.Contains(FileKind.Risks) ? Risks : null,
            kinds.Contains(FileKind.Scores) ? Scores : null,
            kinds.Contains(FileKind.Contacts) ? Contacts : null,
            kinds.Contains(FileKind.Feedback) ? Feedback : null,
            kinds.Contains(FileKind.Activity) ? Activity : null
        );

    /// <summary>
    /// The rows under a list of cases. Rows of cases that are not listed lapse; a form of feedback stays, without its case.
    /// </summary>
    public ExtractRows OfListed(IReadOnlyList<CaseRow> cases)
    {
        var listed = cases.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        return new ExtractRows(
            cases,
            Risks?.Where(row => listed.Contains(row.CaseRef)).ToList(),
            Scores?.Where(row => listed.Contains(row.CaseRef)).ToList(),
            Contacts?.Where(row => listed.Contains(row.CaseRef)).ToList(),
            Feedback?.Select(row => row.CaseRef is { } found && !listed.Contains(found) ? row with { CaseRef = null } : row).ToList(),
            Activity
        );
    }
}
