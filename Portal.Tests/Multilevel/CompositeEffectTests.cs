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
}
