using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>Mean change of one group of pairs, in points of the measure, last minus first unless oriented.</summary>
/// <param name="Estimate">Mean change.</param>
/// <param name="StandardError">SD of the changes over the root of n, at least 0.</param>
/// <param name="Df">Degrees of freedom, n - 1, at least 1.</param>
/// <param name="Interval">t interval; of zero width when every change is the same.</param>
/// <param name="T">Paired t statistic; undefined when every change is the same.</param>
/// <param name="PValue">Two-sided, in [0, 1]; undefined when every change is the same.</param>
public sealed record MeanChangeEstimate(
    double Estimate,
    double StandardError,
    int Df,
    Interval Interval,
    Estimated<double> T,
    Estimated<double> PValue
)
{
    /// <summary>Sampling variance, the square of the standard error.</summary>
    public double Variance => StandardError * StandardError;

    /// <summary>The change, oriented so that positive means better.</summary>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sign"/> is neither.</exception>
    public MeanChangeEstimate Oriented(int sign) =>
        this with
        {
            Estimate = Require.Sign(sign) * Estimate,
            Interval = Interval.Oriented(sign),
            T = T.Map(t => sign * t),
        };

    /// <summary>Mean change with its t interval, from the spread of the changes themselves.</summary>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The estimate; undefined for no pairs, and for one pair, which has a change but no precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is outside the range above.</exception>
    /// <remarks>Source: Student's paired t. Checked against Reference/effect_sizes_paired.json (mc).</remarks>
    public static Estimated<MeanChangeEstimate> For(PairedMoments moments, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        return moments.SdChange.Map(sd =>
        {
            var df = moments.N - 1;
            var change = moments.MeanOfChanges;
            var se = sd / Math.Sqrt(moments.N);
            var t = se > 0 ? Estimated.Of(change / se) : Estimated.Undefined<double>(UndefinedBecause.NoVariation);
            return new MeanChangeEstimate(
                change,
                se,
                df,
                Interval.Around(change, se * Quantile.StudentTwoSided(confidence, df)),
                t,
                t.Map(value => Tail.StudentTwoSided(value, df))
            );
        });
    }
}
