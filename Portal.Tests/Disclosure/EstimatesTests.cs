using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Disclosure;

public sealed class EstimatesTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    [TestCase(9, 1, 4.2, WithheldBecause.TooFewCases, TestName = "Protect_NineCases_AreTooFew")]
    [TestCase(20, 18, 4.2, WithheldBecause.OneValue, TestName = "Protect_NineTenthsOfOneValue_IsWithheld")]
    [TestCase(20, 17, 4.2, null, TestName = "Protect_LessThanNineTenthsOfOneValue_IsShown")]
    [TestCase(20, 1, 0.0, WithheldBecause.NoVariation, TestName = "Protect_NoSpread_IsWithheld")]
    [TestCase(20, 1, 0.04, WithheldBecause.NoVariation, TestName = "Protect_SpreadThatPrintsAsZero_IsWithheld")]
    public void Protect(int cases, int mostFrequent, double sd, WithheldBecause? expected)
    {
        var mean = Means.Protect(Sample(cases, 12, sd, mostFrequent), Policy);

        Assert.That(mean.Reason, Is.EqualTo(expected));
        Assert.That(mean.Released.IsShown, Is.EqualTo(expected is null));
    }

    // 24 cases print as 25, so the interval is for 23: t(22) = 2.0739, 4.2 / sqrt(23) = 0.8758, half-width 1.816.
    [Test]
    public void Protect_Mean_HasOneDecimalAndAnIntervalOfTheFewestCases()
    {
        var mean = Means.Protect(Sample(24, 12.345, 4.21), Policy).Released.ValueOrNull!;

        Assert.That((mean.Cases.Printed, mean.Mean, mean.StandardDeviation, mean.Decimals), Is.EqualTo((25, 12.3, 4.2, 1)));
        Assert.That((mean.Interval.Low, mean.Interval.High), Is.EqualTo((10.5, 14.1)));
        Assert.That(mean.ToString(), Is.EqualTo("12.3"));
    }

    [Test]
    public void Protect_AnyNumberBehindOnePrint_PrintsTheSame()
    {
        var printed = Enumerable.Range(23, 5).Select(cases => Means.Protect(Sample(cases, 12.3, 4.2), Policy).Released).ToArray();

        Assert.That(printed, Is.All.EqualTo(printed[0]));
    }

    [TestCase(10, true)]
    [TestCase(27, true)]
    [TestCase(28, false)]
    [TestCase(32, false)]
    public void Protect_FewCases_AreMarkedByThePrintedNumber(int cases, bool expected) =>
        Assert.That(Means.Protect(Sample(cases, 12, 4), Policy).Released.ValueOrNull!.LowPrecision, Is.EqualTo(expected));

    [TestCase(102, ScaleKind.ItemMean, "2.3")]
    [TestCase(103, ScaleKind.ItemMean, "2.35")]
    [TestCase(500, ScaleKind.Points, "2.3")]
    public void Protect_Decimals_AreTwoForItemMeansOfManyCases(int cases, ScaleKind scale, string expected) =>
        Assert.That(Means.Protect(Sample(cases, 2.346, 0.8) with { Scale = scale }, Policy).Released.ToString(), Is.EqualTo(expected));

    [Test]
    public void Protect_SmallNegativeMean_PrintsWithoutASign() =>
        Assert.That(Means.Protect(Sample(50, -0.02, 3), Policy).Released.ToString(), Is.EqualTo("0.0"));

    [Test]
    public void ProtectPooled_Contributors_AreJudgedToo()
    {
        var sample = Sample(70, 12, 4);

        Assert.That(Means.ProtectPooled(sample, [30, 15, 12, 8, 5], Policy).Released.ToString(), Is.EqualTo("12.0"));
        Assert.That(Means.ProtectPooled(sample, [40, 12, 9, 6, 3], Policy).Reason, Is.EqualTo(WithheldBecause.DominantContributor));
        Assert.That(
            Means.ProtectPooled(sample with { MostFrequent = 69 }, [30, 15, 12, 8, 5], Policy).Reason,
            Is.EqualTo(WithheldBecause.OneValue)
        );
        Assert.That(() => Means.ProtectPooled(sample, [30, 15, 12, 8, 6], Policy), Throws.ArgumentException);
    }

    [TestCase(new[] { 40, 12, 25 }, "yyy", TestName = "ProtectSubgroups_AllLargeEnough_ShowsAll")]
    [TestCase(new[] { 40, 12, 3 }, "ync", TestName = "ProtectSubgroups_SmallOne_TakesTheSmallestOtherWithIt")]
    [TestCase(new[] { 40, 5, 5 }, "ycc", TestName = "ProtectSubgroups_SmallOnesAreEnoughTogether_TheRestStays")]
    [TestCase(new[] { 40, 12, 0 }, "yyc", TestName = "ProtectSubgroups_EmptyOne_TakesNoOther")]
    [TestCase(new[] { 4 }, "c", TestName = "ProtectSubgroups_SmallOneAlone_IsWithheld")]
    public void ProtectSubgroups(int[] cases, string expected)
    {
        var means = Means.ProtectSubgroups([.. cases.Select(n => Sample(n, 12, 4))], Policy);

        Assert.That(
            string.Concat(
                means.Select(mean =>
                    mean.Released.IsShown ? 'y'
                    : mean.Reason == WithheldBecause.ProtectsAnother ? 'n'
                    : 'c'
                )
            ),
            Is.EqualTo(expected)
        );
    }

    // 24 pairs print as 25, so the variance is for 23: 1/23 + y^2/46 with y = J(22) * 4/5 = 0.7724: SE 0.2377, half-width 0.466.
    [Test]
    public void Effects_Protect_HasTwoDecimalsAndThePrecisionOfTheFewestPairs()
    {
        var effect = Effects.Protect(EffectSizeKind.Smcc, Pairs(24), 3, Policy).Released.ValueOrNull!;

        Assert.That((effect.Cases.Printed, effect.Estimate, effect.StandardError, effect.LowPrecision), Is.EqualTo((25, 0.77, 0.24, true)));
        Assert.That((effect.Interval.Low, effect.Interval.High), Is.EqualTo((0.30, 1.24)));
        Assert.That(effect.ToString(), Is.EqualTo("0.77"));
        Assert.That(effect.Kind, Is.EqualTo(EffectSizeKind.Smcc));
        Assert.That(Effects.Protect(EffectSizeKind.Smcc, Pairs(24), 3, Policy, -1).Released.ToString(), Is.EqualTo("-0.77"));
    }

    // J(23) = 0.9670, so 4 / 7.74 becomes 0.4998.
    [Test]
    public void Effects_RoundValue_HasTwoDecimalsToo() =>
        Assert.That(Effects.Protect(EffectSizeKind.Smcc, Pairs(24, 7.74), 3, Policy).Released.ToString(), Is.EqualTo("0.50"));

    // 23 to 27 pairs all print as 25: the error is that of 23, with y = J(22) * 8/5 = 1.5448: sqrt(1/23 + y^2/46) = 0.309.
    [TestCase(EffectSizeKind.Smcc)]
    [TestCase(EffectSizeKind.Smcrh)]
    [TestCase(EffectSizeKind.Smcrp)]
    [TestCase(EffectSizeKind.Smcrph)]
    public void Effects_AnyNumberBehindOnePrint_HasTheSameError(EffectSizeKind kind)
    {
        var errors = Enumerable
            .Range(23, 5)
            .Select(n => new PairedMoments(n, 10, 18, (n - 1) * 36, (n - 1) * 36, (n - 1) * 23.5, (n - 1) * 25))
            .Select(pairs => Effects.Protect(kind, pairs, 3, Policy).Released.ValueOrNull!.StandardError)
            .ToArray();

        Assert.That(errors, Is.All.EqualTo(errors[0]));
        if (kind == EffectSizeKind.Smcc)
            Assert.That(errors[0], Is.EqualTo(0.31));
    }

    // Ten cases: t(9) = 2.2622, 4 / sqrt(10) = 1.2649, half-width 2.862.
    [Test]
    public void Protect_TenCases_HaveTheIntervalOfTen()
    {
        var interval = Means.Protect(Sample(10, 12, 4), Policy).Released.ValueOrNull!.Interval;

        Assert.That((interval.Low, interval.High), Is.EqualTo((9.1, 14.9)));
    }

    // 105 cases print as 105, which 103 may be: a second decimal from 103 cases, and not from 104.
    [TestCase(103, "2.35")]
    [TestCase(104, "2.3")]
    public void Protect_FewestCasesAtTheLimit_HaveTwoDecimals(int from, string expected) =>
        Assert.That(
            Means
                .Protect(Sample(105, 2.346, 0.8) with { Scale = ScaleKind.ItemMean }, Policy with { CasesForTwoDecimals = from })
                .Released.ToString(),
            Is.EqualTo(expected)
        );

    [Test]
    public void Effects_Protect_WithholdsWhatRulesOneAndTwoSay()
    {
        var flat = new PairedMoments(20, 10, 12, 20, 20, 20, 0);

        Assert.That(Effects.Protect(EffectSizeKind.Smcc, Pairs(9), 1, Policy).Reason, Is.EqualTo(WithheldBecause.TooFewCases));
        Assert.That(Effects.Protect(EffectSizeKind.Smcc, Pairs(20), 18, Policy).Reason, Is.EqualTo(WithheldBecause.OneValue));
        Assert.That(Effects.Protect(EffectSizeKind.Smcc, flat, 1, Policy).Reason, Is.EqualTo(WithheldBecause.NoVariation));
        Assert.That(() => Effects.Protect(EffectSizeKind.Smcc, Pairs(20), 21, Policy), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Protect_SignOrConfidenceOutOfRange_Throws()
    {
        foreach (var sign in new[] { 0, 2, -2 })
            Assert.That(
                () => Effects.Protect(EffectSizeKind.Smcc, Pairs(20), 1, Policy, sign),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
        foreach (var confidence in new[] { 0, 1, 1.5, double.NaN })
            Assert.That(
                () => Means.Protect(new MeanSample(Pairs(20).First, 1, ScaleKind.Points), Policy, confidence),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
        Assert.That(() => Means.Protect(Sample(9, 12, 4), Policy, 1), Throws.InstanceOf<ArgumentOutOfRangeException>(), "though withheld");
        Assert.That(
            () => Effects.Protect(EffectSizeKind.Smcc, Pairs(9), 1, Policy, 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>(),
            "though withheld"
        );
    }

    [TestCase(9, WithheldBecause.TooFewCases, "c")]
    [TestCase(19, WithheldBecause.TooFewCases, "c")]
    [TestCase(20, null, "c c 12.3 c c")]
    [TestCase(39, null, "c c 12.3 c c")]
    [TestCase(40, null, "c 8.0 12.3 16.0 c")]
    [TestCase(99, null, "c 8.0 12.3 16.0 c")]
    [TestCase(100, null, "4.0 8.0 12.3 16.0 20.0")]
    public void Percentiles_Protect_EachFromItsOwnNumberOfCases(int cases, WithheldBecause? reason, string expected)
    {
        var answer = ReleasedPercentiles.Protect(new PercentileSample(cases, 2, 4, 8, 12.25, 16, 20), Policy);
        var shown = answer.Released.ValueOrNull;

        Assert.That(answer.Reason, Is.EqualTo(reason));
        Assert.That(
            shown is null ? "c" : $"{shown.P10} {shown.LowerQuartile} {shown.Median} {shown.UpperQuartile} {shown.P90}",
            Is.EqualTo(expected)
        );
        Assert.That(shown is null || shown.Cases.Printed % 5 == 0);
    }

    [Test]
    public void Pooled_Protect_FollowsTheContributorRules()
    {
        var sample = new PooledSample(0.456, new Interval(0.301, 0.611), new Interval(-0.104, 1.016), true);

        var shown = ReleasedPooled.Protect(sample, [30, 15, 12, 8, 5], Policy).Released.ValueOrNull!;
        var points = ReleasedPooled
            .ProtectRestOfNetwork(sample with { IsStandardised = false, Prediction = null }, [15, 12, 8, 5], Policy)
            .Released.ValueOrNull!;

        Assert.That(
            (shown.ToString(), shown.Cases.Printed, shown.Interval, shown.Prediction),
            Is.EqualTo(("0.46", 70, new Interval(0.3, 0.61), new Interval(-0.1, 1.02)))
        );
        Assert.That((points.ToString(), points.Estimate, points.Prediction), Is.EqualTo(("0.5", 0.5, (Interval?)null)));
        Assert.That(ReleasedPooled.Protect(sample, [25, 20, 9], Policy).Reason, Is.EqualTo(WithheldBecause.TooFewContributors));
        Assert.That(ReleasedPooled.ProtectRestOfNetwork(sample, [15, 12], Policy).Released.IsShown, Is.False);
    }

    [Test]
    public void Unless_AnotherRuleIsBroken_WithholdsAndKeepsTheFirstReason()
    {
        var shown = Means.Protect(Sample(50, 12, 4), Policy);
        var withheld = Means.Protect(Sample(9, 12, 4), Policy);

        Assert.That(shown.Unless(null), Is.SameAs(shown));
        Assert.That(shown.Unless(WithheldBecause.Differencing).Reason, Is.EqualTo(WithheldBecause.Differencing));
        Assert.That(shown.Unless(WithheldBecause.Differencing).Released.ToString(), Is.EqualTo("c"));
        Assert.That(withheld.Unless(WithheldBecause.Differencing).Reason, Is.EqualTo(WithheldBecause.TooFewCases));
    }

    private static MeanSample Sample(int cases, double mean, double sd, int? mostFrequent = null) =>
        new(new SampleMoments(cases, mean, Math.Max(0, cases - 1) * sd * sd), mostFrequent ?? Math.Min(cases, 1), ScaleKind.Points);

    // Mean change 4, standard deviation of both scores 6.
    private static PairedMoments Pairs(int n, double sd = 5) =>
        new(n, 10, 14, (n - 1) * 36, (n - 1) * 36, (n - 1) * (36 - sd * sd / 2), (n - 1) * sd * sd);
}
