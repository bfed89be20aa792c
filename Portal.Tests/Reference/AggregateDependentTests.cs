using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

public sealed class AggregateDependentTests
{
    private const string File = "aggregate_dependent.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var clusters = reference.Input["cluster"]!.AsArray().Select(cluster => cluster!.ToString());
        var effects = reference.Studies().Zip(clusters, (effect, cluster) => effect with { Label = cluster }).ToArray();

        var composites = CompositeEffect.Of(effects, (double)reference.Options["within_cluster_rho"]!);

        ReferenceComparison.AssertMatches(reference, new JsonObject
        {
            ["cluster"] = new JsonArray([.. composites.Select(one => JsonValue.Create(one.Cluster))]),
            ["m"] = ReferenceAnswer.List(composites, one => one.M),
            ["yi_gls"] = ReferenceAnswer.List(composites, one => one.Weighted.Effect),
            ["vi_gls"] = ReferenceAnswer.List(composites, one => one.Weighted.Variance),
            ["yi_mean"] = ReferenceAnswer.List(composites, one => one.Simple.Effect),
            ["vi_mean"] = ReferenceAnswer.List(composites, one => one.Simple.Variance),
        });
    }
}
