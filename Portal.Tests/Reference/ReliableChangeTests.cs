using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.Reference;

public sealed class ReliableChangeTests
{
    // Fine enough for the case that lies 1e-6 on either side of its threshold.
    private const double FineStep = 1e-9;

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "reliable_change.json" })]
    public void Judge_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(reference, Answer(reference));

    private static JsonObject Answer(ReferenceCase reference)
    {
        var parameters = reference.Input.Group("parameters");
        (double? First, double? Last)[] scores = [.. reference.Column("pre").Zip(reference.Column("post"))];
        double Number(string name) => (double)parameters[name]!;
        var inclusive = (bool)parameters["cutoff_inclusive"]!;
        var sign = Sign((string)parameters["direction"]!);
        if (parameters["reliable_change_points"] is { } points)
        {
            var published = new ClinicalCutOff(Number("cutoff"), inclusive, sign);
            return Judged(
                scores,
                new MeasureRule(ReliableChangeRule.Published((double)points), published, sign, FineStep),
                null,
                reference.Level
            );
        }

        var a = ClinicalCutOff.A(Number("mean_clinical"), Number("sd_clinical"), sign, inclusive);
        var b = ClinicalCutOff.B(Number("mean_norm"), Number("sd_norm"), sign, inclusive);
        var c = ClinicalCutOff.C(Number("mean_clinical"), Number("sd_clinical"), Number("mean_norm"), Number("sd_norm"), sign, inclusive);
        var cutOff = (string)parameters["cutoff_type"]! switch
        {
            "a" => a,
            "b" => b,
            "c" => c,
            var other => throw new InvalidDataException($"There is no cut-off of type {other}."),
        };
        var index = IndexOrNull(Number("sd_ref"), Number("reliability"), Number("critical"));
        if (index is null)
            return new JsonObject { ["status"] = "invalid_parameters" };
        var answer = Judged(scores, new MeasureRule(index.Rule, cutOff, sign, FineStep), index, reference.Level);
        answer["parameters"] = new JsonObject
        {
            ["sem"] = index.Sem,
            ["s_diff"] = index.StandardErrorOfDifference,
            ["rci_points"] = index.Points,
            ["cutoff_a"] = a.Score,
            ["cutoff_b"] = b.Score,
            ["cutoff_c"] = c.Score,
        };
        return answer;
    }

    private static int Sign(string direction) =>
        direction switch
        {
            "higher_is_better" => 1,
            "lower_is_better" => -1,
            _ => throw new InvalidDataException($"There is no direction {direction}."),
        };

    private static ReliableChangeIndex? IndexOrNull(double sd, double reliability, double critical)
    {
        try
        {
            return ReliableChangeIndex.For(sd, reliability, critical);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static JsonObject Judged((double? First, double? Last)[] scores, MeasureRule rule, ReliableChangeIndex? index, double level)
    {
        MeasureChange?[] changes = [.. scores.Select(pair => rule.Judge(pair.First, pair.Last))];
        return new JsonObject
        {
            ["rci"] = ReferenceAnswer.List(scores, pair => pair.Last - pair.First is { } change ? index?.Of(change) : null),
            ["pre_clinical"] = new JsonArray([.. changes.Select(change => (JsonNode?)change?.StartedClinical)]),
            ["post_clinical"] = new JsonArray([.. changes.Select(change => (JsonNode?)change?.EndedClinical)]),
            ["category"] = new JsonArray([.. changes.Select(change => (JsonNode?)change?.Category.ToString().ToLowerInvariant())]),
            ["summary"] = Summary(ReliableChangeSummary.Of(scores, rule, level)),
        };
    }

    private static JsonObject Summary(ReliableChangeSummary summary) =>
        new()
        {
            ["n"] = summary.Paired,
            ["n_pre_clinical"] = summary.StartedClinical,
            ["counts"] = new JsonObject
            {
                ["recovered"] = summary.Recovered,
                ["improved"] = summary.Improved,
                ["unchanged"] = summary.Unchanged,
                ["deteriorated"] = summary.Deteriorated,
            },
            ["reliable_improvement_n"] = summary.ReliableImprovement.Events,
            ["reliable_improvement_rate"] = summary.ReliableImprovement.Proportion.ValueOrNull(),
            ["reliable_improvement_ci"] = ReferenceAnswer.Of(summary.ReliableImprovement.Interval),
            ["deterioration_rate"] = summary.Deterioration.Proportion.ValueOrNull(),
            ["deterioration_ci"] = ReferenceAnswer.Of(summary.Deterioration.Interval),
            ["recovery_rate_of_clinical"] = summary.Recovery.Proportion.ValueOrNull(),
            ["recovery_ci"] = ReferenceAnswer.Of(summary.Recovery.Interval),
        };
}
