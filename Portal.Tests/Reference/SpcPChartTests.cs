using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ControlCharts;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Reference;

public sealed class SpcPChartTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "spc_p_chart.json" })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var cases = reference.Numbers("denominator");
        var chart = ProportionChart.Of([.. reference.Numbers("numerator").Select((x, i) => new EventCount("Q", (int)x, (int)cases[i]))]);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["p_bar"] = chart.Mean.ValueOrNull(),
                ["p_lo"] = ReferenceAnswer.List(chart.Points, point => point.Limits.Low),
                ["p_hi"] = ReferenceAnswer.List(chart.Points, point => point.Limits.High),
                ["z"] = ReferenceAnswer.List(chart.Points, point => point.Z.ValueOrNull()),
                ["sigma_z"] = chart.SigmaZ.ValueOrNull(),
                ["laney_lo"] = ReferenceAnswer.List(chart.Points, point => point.LaneyLimits.ValueOrNull()?.Low),
                ["laney_hi"] = ReferenceAnswer.List(chart.Points, point => point.LaneyLimits.ValueOrNull()?.High),
            }
        );
    }
}
