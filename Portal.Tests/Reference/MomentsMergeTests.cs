using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moments;

namespace Portal.Tests.Reference;

public sealed class MomentsMergeTests
{
    private const string File = "moments_merge.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Merge_GroupsInOrder_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(reference, Answer(Groups(reference).Select(PairedMoments.OfPairs)));

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Merge_GroupsInReverse_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(reference, Answer(Groups(reference).Select(PairedMoments.OfPairs).Reverse()));

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void OfPairs_AllRowsAtOnce_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(reference, Answer([PairedMoments.OfPairs(Groups(reference).SelectMany(group => group))]));

    // Read at once: an answer is compared when every group has been.
    private static (double, double)[][] Groups(ReferenceCase reference) =>
        [
            .. reference
                .Input.Groups("groups")
                .Select(group => group.Column("pre").Zip(group.Column("post"), (first, last) => (first!.Value, last!.Value)).ToArray()),
        ];

    private static JsonObject Answer(IEnumerable<PairedMoments> groups)
    {
        var whole = groups.Aggregate(PairedMoments.Empty, (sum, group) => sum.Merge(group));
        return new JsonObject
        {
            ["n"] = whole.N,
            ["mean_pre"] = whole.MeanFirst,
            ["mean_post"] = whole.MeanLast,
            ["m2_pre"] = whole.M2First,
            ["m2_post"] = whole.M2Last,
            ["c_pre_post"] = whole.CoMoment,
            ["sd_pre"] = whole.SdFirst.ValueOrNull(),
            ["sd_post"] = whole.SdLast.ValueOrNull(),
            ["r"] = whole.Correlation.ValueOrNull(),
            ["mean_change"] = whole.MeanChange.ValueOrNull(),
            ["sd_change"] = whole.SdChange.ValueOrNull(),
        };
    }
}
