using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;
using Interval = Portal.Analytics.Interval;

namespace Portal.Tests.Proportions;

public sealed class ProportionIntervalTests
{
    private static readonly Func<int, int, double, Estimated<Interval>>[] All =
    [
        WilsonInterval.For,
        ContinuityCorrectedWilsonInterval.For,
        JeffreysInterval.For,
        ClopperPearsonInterval.For,
    ];

    private static readonly Arbitrary<(int Events, int Cases)> Counts = (
        from cases in Gen.Choose(1, 3000)
        from events in Gen.Choose(0, cases)
        select (events, cases)
    ).ToArbitrary();

    [Test]
    public void For_AnyCounts_StaysInRangeAroundTheProportion() =>
        Prop.ForAll(
                Counts,
                counts =>
                    All.All(interval =>
                        interval(counts.Events, counts.Cases, 0.95).ValueOrNull() is { Low: >= 0, High: <= 1 } ends
                        && ends.Contains((double)counts.Events / counts.Cases)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_EventsAndNonEventsSwapped_IsMirrored() =>
        Prop.ForAll(
                Counts,
                counts =>
                    All.All(interval =>
                        interval(counts.Events, counts.Cases, 0.95).ValueOrNull() is { } ends
                        && interval(counts.Cases - counts.Events, counts.Cases, 0.95).ValueOrNull() is { } mirrored
                        && Math.Abs(ends.Low - (1 - mirrored.High)) < 1e-11
                        && Math.Abs(ends.High - (1 - mirrored.Low)) < 1e-11
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_MoreConfidence_IsWider() =>
        Prop.ForAll(
                Counts,
                counts =>
                    All.All(interval =>
                        interval(counts.Events, counts.Cases, 0.95).ValueOrNull()!.Value.Width
                        < interval(counts.Events, counts.Cases, 0.998).ValueOrNull()!.Value.Width
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void ContinuityCorrected_AnyCounts_HoldsTheUncorrectedInterval() =>
        Prop.ForAll(
                Counts,
                counts =>
                    WilsonInterval.For(counts.Events, counts.Cases).ValueOrNull() is { } plain
                    && ContinuityCorrectedWilsonInterval.For(counts.Events, counts.Cases).ValueOrNull() is { } corrected
                    && corrected.Low <= plain.Low
                    && corrected.High >= plain.High
            )
            .QuickCheckThrowOnFailure();

    [TestCase(1e-9)]
    [TestCase(1 - 1e-12)]
    public void For_UnusualConfidence_StaysInRange(double confidence) =>
        Prop.ForAll(
                Counts,
                counts =>
                    All.All(interval =>
                        interval(counts.Events, counts.Cases, confidence).ValueOrNull() is { Low: >= 0, High: <= 1 } ends
                        && ends.Low <= ends.High
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_NoCases_IsNamed() =>
        Assert.That(All.Select(interval => interval(0, 0, 0.95).WhyUndefined), Has.All.EqualTo(UndefinedBecause.NoCases));

    [TestCase(-1, 10, 0.95)]
    [TestCase(11, 10, 0.95)]
    [TestCase(0, -1, 0.95)]
    [TestCase(1, 10, 95)]
    [TestCase(1, 10, 0)]
    public void For_ImpossibleArgument_Throws(int events, int cases, double confidence)
    {
        foreach (var interval in All)
            Assert.That(() => interval(events, cases, confidence), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
