using Portal.Analytics.Pooling;

namespace Portal.Analytics.Proportions;

/// <summary>A proportion pooled over services on the logit scale, in two steps.</summary>
/// <param name="Logits">The pooled analysis of the log odds.</param>
/// <param name="Median">Proportion of the median service (the back-transformed mean logit), not the mean over services or families.</param>
/// <param name="Interval">Of <paramref name="Median"/>, as fractions in [0, 1].</param>
/// <param name="Prediction">Where the proportion of a new service would lie; undefined whenever it is for the log odds.</param>
/// <remarks>Source: Stijnen et al. (2010); Schwarzer et al. (2019). Checked against Reference/proportion_meta.json (PLO).</remarks>
public sealed record PooledProportion(PooledResult Logits, double Median, Interval Interval, Estimated<Interval> Prediction)
{
    /// <summary>Pools the services that have cases.</summary>
    /// <param name="counts">One count per service; services without cases are left out.</param>
    /// <param name="options">Model, estimator of tau2, test and level, as for every pooled analysis.</param>
    /// <returns>The pooled proportion; undefined when no service has cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range, or an option is.</exception>
    public static Estimated<PooledProportion> Of(IReadOnlyList<EventCount> counts, PoolingOptions options)
    {
        EventCount.RequireAll(counts, 0);
        ArgumentNullException.ThrowIfNull(options);
        StudyEstimate[] studies = [.. counts.Where(count => count.Cases > 0).Select(Logit.Of)];
        return MetaAnalysis.Fit(studies, options).TryGet(out var pooled)
            ? Estimated.Of(
                new PooledProportion(
                    pooled,
                    Logit.ToProportion(pooled.Estimate),
                    Logit.ToProportion(pooled.Interval),
                    pooled.Prediction.Map(Logit.ToProportion)
                )
            )
            : Estimated.Undefined<PooledProportion>(UndefinedBecause.NoCases);
    }
}
