using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;

namespace Portal.Tests.Reference;

public sealed class DerivedCorrelationTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "derived_correlation.json" })]
    public void From_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var derived = Derive(name => (double?)reference.Input[name]);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["sd_change"] = derived.SdChange,
                ["r"] = derived.Correlation.ValueOrNull(),
                ["valid"] = derived.Correlation.WhyUndefined != UndefinedBecause.InconsistentInput,
            }
        );
    }

    private static DerivedCorrelation Derive(Func<string, double?> input)
    {
        var (first, last, n, change) = (
            input("sd_pre")!.Value,
            input("sd_post")!.Value,
            (int)input("n")!.Value,
            input("mean_change")!.Value
        );
        if (input("sd_change") is { } sd)
            return DerivedCorrelation.FromSdOfChange(first, last, sd);
        var derived =
            input("t") is { } t ? DerivedCorrelation.FromT(first, last, n, change, t)
            : input("F") is { } f ? DerivedCorrelation.FromF(first, last, n, change, f)
            : DerivedCorrelation.FromP(first, last, n, change, input("p_two_sided")!.Value);
        return ((Estimated<DerivedCorrelation>.Defined)derived).Value;
    }
}
