using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>Standardised difference of two independent groups whose spreads may differ; the portal shows <see cref="HedgesG"/>.</summary>
/// <remarks>
/// Source: Bonett (2008); Bonett (2009), as in metafor from 4.6. Checked against Reference/effect_sizes_two_group.json (smdh).
/// </remarks>
public static class HeteroscedasticG
{
    /// <summary>
    /// J(n1+n2-2) (M1-M2)/s with s^2 = (s1^2+s2^2)/2 and variance (s1^2/(n1-1) + s2^2/(n2-1))/s^2 + g^2 (s1^4/(n1-1) + s2^4/(n2-1))/(8
    /// s^4).
    /// </summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The effect in average standard deviations; undefined when a group has fewer than two cases or neither varies.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside the range above.</exception>
    public static Estimated<EffectSize> For(SampleMoments first, SampleMoments second, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        return first.Sd.Then(sd1 =>
            second.Sd.Then(sd2 =>
            {
                var average = (sd1 * sd1 + sd2 * sd2) / 2;
                return average > 0
                    ? BiasCorrection.J(first.N + second.N - 2).Map(j => Effect(j, average))
                    : Estimated.Undefined<EffectSize>(UndefinedBecause.NoVariation);

                EffectSize Effect(double j, double square)
                {
                    var g = j * (first.Mean - second.Mean) / Math.Sqrt(square);
                    var (share1, share2, df1, df2) = (sd1 * sd1 / square, sd2 * sd2 / square, first.N - 1, second.N - 1);
                    var variance = share1 / df1 + share2 / df2 + g * g * (share1 * share1 / df1 + share2 * share2 / df2) / 8;
                    return new EffectSize(
                        EffectSizeKind.Smdh,
                        g,
                        variance,
                        Interval.Around(g, Quantile.NormalTwoSided(confidence) * Math.Sqrt(variance))
                    );
                }
            })
        );
    }
}
