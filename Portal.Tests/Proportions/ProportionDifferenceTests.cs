using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Proportions;

public sealed class ProportionDifferenceTests
{
    private static readonly Arbitrary<((int X, int N) One, (int X, int N) Other)> Counts = (
        from cases in Gen.Choose(1, 500)
        from events in Gen.Choose(0, cases)
        select (events, cases)
    )
        .Two()
        .Select(pair => (pair.Item1, pair.Item2))
        .ToArbitrary();

    private static ProportionDifference Of((int X, int N) one, (int X, int N) other, double confidence = 0.95) =>
        ((Estimated<ProportionDifference>.Defined)ProportionDifference.For(one.X, one.N, other.X, other.N, confidence)).Value;

    [Test]
    public void For_AnyCounts_StaysInRangeAroundTheDifference() =>
        Prop.ForAll(
                Counts,
                counts =>
                    Of(counts.One, counts.Other) is { Interval: { Low: >= -1, High: <= 1 } ends } found && ends.Contains(found.Difference)
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_Swapped_FlipsSignsAndSwapsEnds() =>
        Prop.ForAll(
                Counts,
                counts =>
                    Of(counts.Other, counts.One) is var swapped
                    && Of(counts.One, counts.Other) is var found
                    && swapped.Difference == -found.Difference
                    && Math.Abs(swapped.Interval.Low + found.Interval.High) < 1e-14
                    && Math.Abs(swapped.Interval.High + found.Interval.Low) < 1e-14
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_MoreConfidence_IsWider() =>
        Prop.ForAll(Counts, counts => Of(counts.One, counts.Other).Interval.Width < Of(counts.One, counts.Other, 0.998).Interval.Width)
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_EitherWithoutCases_IsNamed()
    {
        Assert.That(ProportionDifference.For(0, 0, 1, 2).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(ProportionDifference.For(1, 2, 0, 0).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [TestCase(3, 2, 1, 2)]
    [TestCase(1, 2, -1, 2)]
    public void For_ImpossibleCounts_Throws(int x1, int n1, int x2, int n2) =>
        Assert.That(() => ProportionDifference.For(x1, n1, x2, n2), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
