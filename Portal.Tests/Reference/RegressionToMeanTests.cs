using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Benchmarks;

namespace Portal.Tests.Reference;

public sealed class RegressionToMeanTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "regression_to_mean.json" })]
    public void Change_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        double Number(string name) => (double)reference.Input[name]!;
        var sd = Number("population_sd");
        var selected = reference.Input["entry_cut"] is { } cut
            ? RegressionToMean.AboveCut(Number("population_mean"), sd, Number("reliability"), (double)cut)
            : null;

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["expected_change_given_mean"] = RegressionToMean.GivenMean(
                    Number("population_mean"),
                    Number("reliability"),
                    Number("observed_mean_pre")
                ),
                ["mean_selected"] = selected?.MeanSelected,
                ["expected_change_above_cut"] = selected?.ExpectedChange,
            }
        );
    }
}
