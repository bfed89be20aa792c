using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.EffectSizes;

public sealed class StandardisedChangeTests
{
    private static readonly EffectSizeKind[] Paired =
    [
        EffectSizeKind.Smcc,
        EffectSizeKind.Smcr,
        EffectSizeKind.Smcrh,
        EffectSizeKind.Smcrp,
        EffectSizeKind.Smcrph,
    ];

    private static readonly Arbitrary<(double First, double Last)[]> Rows = Gen.Choose(0, 40)
        .Two()
        .Select(scores => ((double)scores.Item1, (double)scores.Item2))
        .ArrayOf()
        .ToArbitrary();

    [Test]
    public void For_ScoresReversed_IsOriented() =>
        Prop.ForAll(
                Rows,
                rows =>
                    Paired.All(kind =>
                        Alike(
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows.Select(row => (-row.First, -row.Last)))),
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows)).Map(effect => effect.Oriented(-1))
                        )
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_ScoresInOtherUnitsAndShifted_StaysTheSame() =>
        Prop.ForAll(
                Rows,
                rows =>
                    Paired.All(kind =>
                        Alike(
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows.Select(row => (7 + 3 * row.First, 7 + 3 * row.Last)))),
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows))
                        )
                    )
            )
            .QuickCheckThrowOnFailure();

    [TestCase(1e-6)]
    [TestCase(1e-3)]
    [TestCase(1e6)]
    public void For_ScoresInFarLargerOrSmallerUnits_StaysTheSame(double unit) =>
        Prop.ForAll(
                Rows,
                rows =>
                    Paired.All(kind =>
                        Alike(
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows.Select(row => (unit * row.First, unit * row.Last)))),
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows))
                        )
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void For_PairsInAnotherOrder_StaysTheSame() =>
        Prop.ForAll(
                Rows,
                rows =>
                    Paired.All(kind =>
                        Alike(
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows.Reverse())),
                            StandardisedChange.For(kind, PairedMoments.OfPairs(rows))
                        )
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Smcrph_SpreadsAlike_HasNearlyTheVarianceOfSmcrp()
    {
        var alike = PairedMoments.OfSummary(10_001, 12, 4, 9, 4, 0.5);
        double Variance(EffectSizeKind kind) =>
            alike.Then(pairs => StandardisedChange.For(kind, pairs)).Map(effect => effect.Variance).ValueOrNull()!.Value;

        Assert.That(Variance(EffectSizeKind.Smcrph), Is.EqualTo(Variance(EffectSizeKind.Smcrp)).Within(0.1).Percent);
    }

    [TestCase(1.01)]
    [TestCase(-1.01)]
    [TestCase(double.NaN)]
    public void OfSummary_CorrelationBeyondOne_IsInconsistent(double correlation) =>
        Assert.That(PairedMoments.OfSummary(12, 12, 4, 9, 4, correlation).WhyUndefined, Is.EqualTo(UndefinedBecause.InconsistentInput));

    [TestCaseSource(nameof(Paired))]
    public void For_TooFewPairs_IsNamed(EffectSizeKind kind)
    {
        UndefinedBecause? Why(params (double, double)[] rows) => StandardisedChange.For(kind, PairedMoments.OfPairs(rows)).WhyUndefined;

        Assert.That(Why(), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why((11, 8)), Is.EqualTo(UndefinedBecause.OneCase));
        Assert.That(Why((11, 8), (9, 8.5)), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why((11, 8), (9, 8.5), (10, 6)), Is.Null);
    }

    [Test]
    public void For_FirstScoresAllEqual_OnlyTheChangeSdStandardises()
    {
        var floor = PairedMoments.OfPairs([(11, 8), (11, 9), (11, 6)]);

        Assert.That(
            Paired.Select(kind => StandardisedChange.For(kind, floor).WhyUndefined),
            Is.EqualTo(
                new UndefinedBecause?[]
                {
                    null,
                    UndefinedBecause.NoVariation,
                    UndefinedBecause.NoVariation,
                    UndefinedBecause.NoVariation,
                    UndefinedBecause.NoVariation,
                }
            )
        );
    }

    [Test]
    public void For_LastScoresAllEqual_HeteroscedasticFormNeedsNoCorrelation()
    {
        var ceiling = PairedMoments.OfPairs([(8, 11), (9, 11), (6, 11)]);

        Assert.That(StandardisedChange.Smcr(ceiling).WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(StandardisedChange.Smcrh(ceiling).IsDefined);
    }

    [Test]
    public void For_EverybodyChangedTheSame_ChangeSdCannotStandardise()
    {
        var same = PairedMoments.OfPairs([(8, 11), (9, 12), (6, 9)]);

        Assert.That(StandardisedChange.Smcc(same).WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(StandardisedChange.Smcr(same).IsDefined);
    }

    [Test]
    public void For_GroupKind_Throws() =>
        Assert.That(
            () => StandardisedChange.For(EffectSizeKind.HedgesG, PairedMoments.Empty),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void NamedForms_SamePairs_AreTheirKinds()
    {
        var pairs = PairedMoments.OfPairs([(11, 8), (9, 8.5), (10, 6), (14, 12)]);
        EffectSizeKind Kind(Estimated<EffectSize> effect) => ((Estimated<EffectSize>.Defined)effect).Value.Kind;

        Assert.That(Kind(StandardisedChange.Smcrp(pairs)), Is.EqualTo(EffectSizeKind.Smcrp));
        Assert.That(Kind(StandardisedChange.Smcrph(pairs)), Is.EqualTo(EffectSizeKind.Smcrph));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(95)]
    [TestCase(double.NaN)]
    public void For_ConfidenceNotAFraction_Throws(double confidence) =>
        Assert.That(() => StandardisedChange.Smcr(PairedMoments.Empty, confidence), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static bool Alike(Estimated<EffectSize> a, Estimated<EffectSize> b) =>
        (a, b) switch
        {
            (Estimated<EffectSize>.Defined { Value: var x }, Estimated<EffectSize>.Defined { Value: var y }) => Near(x.Estimate, y.Estimate)
                && Near(x.Variance, y.Variance)
                && Near(x.Interval.Low, y.Interval.Low)
                && Near(x.Interval.High, y.Interval.High),
            _ => a.WhyUndefined == b.WhyUndefined,
        };

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(b));
}
