using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Comparison;

namespace Portal.Tests.Reference;

public sealed class RegressionToMeanTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "regression_to_mean.json" })]
    public void Change_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        double? Number(string name) => (double?)reference.Input[name];
        var (population, sd, reliability) = (Number("population_mean")!.Value, Number("population_sd"), Number("reliability")!.Value);
        var selected = Number("entry_cut") is { } cut ? RegressionToMean.AboveCut(population, sd!.Value, reliability, cut) : null;

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["expected_change_given_mean"] = Number("observed_mean_pre") is { } observed
                    ? RegressionToMean.GivenMean(population, reliability, observed)
                    : null,
                ["mean_selected"] = selected?.MeanSelected,
                ["expected_change_above_cut"] = selected?.ExpectedChange,
            }
        );
    }

    [Test]
    public void Change_EntryCutWithoutObservedMean_IsAnswered() =>
        Change_ReferenceCase_MatchesEveryExpectedKey(
            ReferenceCase.Invented(
                "regression_to_mean.json",
                """{ "population_mean": 9, "population_sd": 6, "reliability": 0.8, "entry_cut": 10 }""",
                """
                { "expected_change_given_mean": null, "mean_selected": 14.4415636715871, "expected_change_above_cut": -1.08831273431741 }
                """
            )
        );

    [Test]
    public void Change_ObservedMeanWithoutSpread_IsAnswered() =>
        Change_ReferenceCase_MatchesEveryExpectedKey(
            ReferenceCase.Invented(
                "regression_to_mean.json",
                """{ "population_mean": 12, "reliability": 0.7, "observed_mean_pre": 14.5 }""",
                """{ "expected_change_given_mean": -0.75, "mean_selected": null }"""
            )
        );
}
