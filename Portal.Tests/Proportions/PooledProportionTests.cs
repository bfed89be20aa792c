using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Proportions;

public sealed class PooledProportionTests
{
    private static readonly EventCount[] Services = [new("A", 3, 20), new("B", 0, 8), new("C", 14, 31), new("D", 5, 5), new("E", 7, 40)];

    private static PooledProportion Of(IReadOnlyList<EventCount> counts) =>
        ((Estimated<PooledProportion>.Defined)PooledProportion.Of(counts, PoolingOptions.OfRecord)).Value;

    [Test]
    public void Of_ServicesWithoutCases_LeavesThemOut() =>
        Assert.That(Of([.. Services, new EventCount("F", 0, 0)]).Median, Is.EqualTo(Of(Services).Median));

    [Test]
    public void Of_EventsAndNonEventsSwapped_IsMirrored()
    {
        var (found, mirrored) = (Of(Services), Of([.. Services.Select(count => count with { Events = count.Cases - count.Events })]));

        Assert.That(mirrored.Median, Is.EqualTo(1 - found.Median).Within(1e-12));
        Assert.That(mirrored.Interval.Low, Is.EqualTo(1 - found.Interval.High).Within(1e-12));
        Assert.That(mirrored.Prediction.ValueOrNull()!.Value.High, Is.EqualTo(1 - found.Prediction.ValueOrNull()!.Value.Low).Within(1e-12));
    }

    [Test]
    public void Of_ServicesInAnotherOrder_StaysTheSame() =>
        Assert.That(Of([.. Services.Reverse()]).Median, Is.EqualTo(Of(Services).Median).Within(1e-13));

    [Test]
    public void Of_OneService_IsItsOwnProportion() => Assert.That(Of([new EventCount("A", 3, 20)]).Median, Is.EqualTo(0.15).Within(1e-15));

    [Test]
    public void Of_NoCases_IsNamed() =>
        Assert.That(
            PooledProportion.Of([new EventCount("A", 0, 0)], PoolingOptions.OfRecord).WhyUndefined,
            Is.EqualTo(UndefinedBecause.NoCases)
        );

    [TestCase(3, 2)]
    [TestCase(-1, 2)]
    [TestCase(0, -1)]
    public void Of_ImpossibleCount_Throws(int events, int cases) =>
        Assert.That(
            () => PooledProportion.Of([new EventCount("A", events, cases)], PoolingOptions.OfRecord),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Logit_NoCases_Throws() =>
        Assert.That(() => Logit.Of(new EventCount("A", 0, 0)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-800, 0)]
    [TestCase(0, 0.5)]
    [TestCase(800, 1)]
    public void ToProportion_FarOut_StaysInRange(double logOdds, double expected) =>
        Assert.That(Logit.ToProportion(logOdds), Is.EqualTo(expected));

    [Test]
    public void ToProportion_NotFinite_Throws() =>
        Assert.That(() => Logit.ToProportion(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
