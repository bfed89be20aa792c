using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

public sealed class LinearScaleTests
{
    [TestCase(0, 70, 8, "0|10|20|30|40|50|60|70")]
    [TestCase(-3.8, 8, 8, "−4|−2|0|2|4|6|8")]
    [TestCase(-0.1, 0.31, 5, "−0.1|0.0|0.1|0.2|0.3|0.4")]
    [TestCase(0.02, 0.05, 4, "0.02|0.03|0.04|0.05")]
    [TestCase(-240000, 120000, 4, "−300,000|−200,000|−100,000|0|100,000|200,000")]
    [TestCase(5, 5, 4, "4.0|4.5|5.0|5.5|6.0")]
    public void Covering_Range_HasRoundTicks(double low, double high, int steps, string expected)
    {
        var scale = LinearScale.Covering(low, high, 0, 100, steps);
        Assert.That(string.Join('|', scale.Ticks.Select(scale.Label)), Is.EqualTo(expected));
    }

    [TestCase(0.0, 1e-8)]
    [TestCase(-1e12, 1e12)]
    [TestCase(999999, 1000000)]
    [TestCase(-7.3, -7.1)]
    public void Covering_AnyRange_CoversItWithFewTicks(double low, double high)
    {
        var scale = LinearScale.Covering(low, high, 10, 110, 6);
        Assert.Multiple(() =>
        {
            Assert.That(scale.Low, Is.LessThanOrEqualTo(low));
            Assert.That(scale.High, Is.GreaterThanOrEqualTo(high));
            Assert.That(scale.Ticks, Has.Count.InRange(2, 8).And.Ordered.Ascending);
            Assert.That(scale.Ticks.Select(scale.Label), Is.Unique);
        });
    }

    [Test]
    public void At_EndsAndMiddle_AreProportional()
    {
        var scale = LinearScale.Covering(0, 10, 100, 300, 5);
        Assert.That(new[] { scale.At(0), scale.At(2.5), scale.At(10), scale.At(20) }, Is.EqualTo(new[] { 100.0, 150, 300, 500 }));
    }

    [Test]
    public void Within_ValuesOutside_StopAtTheEdges()
    {
        var scale = LinearScale.Covering(0, 10, 100, 300, 5);
        Assert.That(new[] { scale.Within(-5), scale.Within(25) }, Is.EqualTo(new[] { 100.0, 300 }));
    }

    [TestCase(double.NaN, 1)]
    [TestCase(0, double.NaN)]
    [TestCase(2, 1)]
    [TestCase(double.NegativeInfinity, 1)]
    [TestCase(0, 2e12)]
    public void Covering_BadRange_IsRefused(double low, double high) =>
        Assert.That(() => LinearScale.Covering(low, high, 0, 1, 5), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Back_PositionOfAValue_IsTheValueAndNoPlaceIsNone()
    {
        var scale = LinearScale.Between(-2, 8, 300, 100);

        Assert.That(scale.Back(scale.At(3.5)), Is.EqualTo(3.5).Within(1e-12));
        Assert.That(scale.Back(300), Is.EqualTo(-2).Within(1e-12));
        Assert.That(scale.Back(double.NaN), Is.NaN);
    }
}
