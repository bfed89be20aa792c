using Portal.Analytics;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
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
                new("Mothers' Object Relations Scales, short form: Warmth", InventedFigures.Pooled(0.41, 0.12, 0.52, 0.21, true)),
                new("Mothers' Object Relations Scales, short form: Invasion", InventedFigures.Pooled(0.28, 0.09, 0.28, 0.08, true)),
                new("Keys to Interactive Parenting Scale", InventedFigures.Pooled(-0.05, 0.35, 3.4, 0.61, true, 6)),
                new("Hospital Anxiety and Depression Scale: Anxiety", InventedFigures.Pooled(0.72, 0.15, 0.66, 0.27, true)),
                new("Hospital Anxiety and Depression Scale: Depression", InventedFigures.Pooled(0.66, 0.13, null, null, true)),
                new("Edinburgh Postnatal Depression Scale", InventedFigures.Withheld),
                new("Goal-based outcomes", InventedFigures.Pooled(1.32, 0.21, 0.93, 0.39, true)),
            ]
        );

    internal static OwnFunnelPicture Funnel { get; } =
        new(
            "Anxiety: your service beside all others, 48 families",
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
                ),
                new(
                    "Hospital Anxiety and Depression Scale: Anxiety",
                    new OwnChange(4.6, new Interval(3.3, 5.9), 44),
                    InventedFigures.Rest(3.1, 0.5, 9.0, 0.9)
                ),
                new("Goal-based outcomes", new OwnChange(3.1, new Interval(-0.4, 6.6), 6), InventedFigures.Withheld),
                new("Edinburgh Postnatal Depression Scale", null, InventedFigures.Rest(-0.4, 0.9, null, null)),
                new("Alarm Distress Baby Scale", null, InventedFigures.Withheld),
                new("Keys to Interactive Parenting Scale", new OwnChange(0.4, null, 1), InventedFigures.Rest(0.3, 0.1, 0.4, 0.1)),
            ]
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
            ["own-funnel"] = () => OwnFunnelChart.Svg(Funnel),
            ["own-funnel-narrow"] = () => OwnFunnelChart.Svg(Funnel, ChartLayout.Narrow),
            ["own-funnel-small"] = () =>
                OwnFunnelChart.Svg(
                    Funnel with
                    {
                        Title = "Anxiety: your service beside all others, 11 families",
                        Own = new OwnPoint(0.2, 1.31, 11),
                    }
                ),
            ["own-funnel-rest-not-shown"] = () => OwnFunnelChart.Svg(Funnel with { Rest = InventedFigures.Withheld }),
            ["compared-changes"] = () => ComparedChangesChart.Svg(Compared),
            ["compared-changes-narrow"] = () => ComparedChangesChart.Svg(Compared, ChartLayout.Narrow),
        };
}
