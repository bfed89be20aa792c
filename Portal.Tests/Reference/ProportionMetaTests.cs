using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Reference;

public sealed class ProportionMetaTests
{
    private static readonly (string Name, PoolingTest Test)[] Tests =
    [
        ("z", PoolingTest.Z),
        ("t", PoolingTest.T),
        ("knha", PoolingTest.Knha),
        ("adhoc", PoolingTest.Adhoc),
    ];

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "proportion_meta.json" })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var cases = reference.Numbers("n");
        EventCount[] counts = [.. reference.Numbers("x").Select((x, i) => new EventCount("S", (int)x, (int)cases[i]))];

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["PLO"] = TwoSteps(counts, new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Z, reference.Level)),
                ["GLMM"] = OneStep(counts, reference.Level),
            }
        );
    }

    private static JsonObject TwoSteps(EventCount[] counts, PoolingOptions options)
    {
        StudyEstimate[] logits = [.. counts.Select(Logit.Of)];
        var pooled = Pooled(counts, options).Logits;
        var (tau2, i2, h2) = (pooled.Tau2Interval.ValueOrNull(), pooled.I2Interval.ValueOrNull(), pooled.H2Interval.ValueOrNull());
        var methods = new JsonObject { ["EE"] = Method(counts, options with { Model = PoolingModel.Common }) };
        foreach (var method in Enum.GetValues<Tau2Method>())
            methods[method.ToString()] = Method(counts, options with { Method = method });
        return new JsonObject
        {
            ["k"] = pooled.K,
            ["p"] = pooled.K - pooled.QDf,
            ["QE"] = pooled.Q.ValueOrNull(),
            ["QE_df"] = pooled.QDf,
            ["QE_p"] = pooled.QPValue.ValueOrNull(),
            ["tau2_ci_qprofile"] = new JsonObject
            {
                ["lb"] = tau2?.Low,
                ["ub"] = tau2?.High,
                ["I2_lb"] = i2?.Low,
                ["I2_ub"] = i2?.High,
                ["H2_lb"] = h2?.Low,
                ["H2_ub"] = h2?.High,
                ["null_set"] = pooled.Warnings.Contains(PoolingWarning.Tau2IntervalEmpty),
            },
            ["methods"] = methods,
            ["yi"] = ReferenceAnswer.List(logits, logit => logit.Effect),
            ["vi"] = ReferenceAnswer.List(logits, logit => logit.Variance),
        };
    }

    private static PooledProportion Pooled(EventCount[] counts, PoolingOptions options) =>
        ((Estimated<PooledProportion>.Defined)PooledProportion.Of(counts, options)).Value;

    private static JsonObject Method(EventCount[] counts, PoolingOptions options)
    {
        var z = Pooled(counts, options).Logits;
        var hybrid = HybridInterval.For(z);
        var answer = new JsonObject
        {
            ["tau2"] = z.Tau2.ValueOrNull(),
            ["se_tau2"] = z.SeTau2.ValueOrNull(),
            ["I2"] = z.I2.ValueOrNull(),
            ["H2"] = z.H2.ValueOrNull(),
            ["hk_scale"] = z.KnappHartungScale.ValueOrNull(),
            ["hybrid_ci"] = new JsonObject { ["ci_lb"] = hybrid.Low, ["ci_ub"] = hybrid.High },
            ["pi"] = new JsonObject
            {
                ["z"] = ReferenceAnswer.Of(PredictionInterval.For(z, PredictionKind.Z)),
                ["v"] = ReferenceAnswer.Of(PredictionInterval.For(z, PredictionKind.V)),
                ["hts"] = ReferenceAnswer.Of(PredictionInterval.For(z, PredictionKind.HTS)),
                ["hk"] = ReferenceAnswer.Of(PredictionInterval.For(z, PredictionKind.HK)),
                ["hk_pr"] = ReferenceAnswer.Of(PredictionInterval.For(z, PredictionKind.HKPR)),
            },
        };
        foreach (var (name, test) in Tests)
        {
            var found = Pooled(counts, options with { Test = test });
            answer[name] = Inference(found.Logits);
            answer["backtransformed_" + name] = new JsonObject
            {
                ["estimate"] = found.Median,
                ["ci_lb"] = found.Interval.Low,
                ["ci_ub"] = found.Interval.High,
            };
        }

        return answer;
    }

    private static JsonObject Inference(PooledResult pooled) =>
        new()
        {
            ["estimate"] = pooled.Estimate,
            ["se"] = pooled.StandardError,
            ["stat"] = pooled.Statistic.ValueOrNull(),
            ["p"] = pooled.PValue.ValueOrNull(),
            ["ci_lb"] = pooled.Interval.Low,
            ["ci_ub"] = pooled.Interval.High,
        };

    private static JsonObject OneStep(EventCount[] counts, double level)
    {
        var fit = ReferenceAnswer.OrNull(LogisticNormalProportion.Fit(counts, level));
        return new JsonObject
        {
            ["mu"] = fit?.Mu,
            ["se"] = fit?.StandardError,
            ["tau2"] = fit?.Tau2,
            ["ll"] = fit?.LogLikelihood,
            ["estimate_median_proportion"] = fit?.Median,
            ["ci_lb"] = fit?.Interval.Low,
            ["ci_ub"] = fit?.Interval.High,
        };
    }
}
