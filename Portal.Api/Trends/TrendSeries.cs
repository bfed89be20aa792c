using Portal.Analytics;
using Portal.Analytics.ControlCharts;
using Portal.Analytics.Proportions;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Trends;

/// <summary>A figure over the quarters with its chart.</summary>
/// <param name="Code">REFERRALS, WAIT, ENDED, COMPLETION or CHANGE.</param>
/// <param name="Measure">Of a measure's series; otherwise <c>null</c>.</param>
/// <param name="Subscale">Of a measure's series; empty when it has none.</param>
/// <param name="Name">Full name of the measure; otherwise <c>null</c>.</param>
/// <param name="Unit">referrals, days, families, fraction or points.</param>
/// <param name="Direction">better_up, better_down or neither.</param>
/// <param name="Chart">XMR from 12 quarters with a figure, P_LANEY for shares from 12; below that RUN, which has no limits.</param>
/// <param name="Points">One for each quarter of the answer.</param>
/// <remarks>Source: docs/statistics.md, "Over time".</remarks>
public sealed record TrendSeries(
    string Code,
    string? Measure,
    string? Subscale,
    string? Name,
    string Unit,
    string Direction,
    string Chart,
    IReadOnlyList<QuarterFigure> Points
)
{
    public const string Referrals = "REFERRALS";

    public const string Wait = "WAIT";

    public const string Ended = "ENDED";

    public const string Completion = "COMPLETION";

    public const string Change = "CHANGE";

    public const string Xmr = "XMR";

    public const string Laney = "P_LANEY";

    public const string Run = "RUN";

    private const int FewestForLimits = 12;

    internal static TrendSeries Counts(string code, IEnumerable<QuarterFigure> points) =>
        Drawn(new TrendSeries(code, null, null, null, code == Ended ? "families" : "referrals", "neither", Run, [.. points]));

    internal static TrendSeries Waits(IEnumerable<QuarterFigure> points) =>
        Drawn(new TrendSeries(Wait, null, null, null, "days", "better_down", Run, [.. points]));

    /// <summary>Change and completion of a measure; a scale without a better end has completion only.</summary>
    internal static IEnumerable<TrendSeries> OfMeasure(
        Measure measure,
        IReadOnlyList<(Quarter Quarter, MeasureMoments? Moments, bool IsSent)> quarters
    )
    {
        if (measure.Sign is { } sign)
            yield return Drawn(
                Named(
                    Change,
                    "points",
                    [.. quarters.Select(one => one.IsSent ? ChangeOf(one.Quarter, one.Moments, sign) : Missing(one.Quarter))]
                )
            );
        yield return Drawn(
            Named(
                Completion,
                "fraction",
                [.. quarters.Select(one => one.IsSent ? CompletionOf(one.Quarter, one.Moments) : Missing(one.Quarter))]
            )
        );

        TrendSeries Named(string code, string unit, IReadOnlyList<QuarterFigure> points) =>
            new(code, measure.Code, measure.Subscale, measure.FullName, unit, "better_up", Run, points);
    }

    private static QuarterFigure Missing(Quarter quarter) => new(quarter) { Reason = QuarterFigure.NotSent };

    private static QuarterFigure ChangeOf(Quarter quarter, MeasureMoments? moments, int sign)
    {
        if (moments is not { Baselines.N: > 0 })
            return new QuarterFigure(quarter) { Reason = QuarterFigure.NoCases };
        var (pairs, of) = (moments.Pairs, moments.Baselines.N);
        return pairs.N < QuarterFigure.FewestCases
            ? new QuarterFigure(quarter)
            {
                Reason = QuarterFigure.TooFewCases,
                Count = pairs.N,
                Of = of,
            }
            : new QuarterFigure(quarter)
            {
                Value = sign * (pairs.MeanLast - pairs.MeanFirst),
                Count = pairs.N,
                Of = of,
            };
    }

    private static QuarterFigure CompletionOf(Quarter quarter, MeasureMoments? moments) =>
        moments is not { Baselines.N: > 0 and var of }
            ? new QuarterFigure(quarter) { Reason = QuarterFigure.NoCases }
            : new QuarterFigure(quarter)
            {
                Value = (double)moments.Pairs.N / of,
                Count = moments.Pairs.N,
                Of = of,
            };

    // The chart is of the quarters that have a figure; quarters without one have no line and no limits.
    private static TrendSeries Drawn(TrendSeries series)
    {
        var known = series.Points.Where(point => point.Value is not null).ToList();
        if (known.Count == 0)
            return series;
        var (chart, drawn) =
            known.Count < FewestForLimits ? (Run, Runs(known))
            : series.Code == Completion ? (Laney, Shares(known))
            : (Xmr, Singles(known, series.Unit == "points"));
        var byQuarter = drawn.ToDictionary(point => point.Quarter);
        return series with
        {
            Chart = chart,
            Points = [.. series.Points.Select(point => byQuarter.GetValueOrDefault(point.Quarter, point))],
        };
    }

    private static IEnumerable<QuarterFigure> Runs(List<QuarterFigure> known)
    {
        var chart = RunChart.Of([.. known.Select(point => point.Value!.Value)]);
        return known.Zip(
            chart.Points,
            (point, drawn) =>
                point with
                {
                    Centre = chart.Median.ValueOrNull(),
                    Signal =
                        drawn.Trend ? "TREND"
                        : drawn.Shift ? "SHIFT"
                        : null,
                }
        );
    }

    private static IEnumerable<QuarterFigure> Singles(List<QuarterFigure> known, bool canBeNegative)
    {
        var chart = XmrChart.Of([.. known.Select(point => point.Value!.Value)]);
        return known.Zip(
            chart.Points,
            (point, drawn) =>
            {
                var segment = chart.Segments[drawn.Segment];
                var limits = segment.Limits.ValueOrNull();
                return point with
                {
                    Centre = segment.Mean,
                    // Neither a number of families nor a wait can be below 0.
                    Low = canBeNegative ? limits?.Low : Math.Max(0, limits?.Low ?? 0),
                    High = limits?.High,
                    Signal = drawn.Cause switch
                    {
                        SpecialCause.Outside => "OUTSIDE",
                        SpecialCause.Trend => "TREND",
                        SpecialCause.TwoOfThree => "TWO_OF_THREE",
                        SpecialCause.Shift => "SHIFT",
                        _ => null,
                    },
                };
            }
        );
    }

    private static IEnumerable<QuarterFigure> Shares(List<QuarterFigure> known)
    {
        var chart = ProportionChart.Of([
            .. known.Select(point => new EventCount(point.Quarter.ToString(), point.Count!.Value, point.Of!.Value)),
        ]);
        return known.Zip(
            chart.Points,
            (point, drawn) =>
            {
                var limits = drawn.LaneyLimits.ValueOrNull();
                return point with
                {
                    Centre = chart.Mean.ValueOrNull(),
                    Low = limits?.Low,
                    High = limits?.High,
                    Signal = limits is { } known && (point.Value < known.Low || point.Value > known.High) ? "OUTSIDE" : null,
                };
            }
        );
    }
}
