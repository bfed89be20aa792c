using System.Globalization;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Analytics.Disclosure.Estimates;

/// <summary>A standardised effect that may be shown, in standard deviations, with two decimals.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 3.</remarks>
public sealed record ReleasedEffect
{
    internal ReleasedEffect(
        EffectSizeKind kind,
        ReleasedCount cases,
        double estimate,
        double standardError,
        Interval interval,
        bool lowPrecision
    ) => (Kind, Cases, Estimate, StandardError, Interval, LowPrecision) = (kind, cases, estimate, standardError, interval, lowPrecision);

    /// <summary>What it is standardised by.</summary>
    public EffectSizeKind Kind { get; }

    /// <summary>Number of pairs as printed.</summary>
    public ReleasedCount Cases { get; }

    /// <summary>The effect, rounded.</summary>
    public double Estimate { get; }

    /// <summary>Standard error for the fewest pairs that the printed number allows, rounded.</summary>
    public double StandardError { get; }

    /// <summary>Interval of the printed effect, for the same number of pairs, rounded.</summary>
    public Interval Interval { get; }

    /// <summary>Whether it is marked "low precision".</summary>
    public bool LowPrecision { get; }

    /// <summary>The effect with two decimals.</summary>
    public override string ToString() => Estimate.ToString("F2", CultureInfo.InvariantCulture);
}

/// <summary>Protects standardised effects of one group of pairs.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rules 1 and 3.</remarks>
public static class Effects
{
    private const int Decimals = 2;

    /// <summary>
    /// Protects one effect. An effect of merged pairs also needs <see cref="ContributorRule.Shared"/>, through
    /// <see cref="Protected{T}.Unless"/>.
    /// </summary>
    /// <param name="kind">One of the four paired kinds.</param>
    /// <param name="pairs">Pairs of first and last scores.</param>
    /// <param name="mostFrequent">
    /// Number of pairs with the commonest first score, last score or change, whichever number is largest; in [0, pairs].
    /// </param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>The effect; withheld for too few pairs, one value for nearly all, or no spread to divide by.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Protected<ReleasedEffect> Protect(
        EffectSizeKind kind,
        PairedMoments pairs,
        int mostFrequent,
        DisclosurePolicy policy,
        int sign = 1,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        Require.Sign(sign);
        if (Sample.Broken(pairs.N, mostFrequent, policy) is { } broken)
            return new Protected<ReleasedEffect>(broken);
        var fewest = policy.FewestCases(pairs.N);
        return StandardisedChange
            .For(kind, pairs, confidence)
            .Then(effect =>
                StandardisedChange
                    .For(kind, OfSize(pairs, fewest), confidence)
                    .Map(coarse =>
                    {
                        var estimate = Sample.Print(sign * effect.Estimate, Decimals);
                        var interval = Interval.Around(estimate, coarse.Interval.Width / 2);
                        return new ReleasedEffect(
                            kind,
                            Sample.Cases(pairs.N, policy),
                            estimate,
                            Sample.Print(Math.Sqrt(coarse.Variance), Decimals),
                            Sample.Print(interval, Decimals),
                            policy.IsLowPrecision(pairs.N)
                        );
                    })
            )
            .Match(effect => new Protected<ReleasedEffect>(effect), _ => new Protected<ReleasedEffect>(WithheldBecause.NoVariation));
    }

    // The same means, standard deviations and correlation for another number of pairs.
    private static PairedMoments OfSize(PairedMoments pairs, int n)
    {
        var scale = (n - 1.0) / (pairs.N - 1);
        return new PairedMoments(
            n,
            pairs.MeanFirst,
            pairs.MeanLast,
            pairs.M2First * scale,
            pairs.M2Last * scale,
            pairs.CoMoment * scale,
            pairs.M2Change * scale,
            pairs.MeanOfChanges
        );
    }
}
