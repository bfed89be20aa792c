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

/// <summary>What a service sent for earlier quarters, as far as the history rules need it.</summary>
/// <param name="Quarters">The latest standing quarters before the one being
/// checked, newest first; at most <see cref="QuartersLookedAt"/>.</param>
/// <param name="Cases">One per case of these quarters.</param>
/// <param name="Scores">Only scores that were done.</param>
public sealed record EarlierFacts(
    IReadOnlyList<EarlierQuarter> Quarters,
    IReadOnlyList<EarlierCase> Cases,
    IReadOnlyList<EarlierScore> Scores
)
{
    /// <summary>How many quarters back the rules look: the contract's "last four quarters". This also bounds the cost of a check.</summary>
    public const int QuartersLookedAt = 4;

    /// <summary>The submissions behind these facts, newest quarter first. If other ones stand later, the facts are out of date.</summary>
    public IReadOnlyList<Guid> Submissions => [.. Quarters.Select(quarter => quarter.SubmissionId)];

    /// <summary>The rows that stand for the calendar quarter before and count; <c>null</c> when none does.</summary>
    public ExtractRows? Previous { get; init; }

    /// <summary>For a service that sends its first extract.</summary>
    public static readonly EarlierFacts None = new([], [], []);

    /// <summary>References of cases that were waiting or open at the end of a quarter.</summary>
    public IReadOnlySet<string> OpenIn(Quarter quarter) =>
        Cases
            .Where(found => found.Period == quarter && found.Status is "WAITING" or "OPEN")
            .Select(found => found.CaseRef)
            .ToHashSet(StringComparer.Ordinal);
}
