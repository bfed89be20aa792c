using Portal.Analytics.Distributions;

namespace Portal.Analytics.Proportions;

/// <summary>The interval whose coverage never falls below its level, at the price of width.</summary>
public static class ClopperPearsonInterval
{
    /// <summary>Exact binomial interval for one proportion.</summary>
    /// <param name="events">Numerator: a count in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">Denominator: a count of at least 0.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1): 0.95, never 95.</param>
    /// <returns>Limits as fractions in [0, 1]; undefined without cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: Newcombe (1998), which compares it. Checked against Reference/proportion_intervals.json.</remarks>
    public static Estimated<Interval> For(int events, int cases, double confidence = 0.95)
    {
        var tail = (1 - Require.Confidence(confidence)) / 2;
        return Proportion.IfAny(
            events,
            cases,
            (x, n) =>
                new Interval(
                    events == 0 ? 0 : Quantile.BetaLower(x, n - x + 1, tail),
                    events == cases ? 1 : 1 - Quantile.BetaLower(n - x, x + 1, tail)
                )
        );
    }
}
