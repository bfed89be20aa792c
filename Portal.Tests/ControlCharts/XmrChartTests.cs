using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ControlCharts;

namespace Portal.Tests.ControlCharts;

public sealed class XmrChartTests
{
    private static readonly double[] Series = [41, 44, 39, 42, 45, 40, 43, 41, 52, 55, 53, 56, 54, 57, 55, 78, 60, 61, 63, 64, 66, 67, 69];

    private static SpecialCause[] Causes(XmrChart chart) => [.. chart.Points.Select(point => point.Cause)];

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(0.1, 0)]
    [TestCase(1, 1000)]
    public void Of_OtherUnitsOrOrigin_KeepsEveryCause(double unit, double shift)
    {
        var (chart, moved) = (XmrChart.Of(Series), XmrChart.Of([.. Series.Select(value => unit * value + shift)]));

        Assert.That(Causes(chart).Distinct().Count(), Is.GreaterThan(3));
        Assert.That(Causes(moved), Is.EqualTo(Causes(chart)));
        Assert.That((moved.Segments[0].Mean - shift) / unit, Is.EqualTo(chart.Segments[0].Mean).Within(1e-9));
    }

    [Test]
    public void Of_DirectionReversed_KeepsEveryCauseAndSwapsSides()
    {
        var (chart, mirrored) = (XmrChart.Of(Series), XmrChart.Of([.. Series.Select(value => -value)]));

        Assert.That(Causes(mirrored), Is.EqualTo(Causes(chart)));
        Assert.That(mirrored.Points.Select(point => point.Side), Is.EqualTo(chart.Points.Select(point => -point.Side)));
    }

    [Test]
    public void Of_TimeReversed_KeepsEveryCause() =>
        Assert.That(Causes(XmrChart.Of([.. Series.Reverse()])).Reverse(), Is.EqualTo(Causes(XmrChart.Of(Series))));

    [TestCase(0.1)]
    [TestCase(1e-300)]
    [TestCase(-3.7e12)]
    [TestCase(0)]
    public void Of_ConstantSeries_HasLimitsOnTheMeanAndNoCause(double value)
    {
        var chart = XmrChart.Of([.. Enumerable.Repeat(value, 13)]);

        Assert.That(chart.Segments[0].Limits.ValueOrNull(), Is.EqualTo(new Interval(value, value)));
        Assert.That(Causes(chart), Has.All.EqualTo(SpecialCause.None));
    }

    [Test]
    public void Of_PointsOnTheMeanUpToRounding_BreakARun() =>
        Assert.That(
            XmrChart
                .Of([0.3, 0.3, 0.3, 0.2, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1])
                .Points.Select(point => point.Side)
                .Distinct()
                .Order(),
            Is.EqualTo(new[] { -1, 0, 1 })
        );

    [Test]
    public void Of_PointWithSeveralCauses_NamesTheFirstInOrder() =>
        Assert.That(
            new XmrPoint(1, 0, 1, true, true, true, true) is var point
                && (
                    point.Cause,
                    (point with { Outside = false }).Cause,
                    (point with { Outside = false, Trend = false }).Cause,
                    new XmrPoint(1, 0, 1, false, false, false, true).Cause
                ) == (SpecialCause.Outside, SpecialCause.Trend, SpecialCause.TwoOfThree, SpecialCause.Shift)
        );

    [Test]
    public void Of_RunAcrossARebase_IsNoShift()
    {
        double[] values = [10, 12, 10, 12, 13, 13, 13, 13, 20, 21, 20, 19, 18, 18];

        Assert.That(Causes(XmrChart.Of(values, new XmrOptions(RebaseAt: [8]))), Has.None.EqualTo(SpecialCause.Shift));
        Assert.That(XmrChart.Of(values, new XmrOptions(RebaseAt: [8])).Segments.Select(segment => segment.IsProvisional), Has.All.True);
    }

    [Test]
    public void Of_NoValues_IsEmpty()
    {
        var chart = XmrChart.Of([]);

        Assert.That((chart.Segments.Count, chart.Points.Count), Is.EqualTo((0, 0)));
        Assert.That(chart.Assurance(50, 1).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [Test]
    public void Assurance_OnePoint_IsNamed() =>
        Assert.That(XmrChart.Of([7]).Assurance(5, 1).WhyUndefined, Is.EqualTo(UndefinedBecause.OneCase));

    [TestCase(30, 1, TargetAssurance.ConsistentPass)]
    [TestCase(30, -1, TargetAssurance.ConsistentFail)]
    [TestCase(90, 1, TargetAssurance.ConsistentFail)]
    [TestCase(90, -1, TargetAssurance.ConsistentPass)]
    [TestCase(54, 1, TargetAssurance.Inconsistent)]
    [TestCase(54, -1, TargetAssurance.Inconsistent)]
    public void Assurance_Target_DependsOnTheDirection(double target, int sign, TargetAssurance expected) =>
        Assert.That(XmrChart.Of(Series).Assurance(target, sign).ValueOrNull(), Is.EqualTo(expected));

    [Test]
    public void Of_FixedFromMorePointsThanThereAre_UsesAll() =>
        Assert.That(XmrChart.Of([4, 6, 5], new XmrOptions(FixAfter: 12)).Segments[0].Points, Is.EqualTo(3));

    [TestCase(0)]
    [TestCase(5)]
    public void Of_RebaseOutsideTheSeries_Throws(int start) =>
        Assert.That(
            () => XmrChart.Of([4, 6, 5, 7, 5], new XmrOptions(RebaseAt: [start])),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Of_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => XmrChart.Of([1, double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => XmrChart.Of(Series, new XmrOptions(RebaseAt: [9, 9])), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => XmrChart.Of(Series, new XmrOptions(FixAfter: 0)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => XmrChart.Of(Series, new XmrOptions(RebaseAt: [9], FixAfter: 5)),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(() => XmrChart.Of(Series).Assurance(5, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => XmrChart.Of(Series).Assurance(double.NaN, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Assurance_TargetOnALimitUpToRounding_IsInconsistent([Range(1, 30)] int tenths, [Values(1, -1)] int sign)
    {
        // The mean moving range is one tenth, so the limits are mean +/- 0.266.
        double[] values = [.. Enumerable.Range(0, 13).Select(i => (tenths + i % 2) / 10.0)];
        var chart = XmrChart.Of([.. values, tenths / 10.0 + 0.1]);
        var mean = tenths / 10.0 + 0.05;

        Assert.That(chart.Assurance(Math.Round(mean + 0.266, 3), sign).ValueOrNull(), Is.EqualTo(TargetAssurance.Inconsistent));
        Assert.That(chart.Assurance(Math.Round(mean - 0.266, 3), sign).ValueOrNull(), Is.EqualTo(TargetAssurance.Inconsistent));
    }
}
