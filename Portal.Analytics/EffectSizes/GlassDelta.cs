using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>
/// Difference of two independent groups in standard deviations of the second, such as a norm group; the portal shows <see cref="HedgesG"/>.
/// </summary>
/// <remarks>Source: Hedges and Olkin (1985). Checked against Reference/effect_sizes_two_group.json (glass).</remarks>
public static class GlassDelta
{
    /// <summary>J(n2-1) (M1-M2)/s2 with variance 1/n1 + 1/n2 + y^2/(2 n2).</summary>
    /// <param name="first">The group whose higher mean gives a positive effect.</param>
    /// <param name="second">The group whose standard deviation divides.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The effect; undefined when the first group is empty, the second has fewer than three cases or does not vary.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside the range above.</exception>
    public static Estimated<EffectSize> For(SampleMoments first, SampleMoments second, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        if (first.N == 0)
            return Estimated.Undefined<EffectSize>(UndefinedBecause.NoCases);
        return second.Sd.Then(sd =>
            BiasCorrection
                .J(second.N - 1)
                .Then(j =>
                {
                    if (sd == 0)
                        return Estimated.Undefined<EffectSize>(UndefinedBecause.NoVariation);
                    var y = j * (first.Mean - second.Mean) / sd;
                    var variance = 1.0 / first.N + 1.0 / second.N + y * y / (2.0 * second.N);
                    return Estimated.Of(
                        new EffectSize(
                            EffectSizeKind.GlassDelta,
                            y,
                            variance,
                            Interval.Around(y, Quantile.NormalTwoSided(confidence) * Math.Sqrt(variance))
                        )
                    );
                })
        );
    }
}
