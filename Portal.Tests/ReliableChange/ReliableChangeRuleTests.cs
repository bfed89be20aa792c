using NUnit.Framework;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

public sealed class ReliableChangeRuleTests
{
    [TestCase(1.0)]
    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    public void JacobsonTruax_ReliabilityOutsideItsRange_Throws(double reliability) =>
        Assert.That(() => ReliableChangeRule.JacobsonTruax(5.2, reliability), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.PositiveInfinity)]
    public void JacobsonTruax_SdNotPositive_Throws(double sd) =>
        Assert.That(() => ReliableChangeRule.JacobsonTruax(sd, 0.8), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Classify_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => ReliableChangeRule.Published(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ReliableChangeRule.Published(4).Classify(double.NaN, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ReliableChangeRule.Published(4).Classify(5, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Classify_DifferenceThatIsShortInBinary_CountsAsOnTheScale() =>
        Assert.That(ReliableChangeRule.Published(2).Classify(3.9 - 1.9, 0.01), Is.EqualTo(ReliableChangeClass.Improved));

    [TestCase(3, ReliableChangeClass.Improved)]
    [TestCase(8.0 / 3, ReliableChangeClass.NoChange)]
    [TestCase(-3, ReliableChangeClass.Deteriorated)]
    public void Classify_MeanOfThreeGoals_IsNotRoundedToWholePoints(double improvement, ReliableChangeClass expected) =>
        Assert.That(ReliableChangeRule.Published(3).Classify(improvement, 1.0 / 6), Is.EqualTo(expected));

    // 1.96 * 12.5 * sqrt(0.16) is 9.8; in binary it is less.
    [TestCase(9.8, ReliableChangeClass.NoChange)]
    [TestCase(9.9, ReliableChangeClass.Improved)]
    public void Classify_ChangeOnAStrictThresholdThatIsShortInBinary_IsNotBeyondIt(double improvement, ReliableChangeClass expected) =>
        Assert.That(ReliableChangeRule.JacobsonTruax(12.5, 0.92).Classify(improvement, 0.1), Is.EqualTo(expected));
}
