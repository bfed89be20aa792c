namespace Portal.Api.Profiles;

/// <summary>How long it took half of the referrals that reached a step.</summary>
/// <param name="Median"><c>null</c> when it is known of fewer than five.</param>
/// <param name="Known">How many it is known of.</param>
public sealed record MedianWait(double? Median, int Known)
{
    private const int GivenFrom = 5;

    /// <summary>The median, unless it would tell of very few families.</summary>
    public static MedianWait Of(double? median, int known) => new(known >= GivenFrom ? median : null, known);
}

/// <summary>The way of the referrals of a window: how many came how far, and what became of the others.</summary>
/// <param name="Referred">All of them.</param>
/// <param name="Accepted">Those whose decision was to accept them.</param>
/// <param name="Seen">Those of the accepted with an attended contact.</param>
/// <param name="Closed">Those of the seen whose work has ended.</param>
/// <param name="Waiting">Accepted, not seen, and not closed.</param>
/// <param name="ClosedUnseen">Accepted and closed before they were seen.</param>
/// <param name="DaysToFirstContact">Of those seen, in days from referral.</param>
/// <param name="MonthsToClosure">Of those seen and closed, in calendar months from referral.</param>
public sealed record FamilyFlow(
    int Referred,
    int Accepted,
    int Signposted,
    int Declined,
    int Pending,
    int Seen,
    int Waiting,
    int ClosedUnseen,
    int Closed,
    MedianWait DaysToFirstContact,
    MedianWait MonthsToClosure
)
{
    /// <summary>Those seen whose work goes on.</summary>
    public int Open => Seen - Closed;
}
