using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Figures;

/// <summary>The measures whose change is pooled over services.</summary>
public static class PooledMeasures
{
    /// <summary>Those with a direction for which the catalogue does not advise against effect sizes, in its order.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [.. MeasureCatalogue.Published.All.Where(measure => measure.Sign is not null && measure.EffectSize)];

    /// <summary>The measure of a query.</summary>
    /// <returns>400 for one that is unknown or not pooled.</returns>
    public static Answer<Measure> Read((string? Code, string? Subscale) asked)
    {
        if (MeasureCatalogue.Published.Find(asked.Code ?? "", asked.Subscale ?? "") is not { } measure)
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "MEASURE_UNKNOWN",
                "Name one measure of the catalogue, and its subscale if it has several scores."
            );
        if (!All.Contains(measure))
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "MEASURE_NOT_POOLED",
                "This measure is described, not pooled: it has no direction, or the catalogue advises against effect sizes."
            );
        return measure;
    }
}
