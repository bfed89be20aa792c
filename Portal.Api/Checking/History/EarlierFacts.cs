using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>A quarter before the one being checked, as it stands.</summary>
/// <param name="Referrals">Cases of its own extract that were referred in it.</param>
public sealed record EarlierQuarter(Quarter Period, int Referrals)
{
    /// <summary>The submission that stands for it.</summary>
    public Guid SubmissionId { get; init; }
}

/// <summary>A case as the latest of the earlier quarters lists it.</summary>
/// <param name="Period">That quarter.</param>
/// <param name="AttendedRows">ATTENDED rows of the latest contacts.csv sent with the case; <c>null</c> when none was.</param>
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

/// <summary>A score of a case, from the latest of the earlier quarters that lists the case and in which scores.csv was sent.</summary>
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

/// <summary>What a service sent for earlier quarters, as far as the rules of history need it.</summary>
/// <param name="Quarters">The latest standing quarters before the one being checked, newest first; at most <see cref="QuartersLookedAt"/>.</param>
/// <param name="Cases">One a case of these quarters.</param>
/// <param name="Scores">Only those that were done.</param>
public sealed record EarlierFacts(
    IReadOnlyList<EarlierQuarter> Quarters,
    IReadOnlyList<EarlierCase> Cases,
    IReadOnlyList<EarlierScore> Scores
)
{
    /// <summary>How far back the rules look: a year, as the contract's "last four quarters". It also bounds the cost of a check.</summary>
    public const int QuartersLookedAt = 4;

    /// <summary>The submissions that the facts are of, newest quarter first: other ones standing later means other facts.</summary>
    public IReadOnlyList<Guid> Submissions => [.. Quarters.Select(quarter => quarter.SubmissionId)];

    /// <summary>Of a service that sends its first extract.</summary>
    public static readonly EarlierFacts None = new([], [], []);
}
