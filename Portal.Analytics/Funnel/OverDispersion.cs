using Portal.Analytics.Distributions;

namespace Portal.Analytics.Funnel;

/// <summary>
/// How much more services differ than sampling error explains, estimated so that a few outliers do not set the limits for all.
/// </summary>
/// <param name="Trimmed">z scores after trimming, parallel to the services.</param>
/// <param name="Kept">
/// Whether a service enters <paramref name="Phi"/> and <paramref name="Tau2"/>; false only for those that truncation drops.
/// </param>
/// <param name="PhiRaw">Mean squared z score of all services.</param>
/// <param name="Phi">Mean squared z score after trimming; 1 is what sampling error alone gives, before trimming.</param>
/// <param name="Tau2Raw">Variance between services without trimming, at least 0: the estimate of DerSimonian and Laird.</param>
/// <param name="Tau2">Variance between services after trimming, at least 0, in squared units of the values.</param>
/// <param name="PValue">For the hypothesis of no over-dispersion, from k phi_raw on k degrees of freedom, in [0, 1].</param>
/// <remarks>Source: Spiegelhalter (2005). Checked against Reference/funnel_limits.json.</remarks>
public sealed record OverDispersion(
    IReadOnlyList<double> Trimmed,
    IReadOnlyList<bool> Kept,
    double PhiRaw,
    double Phi,
    double Tau2Raw,
    double Tau2,
    double PValue
)
{
    /// <summary>Whether the services differ by more than sampling error explains, at the 5% level.</summary>
    public bool IsDetected => PValue < 0.05;

    /// <summary>
    /// Pulls z scores beyond the <paramref name="trim"/> and 1 - <paramref name="trim"/> quantiles in to those quantiles.
    /// </summary>
    internal static Estimated<OverDispersion> Winsorised(double[] z, double[] standardErrors, double trim)
    {
        RequireTrim(trim);
        var (low, high) = (SampleQuantile.Of(z, trim), SampleQuantile.Of(z, 1 - trim));
        return Of(z, [.. z.Select(value => Math.Clamp(value, low, high))], [.. z.Select(_ => true)], standardErrors);
    }

    /// <summary>
    /// Drops the <paramref name="trim"/> share of services, rounded down, with the lowest z scores, and as many with the highest.
    /// </summary>
    internal static Estimated<OverDispersion> Truncated(double[] z, double[] standardErrors, double trim)
    {
        RequireTrim(trim);

        // In binary, a decimal share of the services may fall just short of a whole number.
        var dropped = (int)Math.Round(z.Length * trim, 9);
        var kept = Enumerable
            .Range(0, z.Length)
            .OrderBy(i => z[i])
            .ThenBy(i => standardErrors[i])
            .Skip(dropped)
            .SkipLast(dropped)
            .ToHashSet();
        return Of(z, z, [.. z.Select((_, i) => kept.Contains(i))], standardErrors);
    }

    private static void RequireTrim(double trim)
    {
        if (trim is not (>= 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(trim), "Must be a fraction in [0, 0.5).");
    }

    private static Estimated<OverDispersion> Of(double[] z, double[] trimmed, bool[] kept, double[] standardErrors)
    {
        if (kept.Count(isKept => isKept) < 2)
            return Estimated.Undefined<OverDispersion>(UndefinedBecause.TooFewStudies);
        var raw = z.Average(value => value * value);
        double[] squares = [.. trimmed.Where((_, i) => kept[i]).Select(value => value * value)];
        return Estimated.Of(
            new OverDispersion(
                trimmed,
                kept,
                raw,
                squares.Average(),
                Tau2Of(raw, standardErrors),
                Tau2Of(squares.Average(), [.. standardErrors.Where((_, i) => kept[i])]),
                Tail.ChiSquaredUpper(z.Length * raw, z.Length)
            )
        );
    }

    private static double Tau2Of(double phi, double[] standardErrors)
    {
        // In units of the smallest standard error, so that no square overflows or underflows.
        var unit = standardErrors.Min();
        double[] weights = [.. standardErrors.Select(se => unit / se * (unit / se))];
        var (sum, k) = (weights.Sum(), weights.Length);
        return Math.Max(0, (k * phi - (k - 1)) / (sum - weights.Sum(w => w * w) / sum)) * unit * unit;
    }
}
