using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Risks;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

/// <summary>Pictures of the families of an invented service: their way through it, who they are, and their risks.</summary>
internal static class InventedFamilyPictures
{
    private const string Mark = "Internal - small numbers";
    private const string Welsh = "Gwasanaeth Cymorth Rhieni a Babanod Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

    internal static FlowPicture Way { get; } =
        new(
            "From referral to closing: 123 referrals",
            "LANTERN, referred January to December 2025",
            [
                new("Referred", 123, null, [new("signposted elsewhere", 22), new("declined", 10), new("decision pending", 4)]),
                new("Accepted", 87, null, [new("waiting", 5), new("ended before they were seen", 3)]),
                new("Seen", 79, new(30, "days", "referral", 79), [new("open", 23)]),
                new("Closed", 56, new(6.5, "months", "referral", 56), []),
            ],
            "referrals",
            "Those referred late in these months may still be accepted, seen or closed: the later steps are under-recorded.",
            Mark
        );

    internal static FlowPicture OneReferral { get; } =
        Way with
        {
            Title = "From referral to closing: 1 referral",
            Steps =
            [
                new("Referred", 1, null, [new("signposted elsewhere", 1), new("declined", 0)]),
                new("Accepted", 0, null, [new("waiting", 0)]),
                new("Seen", 0, null, [new("open", 0)]),
                new("Closed", 0, null, []),
            ],
        };

    internal static FlowPicture ManyReferrals { get; } =
        Way with
        {
            Title = "From referral to closing: 12,408 referrals",
            Subtitle = Welsh + ", referred January 2019 to December 2025",
            Steps =
            [
                new("Referred", 12408, null, [new("signposted elsewhere", 1240), new("declined", 2), new("decision pending", 11)]),
                new("Accepted", 11155, null, [new("waiting", 1), new("ended before they were seen", 954)]),
                new("Seen", 10200, new(102.5, "days", "referral", 9987), [new("open", 10190)]),
                new("Closed", 10, new(14, "months", "referral", 10), []),
            ],
        };

    internal static FlowPicture NoReferral { get; } =
        Way with
        {
            Title = "From referral to closing: 0 referrals",
            Steps = [new("Referred", 0, null, []), new("Accepted", 0, null, [])],
        };

    internal static PartsPicture Ages { get; } =
        new(
            "How old they are",
            "LANTERN, referred January to December 2025",
            [
                new(
                    "Baby at referral",
                    [
                        new("Unborn", 24),
                        new("0-2 months", 38),
                        new("3-5 months", 18),
                        new("6-11 months", 20),
                        new("12-17 months", 13),
                        new("18-23 months", 7),
                        new("24-35 months", 2),
                        new("36 months and over", 1),
                    ],
                    0
                ),
                new(
                    "First caregiver",
                    [
                        new("Under 18", 4),
                        new("18-20", 5),
                        new("21-24", 17),
                        new("25-29", 33),
                        new("30-34", 0),
                        new("35-39", 18),
                        new("40 and over", 14),
                    ],
                    32
                ),
                new("Second caregiver", [new("Under 18", 1), new("18-20", 0), new("21-24", 3)], 61),
            ],
            "families",
            "Often under-recorded: n says of how many it is known.",
            Mark
        );

    internal static PartsPicture LongNames { get; } =
        Ages with
        {
            Title = "Cartref a gofal: " + Welsh,
            Subtitle = Welsh,
            Bars =
            [
                new(
                    "Gofal cymdeithasol: teuluoedd y mae eu gwaith wedi dod i ben, ar y dechrau ac ar y diwedd",
                    [new(Welsh, 1204), new("Gweithdrefnau gofal ac asesiad cyn geni", 33), new("Dim", 2)],
                    10204
                ),
                new("Ble mae'r babi'n byw", [new("Gyda'r rhoddwr gofal", 1239)], 0),
            ],
        };

    internal static ReferralRisksPicture WithNetwork { get; } =
        InventedPictures.Risks with
        {
            Title = "The ten leading risks of 27 at referral",
            Bars =
            [
                .. InventedPictures
                    .Risks.Bars.Take(10)
                    .Select(
                        (bar, index) =>
                            bar with
                            {
                                Network = InventedFigures.Share(
                                    index == 3 ? 2 : bar.Present * 6 + (index % 3 - 1) * 60,
                                    (bar.Assessed - bar.Present) * 6
                                ),
                            }
                    ),
            ],
            NetworkKey =
                "Pale circles: all services of the network, January to December 2025, as released; c: not shown, to protect families.",
        };

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["flow"] = () => FlowChart.Svg(Way),
            ["flow-narrow"] = () => FlowChart.Svg(Way, ChartLayout.Narrow),
            ["flow-one"] = () => FlowChart.Svg(OneReferral),
            ["flow-one-narrow"] = () => FlowChart.Svg(OneReferral, ChartLayout.Narrow),
            ["flow-many"] = () => FlowChart.Svg(ManyReferrals),
            ["flow-many-narrow"] = () => FlowChart.Svg(ManyReferrals, ChartLayout.Narrow),
            ["flow-empty"] = () => FlowChart.Svg(NoReferral),
            ["parts"] = () => PartsChart.Svg(Ages),
            ["parts-narrow"] = () => PartsChart.Svg(Ages, ChartLayout.Narrow),
            ["parts-one"] = () =>
                PartsChart.Svg(Ages with { Bars = [new("Household", [new("Two parents", 0), new("Single parent", 1)], 0)] }),
            ["parts-long-names"] = () => PartsChart.Svg(LongNames),
            ["parts-long-names-narrow"] = () => PartsChart.Svg(LongNames, ChartLayout.Narrow),
            ["parts-not-recorded"] = () => PartsChart.Svg(Ages with { Bars = [new("Household", [new("Two parents", 0)], 41)] }),
            ["referral-risks-network"] = () => ReferralRisksChart.Svg(WithNetwork),
            ["referral-risks-network-narrow"] = () => ReferralRisksChart.Svg(WithNetwork, ChartLayout.Narrow),
            ["referral-risks-no-release"] = () =>
                ReferralRisksChart.Svg(
                    InventedPictures.Risks with
                    {
                        NetworkKey = "Nothing of the network is released yet, so it is not marked beside your families.",
                    }
                ),
        };
}
