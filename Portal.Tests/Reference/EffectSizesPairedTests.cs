using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Reference;

public sealed class EffectSizesPairedTests
{
    private const string File = "effect_sizes_paired.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Effects_ReferenceCase_MatchEveryExpectedKey(ReferenceCase reference)
    {
        var groups = Groups(reference);

        ReferenceComparison.AssertMatches(reference, Answer(groups, reference.Level));
    }

    private static PairedMoments[] Groups(ReferenceCase reference)
    {
        var (first, last) = (reference.Numbers("m_pre"), reference.Numbers("m_post"));
        var (sdFirst, sdLast) = (reference.Column("sd_pre"), reference.Column("sd_post"));
        var (r, n) = (reference.Column("r"), reference.Numbers("n"));
        return
        [
            .. n.Select(
                (size, i) =>
                    PairedMoments.OfSummary((int)size, first[i], sdFirst[i] ?? 0, last[i], sdLast[i] ?? 0, r[i]).ValueOrNull()!.Value
            ),
        ];
    }

    private static JsonObject Answer(PairedMoments[] groups, double level)
    {
        MeanChangeEstimate? Change(PairedMoments group) =>
            (MeanChangeEstimate.For(group, level) as Estimated<MeanChangeEstimate>.Defined)?.Value;

        return new JsonObject
        {
            ["J"] = ReferenceAnswer.List(groups, group => BiasCorrection.J(group.N - 1).ValueOrNull()),
            ["J_approx"] = ReferenceAnswer.List(groups, group => BiasCorrection.Approximate(group.N - 1).ValueOrNull()),
            ["sd_diff"] = ReferenceAnswer.List(groups, group => group.SdChange.ValueOrNull()),
            ["mc"] = new JsonObject
            {
                ["yi"] = ReferenceAnswer.List(groups, group => group.MeanChange.ValueOrNull()),
                ["vi"] = ReferenceAnswer.List(groups, group => Change(group)?.Variance),
                ["se"] = ReferenceAnswer.List(groups, group => Change(group)?.StandardError),
                ["t"] = ReferenceAnswer.List(groups, group => Change(group)?.T.ValueOrNull()),
                ["df"] = ReferenceAnswer.List(groups, group => Change(group)?.Df),
                ["p"] = ReferenceAnswer.List(groups, group => Change(group)?.PValue.ValueOrNull()),
                ["ci_lb"] = ReferenceAnswer.List(groups, group => Change(group)?.Interval.Low),
                ["ci_ub"] = ReferenceAnswer.List(groups, group => Change(group)?.Interval.High),
            },
            ["smcc"] = Effect(
                groups,
                EffectSizeKind.Smcc,
                "vi_ls",
                ("vi_ls2", group => PublishedVariance.Uncorrected(EffectSizeKind.Smcc, group)),
                ("vi_ub", PublishedVariance.Unbiased)
            ),
            ["smcr"] = Effect(
                groups,
                EffectSizeKind.Smcr,
                "vi_ls",
                ("vi_ls2", group => PublishedVariance.Uncorrected(EffectSizeKind.Smcr, group))
            ),
            ["smcrh"] = Effect(groups, EffectSizeKind.Smcrh, "vi", ("vi_v38", PublishedVariance.SmcrhTimesJ2)),
            ["smcrp"] = Effect(groups, EffectSizeKind.Smcrp, "vi"),
            ["smcrph"] = Effect(groups, EffectSizeKind.Smcrph, "vi"),
        };
    }

    private static JsonObject Effect(
        PairedMoments[] groups,
        EffectSizeKind kind,
        string variance,
        params (string Key, Func<PairedMoments, Estimated<double>> Variance)[] published
    )
    {
        EffectSize? Of(PairedMoments group) => (StandardisedChange.For(kind, group) as Estimated<EffectSize>.Defined)?.Value;

        var answer = new JsonObject
        {
            ["J"] = ReferenceAnswer.List(groups, group => StandardisedChange.Correction(kind, group).ValueOrNull()),
            ["d"] = ReferenceAnswer.List(groups, group => StandardisedChange.Uncorrected(kind, group).ValueOrNull()),
            ["yi"] = ReferenceAnswer.List(groups, group => Of(group)?.Estimate),
            [variance] = ReferenceAnswer.List(groups, group => Of(group)?.Variance),
        };
        foreach (var (key, form) in published)
            answer[key] = ReferenceAnswer.List(groups, group => form(group).ValueOrNull());
        return answer;
    }
}
