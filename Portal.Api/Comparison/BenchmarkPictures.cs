using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Comparison;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Comparison;

/// <summary>Pictures of a service beside the network, for its own screen.</summary>
public static class BenchmarkPictures
{
    /// <summary>All measures of the comparison, one panel each.</summary>
    public static DrawnPicture Compared(ServiceBenchmark benchmark, string serviceName, ChartLayout layout = ChartLayout.Wide) =>
        ComparedChangesChart.Draw(
            new ComparedChangesPicture(
                $"Change from first to last score: {serviceName} beside the other services",
                Subtitle(benchmark),
                [.. benchmark.Measures.Select(Change)]
            )
            {
                Mark = benchmark.Mark,
            },
            layout
        );

    /// <summary>One measure: the service's own point, and the limits around all other services.</summary>
    /// <param name="measure">A measure of the catalogue; if the service does not use it, the picture has no point.</param>
    public static DrawnPicture Funnel(
        ServiceBenchmark benchmark,
        Measure measure,
        string serviceName,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        var line = benchmark.Measures.FirstOrDefault(one => one.Measure == measure.Code && one.Subscale == measure.Subscale);
        // Without a point the picture says that the service has too few cases; it finds out itself what the others lack.
        var hasEnough =
            line?.Comparison.Reason is not { } reason
            || reason == Codes.Of(NotCompared.RestNotShown)
            || reason == Codes.Of(NotCompared.RestSpreadUnknown);
        var point = hasEnough && line is { Own: { } own, StandardError: { } error } ? new OwnPoint(own.Estimate, error, line.Paired) : null;
        var families = string.Create(
            CultureInfo.InvariantCulture,
            $"{line?.Paired ?? 0:N0} of {line?.FirstScores ?? 0:N0} families with both scores"
        );
        return OwnFunnelChart.Draw(
            new OwnFunnelPicture(
                $"{measure.FullName}: {serviceName}, {families}",
                Subtitle(benchmark),
                line?.Rest ?? ReleasedFigure.Withheld,
                point
            )
            {
                Mark = benchmark.Mark,
            },
            layout
        );
    }

    private static string Subtitle(ServiceBenchmark benchmark) =>
        $"Closed {benchmark.Window().Words} after at least two attended contacts; "
        + $"release {benchmark.Release.ContentHash?[..12]}, policy {benchmark.Release.Policy}";

    private static ComparedChange Change(BenchmarkMeasure line) =>
        new(
            line.Name,
            line.Own is { } own
                ? new OwnChange(own.Estimate, own is { Low: { } low, High: { } high } ? new Interval(low, high) : null, line.Paired)
                : null,
            line.Rest
        );
}
