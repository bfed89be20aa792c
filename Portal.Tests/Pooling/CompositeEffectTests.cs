using NUnit.Framework;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Pooling;

public sealed class CompositeEffectTests
{
    private static readonly StudyEstimate[] Three = [new("North", 1, 0.04), new("South", 5, 0.09), new("North", 3, 0.04)];

    [Test]
    public void Of_ClusterOfOne_IsThatEffect()
    {
        var south = CompositeEffect.Of(Three, 0.6)[1];

        Assert.That((south.Cluster, south.M), Is.EqualTo(("South", 1)));
        Assert.That(new[] { south.Weighted, south.Simple }.Select(one => one.Effect), Is.All.EqualTo(5).Within(1e-15));
        Assert.That(new[] { south.Weighted, south.Simple }.Select(one => one.Variance), Is.All.EqualTo(0.09).Within(1e-15));
    }

    [TestCase(0.0, 0.02)]
    [TestCase(0.5, 0.03)]
    public void Of_EqualVariances_IsTheMeanWithHalfOfOnePlusRhoTimesTheVariance(double correlation, double variance)
    {
        var north = CompositeEffect.Of(Three, correlation)[0];

        Assert.That((north.Weighted.Effect, north.Simple.Effect), Is.EqualTo((2.0, 2.0)));
        Assert.That(new[] { north.Weighted.Variance, north.Simple.Variance }, Is.All.EqualTo(variance).Within(1e-15));
    }

    [TestCase(1e-16)]
    [TestCase(1e16)]
    public void Of_ExtremeVariances_ScalesOnly(double scale)
    {
        StudyEstimate[] unequal = [new("A", 1, 0.01), new("A", 2, 0.3), new("A", -1, 0.2)];
        var (plain, scaled) = (CompositeEffect.Of(unequal, 0.6)[0], CompositeEffect.Of([.. unequal.Select(one => one with { Effect = one.Effect * Math.Sqrt(scale), Variance = one.Variance * scale })], 0.6)[0]);

        Assert.That(scaled.Weighted.Effect / Math.Sqrt(scale), Is.EqualTo(plain.Weighted.Effect).Within(1e-13));
        Assert.That(scaled.Weighted.Variance / scale, Is.EqualTo(plain.Weighted.Variance).Within(1e-13));
        Assert.That(plain.Weighted.Variance, Is.LessThan(plain.Simple.Variance));
    }

    [Test]
    public void Of_NoEffects_IsEmpty() => Assert.That(CompositeEffect.Of([], 0.6), Is.Empty);

    [TestCase(-0.1)]
    [TestCase(1.0)]
    [TestCase(double.NaN)]
    public void Of_CorrelationOutOfRange_Throws(double correlation) => Assert.That(() => CompositeEffect.Of(Three, correlation), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(double.NaN, 1.0)]
    [TestCase(1.0, 0.0)]
    [TestCase(1.0, double.PositiveInfinity)]
    public void Of_UnfitEffect_Throws(double effect, double variance) =>
        Assert.That(() => CompositeEffect.Of([new StudyEstimate("A", effect, variance)], 0.6), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
