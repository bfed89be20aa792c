using NUnit.Framework;
using Portal.Analytics;

namespace Portal.Tests;

public sealed class EstimatedTests
{
    private static readonly Estimated<double> Two = Estimated.Of(2.0);
    private static readonly Estimated<double> None = Estimated.Undefined<double>(UndefinedBecause.NoVariation);

    [Test]
    public void Map_Undefined_KeepsTheReason() => Assert.That(None.Map(value => value + 1), Is.EqualTo(None));

    [Test]
    public void Then_SecondStepUndefined_GivesItsReason() =>
        Assert.That(Two.Then(_ => None).WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));

    [Test]
    public void Match_EitherState_UsesItsOwnFunction()
    {
        Assert.That(Two.Match(value => value * 10, _ => -1), Is.EqualTo(20));
        Assert.That(None.Match(value => value * 10, _ => -1), Is.EqualTo(-1));
    }

    [Test]
    public void ValueOrNull_EitherState_NeverInventsANumber()
    {
        Assert.That(Two.ValueOrNull(), Is.EqualTo(2));
        Assert.That(None.ValueOrNull(), Is.Null);
    }

    [Test]
    public void Interval_Reversed_SwapsItsEnds() => Assert.That(new Interval(-1, 3).Oriented(-1), Is.EqualTo(new Interval(-3, 1)));

    [TestCase(-1, true)]
    [TestCase(3, true)]
    [TestCase(-1.01, false)]
    [TestCase(3.01, false)]
    public void Interval_Contains_ItsEnds(double value, bool contained) =>
        Assert.That(new Interval(-1, 3).Contains(value), Is.EqualTo(contained));

    [TestCase(1, -1)]
    [TestCase(double.NaN, 1)]
    [TestCase(0, double.PositiveInfinity)]
    public void Interval_AroundImpossibleNumbers_Throws(double centre, double halfWidth) =>
        Assert.That(() => Interval.Around(centre, halfWidth), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
