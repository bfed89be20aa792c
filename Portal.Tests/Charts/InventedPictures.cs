using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;
using Portal.Analytics.Charts.Risks;

namespace Portal.Tests.Charts;

/// <summary>Pictures of invented services and families, realistic in size and spread.</summary>
internal static class InventedPictures
{
    internal const string NoComparison =
        "No comparison group: families often improve with time. "
        + "The figures cover families with both scores only; see how many were left out before reading the change.";

    internal static ReferralRisksPicture Risks { get; } =
        new(
            "Risks at referral: 139 families referred",
            "LANTERN, referrals from April 2024 to March 2025",
            ReferralRisksOrder.Ranked([
                Bar("Perinatal mental illness", 86, 139),
                Bar("Isolation", 71, 136),
                Bar("Recent life stress", 64, 138),
                Bar("Parent abused or neglected in childhood", 58, 121),
                Bar("Bonding difficulty", 79, 132),
                Bar("Birth trauma", 41, 135),
                Bar("Parental conflict", 33, 128),
                Bar("Domestic abuse", 29, 131),
                Bar("Poverty", 38, 97),
                Bar("Housing difficulty", 22, 126),
                Bar("Bereavement or loss", 19, 118),
                Bar("Prematurity", 14, 139),
            ]),
            "Risks are as known at referral and often under-recorded: a low share can mean that nobody asked. "
                + "Shares do not add up to 100 %, as families can have several risks.",
            "Internal - small numbers"
        );

    internal static ForestPicture Forest { get; } =
        new(
            "Change in warmth towards the baby: 12 services, 446 families",
            "MORS-SF warmth (0 to 35), first to last score, families whose case closed from April 2024 to March 2025",
            "points of change, right = better",
            "worse",
            "better",
            [
                new("HARBOUR", 61, 3.4, 2.1, 4.7, 0.108),
                new("LANTERN", 48, 2.2, 0.7, 3.7, 0.099),
                new("BRAMBLE", 74, 4.1, 2.9, 5.3, 0.114),
                new("TIDEWAY", 22, 1.3, -0.9, 3.5, 0.069),
                new("FOXGLOVE", 39, 3.0, 1.4, 4.6, 0.091),
                new("MEADOWSWEET", 55, 1.8, 0.4, 3.2, 0.104),
                new("KESTREL", 14, 5.2, 2.3, 8.1, 0.052),
                new("ROWAN TREE", 33, 2.7, 0.9, 4.5, 0.085),
                new("SANDPIPER", 11, -0.6, -4.0, 2.8, 0.044),
                new("THISTLEDOWN", 27, 4.2, 2.2, 6.2, 0.077),
                new("WATERMILL", 45, 2.4, 0.9, 3.9, 0.098),
                new("WREN AND ROBIN", 17, 0.3, -2.3, 2.9, 0.059),
            ],
            new ForestPooled(12, 446, 2.7, 1.8, 3.6, 0.4, 4.9),
            "Services differ: τ 0.9 points (95 % interval 0.4 to 2.5), I² 56 %.",
            NoComparison,
            "Internal, not for publication"
        );

    internal static ForestPicture ManyServices { get; } =
        Forest with
        {
            Title = "Change in warmth towards the baby: 60 services, 2,371 families",
            Rows = [.. Enumerable.Range(0, 60).Select(Row)],
            Pooled = new ForestPooled(60, 2371, 2.6, 2.2, 3.0, -0.3, 5.5),
        };

