using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>A standing quarter before the one being checked.</summary>
/// <param name="Referrals">Cases in that quarter's own extract that were referred in it.</param>
public sealed record EarlierQuarter(Quarter Period, int Referrals)
{
    /// <summary>The standing submission.</summary>
    public Guid SubmissionId { get; init; }
}

/// <summary>A case as the latest earlier quarter that holds it lists it.</summary>
/// <param name="Period">That quarter.</param>
/// <param name="AttendedRows">ATTENDED rows in the latest contacts.csv sent with the case; <c>null</c> when none was sent.</param>
/// <param name="ContactsAttended">The column of cases.csv.</param>
public sealed record EarlierCase(
    string CaseRef,
    Quarter Period,
    string Status,
    string Decision,
    Month? ClosureMonth,
    int? AttendedRows,
    int? ContactsAttended
);

/// <summary>A score of a case, from the latest earlier quarter that lists the case and came with scores.csv.</summary>
/// <param name="Subscale">Empty for a measure with one score.</param>
/// <param name="Goal">1 to 3; 0 for a measure without goals.</param>
public sealed record EarlierScore(
    string CaseRef,
    string Measure,
    string Subscale,
    string Timepoint,
    int Week,
    string Respondent,
    int Goal,
    double Score
);

/// <summary>The files that stand for another quarter, those carried forward too.</summary>
/// <param name="Sha256">Of the bytes as they were sent.</param>
public sealed record OtherQuarter(Quarter Period, IReadOnlyDictionary<FileKind, string> Sha256);

/// <summary>What a service sent for earlier quarters, as far as the history rules need it.</summary>
/// <param name="Quarters">The latest standing quarters before the one being
/// checked, newest first; at most <see cref="QuartersLookedAt"/>.</param>
/// <param name="Cases">One per case of these quarters, and of those that the extract lists one from whichever quarter.</param>
/// <param name="Scores">Only scores that were done.</param>
public sealed record EarlierFacts(
    IReadOnlyList<EarlierQuarter> Quarters,
    IReadOnlyList<EarlierCase> Cases,
    IReadOnlyList<EarlierScore> Scores
)
{
    /// <summary>How many quarters back the rules look: the contract's "last four quarters". This also bounds the cost of a check.</summary>
    public const int QuartersLookedAt = 4;

    /// <summary>
    /// Every submission that stands for a quarter before, newest quarter first. If other ones stand later, the facts are out of date.
    /// </summary>
    public IReadOnlyList<Guid> Submissions { get; init; } = [];

    /// <summary>
    /// The network's mean first scores in points, by measure and subscale, as the latest release has them; empty without one.
    /// </summary>
    public IReadOnlyDictionary<(string Measure, string Subscale), double> NetworkMeans { get; init; } =
        new Dictionary<(string, string), double>();

    /// <summary>What stands for other quarters, later ones too, newest first.</summary>
    public IReadOnlyList<OtherQuarter> Others { get; init; } = [];

    /// <summary>
    /// Everything known of these cases before the quarter; <c>null</c> when nothing is, and for a file that was never sent.
    /// </summary>
    public SentRows? Record { get; init; }

    /// <summary>What was said of each file in the latest of these quarters that has it.</summary>
    public IReadOnlyDictionary<FileKind, Coverage> Coverage { get; init; } = new Dictionary<FileKind, Coverage>();

    /// <summary>For a service that sends its first extract.</summary>
    public static readonly EarlierFacts None = new([], [], []);

    /// <summary>References of cases that were waiting or open at the end of a quarter.</summary>
    public IReadOnlySet<string> OpenIn(Quarter quarter) =>
        Cases
            .Where(found => found.Period == quarter && found.Status is "WAITING" or "OPEN")
            .Select(found => found.CaseRef)
            .ToHashSet(StringComparer.Ordinal);
}
