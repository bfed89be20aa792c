using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;

namespace Portal.Tests.Reference;

public sealed class HedgesJTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "hedges_j.json" })]
    public void J_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["exact"] = ReferenceAnswer.List(reference.Numbers("m"), m => BiasCorrection.J(m).ValueOrNull()),
                ["approx"] = ReferenceAnswer.List(reference.Numbers("m"), m => BiasCorrection.Approximate(m).ValueOrNull()),
            }
        );
}
