using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ControlCharts;
using Portal.Analytics.Proportions;

namespace Portal.Tests.ControlCharts;

public sealed class ProportionChartTests
{
    private static ProportionChart Of(params (int X, int N)[] counts) =>
        ProportionChart.Of([.. counts.Select(count => new EventCount("Q", count.X, count.N))]);

    [Test]
    public void Of_EventsAndNonEventsSwapped_IsMirrored()
    {
        (int X, int N)[] counts = [(12, 30), (15, 31), (9, 28), (20, 40), (5, 6)];
        var (chart, mirrored) = (Of(counts), Of([.. counts.Select(count => (count.N - count.X, count.N))]));

        Assert.That(mirrored.SigmaZ.ValueOrNull(), Is.EqualTo(chart.SigmaZ.ValueOrNull()).Within(1e-12));
        Assert.That(
            mirrored.Points.Select(point => point.LaneyLimits.ValueOrNull()!.Value.Low),
            Is.EqualTo(chart.Points.Select(point => 1 - point.LaneyLimits.ValueOrNull()!.Value.High)).Within(1e-12)
        );
    }

    [Test]
    public void Of_SmallQuarter_KeepsLimitsInRange() =>
        Assert.That(
            Of((1, 2), (40, 60), (1, 40)).Points.Select(point => point.Limits),
            Has.All.Matches<Interval>(limits => limits is { Low: >= 0, High: <= 1 })
        );

    [TestCase(0)]
    [TestCase(1)]
    public void Of_NobodyOrEverybody_ClosesOnTheMeanAndHasNoSigma(int share)
    {
        var chart = Of((share * 5, 5), (share * 8, 8));

        Assert.That(chart.Points[0].Limits, Is.EqualTo(new Interval(share, share)));
        Assert.That(
            (chart.SigmaZ.WhyUndefined, chart.Points[0].Z.WhyUndefined, chart.Points[0].LaneyLimits.WhyUndefined),
            Is.EqualTo((UndefinedBecause.NoVariation, UndefinedBecause.NoVariation, UndefinedBecause.NoVariation))
        );
    }

    [Test]
    public void Of_OneQuarter_HasNoSigma() => Assert.That(Of((2, 5)).SigmaZ.WhyUndefined, Is.EqualTo(UndefinedBecause.OneCase));

    [Test]
    public void Of_NoQuarters_IsNamed() => Assert.That(Of().Mean.WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void Of_QuarterWithoutCases_Throws() => Assert.That(() => Of((2, 5), (0, 0)), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
