using System.Globalization;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;

namespace Portal.Api.Workspace;

/// <summary>The services' mean improvements and the pooled one as a forest plot, for the analyst's workspace.</summary>
public static class ForestPictures
{
    private const string Caveat =
        "No comparison group: families often improve with time. "
        + "Services too small to be named are not drawn; they count in the pooled value where enough of them can enter it.";

    /// <summary>The picture of one measure of an answer.</summary>
    public static DrawnPicture Draw(NetworkOutcomes outcomes, Measure measure, ChartLayout layout = ChartLayout.Wide) =>
        Draw(
            outcomes.Outcomes.SingleOrDefault(one => one.Measure == measure.Code && one.Subscale == measure.Subscale),
            outcomes.Months,
            measure.FullName,
            layout
        );

    /// <summary>The picture of one measure; empty when the measure has no pairs in the window.</summary>
    public static DrawnPicture Draw(NetworkMeasure? measure, Window window, string measureName, ChartLayout layout = ChartLayout.Wide)
    {
        var rows =
            measure
                ?.Services.Where(line => line.MeanImprovement is { Low: not null })
                .Select(line => new ForestRow(
                    line.ServiceName,
                    line.Paired,
                    line.MeanImprovement!.Estimate,
                    line.MeanImprovement.Low ?? 0,
                    line.MeanImprovement.High ?? 0,
                    line.Weight ?? 0
                ))
                .ToList()
            ?? [];
        var pooled = measure?.Pooled is { K: >= 2 } found
            ? new ForestPooled(found.K, found.N ?? 0, found.Estimate, found.Low, found.High, found.PredictionLow, found.PredictionHigh)
            : null;
        var subtitle = string.Create(
            CultureInfo.InvariantCulture,
            $"Closed {window.Words}, first to last score: about {measure?.Paired ?? 0:N0} families with both"
        );
        return ForestChart.Draw(
            new ForestPicture(
                $"Mean improvement: {measureName}",
                subtitle,
                "points of improvement",
                "worse",
                "better",
                rows,
                pooled,
                Heterogeneity(measure?.Pooled),
                Caveat,
                WorkspacePrint.Mark
            ),
            layout
        );
    }

    private static string Heterogeneity(PooledLine? pooled)
    {
        if (pooled is not { Tau2: { } tau2 })
            return "";
        if (pooled.Tau2High is not { } most || pooled.Warnings.Contains("TAU2_INTERVAL_EMPTY"))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Between services: τ {pooled.Tau:0.0} points; "
                    + $"the services differ less than chance allows, so no interval for τ can be given."
            );
        if (tau2 == 0)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"No heterogeneity detected ({pooled.K} services; wide uncertainty: τ between 0 and {Math.Sqrt(most):0.0} points)."
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Between services: τ {pooled.Tau:0.0} points "
                + $"(95 % interval {Math.Sqrt(pooled.Tau2Low ?? 0):0.0} to {Math.Sqrt(most):0.0}), "
                + $"I² {pooled.I2:0 %}. Random effects by {pooled.MethodUsed}, Knapp-Hartung interval."
        );
    }
}
