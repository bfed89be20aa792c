using System.Globalization;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Analytics.Disclosure.Estimates;

/// <summary>Percentiles of one variable before protection, in points of the measure, in ascending order.</summary>
/// <param name="Cases">Number of values, at least 0.</param>
/// <param name="MostFrequent">Number of cases with the commonest value, in [0, <paramref name="Cases"/>].</param>
/// <param name="P10">10th percentile.</param>
/// <param name="LowerQuartile">25th percentile.</param>
/// <param name="Median">50th percentile.</param>
/// <param name="UpperQuartile">75th percentile.</param>
/// <param name="P90">90th percentile.</param>
public sealed record PercentileSample(
    int Cases,
    int MostFrequent,
    double P10,
    double LowerQuartile,
    double Median,
    double UpperQuartile,
    double P90
);

/// <summary>One percentile that may be shown, with one decimal.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 2.</remarks>
public sealed record ReleasedPercentile
{
    internal ReleasedPercentile(double value) => Value = value;

    /// <summary>The percentile, rounded, in points of the measure.</summary>
    public double Value { get; }

    /// <summary>The percentile with one decimal.</summary>
    public override string ToString() => Value.ToString("F1", CultureInfo.InvariantCulture);
}

/// <summary>
/// Percentiles, each shown from its own number of cases up. Nothing goes beyond P10 and P90, so there is no minimum or maximum.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Parameters" and "Means, effect sizes, percentiles", rules 2 and 4.</remarks>
public sealed record ReleasedPercentiles
{
    private ReleasedPercentiles(
        ReleasedCount cases,
        Disclosed<ReleasedPercentile> p10,
        Disclosed<ReleasedPercentile> lowerQuartile,
        Disclosed<ReleasedPercentile> median,
        Disclosed<ReleasedPercentile> upperQuartile,
        Disclosed<ReleasedPercentile> p90
    ) => (Cases, P10, LowerQuartile, Median, UpperQuartile, P90) = (cases, p10, lowerQuartile, median, upperQuartile, p90);

    /// <summary>Number of cases as printed.</summary>
    public ReleasedCount Cases { get; }

    /// <summary>10th percentile.</summary>
    public Disclosed<ReleasedPercentile> P10 { get; }

    /// <summary>25th percentile.</summary>
    public Disclosed<ReleasedPercentile> LowerQuartile { get; }

    /// <summary>50th percentile.</summary>
    public Disclosed<ReleasedPercentile> Median { get; }

    /// <summary>75th percentile.</summary>
    public Disclosed<ReleasedPercentile> UpperQuartile { get; }

    /// <summary>90th percentile.</summary>
    public Disclosed<ReleasedPercentile> P90 { get; }

    /// <summary>
    /// Protects percentiles. Pooled ones also need <see cref="ContributorRule.Shared"/>, through <see cref="Protected{T}.Unless"/>.
    /// </summary>
    /// <param name="sample">The percentiles.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>
    /// The ones with enough cases; all are withheld with fewer cases than a median needs, or when nearly everybody has one value.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The commonest value has more cases than there are.</exception>
    /// <remarks>Source: docs/disclosure.md, "Parameters" (median, quartiles, P10 and P90).</remarks>
    public static Protected<ReleasedPercentiles> Protect(PercentileSample sample, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(policy);
        if (Sample.Broken(sample.Cases, sample.MostFrequent, policy) is { } broken)
            return new Protected<ReleasedPercentiles>(broken);
        if (sample.Cases < policy.CasesForMedian)
            return new Protected<ReleasedPercentiles>(WithheldBecause.TooFewCases);
        Disclosed<ReleasedPercentile> From(int cases, double value) =>
            sample.Cases < cases
                ? Disclosed<ReleasedPercentile>.Withheld
                : Disclosed<ReleasedPercentile>.Show(new ReleasedPercentile(Sample.Print(value, 1)));
        return new Protected<ReleasedPercentiles>(
            new ReleasedPercentiles(
                Sample.Cases(sample.Cases, policy),
                From(policy.CasesForOuterPercentiles, sample.P10),
                From(policy.CasesForQuartiles, sample.LowerQuartile),
                From(policy.CasesForMedian, sample.Median),
                From(policy.CasesForQuartiles, sample.UpperQuartile),
                From(policy.CasesForOuterPercentiles, sample.P90)
            )
        );
    }
}
