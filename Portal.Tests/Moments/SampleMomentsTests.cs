using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moments;

namespace Portal.Tests.Moments;

public sealed class SampleMomentsTests
{
    private static readonly Gen<double[]> Values = Gen.Choose(0, 400).Select(tenths => tenths / 10.0).ArrayOf();

    [Test]
    public void OfValues_KnownValues_GivesMeanAndSpread()
    {
        var moments = SampleMoments.OfValues([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.That((moments.N, moments.Mean, moments.M2), Is.EqualTo((8, 5.0, 32.0)));
    }

    [Test]
    public void Merge_EitherOrder_EqualsOnePass() =>
        Prop.ForAll(
                Values.Two().ToArbitrary(),
                groups =>
                {
                    var (a, b) = (SampleMoments.OfValues(groups.Item1), SampleMoments.OfValues(groups.Item2));
                    var whole = SampleMoments.OfValues([.. groups.Item1, .. groups.Item2]);
                    return Alike(a.Merge(b), whole) && Alike(b.Merge(a), whole);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Without_MergedPart_GivesTheRest() =>
        Prop.ForAll(
                Values.Two().ToArbitrary(),
                groups =>
                {
                    var (part, rest) = (SampleMoments.OfValues(groups.Item1), SampleMoments.OfValues(groups.Item2));
                    return Alike(rest.Merge(part).Without(part), rest);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Without_MoreThanTheWhole_Throws() =>
        Assert.That(
            () => SampleMoments.OfValues([1]).Without(SampleMoments.OfValues([1, 2])),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Without_RestDoesNotVary_HasNoSpread()
    {
        var (part, rest) = (SampleMoments.OfValues([1.7, 3.9, 8.2]), SampleMoments.OfValues([0.1, 0.1, 0.1]));

        Assert.That(part.Merge(rest).Without(part).M2, Is.EqualTo(0).Within(1e-13));
    }

    [TestCase(0, UndefinedBecause.NoCases)]
    [TestCase(1, UndefinedBecause.OneCase)]
    public void Sd_TooFewValues_IsNamed(int n, UndefinedBecause reason) =>
        Assert.That(SampleMoments.OfValues(Enumerable.Repeat(3.0, n)).Sd.WhyUndefined, Is.EqualTo(reason));

    [Test]
    public void OfSummary_OneValue_IgnoresTheSd()
    {
        var one = SampleMoments.OfSummary(1, 7.5, double.NaN);

        Assert.That((one.N, one.Mean, one.M2), Is.EqualTo((1, 7.5, 0.0)));
    }

    [Test]
    public void OfSummary_MeanAndSd_GivesThemBack()
    {
        var moments = SampleMoments.OfSummary(12, 7.5, 2.5);

        Assert.That(moments.Mean, Is.EqualTo(7.5));
        Assert.That(moments.Sd.ValueOrNull(), Is.EqualTo(2.5).Within(1e-15));
    }

    [Test]
    public void OfValues_NotFinite_Throws() =>
        Assert.That(() => SampleMoments.OfValues([1, double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static bool Alike(SampleMoments a, SampleMoments b) =>
        a.N == b.N && Math.Abs(a.Mean - b.Mean) <= 1e-11 * 40 && Math.Abs(a.M2 - b.M2) <= 1e-10 * Math.Max(1, b.N) * 1600;
}
