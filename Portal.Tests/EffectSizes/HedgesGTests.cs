using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.EffectSizes;

public sealed class HedgesGTests
{
    private static readonly Gen<SampleMoments> Group = Gen.Choose(0, 40)
        .Select(score => (double)score)
        .ArrayOf()
        .Select(SampleMoments.OfValues);

    [Test]
    public void For_GroupsSwapped_IsOriented() =>
        Prop.ForAll(
                Group.Two().ToArbitrary(),
                groups =>
                    HedgesG.For(groups.Item1, groups.Item2) is var one
                    && HedgesG.For(groups.Item2, groups.Item1) is var other
                    && one.WhyUndefined == other.WhyUndefined
                    && one.Match(effect => Near(effect.Oriented(-1), ((Estimated<EffectSize>.Defined)other).Value), _ => true)
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_GroupsThatCannotBeCompared_IsNamed()
    {
        static UndefinedBecause? Why(double[] first, double[] second) =>
            HedgesG.For(SampleMoments.OfValues(first), SampleMoments.OfValues(second)).WhyUndefined;

        Assert.That(Why([], [1, 2, 3]), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why([1], [2]), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why([1], [2, 3]), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why([1, 1], [2, 2]), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why([1], [2, 3, 4]), Is.Null);
    }

    private static bool Near(EffectSize a, EffectSize b) =>
        Math.Abs(a.Estimate - b.Estimate) <= 1e-12 * (1 + Math.Abs(b.Estimate))
        && Math.Abs(a.Variance - b.Variance) <= 1e-12 * (1 + b.Variance);
}
