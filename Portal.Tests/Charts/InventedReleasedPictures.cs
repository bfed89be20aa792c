using Portal.Analytics;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Glance;
using Portal.Analytics.Charts.Plots;
using Portal.Analytics.Charts.Released;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

/// <summary>Pictures of released figures of invented services.</summary>
internal static class InventedReleasedPictures
{
    internal static ReleasedRisksPicture Risks { get; } =
        new(
            "Risks at referral, all services",
            "Referred from October 2024 to September 2025; release of 2025 quarter 3, policy sdc-1",
            [
                new("Perinatal mental illness", InventedFigures.Share(861, 531)),
                new("Isolation", InventedFigures.Share(712, 644)),
                new("Recent life stress", InventedFigures.Share(640, 738)),
                new("Parent abused or neglected in childhood", InventedFigures.Share(583, 627)),
                new("Bonding difficulty", InventedFigures.Share(792, 527)),
                new("Birth trauma", InventedFigures.Share(41, 94)),
                new("Parental conflict", InventedFigures.Share(33, 95)),
                new("Learning disability of a parent", InventedFigures.Share(4, 128)),
                new("Domestic abuse", InventedFigures.Share(29, 102)),
                new("Poverty", InventedFigures.Share(38, 59)),
                new("Prematurity", InventedFigures.Share(14, 125)),
                new(
                    "A parent in prison, on remand or under supervision of the probation service at the time of referral",
                    InventedFigures.Share(3, 21)
                ),
            ]
        );

    internal static ReleasedChangesPicture Changes { get; } =
        new(
            "Change from first to last score, all services",
            "Families whose case closed from October 2024 to September 2025, with at least two contacts; "
                + "release of 2025 quarter 3, policy sdc-1",
            [
                new("Alarm Distress Baby Scale", InventedFigures.Withheld),
                new("Mothers' Object Relations Scales, short form: Warmth", InventedFigures.Pooled(0.41, 0.12, 0.52, 0.21, true))
                {
                    Completion = InventedFigures.Share(440, 310),
                },
                new("Mothers' Object Relations Scales, short form: Invasion", InventedFigures.Pooled(0.28, 0.09, 0.28, 0.08, true))
                {
                    Completion = InventedFigures.Share(440, 310),
                },
                new("Keys to Interactive Parenting Scale", InventedFigures.Pooled(-0.05, 0.35, 3.4, 0.61, true, 6)),
                new("Hospital Anxiety and Depression Scale: Anxiety", InventedFigures.Pooled(0.72, 0.15, 0.66, 0.27, true))
                {
                    Completion = InventedFigures.Share(300, 600),
                },
                new("Hospital Anxiety and Depression Scale: Depression", InventedFigures.Pooled(0.66, 0.13, null, null, true)),
                new("Edinburgh Postnatal Depression Scale", InventedFigures.Withheld),
                new("Goal-based outcomes", InventedFigures.Pooled(1.32, 0.21, 0.93, 0.39, true)),
            ]
        );

    internal static OwnFunnelPicture Funnel { get; } =
        new(
            "Anxiety: your service, 48 of 61 families with both scores",
            "HADS anxiety (0 to 21), families whose case closed from October 2024 to September 2025; release of 2025 quarter 3",
            InventedFigures.Rest(2.7, 0.4, 1.9, 0.8),
            new OwnPoint(4.6, 0.62, 48)
        );

    internal static ComparedChangesPicture Compared { get; } =
        new(
            "LANTERN beside all other services",
            "Families whose case closed from October 2024 to September 2025; release of 2025 quarter 3, policy sdc-1",
            [
                new(
                    "Mothers' Object Relations Scales, short form: Warmth",
                    new OwnChange(2.2, new Interval(0.7, 3.7), 48),
                    InventedFigures.Rest(2.7, 0.4, 1.9, 0.8)
                )
                {
                    Group = "Relationship",
                    FirstScores = 60,
                    Completion = InventedFigures.Share(700, 500),
                    Position = "similar",
                },
                new(
                    "Hospital Anxiety and Depression Scale: Anxiety",
                    new OwnChange(4.6, new Interval(3.3, 5.9), 44),
                    InventedFigures.Rest(3.1, 0.5, 9.0, 0.9)
                )
                {
                    Group = "Parent wellbeing",
                    FirstScores = 1044,
                    Position = "similar, near the edge",
                },
                new("Goal-based outcomes", new OwnChange(3.1, new Interval(-0.4, 6.6), 6), InventedFigures.Withheld),
                new("Edinburgh Postnatal Depression Scale", null, InventedFigures.Rest(-0.4, 0.9, null, null)),
                new("Alarm Distress Baby Scale", null, InventedFigures.Withheld),
                new("Keys to Interactive Parenting Scale", new OwnChange(0.4, null, 1), InventedFigures.Rest(0.3, 0.1, 0.4, 0.1)),
            ]
        );

