using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Reference;

public sealed class ProportionIntervalsTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "proportion_intervals.json" })]
    public void For_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (events, cases) = ((int)reference.Input["x"]!, (int)reference.Input["n"]!);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["p"] = Proportion.Of(events, cases).ValueOrNull(),
                ["wilson"] = ReferenceAnswer.Of(WilsonInterval.For(events, cases, reference.Level)),
                ["wilson_cc"] = ReferenceAnswer.Of(ContinuityCorrectedWilsonInterval.For(events, cases, reference.Level)),
                ["jeffreys"] = ReferenceAnswer.Of(JeffreysInterval.For(events, cases, reference.Level)),
                ["clopper_pearson"] = ReferenceAnswer.Of(ClopperPearsonInterval.For(events, cases, reference.Level)),
            }
        );
    }
}
