using Portal.Analytics.Distributions;

namespace Portal.Analytics.Proportions;

/// <summary>The interval for very small proportions.</summary>
public static class JeffreysInterval
{
    /// <summary>
    /// Equal-tailed interval of Beta(events + 1/2, cases - events + 1/2), with the end at 0 when there are no events and at 1 when there
    /// are only events.
    /// </summary>
    /// <param name="events">Numerator: a count in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">Denominator: a count of at least 0.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1): 0.95, never 95.</param>
    /// <returns>Limits as fractions in [0, 1]; undefined without cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: Brown, Cai and DasGupta (2001). Checked against Reference/proportion_intervals.json.</remarks>
    public static Estimated<Interval> For(int events, int cases, double confidence = 0.95)
    {
        var tail = (1 - Require.Confidence(confidence)) / 2;
        return Proportion.IfAny(
            events,
            cases,
            (x, n) =>
                new Interval(
                    events == 0 ? 0 : Quantile.BetaLower(x + 0.5, n - x + 0.5, tail),
                    events == cases ? 1 : 1 - Quantile.BetaLower(n - x + 0.5, x + 0.5, tail)
                )
        );
    }
}
