using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Funnel;
using Portal.Analytics.Proportions;
using Interval = Portal.Analytics.Interval;

namespace Portal.Tests.Funnel;

public sealed class ProportionFunnelTests
{
    private static readonly Arbitrary<(int Cases, double Target)> Sizes = (
        from cases in Gen.Choose(1, 2000)
        from target in Gen.Choose(1, 999)
        select (cases, target / 1000.0)
    ).ToArbitrary();

    private static ProportionFunnel Of(double? target, params (int X, int N)[] counts) =>
        (
            (Estimated<ProportionFunnel>.Defined)
                ProportionFunnel.Of([.. counts.Select(count => new EventCount("S", count.X, count.N))], target)
        ).Value;

    private static Interval Exact(int cases, double target, double level) => Of(target, (0, cases)).ExactLimits(level)[0].Limits;

    // R is the number of events; P(R <= r) is the sum of its probabilities.
    private static double AtMost(int r, int cases, double target)
    {
        // In logarithms, because the probability of no event may be too small for a double.
        double sum = 0,
            chance = cases * Math.Log(1 - target);
        for (var i = 0; i <= r; i++)
        {
            sum += Math.Exp(chance);
            chance += Math.Log((cases - i) / (i + 1.0) * target / (1 - target));
        }

        return sum;
    }

    [Test]
    public void ExactLimits_AnySize_LieBetweenTheCountsWhoseTailsStraddleTheLevel() =>
        Prop.ForAll(
                (from cases in Gen.Choose(1, 200) from target in Gen.Choose(1, 99) select (cases, target / 100.0)).ToArbitrary(),
                size =>
                {
                    var (cases, target) = size;
                    var high = Exact(cases, target, 0.95).High * cases;
                    var above = (int)Math.Ceiling(high - 1e-9);
                    return AtMost(above, cases, target) >= 0.975 - 1e-9 && (above == 0 || AtMost(above - 1, cases, target) < 0.975 + 1e-9);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void ExactLimits_MoreConfidence_AreWider() =>
        Prop.ForAll(
                Sizes,
                size =>
                    Exact(size.Cases, size.Target, 0.95) is var inner
                    && Exact(size.Cases, size.Target, 0.998) is var outer
                    && outer.Low <= inner.Low
                    && inner.High <= outer.High
                    && outer is { Low: >= 0, High: <= 1 }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void NormalLimits_AnySize_AreWhereTheScoreTestOfTheTargetTurns() =>
        Prop.ForAll(
                Sizes,
                size =>
                {
                    const double Z = 1.959963984540054;
                    var (n, t) = (size.Cases, size.Target);
                    var limits = Of(t, (0, n)).NormalLimits(0.95)[0].Limits;
                    double Wilson(double p, int side) =>
                        (p + Z * Z / (2 * n) + side * Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n))) / (1 + Z * Z / n);
                    return (limits.Low == 0 || Math.Abs(Wilson(limits.Low, 1) - t) < 1e-9)
                        && (limits.High == 1 || Math.Abs(Wilson(limits.High, -1) - t) < 1e-9);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Limits_EventsAndNonEventsSwapped_AreMirrored()
    {
        (int X, int N)[] counts = [(16, 38), (18, 32), (73, 131), (10, 16), (3, 30), (25, 26)];
        var (funnel, mirrored) = (Of(null, counts), Of(null, [.. counts.Select(count => (count.N - count.X, count.N))]));

        foreach (var model in Enum.GetValues<DispersionModel>())
        {
            foreach (var (limit, other) in Found(funnel.Limits(0.95, model)).Zip(Found(mirrored.Limits(0.95, model))))
            {
                Assert.That(other.Limits.Low, Is.EqualTo(1 - limit.Limits.High).Within(1e-12));
                Assert.That((int)other.Position, Is.EqualTo((3 - (int)limit.Position) % 3));
            }
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    public void ExactLimits_NobodyOrEverybody_CloseOnTheTarget(int share)
    {
        var limit = Of(null, (share * 5, 5), (share * 9, 9)).ExactLimits(0.95)[0];

        Assert.That((limit.Limits, limit.Position), Is.EqualTo((new Interval(share, share), FunnelPosition.In)));
    }

    [Test]
    public void ExactLimits_HundredThousandCases_AreCloseToTheNormal()
    {
        var funnel = Of(0.3, (30_400, 100_000));

        Assert.That(funnel.ExactLimits(0.998)[0].Limits.High, Is.EqualTo(funnel.NormalLimits(0.998)[0].Limits.High).Within(2e-5));
        Assert.That(funnel.NormalLimits(0.95)[0].Position, Is.EqualTo(FunnelPosition.High));
    }

    [Test]
    public void Of_NoServices_IsNamed() => Assert.That(ProportionFunnel.Of([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void Of_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => Of(null, (0, 0)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(null, (3, 2)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(1.1, (1, 2)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(null, (1, 2)).ExactLimits(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(null, (1, 2)).NormalLimits(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static IReadOnlyList<FunnelLimit> Found(Estimated<IReadOnlyList<FunnelLimit>> limits) =>
        ((Estimated<IReadOnlyList<FunnelLimit>>.Defined)limits).Value;

    [Test]
    public void ExactLimits_ProportionOnALimitUpToRounding_IsInside([Range(3, 12)] int cases)
    {
        // With a target of one half, r events of n have the tail sum C(n, i) / 2^n, which is exact in binary.
        var tail = 0.0;
        var ways = 1.0;
        for (var events = 0; 2 * events + 1 < cases; events++)
        {
            tail += ways / Math.Pow(2, cases);
            ways = ways * (cases - events) / (events + 1);
            EventCount[] counts = [new("low", events, cases), new("high", cases - events - 1, cases)];
            var limits = ((Estimated<ProportionFunnel>.Defined)ProportionFunnel.Of(counts, 0.5)).Value.ExactLimits(1 - 2 * tail);

            Assert.That(limits[0].Limits.Low, Is.EqualTo((double)events / cases).Within(1e-12));
            Assert.That(limits.Select(limit => limit.Position), Has.All.EqualTo(FunnelPosition.In), $"{events} of {cases}");
        }
    }
}
