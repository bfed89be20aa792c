using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>A guard for the Knapp-Hartung interval that some reviews use in place of <see cref="PoolingTest.Adhoc"/>.</summary>
public static class HybridInterval
{
    /// <summary>
    /// The wider of the classic normal and the plain Knapp-Hartung interval of the pooled effect, whichever test the analysis used.
    /// </summary>
    /// <param name="pooled">A pooled analysis; the interval has its level.</param>
    /// <returns>The interval, in the unit of the input; for one study its own normal interval.</returns>
    /// <remarks>Source: meta, guard "ci". Checked against Reference/meta_random_effects.json (hybrid_ci).</remarks>
    public static Interval For(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        var classic = Quantile.NormalTwoSided(pooled.Options.Level) * pooled.ClassicStandardError;
        var scaled = pooled.KnappHartungScale.Match(
            scale => Quantile.StudentTwoSided(pooled.Options.Level, pooled.QDf) * pooled.ClassicStandardError * Math.Sqrt(scale),
            _ => 0
        );
        return Interval.Around(pooled.Estimate, Math.Max(classic, scaled));
    }
}
