using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Figures;

/// <summary>
/// The analysis of record: mean change in points, one within-service variance pooled over services, REML, guarded Knapp-Hartung.
/// </summary>
public static class PooledChange
{
    /// <param name="services">The pairs of each service, under its own label.</param>
    /// <returns>The change in points, positive being better; or <c>null</c> and a code that says why there is none.</returns>
    public static (PooledResult? Pooled, string? Reason) Of(Measure measure, IEnumerable<ServiceMoments> services)
    {
        if (measure.Sign is not { } sign)
            return (null, "NO_DIRECTION");
        if (!measure.EffectSize)
            return (null, "NOT_SUITABLE_FOR_EFFECT_SIZES");
        var within = PooledWithinVariance.Of(services);
        if (within is not Estimated<PooledWithinVariance>.Defined { Value: var found })
            return (null, Codes.Of(within.WhyUndefined ?? UndefinedBecause.NotEstimable));
        return MetaAnalysis.Fit(found.Studies, PoolingOptions.OfRecord).TryGet(out var pooled)
            ? (pooled.Oriented(sign), null)
            : (null, "NOT_ESTIMABLE");
    }
}
