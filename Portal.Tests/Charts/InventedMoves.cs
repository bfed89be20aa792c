using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

/// <summary>Answers of invented families at the start and at the end of the work.</summary>
internal static class InventedMoves
{
    internal static StartToEndPicture Together { get; } =
        new(
            "Families together: 66 families from start to end",
            "LANTERN, seen, and closed January to December 2025",
            [
                new(
                    "Baby's home",
                    [
                        new("With the caregiver", 58, 56),
                        new("With the other parent or kin", 2, 3),
                        new("Foster care", 1, 3),
                        new("Adoption", 0, 0),
                        new("Mother and baby placement", 2, 1),
                    ],
                    3
                ),
                new(
                    "Social care",
                    [
                        new("None", 25, 31),
                        new("Early help", 13, 12),
                        new("Child in need", 10, 8),
                        new("Child protection plan", 9, 5),
                        new("Pre-birth assessment", 4, 0),
                        new("Care proceedings", 2, 4),
                        new("Looked after", 1, 4),
                    ],
                    2
                ),
            ],
            new(
                "Step of social care from start to end",
                [new("Lower at the end", 17), new("The same", 36), new("Higher at the end", 7), new("Pre-birth assessment, no step", 4)],
                2
            ),
            "families",
            "Both times recorded. No comparison group. Social care may step up because the team saw a need, so neither way is better.",
            "Internal - small numbers"
        );

    /// <summary>One family that moved, thousands that did not, and a question without answers.</summary>
    internal static StartToEndPicture Odd { get; } =
        Together with
        {
            Questions =
            [
                new("Ble mae'r babi'n byw", [new("Gyda'r rhoddwr gofal", 1, 0), new("Gyda'r rhiant arall neu berthynas", 0, 1)], 0),
                new("Gofal cymdeithasol ar y dechrau ac ar y diwedd", [new("Dim", 12040, 12040), new("Cymorth cynnar", 3, 3)], 1204),
                new("Nothing known", [new("None", 0, 0)], 41),
            ],
            Ways = Together.Ways with { Parts = [new("Lower at the end", 0)] },
        };

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["start-to-end"] = () => StartToEndChart.Svg(Together),
            ["start-to-end-narrow"] = () => StartToEndChart.Svg(Together, ChartLayout.Narrow),
            ["start-to-end-odd"] = () => StartToEndChart.Svg(Odd),
            ["start-to-end-odd-narrow"] = () => StartToEndChart.Svg(Odd, ChartLayout.Narrow),
            ["start-to-end-empty"] = () => StartToEndChart.Svg(Odd with { Questions = [Odd.Questions[2]] }),
        };
}
