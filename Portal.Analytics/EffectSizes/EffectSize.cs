namespace Portal.Analytics.EffectSizes;

/// <summary>
/// The kind of standardised effect. Kinds divide the change by different things, so they are never compared or pooled together.
/// </summary>
public enum EffectSizeKind
{
    /// <summary>Change divided by the standard deviation of the changes (d_z); depends on the correlation.</summary>
    Smcc,

    /// <summary>Change divided by the first-score standard deviation, assuming equal first and last variances.</summary>
    Smcr,

    /// <summary>As <see cref="Smcr"/>, with a variance that does not assume equal variances.</summary>
    Smcrh,

    /// <summary>Change divided by the root of the average of the first and last variances (d_av).</summary>
    Smcrp,

    /// <summary>As <see cref="Smcrp"/>, with a variance that does not assume equal variances.</summary>
    Smcrph,

    /// <summary>Difference of two independent groups divided by their pooled standard deviation.</summary>
    HedgesG,

    /// <summary>Difference of two independent groups divided by the root of the average of their variances.</summary>
    Smdh,

    /// <summary>Difference of two independent groups divided by the standard deviation of the second.</summary>
    GlassDelta,
}

/// <summary>A standardised effect, corrected for small-sample bias, in standard deviations.</summary>
/// <param name="Kind">What it is standardised by.</param>
/// <param name="Estimate">Last minus first, or first group minus second.</param>
/// <param name="Variance">Sampling variance, at least 0.</param>
/// <param name="Interval">Estimate +/- normal quantile times the root of the variance; low precision below 10 cases.</param>
public sealed record EffectSize(EffectSizeKind Kind, double Estimate, double Variance, Interval Interval)
{
    /// <summary>The effect, oriented so that positive means better.</summary>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sign"/> is neither.</exception>
    public EffectSize Oriented(int sign) => this with { Estimate = Require.Sign(sign) * Estimate, Interval = Interval.Oriented(sign) };
}
