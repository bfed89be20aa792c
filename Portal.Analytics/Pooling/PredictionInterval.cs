using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>The kinds of prediction interval, mu +/- c sqrt(tau2 + se^2).</summary>
public enum PredictionKind
{
    /// <summary>The kind that fits the test: Z for z, V for t, HK for knha, and for adhoc the wider of V and HK.</summary>
    OfRecord,

    /// <summary>Classic standard error, normal quantile.</summary>
    Z,

    /// <summary>Classic standard error, t on k - 1 degrees of freedom (Veroniki 2019).</summary>
    V,

    /// <summary>Classic standard error, t on k - 2 degrees of freedom (Higgins 2009, Riley 2011).</summary>
    HTS,

    /// <summary>Knapp-Hartung standard error, t on k - 1 degrees of freedom.</summary>
    HK,

    /// <summary>Knapp-Hartung standard error, t on k - 2 degrees of freedom.</summary>
    HKPR,
}

/// <summary>Where the true effect of a new, similar study would lie.</summary>
public static class PredictionInterval
{
    /// <summary>Prediction interval of one kind.</summary>
    /// <param name="pooled">A pooled analysis.</param>
    /// <param name="kind">Which kind.</param>
    /// <returns>
    /// The interval, at the level of the analysis; undefined for one study, in the common-effect model, and for two studies when the
    /// kind needs k - 2 degrees of freedom.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not one of the kinds.</exception>
    /// <remarks>Checked against Reference/meta_random_effects.json (pi).</remarks>
    public static Estimated<Interval> For(PooledResult pooled, PredictionKind kind)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), "Must be one of the kinds.");
        var lost = kind is PredictionKind.HTS or PredictionKind.HKPR ? 2 : 1;
        return pooled.Tau2.Then(tau2 =>
            pooled.KnappHartungScale.Then(scale =>
            {
                if (pooled.K <= lost)
                    return Estimated.Undefined<Interval>(UndefinedBecause.TooFewStudies);
                var se = kind switch
                {
                    PredictionKind.OfRecord => pooled.StandardError,
                    PredictionKind.HK or PredictionKind.HKPR => pooled.ClassicStandardError * Math.Sqrt(scale),
                    _ => pooled.ClassicStandardError,
                };
                var normal = kind == PredictionKind.Z || (kind == PredictionKind.OfRecord && pooled.Df is null);
                var quantile = normal
                    ? Quantile.NormalTwoSided(pooled.Options.Level)
                    : Quantile.StudentTwoSided(pooled.Options.Level, pooled.K - lost);
                return Estimated.Of(Interval.Around(pooled.Estimate, quantile * Math.Sqrt(tau2 + se * se)));
            })
        );
    }
}
