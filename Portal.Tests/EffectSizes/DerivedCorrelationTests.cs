using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;

namespace Portal.Tests.EffectSizes;

public sealed class DerivedCorrelationTests
{
    [Test]
    public void FromT_NoChange_SaysNothingOfTheSpread() =>
        Assert.That(DerivedCorrelation.FromT(5, 5, 20, 0, 1.5).WhyUndefined, Is.EqualTo(UndefinedBecause.NotEstimable));

    [Test]
    public void FromP_One_SaysNothingOfTheSpread() =>
        Assert.That(DerivedCorrelation.FromP(5, 5, 20, -4, 1).WhyUndefined, Is.EqualTo(UndefinedBecause.NotEstimable));

    [Test]
    public void FromSdOfChange_ScoresThatDoNotVary_IsNamed() =>
        Assert.That(DerivedCorrelation.FromSdOfChange(0, 5, 5).Correlation.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));

    [Test]
    public void FromSdOfChange_BeyondOne_IsInconsistent() =>
        Assert.That(DerivedCorrelation.FromSdOfChange(2, 2, 9).Correlation.WhyUndefined, Is.EqualTo(UndefinedBecause.InconsistentInput));

    [TestCase(0)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void FromP_NotAProbability_Throws(double p) =>
        Assert.That(() => DerivedCorrelation.FromP(5, 5, 20, -4, p), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void FromT_OnePair_Throws() =>
        Assert.That(() => DerivedCorrelation.FromT(5, 5, 1, -4, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void FromSdOfChange_CorrelationOfOneUpToRounding_IsOne([Range(1, 9)] int first, [Range(11, 19)] int last)
    {
        var (sdFirst, sdLast) = (first / 10.0, last / 10.0);

        Assert.That(
            DerivedCorrelation.FromSdOfChange(sdFirst, sdLast, sdLast - sdFirst).Correlation.ValueOrNull(),
            Is.EqualTo(1).Within(1e-12)
        );
        Assert.That(
            DerivedCorrelation.FromSdOfChange(sdFirst, sdLast, sdLast + sdFirst).Correlation.ValueOrNull(),
            Is.EqualTo(-1).Within(1e-12)
        );
        Assert.That(DerivedCorrelation.FromSdOfChange(sdFirst, sdLast, sdLast - sdFirst).Correlation.ValueOrNull(), Is.InRange(-1, 1));
    }
}
