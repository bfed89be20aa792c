using Portal.Analytics;
using Portal.Analytics.Charts.Board;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;

namespace Portal.Tests.Charts;

/// <summary>Pictures over time, before and after, and the board of an invented service; odd ones among them.</summary>
internal static class InventedTrends
{
    private const string Mark = "Internal - small numbers";
    private const string NoComparison = "No comparison group: families often improve with time.";

    private static readonly double[] Ended = [41, 38, 44, 40, 37, 42, 45, 39, 43, 41, 52, 55, 51, 57, 54, 66];

    internal static TrendPicture Trend { get; } =
        new(
            "Families whose work ended in each quarter",
            "LANTERN, Jan-Mar 2022 to Oct-Dec 2025: 745 of 889 families",
            [
                .. Ended.Select(
                    (value, i) =>
                        new TrendPoint(2022 + i / 4, i % 4 + 1, value)
                        {
                            Centre = 46.6,
                            Limits = new Interval(34.2, 59),
                            Signal = value > 59 ? "above the band" : null,
                            Behind = $"{value} of {value + 9} families",
                        }
                ),
            ],
            [new TrendNote(10, "second team opened"), new TrendNote(4, "the waiting list was closed while we moved to another building")]
        )
        {
            Better = "Neither up nor down is better",
            CentreName = "average",
            LimitsRule = "The band holds what chance alone would bring. A ring marks a quarter that chance seldom brings.",
            FromZero = true,
            Caveat = NoComparison,
            Mark = Mark,
        };

    internal static TrendPicture FewQuarters { get; } =
        Trend with
        {
            Points =
            [
                .. Trend
                    .Points.Take(5)
                    .Select(
                        (point, i) =>
                            point with
                            {
                                Value = i == 2 ? null : point.Value - 42,
                                Centre = i == 2 ? null : -2,
                                Limits = null,
                                Behind = i == 2 ? "nothing was sent" : "",
                            }
                    ),
            ],
            Notes = [],
            FromZero = false,
        };

    internal static PrePostPicture PrePost { get; } =
        new("Depression: before and after", "LANTERN, work ended in 2025: 62 of 118 families with both scores", 15.8, 10.6)
        {
            Scale = new Interval(0, 30),
            Step = 1,
            Better = "Down is better",
            Clinical = new Interval(13, 30),
            FirstScores = [new(4, 11, 11), new(12, 15, 19), new(16, 19, 20), new(20, 27, 12)],
            LastScores = [new(0, 3, 10), new(4, 7, 13), new(8, 11, 17), new(12, 23, 22)],
            Change = "Mean improvement 5.2 points (95 % interval 3.9 to 6.5)",
            Caveat = NoComparison,
            Mark = Mark,
        };

