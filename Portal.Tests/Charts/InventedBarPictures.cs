using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

/// <summary>Pictures of answers and of work of an invented service.</summary>
internal static class InventedBarPictures
{
    private const string Mark = "Internal - small numbers";

    internal static StackedBarsPicture Answers { get; } =
        new(
            "Experience of Service Questionnaire: answers of parents and other caregivers",
            "LANTERN, Jan-Mar 2025 to Oct-Dec 2025: 27 forms",
            [new("Answer 3"), new("Answer 2"), new("Answer 1")],
            [
                new("ESQ item 1", [24, 2, 1]),
                new("ESQ item 2", [19, 6, 2]),
                new("ESQ item 3", [27, 0, 0]),
                new("ESQ item 4", [11, 9, 6]),
                new("ESQ item 5", [0, 0, 0]),
                new("ESQ item 6", [0, 1, 0]),
            ],
            "forms",
            "Only those who answered are counted. No comparison group.",
            Mark
        );

    internal static StackedBarsPicture SixAnswers { get; } =
        Answers with
        {
            Title = "Friends and Family Test: answers of parents and other caregivers",
            Segments =
            [
                new("Very good"),
                new("Good"),
                new("Neither good nor poor"),
                new("Poor"),
                new("Very poor"),
                new("Don't know", IsAside: true),
            ],
            Bars =
            [
                new("Friends and Family Test", [214, 61, 22, 9, 4, 17]),
                new("Gwasanaeth Cymorth Rhieni a Babanod Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", [3, 2, 1, 1, 1, 1]),
            ],
        };

    internal static CountBarsPicture Work { get; } =
        new(
            "Work with other professionals",
            "LANTERN, Jan-Mar 2025 to Oct-Dec 2025: 131 sessions",
            [
                new("Consultation", 84, "1,204 people"),
                new("Training", 31, "640 people"),
                new("Supervision", 15, "15 people"),
                new("Community event", 1, "1 person"),
                new("Student placement", 0, "0 people"),
            ],
            "sessions",
            "Somebody who came to several sessions counts each time. What was not written down is under-recorded here.",
            Mark
        );

    internal static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["stacked-bars"] = () => StackedBarsChart.Svg(Answers),
            ["stacked-bars-narrow"] = () => StackedBarsChart.Svg(Answers, ChartLayout.Narrow),
            ["stacked-bars-six"] = () => StackedBarsChart.Svg(SixAnswers),
            ["stacked-bars-six-narrow"] = () => StackedBarsChart.Svg(SixAnswers, ChartLayout.Narrow),
            ["stacked-bars-empty"] = () => StackedBarsChart.Svg(Answers with { Bars = [] }),
            ["count-bars"] = () => CountBarsChart.Svg(Work),
            ["count-bars-narrow"] = () => CountBarsChart.Svg(Work, ChartLayout.Narrow),
            ["count-bars-empty"] = () => CountBarsChart.Svg(Work with { Bars = [] }),
        };
}
