using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;

namespace Portal.Tests.EffectSizes;

public sealed class BiasCorrectionTests
{
    [Test]
    public void J_MoreDegreesOfFreedom_GrowsTowardsOne() =>
        Prop.ForAll(
                Gen.Choose(11, 100_000).Select(tenths => tenths / 10.0).ToArbitrary(),
                m =>
                    BiasCorrection.J(m).ValueOrNull() is > 0 and < 1
                    && BiasCorrection.J(m).ValueOrNull() < BiasCorrection.J(m + 0.1).ValueOrNull()
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Approximate_AnyDegreesOfFreedom_LiesJustAboveTheExactFactor() =>
        Prop.ForAll(
                Gen.Choose(2, 100_000).ToArbitrary(),
                m => BiasCorrection.Approximate(m).ValueOrNull() - BiasCorrection.J(m).ValueOrNull() is > 0 and < 0.01
            )
            .QuickCheckThrowOnFailure();

    [TestCase(1)]
    [TestCase(0.5)]
    [TestCase(0)]
    public void Approximate_OneDegreeOfFreedomOrLess_IsNamed(double m) =>
        Assert.That(BiasCorrection.Approximate(m).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));

    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void J_NotADegreeOfFreedom_Throws(double m)
    {
        Assert.That(() => BiasCorrection.J(m), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => BiasCorrection.Approximate(m), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
