using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.EffectSizes;

public sealed class GroupDifferenceTests
{
    private static readonly Gen<double[]> Scores = Gen.Choose(0, 40).Select(score => (double)score).ArrayOf();

    private static SampleMoments Of(params double[] scores) => SampleMoments.OfValues(scores);

    [Test]
    public void HeteroscedasticG_GroupsSwapped_IsOriented() =>
        Prop.ForAll(
                Scores.Two().ToArbitrary(),
                groups =>
                    Alike(
                        HeteroscedasticG.For(Of(groups.Item1), Of(groups.Item2)).Map(effect => effect.Oriented(-1)),
                        HeteroscedasticG.For(Of(groups.Item2), Of(groups.Item1))
                    )
            )
            .QuickCheckThrowOnFailure();

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void Effects_ScoresInOtherUnits_StayTheSame(double unit) =>
        Prop.ForAll(
                Scores.Two().ToArbitrary(),
                groups =>
                {
                    var (first, second) = (Of(groups.Item1), Of(groups.Item2));
                    var (one, other) = (
                        Of([.. groups.Item1.Select(score => unit * score)]),
                        Of([.. groups.Item2.Select(score => unit * score)])
                    );
                    return Alike(HeteroscedasticG.For(first, second), HeteroscedasticG.For(one, other))
                        && Alike(GlassDelta.For(first, second), GlassDelta.For(one, other));
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void HeteroscedasticG_SameSpreadAndSize_EstimatesHedgesG()
    {
        var (first, second) = (Of(2, 5, 8, 9), Of(1, 4, 7, 8));
        double? Estimate(Estimated<EffectSize> effect) => effect.Map(found => found.Estimate).ValueOrNull();

        Assert.That(Estimate(HeteroscedasticG.For(first, second)), Is.EqualTo(Estimate(HedgesG.For(first, second))).Within(1e-14));
    }

    [Test]
    public void MeanDifference_SameSpreadAndSize_HasTheDegreesOfFreedomOfAPooledTest() =>
        Assert.That(Difference(Of(2, 5, 8, 9), Of(1, 4, 7, 8)).Df, Is.EqualTo(6).Within(1e-12));

    [Test]
    public void MeanDifference_OneGroupWithoutSpread_HasTheDegreesOfFreedomOfTheOther() =>
        Assert.That(Difference(Of(2, 2, 2), Of(1, 4, 7, 8)).Df, Is.EqualTo(3).Within(1e-12));

    [Test]
    public void MeanDifference_GroupsSwapped_FlipsSignsAndSwapsEnds()
    {
        var (one, other) = (Difference(Of(2, 5, 8), Of(1, 4, 7, 3)), Difference(Of(1, 4, 7, 3), Of(2, 5, 8)));

        Assert.That(
            (other.Estimate, other.Interval, other.T, other.PValue),
            Is.EqualTo((-one.Estimate, one.Interval.Oriented(-1), -one.T, one.PValue))
        );
    }

    [Test]
    public void MeanDifference_GroupsThatCannotBeCompared_IsNamed()
    {
        static UndefinedBecause? Why(SampleMoments first, SampleMoments second) => MeanDifference.For(first, second).WhyUndefined;

        Assert.That(Why(Of(), Of(1, 2)), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Of(1, 2), Of(1)), Is.EqualTo(UndefinedBecause.OneCase));
        Assert.That(Why(Of(1, 1), Of(2, 2)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why(Of(1, 1), Of(2, 3)), Is.Null);
    }

    [Test]
    public void HeteroscedasticG_GroupsThatCannotBeCompared_IsNamed()
    {
        static UndefinedBecause? Why(SampleMoments first, SampleMoments second) => HeteroscedasticG.For(first, second).WhyUndefined;

        Assert.That(Why(Of(1, 2), Of()), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Of(1), Of(1, 2, 3)), Is.EqualTo(UndefinedBecause.OneCase));
        Assert.That(Why(Of(1, 1), Of(2, 2)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why(Of(1, 1), Of(2, 3)), Is.Null);
    }

    [Test]
    public void GlassDelta_GroupsThatCannotBeCompared_IsNamed()
    {
        static UndefinedBecause? Why(SampleMoments first, SampleMoments second) => GlassDelta.For(first, second).WhyUndefined;

        Assert.That(Why(Of(), Of(1, 2, 3)), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Of(1), Of()), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Of(1), Of(2)), Is.EqualTo(UndefinedBecause.OneCase));
        Assert.That(Why(Of(1), Of(2, 3)), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why(Of(1, 2), Of(2, 2, 2)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why(Of(1), Of(2, 3, 5)), Is.Null);
    }

    [TestCase(0)]
    [TestCase(95)]
    public void For_ConfidenceNotAFraction_Throws(double confidence)
    {
        Assert.That(() => MeanDifference.For(Of(1, 2), Of(3, 5), confidence), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => HeteroscedasticG.For(Of(1, 2), Of(3, 5), confidence), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => GlassDelta.For(Of(1, 2), Of(3, 5), confidence), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static MeanDifference Difference(SampleMoments first, SampleMoments second) =>
        ((Estimated<MeanDifference>.Defined)MeanDifference.For(first, second)).Value;

    private static bool Alike(Estimated<EffectSize> a, Estimated<EffectSize> b) =>
        (a, b) switch
        {
            (Estimated<EffectSize>.Defined { Value: var x }, Estimated<EffectSize>.Defined { Value: var y }) => Near(x.Estimate, y.Estimate)
                && Near(x.Variance, y.Variance)
                && Near(x.Interval.Low, y.Interval.Low)
                && Near(x.Interval.High, y.Interval.High),
            _ => a.IsDefined == b.IsDefined,
        };

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(b));
}
