using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moments;

namespace Portal.Tests.Moments;

public sealed class PairedMomentsTests
{
    private static readonly (double First, double Last)[] Rows = [(12, 8), (9, 9), (15, 7), (11, 10), (14, 6)];

    private static readonly Gen<(double First, double Last)> Pair = Gen.Choose(0, 400)
        .Two()
        .Select(scores => (scores.Item1 / 10.0, scores.Item2 / 10.0));

    [Test]
    public void Merge_AnyGroupingAndOrder_EqualsOnePass() =>
        Prop.ForAll(
                (
                    from n in Gen.Choose(1, 60)
                    from rows in Pair.ArrayOf(n)
                    from groups in Gen.Choose(0, 6).ArrayOf(n)
                    select (rows, groups)
                ).ToArbitrary(),
                sample =>
                    Alike(
                        sample
                            .rows.Zip(sample.groups)
                            .GroupBy(row => row.Second, row => row.First)
                            .Select(PairedMoments.OfPairs)
                            .Aggregate(PairedMoments.Empty, (sum, group) => group.Merge(sum)),
                        PairedMoments.OfPairs(sample.rows)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Merge_Regrouped_IsAssociative() =>
        Prop.ForAll(
                (
                    from a in Pair.ListOf()
                    from b in Pair.ListOf()
                    from c in Pair.ListOf()
                    select (PairedMoments.OfPairs(a), PairedMoments.OfPairs(b), PairedMoments.OfPairs(c))
                ).ToArbitrary(),
                parts => Alike(parts.Item1.Merge(parts.Item2).Merge(parts.Item3), parts.Item1.Merge(parts.Item2.Merge(parts.Item3)))
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Merge_Empty_ChangesNothing()
    {
        var moments = PairedMoments.OfPairs(Rows);

        Assert.That(moments.Merge(PairedMoments.Empty), Is.EqualTo(moments));
        Assert.That(PairedMoments.Empty.Merge(moments), Is.EqualTo(moments));
    }

    [Test]
    public void FirstAndLast_OfPairs_AreTheMomentsOfThoseScores()
    {
        var moments = PairedMoments.OfPairs(Rows);

        Assert.That((moments.First.N, moments.First.Mean, moments.First.M2), Is.EqualTo((5, 12.2, 22.8)).Within(1e-12));
        Assert.That((moments.Last.N, moments.Last.Mean, moments.Last.M2), Is.EqualTo((5, 8.0, 10.0)).Within(1e-12));
    }

    [Test]
    public void Constructor_NoPairs_IgnoresTheRest() =>
        Assert.That(new PairedMoments(0, double.NaN, double.NaN, -1, -1, double.NaN, -1), Is.EqualTo(PairedMoments.Empty));

    [Test]
    public void Empty_EveryStatistic_UndefinedForNoCases()
    {
        var empty = PairedMoments.OfPairs([]);

        Assert.That(empty, Is.EqualTo(PairedMoments.Empty));
        Assert.That(
            new[] { empty.MeanChange, empty.SdFirst, empty.SdLast, empty.SdChange, empty.Correlation },
            Has.All.EqualTo(Estimated.Undefined<double>(UndefinedBecause.NoCases))
        );
    }

    [Test]
    public void OfPairs_OnePair_HasChangeButNoSpread()
    {
        var one = PairedMoments.OfPairs([(11, 8)]);

        Assert.That(one.MeanChange, Is.EqualTo(Estimated.Of(-3.0)));
        Assert.That(
            new[] { one.SdFirst, one.SdLast, one.SdChange, one.Correlation },
            Has.All.EqualTo(Estimated.Undefined<double>(UndefinedBecause.OneCase))
        );
    }

    [Test]
    public void OfPairs_SameDecimalChangeForAll_HasNoSpreadOfChange()
    {
        var moments = PairedMoments.OfPairs([(1.1, 0.1), (2.1, 1.1), (3.7, 2.7), (0.3, -0.7)]);

        Assert.That(moments.SdChange, Is.EqualTo(Estimated.Of(0.0)));
        Assert.That(moments.Merge(moments).SdChange, Is.EqualTo(Estimated.Of(0.0)));
    }

    [Test]
    public void Correlation_FirstScoresAllEqual_UndefinedForNoVariation() =>
        Assert.That(
            PairedMoments.OfPairs([(2.1, 1), (2.1, 3), (2.1, 4)]).Correlation.WhyUndefined,
            Is.EqualTo(UndefinedBecause.NoVariation)
        );

    [Test]
    public void OfSummary_OfRowsSummarised_EqualsMomentsOfRows()
    {
        var rows = PairedMoments.OfPairs(Rows);
        var summary = PairedMoments.OfSummary(
            rows.N,
            rows.MeanFirst,
            rows.SdFirst.ValueOrNull()!.Value,
            rows.MeanLast,
            rows.SdLast.ValueOrNull()!.Value,
            rows.Correlation.ValueOrNull()
        );

        Assert.That(Alike(summary.ValueOrNull()!.Value, rows));
    }

    [TestCase(1.2, UndefinedBecause.InconsistentInput)]
    [TestCase(-1.0001, UndefinedBecause.InconsistentInput)]
    [TestCase(double.NaN, UndefinedBecause.InconsistentInput)]
    [TestCase(null, UndefinedBecause.CorrelationUnknown)]
    public void OfSummary_UnusableCorrelation_IsNamed(double? correlation, UndefinedBecause reason) =>
        Assert.That(PairedMoments.OfSummary(20, 12, 4, 9, 4, correlation).WhyUndefined, Is.EqualTo(reason));

    [Test]
    public void OfSummary_CorrelationOfOneAndEqualSpread_HasNoSpreadOfChange() =>
        Assert.That(PairedMoments.OfSummary(9, 11, 2.3, 8, 2.3, 1).ValueOrNull()!.Value.M2Change, Is.Zero);

    [TestCase(0, 4)]
    [TestCase(20, -1)]
    [TestCase(20, double.NaN)]
    public void OfSummary_ImpossibleArgument_Throws(int n, double sd) =>
        Assert.That(() => PairedMoments.OfSummary(n, 12, sd, 9, 4, 0.5), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-1, 0.0, 0.0)]
    [TestCase(3, double.NaN, 1.0)]
    [TestCase(3, 0.0, -1.0)]
    [TestCase(3, 0.0, double.PositiveInfinity)]
    public void Constructor_ImpossibleArgument_Throws(int n, double mean, double m2) =>
        Assert.That(() => new PairedMoments(n, mean, 0, m2, 1, 0, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static bool Alike(PairedMoments a, PairedMoments b)
    {
        // Sums of squares agree to 1e-11 of the scores' own sum of squares, more than round-off in a mean can cause.
        var size = Math.Max(1, b.N * 40.0 * 40.0);
        return a.N == b.N
            && Near(a.MeanFirst, b.MeanFirst, 40)
            && Near(a.MeanLast, b.MeanLast, 40)
            && Near(a.M2First, b.M2First, size)
            && Near(a.M2Last, b.M2Last, size)
            && Near(a.CoMoment, b.CoMoment, size)
            && Near(a.M2Change, b.M2Change, size);
    }

    private static bool Near(double a, double b, double size) => Math.Abs(a - b) <= 1e-11 * size;

    [TestCase(1e9)]
    [TestCase(1e12)]
    public void Merge_ScoresFarFromZero_KeepsTheDigitsOfTheMeanChange(double offset)
    {
        // Changes of -3, 1 and 0 in one group, 2 and 5 in the other: the mean is 1, whatever the offset.
        (double First, double Last)[] one = [(offset + 12, offset + 9), (offset + 4, offset + 5), (offset + 7, offset + 7)];
        (double First, double Last)[] other = [(offset + 3, offset + 5), (offset + 1, offset + 6)];

        var merged = PairedMoments.OfPairs(one).Merge(PairedMoments.OfPairs(other));

        Assert.That(merged.MeanChange.ValueOrNull(), Is.EqualTo(1).Within(1e-15));
        Assert.That(merged.Change.Mean, Is.EqualTo(1).Within(1e-15));
        Assert.That(merged.M2Change, Is.EqualTo(34).Within(1e-12));
    }

    [Test]
    public void Constructor_MeanChangeLeftOut_IsTheDifferenceOfTheMeans() =>
        Assert.That(new PairedMoments(3, 12, 9.5, 2, 2, 1, 2).MeanChange.ValueOrNull(), Is.EqualTo(-2.5));
}
