using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Reference;

public sealed class ProportionDifferenceTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "proportion_difference.json" })]
    public void For_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        int Count(string name) => (int)reference.Input[name]!;

        var found = ProportionDifference.For(Count("x1"), Count("n1"), Count("x2"), Count("n2"), reference.Level)
            is Estimated<ProportionDifference>.Defined { Value: var value }
            ? value
            : null;

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["difference"] = found?.Difference,
                ["ci_lb"] = found?.Interval.Low,
                ["ci_ub"] = found?.Interval.High,
            }
        );
    }
}
