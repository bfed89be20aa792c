using NUnit.Framework;
using Portal.Analytics.Comparison;

namespace Portal.Tests.Comparison;

public sealed class RegressionToMeanTests
{
    [Test]
    public void BelowCut_MirrorImageOfTheScale_IsTheMirrorImage()
    {
        var (above, below) = (RegressionToMean.AboveCut(9, 6, 0.8, 10), RegressionToMean.BelowCut(-9, 6, 0.8, -10));

        Assert.That(below.MeanSelected, Is.EqualTo(-above.MeanSelected).Within(1e-12));
        Assert.That(below.ExpectedChange, Is.EqualTo(-above.ExpectedChange).Within(1e-12));
    }

    [Test]
    public void AboveCut_CutBelowEverybody_SelectsEverybody()
    {
        var everybody = RegressionToMean.AboveCut(9, 6, 0.8, -1000);

        Assert.That((everybody.MeanSelected, everybody.ExpectedChange), Is.EqualTo((9.0, 0.0)));
    }

    [TestCase(4.999999)]
    [TestCase(5.000001)]
    public void AboveCut_NearTheChangeOfFormula_IsTheMeanOfTheTail(double z)
    {
        // phi(5) / (1 - Phi(5)), Abramowitz and Stegun's series to ten digits.
        Assert.That(RegressionToMean.AboveCut(0, 1, 0, z).MeanSelected, Is.EqualTo(5.1865035).Within(2e-6));
    }

    [TestCase(40)]
    [TestCase(1e6)]
    public void AboveCut_CutFarOut_IsJustBeyondIt(double z) =>
        Assert.That(RegressionToMean.AboveCut(0, 1, 0, z).MeanSelected, Is.EqualTo(z + 1 / z).Within(3 / z / z / z + 1e-15 * z));

    [Test]
    public void Change_PerfectReliability_IsNone()
    {
        Assert.That(RegressionToMean.GivenMean(9, 1, 15), Is.Zero);
        Assert.That(RegressionToMean.AboveCut(9, 6, 1, 10).ExpectedChange, Is.Zero);
    }

    [TestCase(double.NaN, 6, 0.8, 10)]
    [TestCase(9, 0, 0.8, 10)]
    [TestCase(9, 6, 1.1, 10)]
    [TestCase(9, 6, -0.1, 10)]
    [TestCase(9, 6, 0.8, double.PositiveInfinity)]
    public void AboveCut_ArgumentOutsideItsRange_IsRefused(double mean, double sd, double reliability, double cut) =>
        Assert.That(() => RegressionToMean.AboveCut(mean, sd, reliability, cut), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
