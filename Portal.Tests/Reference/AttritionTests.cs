using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Attrition;

namespace Portal.Tests.Reference;

public sealed class AttritionTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "attrition.json" })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        StartedCase[] cases =
        [
            .. IpdRows.Of(reference).All.Select(row => new StartedCase(row.Pre, row.Post, [row.Age, row.Deprivation, row.Risk])),
        ];
        var points = (double)reference.Options["reliable_change_points"]!;
        var improved = cases.Count(one => one.First - one.Last >= points);
        var completion = Completion.Of(cases, reference.Level);
        var baseline = BaselineComparison.Of(cases, reference.Level);
        var (g, welch) = (Value(baseline.Difference), Value(baseline.Test));
        var model = Value(Completion.ModelOf(cases, reference.Level));
        var bounds = RateBounds.Of(improved, completion.Completed, completion.Started);
        var change = ChangeSensitivity.Of(cases);
        double[] deltas = [.. reference.Expected["delta_adjusted"]!["delta"]!.AsArray().Select(delta => (double)delta!)];

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["n_started"] = completion.Started,
                ["n_completed"] = completion.Completed,
                ["completion_rate"] = completion.Rate.ValueOrNull(),
                ["completion_ci_wilson"] = ReferenceAnswer.Of(completion.Interval),
                ["baseline"] = new JsonObject
                {
                    ["mean_completed"] = baseline.Completed.Mean,
                    ["mean_not_completed"] = baseline.NotCompleted.Mean,
                    ["smd_g"] = g.Estimate,
                    ["smd_vi"] = g.Variance,
                    ["welch_t"] = welch.T,
                    ["welch_df"] = welch.Df,
                    ["welch_p"] = welch.PValue,
                },
                ["completion_logistic"] = CoefficientAnswer.Of(model.Coefficients),
                ["improvement_bounds"] = new JsonObject
                {
                    ["observed"] = bounds.Observed.ValueOrNull(),
                    ["worst_case"] = bounds.Worst.ValueOrNull(),
                    ["best_case"] = bounds.Best.ValueOrNull(),
                },
                ["mean_change"] = new JsonObject
                {
                    ["completers"] = change.Completers.ValueOrNull(),
                    ["no_change_for_missing"] = change.NoChange.ValueOrNull(),
                    ["regression_imputed"] = change.RegressionImputed.ValueOrNull(),
                    ["ipw_hajek"] = change.InverseProbability.ValueOrNull(),
                },
                ["delta_adjusted"] = new JsonObject
                {
                    ["delta"] = ReferenceAnswer.List(deltas, delta => delta),
                    ["mean_change"] = ReferenceAnswer.List(deltas, delta => change.DeltaAdjusted(delta, -1).ValueOrNull()),
                },
            }
        );
    }

    private static T Value<T>(Estimated<T> estimated) => ((Estimated<T>.Defined)estimated).Value;
}
