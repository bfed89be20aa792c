using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

public sealed class MetaRandomEffectsTests
{
    private const string File = "meta_random_effects.json";

    private static readonly IReadOnlyDictionary<string, PoolingTest> Tests = new Dictionary<string, PoolingTest>
    {
        ["z"] = PoolingTest.Z,
        ["t"] = PoolingTest.T,
        ["knha"] = PoolingTest.Knha,
        ["adhoc"] = PoolingTest.Adhoc,
    };

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (effects, variances) = (reference.Numbers("yi"), reference.Numbers("vi"));
        var studies = effects.Zip(variances, (y, v) => new StudyEstimate("S", y, v)).ToArray();

        ReferenceComparison.AssertMatches(reference, Answer(studies, reference.Level));
    }

    internal static JsonObject Answer(StudyEstimate[] studies, double level)
    {
        var options = new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Z, level);
        return MetaAnalysis.Fit(studies, options) switch
        {
            PoolingOutcome.Refused { Refusals: [{ Reason: RefusedBecause.InvalidVariance }] } => new JsonObject
            {
                ["status"] = "invalid_variance",
            },
            PoolingOutcome.Pooled { Result: { K: 1 } alone } => OneStudy(alone),
            PoolingOutcome.Pooled { Result: var pooled } => Pooled(pooled, studies, options),
            _ => [],
        };
    }

    private static JsonObject OneStudy(PooledResult alone)
    {
        var answer = Inference(alone);
        answer["k"] = alone.K;
        answer["tau2"] = alone.Tau2.ValueOrNull();
        answer["pi"] = ReferenceAnswer.Of(alone.Prediction);
        return answer;
    }

    private static JsonObject Pooled(PooledResult pooled, StudyEstimate[] studies, PoolingOptions options)
    {
        var (tau2, i2, h2) = (pooled.Tau2Interval.ValueOrNull(), pooled.I2Interval.ValueOrNull(), pooled.H2Interval.ValueOrNull());
        var methods = new JsonObject { ["EE"] = Method(studies, options with { Model = PoolingModel.Common }) };
        foreach (var method in Enum.GetValues<Tau2Method>())
            methods[method.ToString()] = Method(studies, options with { Method = method });
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
        };
    }

    private static JsonObject Method(StudyEstimate[] studies, PoolingOptions options)
    {
        PooledResult By(PoolingTest test) => ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, options with { Test = test })).Result;

        var z = By(PoolingTest.Z);
        var hybrid = HybridInterval.For(z);
        var answer = new JsonObject
        {
            ["tau2"] = z.Tau2.ValueOrNull(),
            ["se_tau2"] = z.SeTau2.ValueOrNull(),
            ["I2"] = z.I2.ValueOrNull(),
            ["H2"] = z.H2.ValueOrNull(),
            ["hk_scale"] = z.KnappHartungScale.ValueOrNull(),
            ["hybrid_ci"] = new JsonObject { ["ci_lb"] = hybrid.Low, ["ci_ub"] = hybrid.High },
            ["weights_pct"] = ReferenceAnswer.List(z.Studies, study => study.Weight),
            ["blup"] = new JsonObject
            {
                ["pred"] = ReferenceAnswer.List(z.Studies, study => Shrunken(study)?.Estimate),
                ["se"] = ReferenceAnswer.List(z.Studies, study => Shrunken(study)?.StandardError),
            },
            ["ranef"] = new JsonObject
            {
                ["pred"] = ReferenceAnswer.List(z.Studies, study => Shrunken(study)?.Deviation),
                ["se"] = ReferenceAnswer.List(z.Studies, study => Shrunken(study)?.DeviationStandardError),
            },
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
            answer[name] = Inference(By(test));
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

    private static ShrunkenEffect? Shrunken(PooledStudy study) => (study.Shrunken as Estimated<ShrunkenEffect>.Defined)?.Value;
}
