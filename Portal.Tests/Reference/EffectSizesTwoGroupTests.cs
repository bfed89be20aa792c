using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics;

namespace Portal.Tests.Reference;

public sealed class EffectSizesTwoGroupTests
{
    private const string File = "effect_sizes_two_group.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void HedgesG_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (first, second) = reference.Input.ContainsKey("group1")
            ? ([SampleMoments.OfValues(reference.Numbers("group1"))], [SampleMoments.OfValues(reference.Numbers("group2"))])
            : (Groups(reference, "1"), Groups(reference, "2"));

        ReferenceComparison.AssertMatches(reference, Answer([.. first.Zip(second)]));
    }

    private static SampleMoments[] Groups(ReferenceCase reference, string group)
    {
        var (mean, sd) = (reference.Numbers("m" + group), reference.Numbers("sd" + group));
        return [.. reference.Numbers("n" + group).Select((n, i) => SampleMoments.OfSummary((int)n, mean[i], sd[i]))];
    }

    private static JsonObject Answer((SampleMoments First, SampleMoments Second)[] pairs)
    {
        EffectSize? Of((SampleMoments First, SampleMoments Second) pair) =>
            (HedgesG.For(pair.First, pair.Second) as Estimated<EffectSize>.Defined)?.Value;

        return new JsonObject
        {
            ["J"] = ReferenceAnswer.List(pairs, pair => BiasCorrection.J(pair.First.N + pair.Second.N - 2).ValueOrNull()),
            ["smd"] = new JsonObject
            {
                ["d"] = ReferenceAnswer.List(pairs, pair => HedgesG.Uncorrected(pair.First, pair.Second).ValueOrNull()),
                ["yi"] = ReferenceAnswer.List(pairs, pair => Of(pair)?.Estimate),
                ["vi_ls"] = ReferenceAnswer.List(pairs, pair => Of(pair)?.Variance),
            },
        };
    }
}
