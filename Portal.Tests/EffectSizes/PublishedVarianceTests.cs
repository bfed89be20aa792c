using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.EffectSizes;

public sealed class PublishedVarianceTests
{
    private static readonly PairedMoments TwoPairs = PairedMoments.OfPairs([(11, 8), (9, 8.5)]);
    private static readonly PairedMoments Pairs = PairedMoments.OfPairs([(11, 8), (9, 8.5), (10, 6), (14, 12), (9, 3)]);
    private static readonly SampleMoments First = SampleMoments.OfValues([3, 8, 5, 6]);
    private static readonly SampleMoments Second = SampleMoments.OfValues([1, 4, 4, 2, 6]);

    private static Estimated<double>[] Paired(PairedMoments pairs) =>
        [
            PublishedVariance.Uncorrected(EffectSizeKind.Smcc, pairs),
            PublishedVariance.Uncorrected(EffectSizeKind.Smcr, pairs),
            PublishedVariance.Unbiased(pairs),
            PublishedVariance.SmcrhTimesJ2(pairs),
        ];

    [Test]
    public void EveryForm_EffectUndefined_IsUndefinedForTheSameReason()
    {
        Assert.That(Paired(TwoPairs).Select(variance => variance.WhyUndefined), Has.All.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(PublishedVariance.Uncorrected(First, SampleMoments.Empty).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(PublishedVariance.Unbiased(First, SampleMoments.Empty).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void EveryForm_ScoresInOtherUnits_StaysTheSame(double unit)
    {
        var scaled = new PairedMoments(
            Pairs.N,
            unit * Pairs.MeanFirst,
            unit * Pairs.MeanLast,
            unit * unit * Pairs.M2First,
            unit * unit * Pairs.M2Last,
            unit * unit * Pairs.CoMoment,
            unit * unit * Pairs.M2Change
        );

        Assert.That(
            Paired(scaled).Select(variance => variance.ValueOrNull()),
            Is.EqualTo(Paired(Pairs).Select(variance => variance.ValueOrNull())).Within(1e-12)
        );
    }

    [Test]
    public void GroupForms_GroupsSwapped_StayTheSame()
    {
        Assert.That(
            PublishedVariance.Uncorrected(First, Second).ValueOrNull(),
            Is.EqualTo(PublishedVariance.Uncorrected(Second, First).ValueOrNull()).Within(1e-14)
        );
        Assert.That(
            PublishedVariance.Unbiased(First, Second).ValueOrNull(),
            Is.EqualTo(PublishedVariance.Unbiased(Second, First).ValueOrNull()).Within(1e-14)
        );
    }

    [TestCase(EffectSizeKind.Smcrh)]
    [TestCase(EffectSizeKind.HedgesG)]
    public void Uncorrected_KindWithoutSuchForm_Throws(EffectSizeKind kind) =>
        Assert.That(() => PublishedVariance.Uncorrected(kind, Pairs), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
