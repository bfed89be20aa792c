using Portal.Analytics;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;
using Portal.Api.Outcomes;

namespace Portal.Api.Trends;

/// <summary>A series over the quarters as a picture.</summary>
public static class TrendPictures
{
    private const string NoComparison = "No comparison group: families often improve with time.";

    /// <summary>The picture of a series.</summary>
    /// <param name="series">One of <paramref name="all"/>.</param>
    /// <param name="all">What was read of the service; its notes are drawn.</param>
    /// <param name="whose">The service's name.</param>
    /// <param name="layout">For a page or for a telephone.</param>
    public static DrawnPicture Draw(TrendSeries series, ServiceTrends all, string whose, ChartLayout layout = ChartLayout.Wide) =>
        TrendChart.Draw(
            new TrendPicture(
                TrendWords.Title(series),
                all.Quarters.Count == 0
                    ? whose
                    : $"{whose}, {all.Quarters[0].Months} to {all.Quarters[^1].Months}: {TrendWords.Total(series)}",
                [.. series.Points.Select(point => PointOf(series, point))],
                [
                    .. all
                        .Notes.Where(note => all.Quarters.Contains(note.Quarter))
                        .Select(note => new TrendNote(note.Quarter.Index - all.Quarters[0].Index, note.Words)),
                ]
            )
            {
                Better = TrendWords.Better(series),
                CentreName = series.Chart == TrendSeries.Run ? "middle" : "average",
                LimitsRule = TrendWords.Rule(series),
                IsPercent = series.Unit == "fraction",
                Decimals = series.Unit == "points" ? 1 : 0,
                FromZero = series.Unit != "points",
                Nothing = TrendWords.Nothing(series),
                Caveat = series.Code switch
                {
                    TrendSeries.Change => NoComparison,
                    TrendSeries.Wait => "Families not seen yet are not counted, so the latest quarter can look shorter than it is.",
                    TrendSeries.Completion => "Families without a first score are not counted here.",
                    _ => "What is not sent yet is not counted, so the latest quarter can be under-recorded.",
                },
                Mark = OutcomePictures.Mark,
            },
            layout
        );

    private static TrendPoint PointOf(TrendSeries series, QuarterFigure point) =>
        new(point.Quarter.Year, point.Quarter.Number, point.Value)
        {
            Centre = point.Centre,
            Limits = point is { Low: { } low, High: { } high } ? new Interval(low, high) : null,
            Signal = point.Signal is null ? null : TrendWords.Signal(series, point),
            Behind = TrendWords.Behind(series, point),
        };
}
