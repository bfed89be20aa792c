using NUnit.Framework;
using Portal.Analytics.Multilevel;

namespace Portal.Tests.Multilevel;

public sealed class CompositeEffectTests
{
    private static readonly DependentEffect[] Effects = [new("A", "EPDS", 1, 0.04), new("A", "MORS", 3, 0.09), new("B", "EPDS", 2, 0.25)];

    [Test]
    public void Of_IndependentErrors_IsTheInverseVarianceMean()
    {
        var first = CompositeEffect.Of(Effects, 0)[0];

        Assert.That(first.Weighted, Is.EqualTo((1 / 0.04 + 3 / 0.09) / (1 / 0.04 + 1 / 0.09)).Within(1e-12));
        Assert.That(first.WeightedVariance, Is.EqualTo(1 / (1 / 0.04 + 1 / 0.09)).Within(1e-15));
        Assert.That((first.Mean, first.MeanVariance), Is.EqualTo((2.0, 0.13 / 4)));
    }

    [Test]
    public void Of_OneEffect_IsThatEffect() =>
        Assert.That(CompositeEffect.Of(Effects, 0.6)[1], Is.EqualTo(new CompositeEffect("B", 1, 2, 0.25, 2, 0.25)));

    [Test]
    public void Of_EffectsInAnotherOrder_SaysTheSame()
    {
        var (forwards, backwards) = (CompositeEffect.Of(Effects, 0.6)[0], CompositeEffect.Of(Effects.Reverse(), 0.6)[1]);

        Assert.That(backwards.Weighted, Is.EqualTo(forwards.Weighted).Within(1e-12));
        Assert.That(backwards.WeightedVariance, Is.EqualTo(forwards.WeightedVariance).Within(1e-15));
    }

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void Of_OtherUnits_ScalesWithThem(double unit)
    {
        var scaled = CompositeEffect.Of(
            Effects.Select(effect => effect with { Effect = effect.Effect * unit, Variance = effect.Variance * unit * unit }),
            0.6
        )[0];
        var plain = CompositeEffect.Of(Effects, 0.6)[0];

        Assert.That(scaled.Weighted / unit, Is.EqualTo(plain.Weighted).Within(1e-12));
        Assert.That(scaled.MeanVariance / unit / unit, Is.EqualTo(plain.MeanVariance).Within(1e-12));
    }

    [Test]
    public void Of_UnfitInput_IsRefused()
    {
        Assert.That(() => CompositeEffect.Of(Effects, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => CompositeEffect.Of(Effects, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => CompositeEffect.Of([new("A", "", 1, 0)], 0.6), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => CompositeEffect.Of([new("A", "", double.NaN, 1)], 0.6), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Of_NegativeCorrelation_IsTheCombinationOfLeastVariance()
    {
        // Two effects of variance v and correlation -1/2: both averages have v (1 - 1/2) / 2.
        var composite = CompositeEffect.Of([new("A", "", 1, 0.04), new("A", "", 3, 0.04)], -0.5).Single();

        Assert.That((composite.Weighted, composite.Mean), Is.EqualTo((2.0, 2.0)).Within(1e-12));
        Assert.That((composite.WeightedVariance, composite.MeanVariance), Is.EqualTo((0.01, 0.01)).Within(1e-15));
    }

    [Test]
    public void Of_NegativeCorrelationAndUnequalVariances_WeighsByTheInverseOfTheCovariance()
    {
        // V = [[0.04, -0.012], [-0.012, 0.09]], so the weights are 0.102 : 0.052 over its determinant 0.003456.
        var composite = CompositeEffect.Of(Effects, -0.2)[0];

        Assert.That(composite.Weighted, Is.EqualTo((0.102 * 1 + 0.052 * 3) / 0.154).Within(1e-12));
        Assert.That(composite.WeightedVariance, Is.EqualTo(0.003456 / 0.154).Within(1e-15));
        Assert.That(composite.MeanVariance, Is.EqualTo((0.04 + 0.09 - 2 * 0.012) / 4).Within(1e-15));
    }

    [TestCase(2, -1)]
    [TestCase(3, -0.5)]
    [TestCase(4, -1 / 3.0)]
    [TestCase(4, -0.4)]
    public void Of_CorrelationThatSoManyEffectsCannotHave_IsRefused(int effects, double correlation) =>
        Assert.That(
            () => CompositeEffect.Of(Enumerable.Range(0, effects).Select(i => new DependentEffect("A", "", i, 1)), correlation),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
