using Portal.Analytics.Distributions;

namespace Portal.Analytics.Proportions;

/// <summary>The default interval of one proportion, good for small counts and at 0 and 1.</summary>
public static class WilsonInterval
{
    /// <summary>Score confidence interval for one proportion, without continuity correction.</summary>
    /// <param name="events">Numerator: a count in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">Denominator: a count of at least 0.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1): 0.95, never 95.</param>
    /// <returns>Limits as fractions in [0, 1]; undefined without cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: Wilson (1927) JASA 22:209-212. Checked against Reference/proportion_intervals.json.</remarks>
    public static Estimated<Interval> For(int events, int cases, double confidence = 0.95)
    {
        var z = Quantile.NormalTwoSided(Require.Confidence(confidence));
        return Proportion.IfAny(
            events,
            cases,
            (x, n) =>
            {
                var centre = x + z * z / 2;
                var spread = z * Math.Sqrt(x * (n - x) / n + z * z / 4);
                var scale = n + z * z;

                // With no events or only events the end is exactly 0 or 1, where round-off would leave 1e-17.
                return new Interval(events == 0 ? 0 : (centre - spread) / scale, events == cases ? 1 : (centre + spread) / scale);
            }
        );
    }
}
