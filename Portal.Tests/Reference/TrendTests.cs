using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;
using Portal.Analytics.Trends;

namespace Portal.Tests.Reference;

public sealed class TrendTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "trend_tests.json" })]
    public void Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var values = reference.Column("value");
        var answer = new JsonObject { ["ols"] = Ols(values, reference.Level) };
        if (reference.Input.Has("se"))
        {
            QuarterEstimate?[] quarters =
            [
                .. values.Zip(reference.Column("se"), (value, se) => new QuarterEstimate(value!.Value, se!.Value)),
            ];
            answer["inverse_variance"] = InverseVariance(quarters, reference.Level);
            answer["reml_knha"] = Mixed(quarters, reference.Level);
        }

        if (reference.Input.Has("denominator"))
        {
            EventCount[] counts =
            [
                .. reference.Numbers("numerator").Zip(reference.Numbers("denominator"), (x, n) => new EventCount("Q", (int)x, (int)n)),
            ];
            answer["cochran_armitage"] = CochranArmitage(counts);
            answer["logistic_trend"] = Logistic(counts, reference.Level);
        }

        ReferenceComparison.AssertMatches(reference, answer);
    }

    private static JsonObject Ols(double?[] values, double level)
    {
        var line = ReferenceAnswer.OrNull(LeastSquaresTrend.Fit(values, level));
        return new JsonObject
        {
            ["intercept"] = line?.Intercept,
            ["slope"] = line?.Slope,
            ["slope_se"] = line?.SlopeStandardError,
            ["t"] = line?.T.ValueOrNull(),
            ["df"] = line?.Df,
            ["p"] = line?.PValue.ValueOrNull(),
        };
    }

    private static JsonObject InverseVariance(QuarterEstimate?[] quarters, double level)
    {
        var line = ReferenceAnswer.OrNull(InverseVarianceTrend.Fit(quarters, level));
        return new JsonObject
        {
            ["intercept"] = line?.Intercept,
            ["slope"] = line?.Slope,
            ["slope_se"] = line?.SlopeStandardError,
            ["z"] = line?.Z,
            ["p"] = line?.PValue,
            ["QE"] = line?.Q,
            ["QE_p"] = line?.QPValue,
        };
    }

    private static JsonObject Mixed(QuarterEstimate?[] quarters, double level)
    {
        var line = ReferenceAnswer.OrNull(MixedTrend.Fit(quarters, level));
        return new JsonObject
        {
            ["tau2"] = line?.Tau2,
            ["slope"] = line?.Slope,
            ["slope_se"] = line?.SlopeStandardError,
            ["t"] = line?.T.ValueOrNull(),
            ["p"] = line?.PValue.ValueOrNull(),
            ["ci_lb"] = line?.Interval.Low,
            ["ci_ub"] = line?.Interval.High,
        };
    }

    private static JsonObject CochranArmitage(EventCount[] counts)
    {
        var test = ReferenceAnswer.OrNull(CochranArmitageTrend.Test(counts));
        return new JsonObject
        {
            ["chisq"] = test?.ChiSquared,
            ["df"] = 1,
            ["p"] = test?.PValue,
            ["z"] = test?.Z,
        };
    }

    private static JsonObject Logistic(EventCount[] counts, double level)
    {
        var fit = ReferenceAnswer.OrNull(LogisticTrend.Fit(counts, level));
        return new JsonObject
        {
            ["intercept"] = fit?.Intercept,
            ["slope"] = fit?.Slope,
            ["slope_se"] = fit?.SlopeStandardError,
            ["p"] = fit?.PValue,
        };
    }
}
