using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moderators;

namespace Portal.Tests.Reference;

public sealed class MetaAsymmetryTests
{
    private const string File = "meta_asymmetry_tests.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void SmallTeams_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (egger, random) = (
            Defined(SmallTeams.WeightedLine(reference.Studies())),
            Defined(SmallTeams.RandomEffectsLine(reference.Studies()))
        );

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["egger_weighted_ls"] = new JsonObject
                {
                    ["intercept"] = egger.Intercept.Estimate,
                    ["slope"] = egger.Slope.Estimate,
                    ["slope_se"] = egger.Slope.StandardError,
                    ["t"] = egger.Slope.Statistic.ValueOrNull(),
                    ["df"] = egger.Df,
                    ["p"] = egger.Slope.PValue.ValueOrNull(),
                },
                ["regtest_random_sei"] = new JsonObject
                {
                    ["tau2"] = random.Tau2.ValueOrNull(),
                    ["intercept"] = random.Intercept.Estimate,
                    ["slope"] = random.Slope.Estimate,
                    ["z"] = random.Slope.Statistic.ValueOrNull(),
                    ["p"] = random.Slope.PValue.ValueOrNull(),
                },
            }
        );
    }

    private static SmallTeams Defined(Estimated<SmallTeams> line) => ((Estimated<SmallTeams>.Defined)line).Value;
}
