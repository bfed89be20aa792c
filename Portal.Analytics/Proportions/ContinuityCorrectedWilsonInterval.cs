using Portal.Analytics.Distributions;

namespace Portal.Analytics.Proportions;

/// <summary>
/// Wilson's interval with continuity correction, for checking papers that used it; <see cref="WilsonInterval"/>, the default, is narrower.
/// </summary>
public static class ContinuityCorrectedWilsonInterval
{
    /// <summary>Score confidence interval for one proportion, with continuity correction.</summary>
    /// <param name="events">Numerator: a count in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">Denominator: a count of at least 0.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1): 0.95, never 95.</param>
    /// <returns>Limits as fractions in [0, 1]; undefined without cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: Newcombe (1998), method 4. Checked against Reference/proportion_intervals.json (wilson_cc).</remarks>
    public static Estimated<Interval> For(int events, int cases, double confidence = 0.95)
    {
        var z = Quantile.NormalTwoSided(Require.Confidence(confidence));
        return Proportion.IfAny(events, cases, (x, n) => new Interval(Lower(x, n, z), 1 - Lower(n - x, n, z)));
    }

    // The upper end is one minus the lower end for the cases without the event.
    private static double Lower(double x, double n, double z) =>
        x == 0 ? 0 : (2 * x + z * z - 1 - z * Math.Sqrt(z * z - 2 - 1 / n + 4 * x / n * (n - x + 1))) / (2 * (n + z * z));
}
