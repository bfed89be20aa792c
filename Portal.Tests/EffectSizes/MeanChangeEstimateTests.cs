using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.EffectSizes;

public sealed class MeanChangeEstimateTests
{
    private static readonly PairedMoments Rows = PairedMoments.OfPairs([(12, 8), (9, 9), (15, 7), (11, 10), (14, 6)]);

    private static MeanChangeEstimate Estimate(PairedMoments moments, double confidence = 0.95) =>
        ((Estimated<MeanChangeEstimate>.Defined)MeanChangeEstimate.For(moments, confidence)).Value;

    [Test]
    public void For_NoPairs_IsNamed() =>
        Assert.That(MeanChangeEstimate.For(PairedMoments.Empty).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void For_OnePair_IsNamed() =>
        Assert.That(MeanChangeEstimate.For(PairedMoments.OfPairs([(11, 8)])).WhyUndefined, Is.EqualTo(UndefinedBecause.OneCase));

    [Test]
    public void For_EverybodyChangedTheSame_HasAnIntervalOfNoWidthAndNoTest()
    {
        var same = Estimate(PairedMoments.OfPairs([(8, 11), (10, 13), (6, 9)]));

        Assert.That(same.Interval, Is.EqualTo(new Interval(3, 3)));
        Assert.That(
            (same.T.WhyUndefined, same.PValue.WhyUndefined),
            Is.EqualTo((UndefinedBecause.NoVariation, UndefinedBecause.NoVariation))
        );
    }

    [Test]
    public void Oriented_LowerIsBetter_FlipsEverySignAndKeepsTheOrderOfEnds()
    {
        var change = Estimate(Rows);
        var improvement = change.Oriented(-1);

        Assert.That(improvement.Estimate, Is.EqualTo(-change.Estimate));
        Assert.That(improvement.Interval, Is.EqualTo(new Interval(-change.Interval.High, -change.Interval.Low)));
        Assert.That(improvement.T.ValueOrNull(), Is.EqualTo(-change.T.ValueOrNull()));
        Assert.That(improvement.Oriented(-1), Is.EqualTo(change));
    }

    [Test]
    public void Oriented_NeitherDirection_Throws() =>
        Assert.That(() => Estimate(Rows).Oriented(0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(1e-12)]
    [TestCase(0.5)]
    [TestCase(0.999999)]
    [TestCase(1 - 1e-12)]
    public void For_UnusualConfidence_IntervalEndsJustWhereThePValueSays(double confidence)
    {
        var interval = Estimate(Rows, confidence).Interval;
        var shifted = PairedMoments.OfPairs([
            (12, 8 - interval.High),
            (9, 9 - interval.High),
            (15, 7 - interval.High),
            (11, 10 - interval.High),
            (14, 6 - interval.High),
        ]);

        Assert.That(Estimate(shifted).PValue.ValueOrNull(), Is.EqualTo(1 - confidence).Within(1e-6 * (1 - confidence) + 1e-15));
    }
}
