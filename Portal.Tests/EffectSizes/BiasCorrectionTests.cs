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
        Prop.ForAll(Gen.Choose(11, 100_000).Select(tenths => tenths / 10.0).ToArbitrary(), m =>
            BiasCorrection.J(m).ValueOrNull() is > 0 and < 1 && BiasCorrection.J(m).ValueOrNull() < BiasCorrection.J(m + 0.1).ValueOrNull())
            .QuickCheckThrowOnFailure();

    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void J_NotADegreeOfFreedom_Throws(double m) => Assert.That(() => BiasCorrection.J(m), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