    internal static OutcomeBoardPicture Board { get; } =
        new(
            "How families' scores changed",
            "LANTERN, work ended January 2025 to December 2025",
            [
                new("Baby", [Row("Alarm Distress Baby Scale", (91, 25, 17), (0, 20, -1, 5), (4.6, 3.6), null, null)]),
                new(
                    "Relationship",
                    [
                        Row(
                            "Mothers' Object Relations Scales, short form: Warmth",
                            (91, 57, 42),
                            (0, 35, 1, null),
                            (23.9, 27.1),
                            (3, 26, 13),
                            (0.54, 0.2, 0.88)
                        ),
                        Row(
                            "Mothers' Object Relations Scales, short form: Invasion",
                            (91, 57, 42),
                            (0, 35, -1, null),
                            (14.9, 11.9),
                            (0, 42, 0),
                            (-0.1, -0.4, 0.2)
                        ),
                    ]
                ),
                new(
                    "Parent wellbeing",
                    [
                        Row("Edinburgh Postnatal Depression Scale", (91, 12, 7), (0, 30, -1, 13), (15.8, 11.6), (1, 1, 5), (0.8, -3, 4)),
                        Row("Hospital Anxiety and Depression Scale: Anxiety", (91, 3, 0), (0, 21, -1, 8), null, null, null),
                    ]
                ),
                new(
                    "Goals",
                    [
                        Row(
                            "Goal-Based Outcome: Goal progress rating",
                            (1204, 1039, 1030),
                            (0, 10, 1, null),
                            (0, 10),
                            (2, 400, 628),
                            (2.27, 2.2, 2.3)
                        ),
                    ]
                ),
            ],
            NoComparison,
            Mark
        );

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["trend"] = () => TrendChart.Svg(Trend),
            ["trend-narrow"] = () => TrendChart.Svg(Trend, ChartLayout.Narrow),
            ["trend-few-quarters"] = () => TrendChart.Svg(FewQuarters),
            ["trend-few-quarters-narrow"] = () => TrendChart.Svg(FewQuarters, ChartLayout.Narrow),
            ["trend-one-quarter"] = () => TrendChart.Svg(FewQuarters with { Points = [Trend.Points[0]] }),
            ["trend-all-equal"] = () =>
                TrendChart.Svg(
                    Trend with
                    {
                        Points =
                        [
                            .. Trend.Points.Select(point =>
                                point with
                                {
                                    Value = 0,
                                    Centre = 0,
                                    Limits = new Interval(0, 0),
                                    Signal = null,
                                }
                            ),
                        ],
                        Notes = [],
                    }
                ),
            ["trend-nothing"] = () =>
                TrendChart.Svg(Trend with { Points = [.. Trend.Points.Select(point => point with { Value = null })], Notes = [] }),
            ["trend-40-quarters-in-per-cent"] = () =>
                TrendChart.Svg(
                    Trend with
                    {
                        IsPercent = true,
                        Notes = [],
                        Points =
                        [
                            .. Enumerable
                                .Range(0, 40)
                                .Select(i => new TrendPoint(2016 + i / 4, i % 4 + 1, i * 0.618 % 1)
                                {
                                    Centre = 0.5,
                                    Limits = new Interval(0.01 * (i % 5), 1),
                                }),
                        ],
                    }
                ),
            ["pre-post"] = () => PrePostChart.Svg(PrePost),
            ["pre-post-narrow"] = () => PrePostChart.Svg(PrePost, ChartLayout.Narrow),
            ["pre-post-few"] = () => PrePostChart.Svg(PrePost with { FirstScores = [], LastScores = [], Clinical = null }),
            ["pre-post-at-the-floor"] = () =>
                PrePostChart.Svg(PrePost with { Before = 0, After = 0, FirstScores = [new(0, 0, 62)], LastScores = [new(0, 0, 62)] }),
            ["outcome-board"] = () => OutcomeBoardChart.Svg(Board),
            ["outcome-board-narrow"] = () => OutcomeBoardChart.Svg(Board, ChartLayout.Narrow),
            ["outcome-board-compared"] = () => OutcomeBoardChart.Svg(Compared),
            ["outcome-board-compared-narrow"] = () => OutcomeBoardChart.Svg(Compared, ChartLayout.Narrow),
            ["outcome-board-empty"] = () => OutcomeBoardChart.Svg(Board with { Groups = [] }),
            ["outcome-board-40-rows"] = () =>
                OutcomeBoardChart.Svg(
                    Board with
                    {
                        Groups =
                        [
                            new(
                                "Parent wellbeing",
                                [.. Enumerable.Range(0, 40).Select(i => Board.Groups[1].Rows[i % 2] with { Label = $"Measure {i + 1}" })]
                            ),
                        ],
                    }
                ),
        };

    // A change beyond the axis, one of too few families, and one that nobody had.
    private static OutcomeBoardPicture Compared =>
        Board with
        {
            IsCompared = true,
            Groups =
            [
                .. Board.Groups.Select(group =>
                    group with
                    {
                        Rows =
                        [
                            .. group.Rows.Select(row =>
                                row.Label.Contains("Warmth", StringComparison.Ordinal) ? row with { BothBefore = 30, ChangeBefore = 0.71 }
                                : row.Label.Contains("Invasion", StringComparison.Ordinal)
                                    ? row with
                                    {
                                        BothBefore = 9,
                                        ChangeBefore = -0.3,
                                    }
                                : row.Label.Contains("Goal", StringComparison.Ordinal) ? row with { BothBefore = 900, ChangeBefore = 3.4 }
                                : row with { BothBefore = 0 }
                            ),
                        ],
                    }
                ),
            ],
        };

    private static BoardRow Row(
        string label,
        (int Eligible, int First, int Both) families,
        (double Low, double High, int Sign, double? CutOff) scale,
        (double Before, double After)? means,
        (int Worsened, int Same, int Improved)? classes,
        (double Estimate, double Low, double High)? change
    ) =>
        new(label, families.Eligible, families.First, families.Both)
        {
            Scale = new BoardScale(scale.Low, scale.High, scale.Sign, scale.CutOff),
            Before = means?.Before,
            After = means?.After,
            Classes = classes is { } known ? new BoardClasses(known.Worsened, known.Same, known.Improved) : null,
            Change = change?.Estimate,
            ChangeInterval = change is { } interval ? new Interval(interval.Low, interval.High) : null,
            NoClasses = "no rule for a clear change",
            NoChange = "no standard deviation yet",
        };
}
