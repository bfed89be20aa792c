using Portal.Analytics.Proportions;

namespace Portal.Analytics.Attrition;

/// <summary>How far a rate could move if every last score were known.</summary>
/// <param name="Observed">Events over completed; undefined when nobody completed.</param>
/// <param name="Worst">As if nobody without a last score had the event; undefined when nobody started.</param>
/// <param name="Best">As if all of them had it.</param>
/// <remarks>Checked against Reference/attrition.json.</remarks>
public sealed record RateBounds(Estimated<double> Observed, Estimated<double> Worst, Estimated<double> Best)
{
    /// <summary>The bounds of a rate such as reliable improvement.</summary>
    /// <param name="events">A count in [0, <paramref name="completed"/>].</param>
    /// <param name="completed">Families with both scores, a count in [0, <paramref name="started"/>].</param>
    /// <param name="started">Families with a first score.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static RateBounds Of(int events, int completed, int started)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(completed, started);
        return new RateBounds(
            Proportion.Of(events, completed),
            Proportion.Of(events, started),
            Proportion.Of(events + started - completed, started)
        );
    }
}
