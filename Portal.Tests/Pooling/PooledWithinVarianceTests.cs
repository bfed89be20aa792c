using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Pooling;

public sealed class PooledWithinVarianceTests
{
    private static ServiceMoments Service(string label, params (double, double)[] pairs) => new(label, PairedMoments.OfPairs(pairs));

    [Test]
    public void Of_ServicesOfSeveralSizes_SharesOneVariance()
    {
        var within = PooledWithinVariance.Of([
            Service("A", (10, 8), (12, 8), (11, 8)),
            Service("B", (11, 12)),
            Service("C"),
            Service("D", (14, 9), (10, 8)),
        ]);

        var value = ((Estimated<PooledWithinVariance>.Defined)within).Value;

        // A changes by -2, -4, -3 (M2 = 2) and D by -5, -2 (M2 = 4.5), on 2 + 1 degrees of freedom.
        Assert.That((value.Variance, value.Df), Is.EqualTo((6.5 / 3, 3)));
        Assert.That(
            value.Studies,
            Is.EqualTo(new StudyEstimate[] { new("A", -3, 6.5 / 9), new("B", 1, 6.5 / 3), new("D", -3.5, 6.5 / 6) })
        );
    }

    [Test]
    public void Of_NoService_IsNamed() => Assert.That(PooledWithinVariance.Of([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void Of_NobodyHasTwoPairs_IsNamed() =>
        Assert.That(
            PooledWithinVariance.Of([Service("A", (10, 8)), Service("B", (11, 12))]).WhyUndefined,
            Is.EqualTo(UndefinedBecause.TooFewCases)
        );

    [Test]
    public void Of_EverybodyChangedAsTheirService_IsNamed() =>
        Assert.That(
            PooledWithinVariance.Of([Service("A", (10, 8), (9, 7)), Service("B", (11, 12))]).WhyUndefined,
            Is.EqualTo(UndefinedBecause.NoVariation)
        );
}
