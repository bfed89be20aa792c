using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>The other common guard of Knapp-Hartung, to check programs that use it: the wider of its interval and the normal one.</summary>
public static class HybridInterval
{
    /// <summary>The wider of the Knapp-Hartung interval and the normal interval with the classic standard error, at the level of the analysis.</summary>
    /// <param name="pooled">A pooled analysis, whatever its own test.</param>
    /// <returns>The interval; undefined for one study.</returns>
    /// <remarks>Source: Jackson et al. (2017). Checked against Reference/proportion_meta.json (hybrid_ci).</remarks>
    public static Estimated<Interval> For(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        return pooled.KnappHartungScale.Map(scale => Interval.Around(pooled.Estimate, pooled.ClassicStandardError * Math.Max(
            Quantile.NormalTwoSided(pooled.Options.Level),
            Quantile.StudentTwoSided(pooled.Options.Level, pooled.K - 1) * Math.Sqrt(scale))));
    }
}
