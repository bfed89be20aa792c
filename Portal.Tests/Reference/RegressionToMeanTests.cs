using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Comparison;

namespace Portal.Tests.Reference;

public sealed class RegressionToMeanTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "regression_to_mean.json" })]
    public void Change_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        double Number(string name) => (double)reference.Input[name]!;
        var selected = reference.Input["entry_cut"] is { } cut
            ? RegressionToMean.AboveCut(Number("population_mean"), Number("population_sd"), Number("reliability"), (double)cut)
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
