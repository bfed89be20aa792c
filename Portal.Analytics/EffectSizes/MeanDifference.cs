using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>Difference of the means of two independent groups in points, first minus second, without assuming equal spreads.</summary>
/// <param name="Estimate">Difference of the means.</param>
/// <param name="StandardError">Root of s1^2/n1 + s2^2/n2, above 0.</param>
/// <param name="Df">Welch-Satterthwaite degrees of freedom, between the smaller n - 1 and n1 + n2 - 2.</param>
/// <param name="Interval">t interval on <paramref name="Df"/>.</param>
/// <param name="T">Welch's t statistic.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
/// <remarks>Source: Welch (1947). Checked against Reference/effect_sizes_two_group.json (md, welch).</remarks>
public sealed record MeanDifference(double Estimate, double StandardError, double Df, Interval Interval, double T, double PValue)
{
    /// <summary>Sampling variance, the square of the standard error.</summary>
    public double Variance => StandardError * StandardError;

    /// <summary>The difference with its interval and test.</summary>
    /// <param name="first">The group whose higher mean gives a positive difference.</param>
    /// <param name="second">The group it is compared with.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The estimate; undefined when a group has fewer than two cases, or when neither varies.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside the range above.</exception>
    public static Estimated<MeanDifference> For(SampleMoments first, SampleMoments second, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        return first.Sd.Then(sd1 =>
            second.Sd.Then(sd2 =>
            {
                var (se1, se2) = (sd1 / Math.Sqrt(first.N), sd2 / Math.Sqrt(second.N));
                var se = Math.Sqrt(se1 * se1 + se2 * se2);
                if (se == 0)
                    return Estimated.Undefined<MeanDifference>(UndefinedBecause.NoVariation);
                var (share1, share2) = (se1 / se * (se1 / se), se2 / se * (se2 / se));
                var df = 1 / (share1 * share1 / (first.N - 1) + share2 * share2 / (second.N - 1));
                var difference = first.Mean - second.Mean;
                var t = difference / se;
                return Estimated.Of(
                    new MeanDifference(
                        difference,
                        se,
                        df,
                        Interval.Around(difference, se * Quantile.StudentTwoSided(confidence, df)),
                        t,
                        Tail.StudentTwoSided(t, df)
                    )
                );
            })
        );
    }
}
