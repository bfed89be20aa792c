using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>Standardised mean difference of two independent groups: completers against non-completers, or two subgroups.</summary>
/// <remarks>Source: Hedges (1981); Hedges and Olkin (1985). Checked against Reference/effect_sizes_two_group.json (smd).</remarks>
public static class HedgesG
{
    /// <summary>g = J(n1+n2-2) (M1-M2)/s_p with variance 1/n1 + 1/n2 + g^2/(2(n1+n2)).</summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>
    /// The effect in pooled standard deviations; undefined when a group is empty, below four cases in all, or without spread.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside the range above.</exception>
    public static Estimated<EffectSize> For(SampleMoments first, SampleMoments second, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        return Uncorrected(first, second)
            .Then(d =>
                BiasCorrection
                    .J(first.N + second.N - 2)
                    .Map(j =>
                    {
                        double n1 = first.N,
                            n2 = second.N;
                        var g = j * d;
                        var variance = 1 / n1 + 1 / n2 + g * g / (2 * (n1 + n2));
                        return new EffectSize(
                            EffectSizeKind.HedgesG,
                            g,
                            variance,
                            Interval.Around(g, Quantile.NormalTwoSided(confidence) * Math.Sqrt(variance))
                        );
                    })
            );
    }

    /// <summary>The difference over the pooled standard deviation, before the small-sample correction.</summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <returns>The effect; undefined when a group is empty, below three cases in all, or without spread.</returns>
    public static Estimated<double> Uncorrected(SampleMoments first, SampleMoments second)
    {
        if (first.N == 0 || second.N == 0)
            return Estimated.Undefined<double>(UndefinedBecause.NoCases);
        var df = first.N + second.N - 2;
        if (df == 0)
            return Estimated.Undefined<double>(UndefinedBecause.TooFewCases);
        var sd = Math.Sqrt((first.M2 + second.M2) / df);
        return sd > 0 ? Estimated.Of((first.Mean - second.Mean) / sd) : Estimated.Undefined<double>(UndefinedBecause.NoVariation);
    }
}