    internal static ComparedRisksPicture ComparedRisks { get; } =
        new(
            "Risks at referral that differ from the network",
            "LANTERN. Referred from October 2024 to September 2025",
            [
                new("Poverty", 61, 102, new Interval(0.50, 0.69), InventedFigures.Share(220, 780)) { Position = "higher" },
                new("Isolation", 12, 99, new Interval(0.07, 0.20), InventedFigures.Share(440, 560)) { Position = "lower" },
                new("Parent with a learning disability of some kind", 3, 4, new Interval(0.30, 0.95), InventedFigures.Withheld)
                {
                    Position = "too few to say",
                },
                new("Prematurity", 0, 0, null, InventedFigures.Share(110, 890)),
            ],
            "No risk differs from the network by more than chance makes."
        );

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["released-risks"] = () => ReleasedRisksChart.Svg(Risks),
            ["released-risks-narrow"] = () => ReleasedRisksChart.Svg(Risks, ChartLayout.Narrow),
            ["released-risks-none-shown"] = () =>
                ReleasedRisksChart.Svg(
                    Risks with
                    {
                        Title = "Risks at referral, council-hosted services",
                        Risks = [.. Risks.Risks.Take(3).Select(risk => risk with { Share = InventedFigures.Withheld })],
                    }
                ),
            ["released-changes"] = () => ReleasedChangesChart.Svg(Changes),
            ["released-changes-narrow"] = () => ReleasedChangesChart.Svg(Changes, ChartLayout.Narrow),
            ["released-changes-none-shown"] = () => ReleasedChangesChart.Svg(Changes with { Changes = [Changes.Changes[0]] }),
            ["scatter"] = () => ScatterChart.Svg(InventedScatter.Services),
            ["scatter-narrow"] = () => ScatterChart.Svg(InventedScatter.Services, ChartLayout.Narrow),
            ["scatter-none"] = () => ScatterChart.Svg(InventedScatter.Services with { Points = [] }),
            ["own-funnel"] = () => OwnFunnelChart.Svg(Funnel),
            ["own-funnel-narrow"] = () => OwnFunnelChart.Svg(Funnel, ChartLayout.Narrow),
            ["own-funnel-small"] = () =>
                OwnFunnelChart.Svg(
                    Funnel with
                    {
                        Title = "Anxiety: your service, 11 of 30 families with both scores",
                        Own = new OwnPoint(0.2, 1.31, 11),
                    }
                ),
            ["own-funnel-rest-not-shown"] = () => OwnFunnelChart.Svg(Funnel with { Rest = InventedFigures.Withheld }),
            ["compared-changes"] = () => ComparedChangesChart.Svg(Compared),
            ["compared-changes-one-row-worse"] = () =>
                ComparedChangesChart.Svg(
                    Compared with
                    {
                        Measures =
                        [
                            new("Anxiety", new OwnChange(-2.2, new Interval(-3.7, -0.7), 48), InventedFigures.Rest(-0.4, 0.3, 0.5, 0.2))
                            {
                                Position = "lower",
                            },
                        ],
                    }
                ),
            ["glance-shares"] = () =>
                GlanceChart.Shares(
                    new GlanceFrame("Leading risks at referral", "of families assessed", "under-recorded", false),
                    [
                        new("Perinatal mental illness", 0.58, 107),
                        new("Rhiant sy'n byw gydag anabledd dysgu neu awtistiaeth", 0.004, 900),
                        new("Isolation", 0, 107),
                        new("Poverty", 1, 3),
                    ]
                ),
            ["glance-classes"] = () =>
                GlanceChart.Classes(
                    new GlanceFrame("Families by reliable change", "better \u2192", "No comparison group.", false),
                    [new("MORS-SF invasion", 3, 26, 13), new("HADS depression", 0, 40, 2), new("KIPS", 12, 4, 0)]
                ),
            ["glance-line"] = () =>
                GlanceChart.Line(
                    new GlanceFrame("Referrals by quarter", "families referred", "under-recorded", true),
                    [new("Jan-Mar 2025", 14), new("Apr-Jun 2025", null), new("Jul-Sep 2025", 0), new("Oct-Dec 2025", 1204)]
                ),
            ["compared-changes-no-row"] = () => ComparedChangesChart.Svg(Compared with { Measures = [] }),
            ["compared-risks"] = () => ComparedRisksChart.Svg(ComparedRisks),
            ["compared-risks-narrow"] = () => ComparedRisksChart.Svg(ComparedRisks, ChartLayout.Narrow),
            ["compared-risks-none"] = () => ComparedRisksChart.Svg(ComparedRisks with { Risks = [] }),
            ["compared-changes-narrow"] = () => ComparedChangesChart.Svg(Compared, ChartLayout.Narrow),
        };
}
