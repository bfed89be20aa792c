using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Multilevel;

namespace Portal.Tests.Reference;

public sealed class AggregateDependentTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "aggregate_dependent.json" })]
    public void Of_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (variances, clusters) = (reference.Numbers("vi"), reference.Input.Words("cluster"));
        var effects = reference.Numbers("yi").Select((y, i) => new DependentEffect(clusters[i], "", y, variances[i]));
        var composites = CompositeEffect.Of(effects, (double)reference.Options["within_cluster_rho"]!);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["cluster"] = new JsonArray([.. composites.Select(composite => (JsonNode)composite.Cluster)]),
                ["m"] = ReferenceAnswer.List(composites, composite => composite.Effects),
                ["yi_gls"] = ReferenceAnswer.List(composites, composite => composite.Weighted),
                ["vi_gls"] = ReferenceAnswer.List(composites, composite => composite.WeightedVariance),
                ["yi_mean"] = ReferenceAnswer.List(composites, composite => composite.Mean),
                ["vi_mean"] = ReferenceAnswer.List(composites, composite => composite.MeanVariance),
            }
        );
    }
}
