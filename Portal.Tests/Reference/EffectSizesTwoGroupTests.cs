using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Reference;

public sealed class EffectSizesTwoGroupTests
{
    private const string File = "effect_sizes_two_group.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Differences_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (first, second) = reference.Input.Has("group1")
            ? ([SampleMoments.OfValues(reference.Numbers("group1"))], [SampleMoments.OfValues(reference.Numbers("group2"))])
            : (Groups(reference, "1"), Groups(reference, "2"));

        ReferenceComparison.AssertMatches(reference, Answer([.. first.Zip(second)], reference.Level));
    }

    private static SampleMoments[] Groups(ReferenceCase reference, string group)
    {
        var (mean, sd) = (reference.Numbers("m" + group), reference.Numbers("sd" + group));
        return [.. reference.Numbers("n" + group).Select((n, i) => SampleMoments.OfSummary((int)n, mean[i], sd[i]))];
    }

    private static JsonObject Answer((SampleMoments First, SampleMoments Second)[] pairs, double level)
    {
        MeanDifference? Points((SampleMoments First, SampleMoments Second) pair) =>
            (MeanDifference.For(pair.First, pair.Second, level) as Estimated<MeanDifference>.Defined)?.Value;

        JsonNode Effect(Func<SampleMoments, SampleMoments, double, Estimated<EffectSize>> by, string variance)
        {
            EffectSize? Of((SampleMoments First, SampleMoments Second) pair) =>
                (by(pair.First, pair.Second, level) as Estimated<EffectSize>.Defined)?.Value;

            return new JsonObject
            {
                ["yi"] = ReferenceAnswer.List(pairs, pair => Of(pair)?.Estimate),
                [variance] = ReferenceAnswer.List(pairs, pair => Of(pair)?.Variance),
            };
        }

        var hedges = Effect(HedgesG.For, "vi_ls").AsObject();
        hedges["d"] = ReferenceAnswer.List(pairs, pair => HedgesG.Uncorrected(pair.First, pair.Second).ValueOrNull());
        hedges["vi_ls2"] = ReferenceAnswer.List(pairs, pair => PublishedVariance.Uncorrected(pair.First, pair.Second).ValueOrNull());
        hedges["vi_ub"] = ReferenceAnswer.List(pairs, pair => PublishedVariance.Unbiased(pair.First, pair.Second).ValueOrNull());
        var only = pairs.Length == 1 ? Points(pairs[0]) : null;
        return new JsonObject
        {
            ["J"] = ReferenceAnswer.List(pairs, pair => BiasCorrection.J(pair.First.N + pair.Second.N - 2).ValueOrNull()),
            ["md"] = new JsonObject
            {
                ["yi"] = ReferenceAnswer.List(pairs, pair => Points(pair)?.Estimate),
                ["vi"] = ReferenceAnswer.List(pairs, pair => Points(pair)?.Variance),
            },
            ["smd"] = hedges,
            ["smdh"] = Effect(HeteroscedasticG.For, "vi"),
            ["glass"] = Effect(GlassDelta.For, "vi"),
            ["welch"] = new JsonObject
            {
                ["t"] = only?.T,
                ["df"] = only?.Df,
                ["p"] = only?.PValue,
                ["ci_lb"] = only?.Interval.Low,
                ["ci_ub"] = only?.Interval.High,
            },
        };
    }
}
