using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>
/// Sampling variances that other papers and programs print for the same effects. They are here to check such figures: an
/// <see cref="EffectSize"/> always carries its variance of record, the only one that the portal pools and draws with.
/// </summary>
/// <remarks>
/// Source: Becker (1988); Gibbons et al. (1993); Hedges and Olkin (1985); Bonett (2008). Checked against Reference/effect_sizes_paired.json
/// and Reference/effect_sizes_two_group.json.
/// </remarks>
public static class PublishedVariance
{
    /// <summary>J^2 times the variance at the uncorrected effect (metafor "LS2"), of SMCC or SMCR.</summary>
    /// <param name="kind"><see cref="EffectSizeKind.Smcc"/> or <see cref="EffectSizeKind.Smcr"/>.</param>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <returns>The variance, at least 0; undefined where the effect is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is neither of the two.</exception>
    public static Estimated<double> Uncorrected(EffectSizeKind kind, PairedMoments moments)
    {
        if (kind is not (EffectSizeKind.Smcc or EffectSizeKind.Smcr))
            throw new ArgumentOutOfRangeException(nameof(kind), "Must be SMCC or SMCR.");
        return StandardisedChange
            .For(kind, moments)
            .Then(effect =>
                StandardisedChange
                    .Correction(kind, moments)
                    .Map(j =>
                    {
                        // The variance of record is a part that J^2 still has to shrink, plus y^2/(2n), where y already includes J.
                        var corrected = effect.Estimate * effect.Estimate / (2.0 * moments.N);
                        return j * j * (effect.Variance - corrected) + corrected;
                    })
            );
    }

    /// <summary>The unbiased variance of SMCC (metafor "UB"): 1/n + (1 - (m-2)/(m J^2)) y^2, m = n - 1.</summary>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <returns>The variance, above 0; undefined where the effect is.</returns>
    public static Estimated<double> Unbiased(PairedMoments moments) =>
        StandardisedChange
            .Smcc(moments)
            .Then(effect => BiasCorrection.J(moments.N - 1).Map(j => 1.0 / moments.N + UnbiasedPart(moments.N - 1, j, effect.Estimate)));

    /// <summary>SMCRH as metafor printed it before 4.6: J^2 times the variance of record.</summary>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <returns>The variance, at least 0; undefined where the effect is.</returns>
    public static Estimated<double> SmcrhTimesJ2(PairedMoments moments) =>
        StandardisedChange.Smcrh(moments).Then(effect => BiasCorrection.J(moments.N - 1).Map(j => j * j * effect.Variance));

    /// <summary>J^2 times the variance of Hedges g at the uncorrected effect (metafor "LS2").</summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <returns>The variance, above 0; undefined where the effect is.</returns>
    public static Estimated<double> Uncorrected(SampleMoments first, SampleMoments second) =>
        OfG(first, second, (g, j, m) => j * j * Sizes(first, second) + g * g / (2 * (m + 2)));

    /// <summary>The unbiased variance of Hedges g (metafor "UB"): 1/n1 + 1/n2 + (1 - (m-2)/(m J^2)) g^2, m = n1 + n2 - 2.</summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <returns>The variance, above 0; undefined where the effect is.</returns>
    public static Estimated<double> Unbiased(SampleMoments first, SampleMoments second) =>
        OfG(first, second, (g, j, m) => Sizes(first, second) + UnbiasedPart(m, j, g));

    private static Estimated<double> OfG(SampleMoments first, SampleMoments second, Func<double, double, double, double> variance)
    {
        var m = (double)first.N + second.N - 2;
        return HedgesG.For(first, second).Then(effect => BiasCorrection.J(m).Map(j => variance(effect.Estimate, j, m)));
    }

    private static double Sizes(SampleMoments first, SampleMoments second) => 1.0 / first.N + 1.0 / second.N;

    private static double UnbiasedPart(double m, double j, double y) => (1 - (m - 2) / (m * j * j)) * y * y;
}
