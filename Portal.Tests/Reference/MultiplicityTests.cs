using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Multiplicity;

namespace Portal.Tests.Reference;

public sealed class MultiplicityTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "multiplicity.json" })]
    public void AdjustedPValues_ReferenceCase_MatchEveryExpectedKey(ReferenceCase reference)
    {
        var given = reference.Column("p");
        JsonArray By(Func<IReadOnlyList<double?>, IReadOnlyList<double?>> method) => ReferenceAnswer.List(method(given), p => p);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["bh"] = By(AdjustedPValues.BenjaminiHochberg),
                ["holm"] = By(AdjustedPValues.Holm),
                ["bonferroni"] = By(AdjustedPValues.Bonferroni),
                ["by"] = By(AdjustedPValues.BenjaminiYekutieli),
            }
        );
    }
}
