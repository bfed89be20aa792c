using NUnit.Framework;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

public sealed class ReliableChangeIndexTests
{
    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void For_ScoresInOtherUnits_HasTheSameIndex(double unit) =>
        Assert.That(
            ReliableChangeIndex.For(5.2 * unit, 0.86).Of(-7 * unit),
            Is.EqualTo(ReliableChangeIndex.For(5.2, 0.86).Of(-7)).Within(1e-12)
        );

    [Test]
    public void Rule_SamePoints_IsTheRuleOfJacobsonAndTruax() =>
        Assert.That(ReliableChangeIndex.For(5.2, 0.86).Rule, Is.EqualTo(ReliableChangeRule.JacobsonTruax(5.2, 0.86)));

    [TestCase(0, 0.8, 1.96)]
    [TestCase(5.2, 1, 1.96)]
    [TestCase(5.2, -0.1, 1.96)]
    [TestCase(5.2, double.NaN, 1.96)]
    [TestCase(5.2, 0.8, 0)]
    public void For_ArgumentOutsideItsRange_Throws(double sd, double reliability, double critical) =>
        Assert.That(() => ReliableChangeIndex.For(sd, reliability, critical), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Of_ChangeNotFinite_Throws() =>
        Assert.That(() => ReliableChangeIndex.For(5.2, 0.8).Of(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
