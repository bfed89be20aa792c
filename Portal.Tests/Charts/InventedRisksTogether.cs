using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;

namespace Portal.Tests.Charts;

/// <summary>Risks that come together in the families of an invented service.</summary>
internal static class InventedRisksTogether
{
    private static readonly RiskAlone[] Leading =
    [
        .. InventedPictures.Risks.Bars.Take(10).Select(bar => new RiskAlone(bar.Label, bar.Present, bar.Assessed)),
    ];

    internal static RisksTogetherPicture Ten { get; } =
        new(
            "Risks that come together: the 10 leading risks",
            "LANTERN, referred January to December 2025: 142 referrals, 139 with risks assessed",
            Leading,
            [.. Leading.Select((_, row) => (IReadOnlyList<RiskPair>)[.. Enumerable.Range(0, row).Select(column => Pair(row, column))])],
            "Only families with both risks assessed are counted: 94 or more of the 139, for each two. "
                + "Risks are often under-recorded: what nobody asked about is not counted as absent.",
            "Internal - small numbers"
        );

    /// <summary>A small service: pairs too few to shade, a pair of whom both are known of nobody, and none at all.</summary>
    internal static RisksTogetherPicture Small { get; } =
        Ten with
        {
            Title = "Risks that come together: the 4 risks known",
            Risks =
            [
                new("Rhiant sy'n byw gydag anabledd dysgu neu awtistiaeth, neu a oedd yn blentyn mewn gofal", 11, 12),
                new("Isolation", 10, 14),
                new("Poverty", 3, 9),
                new("Prematurity", 1, 12),
            ],
            Pairs =
            [
                [],
                [new(10, 12, 10)],
                [new(3, 9, 3), new(0, 9, 3)],
                [new(1, 12, 1), new(0, 12, 1), new(0, 0, 0)],
            ],
        };

    /// <summary>Counts of four digits in the narrow cells.</summary>
    internal static RisksTogetherPicture Large { get; } =
        Ten with
        {
            Title = "Risks that come together: thousands of families",
            Risks = [.. Leading.Select(risk => risk with { Present = 100 * risk.Present, Assessed = 100 * risk.Assessed })],
            Pairs =
            [
                .. Ten.Pairs.Select(row =>
                    (IReadOnlyList<RiskPair>)[.. row.Select(pair => new RiskPair(100 * pair.Both, 100 * pair.Assessed, 100 * pair.Rarer))]
                ),
            ],
        };

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["risks-together"] = () => RisksTogetherChart.Svg(Ten),
            ["risks-together-narrow"] = () => RisksTogetherChart.Svg(Ten, ChartLayout.Narrow),
            ["risks-together-small"] = () => RisksTogetherChart.Svg(Small),
            ["risks-together-small-narrow"] = () => RisksTogetherChart.Svg(Small, ChartLayout.Narrow),
            ["risks-together-large-narrow"] = () => RisksTogetherChart.Svg(Large, ChartLayout.Narrow),
            ["risks-together-empty"] = () =>
                RisksTogetherChart.Svg(
                    Ten with
                    {
                        Risks = [Leading[0]],
                        Pairs =
                        [
                            [],
                        ],
                    }
                ),
        };

    // Shares of the rarer risk from none to nearly all, spread evenly.
    private static RiskPair Pair(int row, int column)
    {
        var assessed = Math.Min(Leading[row].Assessed, Leading[column].Assessed) - 3;
        var rarer = Math.Min(Leading[row].Present, Leading[column].Present) - 1;
        return new RiskPair((int)(rarer * ((row * 3 + column) * 0.618 % 1)), assessed, rarer);
    }
}
