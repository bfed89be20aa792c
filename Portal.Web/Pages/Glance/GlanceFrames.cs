using Portal.Analytics.Charts.Glance;

namespace Portal.Web.Pages.Glance;

/// <summary>What the small pictures show, in words.</summary>
internal static class GlanceFrames
{
    private const string OnlyKnown = "What nobody asked about is under-recorded.";

    internal static GlanceFrame Families(bool isExample = false) =>
        new("Leading risks at referral", "of families assessed", OnlyKnown, isExample);

    internal static GlanceFrame Outcomes(bool isExample = false) =>
        new(
            "Families by reliable change",
            "better \u2192  No comparison group",
            "No comparison group: families often improve with time.",
            isExample
        );

    internal static GlanceFrame OverTime(bool isExample = false) => new("Referrals by quarter", "families referred", OnlyKnown, isExample);

    internal static GlanceFrame Experience(bool isExample = false) =>
        new("Parents who gave the best answer", "of parents who answered", OnlyKnown, isExample);
}

/// <summary>The small pictures of a service that has sent nothing yet: invented figures that say so.</summary>
internal static class ExampleGlance
{
    internal static readonly string Families = GlanceChart.Shares(
        GlanceFrames.Families(true),
        [new("Perinatal mental illness", 0.6, 50), new("Isolation", 0.45, 50), new("Birth trauma", 0.3, 50), new("Poverty", 0.2, 50)]
    );

    internal static readonly string Outcomes = GlanceChart.Classes(
        GlanceFrames.Outcomes(true),
        [new("HADS anxiety", 2, 14, 9), new("HADS depression", 1, 16, 8), new("MORS-SF warmth", 2, 15, 8), new("KIPS", 1, 9, 6)]
    );

    internal static readonly string OverTime = GlanceChart.Line(
        GlanceFrames.OverTime(true),
        [new("Jan-Mar 2025", 14), new("Apr-Jun 2025", 18), new("Jul-Sep 2025", 16), new("Oct-Dec 2025", 21)]
    );

    internal static readonly string Experience = GlanceChart.Shares(
        GlanceFrames.Experience(true),
        [new("Overall, how was our service?", 0.8, 20), new("Listened to", 0.9, 20), new("Easy to talk to", 0.7, 20)]
    );
}
