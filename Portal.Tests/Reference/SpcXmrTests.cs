using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ControlCharts;

namespace Portal.Tests.Reference;

public sealed class SpcXmrTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "spc_xmr.json" })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var chart = XmrChart.Of(
            reference.Numbers("value"),
            new XmrOptions(
                (bool?)reference.Options["screen_outliers"] ?? true,
                reference.Input.Has("rebase_at") ? [.. reference.Numbers("rebase_at").Select(position => (int)position - 1)] : null,
                (int?)reference.Input["fix_after_n_points"]
            )
        );
        var sign = (string?)reference.Input["improvement_direction"] switch
        {
            null or "increase" => 1,
            "decrease" => -1,
            var other => throw new InvalidDataException($"There is no direction {other}."),
        };
        JsonArray Each(Func<XmrPoint, bool> what) => [.. chart.Points.Select(point => (JsonNode?)what(point))];

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["segments"] = new JsonObject
                {
                    ["start"] = ReferenceAnswer.List(chart.Segments, segment => segment.Start + 1),
                    ["mean"] = ReferenceAnswer.List(chart.Segments, segment => segment.Mean),
                    ["mean_moving_range"] = ReferenceAnswer.List(chart.Segments, segment => segment.MeanMovingRange.ValueOrNull()),
                    ["lpl"] = ReferenceAnswer.List(chart.Segments, segment => segment.Limits.ValueOrNull()?.Low),
                    ["upl"] = ReferenceAnswer.List(chart.Segments, segment => segment.Limits.ValueOrNull()?.High),
                },
                ["outside"] = Each(point => point.Outside),
                ["shift"] = Each(point => point.Shift),
                ["trend"] = Each(point => point.Trend),
                ["two_of_three"] = Each(point => point.TwoOfThree),
                ["special_cause"] = Each(point => point.Cause != SpecialCause.None),
                ["few_points_warning"] = new JsonArray([.. chart.Segments.Select(segment => (JsonNode?)segment.IsProvisional)]),
                ["assurance"] = (double?)reference.Input["target"] is { } target ? Word(chart.Assurance(target, sign)) : null,
            }
        );
    }

    private static string? Word(Estimated<TargetAssurance> assurance) =>
        assurance.ValueOrNull() switch
        {
            TargetAssurance.ConsistentPass => "consistent_pass",
            TargetAssurance.ConsistentFail => "consistent_fail",
            TargetAssurance.Inconsistent => "inconsistent",
            _ => null,
        };
}
