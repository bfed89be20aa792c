using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Funnel;

namespace Portal.Tests.Funnel;

public sealed class RatioFunnelTests
{
    private static readonly ObservedExpected[] Services =
    [
        new("A", 3, 6.37),
        new("B", 32, 21.3),
        new("C", 6, 18.8),
        new("D", 23, 20.79),
        new("E", 10, 10.94),
        new("F", 60, 31),
    ];

    private static RatioFunnel Of(IReadOnlyList<ObservedExpected> services, double trim = 0.1) =>
        ((Estimated<RatioFunnel>.Defined)RatioFunnel.Of(services, trim)).Value;

    private static IReadOnlyList<FunnelLimit> Found(Estimated<IReadOnlyList<FunnelLimit>> limits) =>
        ((Estimated<IReadOnlyList<FunnelLimit>>.Defined)limits).Value;

    [Test]
    public void Limits_AnyServices_SurroundOne()
    {
        var funnel = Of(Services);

        foreach (var limits in new[] { funnel.PoissonLimits(0.95), Found(funnel.Limits(0.95)), Found(funnel.LogLimits(0.95)) })
            Assert.That(limits, Has.All.Matches<FunnelLimit>(limit => limit!.Limits is { Low: >= 0 and < 1, High: > 1 }));
    }

    [Test]
    public void PoissonLimits_ServicesFarOff_AreFlagged() =>
        Assert.That(
            Of(Services).PoissonLimits(0.998).Select(limit => limit.Position),
            Is.EqualTo(
                new[]
                {
                    FunnelPosition.In,
                    FunnelPosition.In,
                    FunnelPosition.Low,
                    FunnelPosition.In,
                    FunnelPosition.In,
                    FunnelPosition.High,
                }
            )
        );

    [Test]
    public void LogLimits_ServicesInAnotherOrder_StayTheSame() =>
        Assert.That(
            Found(Of([.. Services.Reverse()], 0.2).LogLimits(0.95)).Reverse().Select(limit => limit.Limits.High),
            Is.EqualTo(Found(Of(Services, 0.2).LogLimits(0.95)).Select(limit => limit.Limits.High)).Within(1e-12)
        );

    [Test]
    public void LogLimits_ServiceWithoutEvents_AreNamedAndTheOthersStand()
    {
        var funnel = Of([.. Services, new ObservedExpected("G", 0, 0.5)]);

        Assert.That(funnel.LogLimits(0.95).WhyUndefined, Is.EqualTo(UndefinedBecause.NotEstimable));
        Assert.That(Found(funnel.Limits(0.95))[^1].Limits.Low, Is.Zero);
    }

    [Test]
    public void LogLimits_TooFewLeftAfterTruncation_AreNamed() =>
        Assert.That(Of(Services[..3], 0.4).LogLimits(0.95).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(40)]
    public void Intervals_AnyCount_HoldTheRatioAndAgree(int observed)
    {
        var service = new ObservedExpected("A", observed, 12.5);
        var (exact, byar) = (service.ExactInterval(), service.ByarInterval());

        Assert.That(exact.Contains(service.Ratio) && byar.Contains(service.Ratio));
        Assert.That(byar.Low, Is.EqualTo(exact.Low).Within(0.01));
        Assert.That(byar.High, Is.EqualTo(exact.High).Within(0.01));
        Assert.That(service.ExactInterval(0.998).Width, Is.GreaterThan(exact.Width));
    }

    [Test]
    public void ByarInterval_FarTailOfOneEvent_StaysAtOrAboveZero() =>
        Assert.That(new ObservedExpected("A", 1, 2).ByarInterval(0.9999).Low, Is.Zero);

    [Test]
    public void Of_NoServices_IsNamed() => Assert.That(RatioFunnel.Of([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [TestCase(-1, 2.0)]
    [TestCase(1, 0.0)]
    [TestCase(1, double.NaN)]
    public void Of_ImpossibleCount_Throws(int observed, double expected)
    {
        Assert.That(
            () => RatioFunnel.Of([new ObservedExpected("A", observed, expected)]),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(() => new ObservedExpected("A", observed, expected).ExactInterval(), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ObservedExpected("A", observed, expected).ByarInterval(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0.5)]
    [TestCase(-0.1)]
    public void Of_TrimOutsideItsRange_Throws(double trim) =>
        Assert.That(() => RatioFunnel.Of(Services, trim), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