    internal static RiskBar Bar(string label, int present, int assessed)
    {
        if (assessed == 0)
            return new RiskBar(label, 0, 0, 0, 0, 0);
        const double z = 1.959963984540054;
        var p = (double)present / assessed;
        var centre = (p + z * z / (2 * assessed)) / (1 + z * z / assessed);
        var half = z / (1 + z * z / assessed) * Math.Sqrt(p * (1 - p) / assessed + z * z / (4.0 * assessed * assessed));
        return new RiskBar(label, present, assessed, p, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>Rows that strain the layout: long and hostile labels, an interval beyond the axis, zero width, zero weight.</summary>
    internal static ForestPicture Awkward { get; } =
        Forest with
        {
            Rows =
            [
                .. Forest.Rows,
                new(
                    "Parent-infant partnership of the northern coast & the <islands> with all their \"hinterlands\"",
                    10,
                    1.2,
                    -60,
                    62.4,
                    0.001
                ),
                new("FAR AWAY", 10, 45, 20, 70, 0.001),
                new("NO WIDTH", 12, 2, 2, 2, 0.02),
                new("NO WEIGHT", 12, -2, -4.5, 0.5, 0),
            ],
        };

    /// <summary>Numbers too wide to fit beside the labels of a narrow picture.</summary>
    internal static ForestPicture LargeNumbers { get; } =
        Forest with
        {
            Title = "Change in an invented sum: 12 services, 446 families",
            Unit = "pounds, right = better",
            Rows =
            [
                .. Forest.Rows.Select(row =>
                    row with
                    {
                        Estimate = -30000 * row.Estimate,
                        Low = -30000 * row.High,
                        High = -30000 * row.Low,
                    }
                ),
            ],
            Pooled = new ForestPooled(12, 446, -81000, -108000, -54000, -147000, -12000),
            HeterogeneityLine = "",
        };

    /// <summary>More risks than fit a screen: two-line labels, shares of none and all, one risk that nobody was assessed for.</summary>
    internal static ReferralRisksPicture ManyRisks { get; } =
        Risks with
        {
            Title = "Risks at referral, local ones too: 1,404 families referred",
            Bars =
            [
                .. Enumerable
                    .Range(0, 24)
                    .Select(index =>
                        Bar(
                            index % 6 == 2
                                ? $"Local risk {index} that somebody described at a length nobody had foreseen, and then some"
                                : $"Local risk {index}",
                            24 - index,
                            24 + 60 * index
                        )
                    ),
                Bar("None of nine", 0, 9),
                Bar("Not asked about", 0, 0),
            ],
        };

    /// <summary>Every picture that has an approved file, by its name.</summary>
    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>(
            InventedReleasedPictures
                .All.Concat(InventedBarPictures.All)
                .Concat(InventedFamilyPictures.All)
                .Concat(InventedTrends.All)
                .Concat(InventedRisksTogether.All)
                .Concat(InventedMoves.All)
        )
        {
            ["referral-risks"] = () => ReferralRisksChart.Svg(Risks),
            ["referral-risks-narrow"] = () => ReferralRisksChart.Svg(Risks, ChartLayout.Narrow),
            ["referral-risks-empty"] = () =>
                ReferralRisksChart.Svg(Risks with { Title = "Risks at referral: no families assessed", Bars = [] }),
            ["referral-risks-many"] = () => ReferralRisksChart.Svg(ManyRisks),
            ["referral-risks-many-narrow"] = () => ReferralRisksChart.Svg(ManyRisks, ChartLayout.Narrow),
            ["forest"] = () => ForestChart.Svg(Forest),
            ["forest-narrow"] = () => ForestChart.Svg(Forest, ChartLayout.Narrow),
            ["forest-empty"] = () =>
                ForestChart.Svg(
                    Forest with
                    {
                        Title = "Change in warmth towards the baby: no services yet",
                        Rows = [],
                        Pooled = null,
                        HeterogeneityLine = "",
                    }
                ),
            ["forest-one-service"] = () =>
                ForestChart.Svg(
                    Forest with
                    {
                        Title = "Change in warmth towards the baby: 1 service, 61 families",
                        Rows = [Forest.Rows[0]],
                        Pooled = null,
                        HeterogeneityLine = "",
                    }
                ),
            ["forest-own-service"] = () => ForestChart.Svg(Forest with { Rows = [Forest.Rows[1]], Mark = null }),
            ["forest-60-services"] = () => ForestChart.Svg(ManyServices),
            ["forest-large-numbers-narrow"] = () => ForestChart.Svg(LargeNumbers, ChartLayout.Narrow),
            ["forest-awkward"] = () => ForestChart.Svg(Awkward),
            ["forest-awkward-narrow"] = () => ForestChart.Svg(Awkward, ChartLayout.Narrow),
        };

    // A fixed, uneven spread without randomness: steps by the golden ratio fill an interval evenly.
    private static ForestRow Row(int index)
    {
        var place = (index + 1) * 0.6180339887498949 % 1;
        var cases = 10 + (int)(90 * place * place);
        var estimate = 2.6 + 3.4 * ((index * 0.7548776662466927 % 1) - 0.5);
        var half = 11.5 / Math.Sqrt(cases);
        return new ForestRow($"SERVICE {index + 1:00}", cases, estimate, estimate - half, estimate + half, cases / 2371.0);
    }
}
