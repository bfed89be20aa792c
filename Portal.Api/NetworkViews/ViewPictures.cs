using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;
using Portal.Analytics.Charts.Plots;
using Portal.Api.Periods;
using Portal.Api.Workspace;

namespace Portal.Api.NetworkViews;

/// <summary>The pictures of the network's views; each carries the mark.</summary>
public static class ViewPictures
{
    private const string NoComparison = "No comparison group: families often improve with time.";

    /// <summary>The named services in their funnel.</summary>
    public static DrawnPicture Funnel(NetworkFunnel funnel, ChartLayout layout = ChartLayout.Wide)
    {
        (double, double)[] Line(Func<FunnelLimits, double> end) => [.. funnel.Limits.Select(limit => ((double)limit.Families, end(limit)))];
        var last = funnel.Limits.Count == 0 ? 0 : funnel.Limits[^1].Families;
        return ScatterChart.Draw(
            new ScatterPicture(
                $"Mean improvement by size of the service: {funnel.Name}",
                Subtitle(new Window(funnel.From, funnel.Before), $"{funnel.Services.Count} named services of {funnel.K}", funnel.N),
                "families with both scores",
                "points of improvement, up = better",
                [
                    .. funnel.Services.Select(service => new ScatterPoint(service.ServiceName, service.Families, service.Change)
                    {
                        StandsOut = service.Place != "WITHIN",
                    }),
                ],
                funnel.Centre is not { } centre
                    ? []
                    :
                    [
                        new ScatterLine("middle: the pooled change; curves: 99.8 % limits", [(0, centre), (last, centre)]),
                        new ScatterLine("", Line(limit => limit.OutsideLow)),
                        new ScatterLine("", Line(limit => limit.OutsideHigh)),
                        new ScatterLine("95 % limits, a reason to watch", Line(limit => limit.WatchLow)) { IsDashed = true },
                        new ScatterLine("", Line(limit => limit.WatchHigh)) { IsDashed = true },
                    ]
            )
            {
                HowToRead = "The fewer families, the wider the limits. They allow for differences between services beyond chance.",
                Nothing = "Fewer than three services can be named with enough families, so there is nothing to compare.",
                Caveat =
                    NoComparison + " Services differ in the families they see; a point outside is a reason to look closer, not a verdict.",
                Mark = WorkspacePrint.Mark,
                FromZero = (true, false),
            },
            layout
        );
    }

    /// <summary>The pooled change of each twelve months.</summary>
    public static DrawnPicture OverTime(NetworkOverTime years, ChartLayout layout = ChartLayout.Wide) =>
        TrendChart.Draw(
            new TrendPicture(
                $"Mean improvement over time: {years.Name}",
                "Services pooled, twelve months to the end of each quarter: "
                    + $"{Families(years.Years.Where(year => year.Change is not null).Select(year => year.N))} with both scores in each",
                [
                    .. years.Years.Select(year => new TrendPoint(year.Last.Year, year.Last.Number, year.Change)
                    {
                        // Of two services the interval is so wide that nothing else could be read.
                        Limits = year is { K: >= 3, Low: { } low, High: { } high } ? new Interval(low, high) : null,
                        Behind = year.Change is null
                            ? "not shown"
                            : string.Create(
                                CultureInfo.InvariantCulture,
                                $"{year.K} services, about {year.N:N0} families with both scores"
                            ),
                    }),
                ],
                []
            )
            {
                Better = "Points of improvement. Up is better.",
                CentreName = "pooled change",
                LimitsRule = "The band is the 95 % interval of each twelve months; none is drawn for fewer than three services.",
                Decimals = 1,
                Nothing = "Nothing can be pooled in any of these months.",
                Caveat = NoComparison + " Neighbouring points share nine months, so several in one direction are no signal.",
                Mark = WorkspacePrint.Mark,
            },
            layout
        );

    /// <summary>The change of every group that is shown, with its interval.</summary>
    public static DrawnPicture Equity(NetworkEquity equity, ChartLayout layout = ChartLayout.Wide)
    {
        var shown = equity
            .Dimensions.SelectMany(dimension => dimension.Bands.Select(band => (dimension, band)))
            .Where(one => one.band.MeanImprovement is { Low: not null, High: not null })
            .ToArray();
        var most = shown.Select(one => one.band.N ?? 0).DefaultIfEmpty(0).Max();
        return ForestChart.Draw(
            new ForestPicture(
                $"Mean improvement by group of families: {equity.Name}",
                $"Closed {new Window(equity.From, equity.Before).Words}, first to last score: "
                    + $"groups of {Families(shown.Select(one => one.band.N).OfType<int>())} with both, of all services",
                "points of improvement",
                "worse",
                "better",
                [
                    .. shown.Select(one => new ForestRow(
                        $"{one.dimension.Label}: {one.band.Label}",
                        one.band.N,
                        one.band.MeanImprovement!.Estimate,
                        one.band.MeanImprovement.Low!.Value,
                        one.band.MeanImprovement.High!.Value,
                        most == 0 ? 0 : (double)(one.band.N ?? 0) / most
                    )),
                ],
                null,
                "",
                NoComparison + " Groups differ in service and in need; a difference between them is not its cause.",
                WorkspacePrint.Mark
            )
            {
                Called = ForestRows.Groups,
            },
            layout
        );
    }

    // "about 170 to 225 families", or the one number that all have.
    private static string Families(IEnumerable<int> numbers)
    {
        int[] all = [.. numbers];
        if (all.Length == 0)
            return "families";
        return all.Min() == all.Max()
            ? string.Create(CultureInfo.InvariantCulture, $"about {all.Max():N0} families")
            : string.Create(CultureInfo.InvariantCulture, $"about {all.Min():N0} to {all.Max():N0} families");
    }

    private static string Subtitle(Window window, string services, int families) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Closed {window.Words}, first to last score: {services}, about {families:N0} families with both"
        );
}
