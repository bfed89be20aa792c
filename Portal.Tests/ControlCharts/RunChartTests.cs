using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ControlCharts;

namespace Portal.Tests.ControlCharts;

public sealed class RunChartTests
{
    [TestCase(new double[] { 7 }, 7)]
    [TestCase(new double[] { 9, 2, 5 }, 5)]
    [TestCase(new double[] { 9, 2, 5, 4 }, 4.5)]
    public void Of_OddOrEvenNumber_HasTheMiddleAsMedian(double[] values, double median) =>
        Assert.That(RunChart.Of(values).Median.ValueOrNull(), Is.EqualTo(median));

    [Test]
    public void Of_SevenOnOneSide_IsAShift()
    {
        var chart = RunChart.Of([1, 3, 1, 2, 3, 1, 2, 5, 8, 9, 8, 9, 8, 9, 8]);

        Assert.That(chart.Points.Select(point => point.Shift), Is.EqualTo(Enumerable.Range(0, 15).Select(i => i != 7)));
    }

    [Test]
    public void Of_SixRises_AreATrendOfSevenPoints()
    {
        var chart = RunChart.Of([5, 1, 2, 3, 4, 6, 7, 9, 9]);

        Assert.That(chart.Points.Select(point => point.Trend), Is.EqualTo(Enumerable.Range(0, 9).Select(i => i is >= 1 and <= 7)));
    }

    [Test]
    public void Of_FiveRises_AreNone() => Assert.That(RunChart.Of([1, 2, 3, 4, 5, 6]).Points.Select(point => point.Trend), Has.None.True);

    [Test]
    public void Of_NoValues_IsNamed() => Assert.That(RunChart.Of([]).Median.WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void Of_ValueNotFinite_Throws() =>
        Assert.That(() => RunChart.Of([1, double.PositiveInfinity]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Of_TwoQuartersEqualUpToRounding_EndATrend()
    {
        var chart = RunChart.Of([0.1, 0.2, 0.3, 0.1 + 0.2, 0.4, 0.5, 0.6, 0.7]);

        Assert.That(chart.Points.Select(point => point.Trend), Has.None.True);
    }

    [Test]
    public void Of_QuarterOnTheMedianUpToRounding_IsOnNeitherSide()
    {
        // The middle two, 0.7 and 0.8 - 0.1, are the same figure reached in two ways.
        var chart = RunChart.Of([0.7, 0.8 - 0.1, 0.2, 0.9]);

        Assert.That(chart.Points.Select(point => point.Side), Is.EqualTo(new[] { 0, 0, -1, 1 }));
    }
}
