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
        var answers = Routes(name => (double?)reference.Input[name]).ToList();

        Assert.That(answers, Is.Not.Empty, "A case gives sd_change, t, F or p_two_sided.");
        foreach (var answer in answers)
            ReferenceComparison.AssertMatches(reference, answer);
    }

    [Test]
    public void From_SdOfChangeWithoutNAndMeanChange_IsAnswered() =>
        From_ReferenceCase_MatchesEveryExpectedKey(
            Case("""{ "sd_pre": 3, "sd_post": 4, "sd_change": 5 }""", """{ "sd_change": 5, "r": 0, "valid": true }""")
        );

    [Test]
    public void From_ChangeOfZero_HasNoAnswerAndIsNotInvalid() =>
        From_ReferenceCase_MatchesEveryExpectedKey(
            Case(
                """{ "sd_pre": 3, "sd_post": 4, "n": 20, "mean_change": 0, "t": 0 }""",
                """{ "sd_change": null, "r": null, "valid": true }"""
            )
        );

    [Test]
    public void From_TwoRoutes_TakesBoth()
    {
        var contradictory = Case("""{ "sd_pre": 3, "sd_post": 4, "n": 4, "mean_change": 5, "sd_change": 5, "t": 9 }""", """{ "r": 0 }""");

        Assert.That(() => From_ReferenceCase_MatchesEveryExpectedKey(contradictory), Throws.InstanceOf<AssertionException>());
    }

    private static ReferenceCase Case(string input, string expected) => ReferenceCase.Invented("derived_correlation.json", input, expected);

    // One answer for each figure that the correlation follows from; a case without n or mean change can give the SD alone.
    private static IEnumerable<JsonObject> Routes(Func<string, double?> input)
    {
        var (first, last) = (input("sd_pre")!.Value, input("sd_post")!.Value);
        var (n, change) = (input("n"), input("mean_change"));
        var (sd, t, f, p) = (input("sd_change"), input("t"), input("F"), input("p_two_sided"));
        if (sd is { } given)
            yield return Answer(Estimated.Of(DerivedCorrelation.FromSdOfChange(first, last, given)));
        if (t is { } statistic)
            yield return Answer(DerivedCorrelation.FromT(first, last, (int)n!.Value, change!.Value, statistic));
        if (f is { } square)
            yield return Answer(DerivedCorrelation.FromF(first, last, (int)n!.Value, change!.Value, square));
        if (p is { } twoSided)
            yield return Answer(DerivedCorrelation.FromP(first, last, (int)n!.Value, change!.Value, twoSided));
    }

    private static JsonObject Answer(Estimated<DerivedCorrelation> derived) =>
        new()
        {
            ["sd_change"] = derived.Map(found => found.SdChange).ValueOrNull(),
            ["r"] = derived.Then(found => found.Correlation).ValueOrNull(),
            ["valid"] = derived.Then(found => found.Correlation).WhyUndefined != UndefinedBecause.InconsistentInput,
        };
}
