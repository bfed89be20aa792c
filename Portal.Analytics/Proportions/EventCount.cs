namespace Portal.Analytics.Proportions;

/// <summary>Events among the cases of one service.</summary>
/// <param name="Label">Names the service; need not be unique.</param>
/// <param name="Events">Numerator: a count in [0, <paramref name="Cases"/>].</param>
/// <param name="Cases">Denominator: a count of at least 0: cases for whom it is known whether they had the event.</param>
public sealed record EventCount(string Label, int Events, int Cases)
{
    internal static void RequireAll(IReadOnlyList<EventCount> counts, int leastCases)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (var count in counts)
        {
            Require.Count(count.Events, nameof(counts));
            ArgumentOutOfRangeException.ThrowIfLessThan(count.Cases, Math.Max(leastCases, count.Events), nameof(counts));
        }
    }
}
