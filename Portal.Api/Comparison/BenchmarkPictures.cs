using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;
using Portal.Analytics.Comparison;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Outcomes;

namespace Portal.Api.Comparison;

/// <summary>Pictures of a service beside the network, for its own screen.</summary>
public static class BenchmarkPictures
{
    /// <summary>All measures of the comparison, one row each.</summary>
    public static DrawnPicture Compared(ServiceBenchmark benchmark, string serviceName, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(benchmark, (nameof(Compared), serviceName, layout), () => DrawnCompared(benchmark, serviceName, layout));

    private static DrawnPicture DrawnCompared(ServiceBenchmark benchmark, string serviceName, ChartLayout layout) =>
        ComparedChangesChart.Draw(
            new ComparedChangesPicture(
                "Change from first to last score, yours beside the other services",
                $"{serviceName}. {Subtitle(benchmark)}",
                [
                    .. MeasureOrder
                        .Constructs.SelectMany(construct => benchmark.Measures.Where(line => line.Construct == construct))
                        .Select(Change),
                ]
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
    ) =>
        DrawnOnce.Of(
            benchmark,
            (nameof(Funnel), measure.Code, measure.Subscale, serviceName, layout),
            () => DrawnFunnel(benchmark, measure, serviceName, layout)
        );

    private static DrawnPicture DrawnFunnel(ServiceBenchmark benchmark, Measure measure, string serviceName, ChartLayout layout)
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

    /// <summary>Risks whose share differs from the network's beyond chance, the largest difference first; or all the others.</summary>
    /// <param name="differing">Whether to draw those that differ.</param>
    public static DrawnPicture Risks(
        ServiceBenchmark benchmark,
        string serviceName,
        bool differing,
        ChartLayout layout = ChartLayout.Wide
    ) =>
        DrawnOnce.Of(
            benchmark,
            (nameof(Risks), serviceName, differing, layout),
            () => DrawnRisks(benchmark, serviceName, differing, layout)
        );

    private static DrawnPicture DrawnRisks(ServiceBenchmark benchmark, string serviceName, bool differing, ChartLayout layout) =>
        ComparedRisksChart.Draw(
            new ComparedRisksPicture(
                differing ? "Risks at referral that differ from the network" : "Risks at referral that are like the network",
                $"{serviceName}. Referred {benchmark.Window().Words}; {Source(benchmark)}",
                [
                    .. benchmark
                        .Risks.Where(risk => risk.Differs == differing)
                        .OrderByDescending(risk =>
                            risk is { Own.Fraction: { } own, Network.ValueOrNull: { } all } ? Math.Abs(100 * own - all.Value) : -1
                        )
                        .Select(Risk),
                ],
                differing ? "No risk differs from the network by more than chance makes." : "Every risk differs from the network."
            )
            {
                Mark = benchmark.Mark,
            },
            layout
        );

    /// <summary>Where a figure lies beside the network's, in a few words.</summary>
    public static string Words(BenchmarkPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Position switch
        {
            "HIGHER" => "higher",
            "SIMILAR" => position.Watch ? "similar, near the edge" : "similar",
            "LOWER" => "lower",
            _ => "too few to say",
        };
    }

    private static ComparedRisk Risk(BenchmarkRisk risk) =>
        new(
            risk.Label,
            risk.Own.Count,
            risk.Own.Of,
            risk.Own is { Low: { } low, High: { } high } ? new Interval(low, high) : null,
            risk.Network
        )
        {
            Position = Words(risk.Comparison),
        };

    private static string Subtitle(ServiceBenchmark benchmark) =>
        $"Closed {benchmark.Window().Words} after at least two attended contacts; {Source(benchmark)}";

    private static string Source(ServiceBenchmark benchmark) =>
        $"release {benchmark.Release.ContentHash?[..12]}, policy {benchmark.Release.Policy}";

    private static ComparedChange Change(BenchmarkMeasure line) =>
        new(
            line.Name,
            line.Own is { } own
                ? new OwnChange(own.Estimate, own is { Low: { } low, High: { } high } ? new Interval(low, high) : null, line.Paired)
                : null,
            line.Rest
        )
        {
            Group = OutcomePictures.Names.GetValueOrDefault(line.Construct, line.Construct),
            FirstScores = line.FirstScores,
            Completion = line.NetworkCompletion,
            Position = Words(line.Comparison),
        };
}
