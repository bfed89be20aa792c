using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Attrition;
using Portal.Analytics.EffectSizes;

namespace Portal.Tests.Attrition;

public sealed class AttritionTests
{
    private static readonly StartedCase[] Cases =
    [
        .. Enumerable.Range(0, 40).Select(i => new StartedCase(10 + i % 7, i * i % 5 < 2 ? null : 8 + i % 6, [i % 4])),
    ];

    private static readonly StartedCase[] Completers = [.. Cases.Where(one => one.Last is not null)];

    private static readonly StartedCase[] Others = [.. Cases.Where(one => one.Last is null)];

    private static double?[] Figures(ChangeSensitivity change) =>
        [
            change.Completers.ValueOrNull(),
            change.NoChange.ValueOrNull(),
            change.RegressionImputed.ValueOrNull(),
            change.InverseProbability.ValueOrNull(),
        ];

    [Test]
    public void Completion_Nobody_IsNamed()
    {
        var nobody = Completion.Of([]);

        Assert.That((nobody.Started, nobody.Completed), Is.EqualTo((0, 0)));
        Assert.That(
            (nobody.Rate.WhyUndefined, nobody.Interval.WhyUndefined),
            Is.EqualTo((UndefinedBecause.NoCases, UndefinedBecause.NoCases))
        );
        Assert.That(Completion.ModelOf([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Completion.ModelOf(Completers).WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Baseline_SmallGroups_AreNamed()
    {
        UndefinedBecause? Why(params StartedCase[] cases) => BaselineComparison.Of(cases).Test.WhyUndefined;

        Assert.That(Why(Completers), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why([.. Completers, Others[0]]), Is.EqualTo(UndefinedBecause.OneCase));
        Assert.That(Why(new(3, 1, []), new(3, 2, []), new(4, null, []), new(4, null, [])), Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Baseline_OneGroupWithoutVariation_RestsOnTheOther()
    {
        var test = (
            (Estimated<MeanDifference>.Defined)
                BaselineComparison.Of([new(1, 0, []), new(3, 0, []), new(5, 0, []), new(9, null, []), new(9, null, [])]).Test
        ).Value;

        Assert.That((test.T, test.Df), Is.EqualTo((-6 / Math.Sqrt(4 / 3.0), 2.0)).Within(1e-12));
    }

    [Test]
    public void Bounds_EverybodyCompleted_AreTheRate()
    {
        var bounds = RateBounds.Of(3, 10, 10);

        Assert.That(new[] { bounds.Observed, bounds.Worst, bounds.Best }, Has.All.EqualTo(Estimated.Of(0.3)));
        Assert.That(RateBounds.Of(0, 0, 4).Observed.WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(RateBounds.Of(0, 0, 4).Best, Is.EqualTo(Estimated.Of(1.0)));
        Assert.That(() => RateBounds.Of(3, 11, 10), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Change_NobodyMissing_IsTheSameUnderEveryGuess()
    {
        var change = ChangeSensitivity.Of(Completers);

        Assert.That(Figures(change), Has.All.EqualTo(Completers.Average(one => one.Last - one.First)).Within(1e-12));
        Assert.That(change.DeltaAdjusted(5, -1).ValueOrNull(), Is.EqualTo(change.Completers.ValueOrNull()).Within(1e-12));
    }

    [Test]
    public void Change_NobodyCompleted_IsNamed()
    {
        Assert.That(Figures(ChangeSensitivity.Of(Others)), Is.EqualTo(new double?[] { null, 0, null, null }));
        Assert.That(ChangeSensitivity.Of(Others).Missing.ValueOrNull(), Is.EqualTo(1));
        Assert.That(Figures(ChangeSensitivity.Of([])), Has.All.Null);
        Assert.That(ChangeSensitivity.Of([]).DeltaAdjusted(1, 1).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [Test]
    public void Change_TooFewCompletersForAModel_KeepsWhatNeedsNone()
    {
        var change = ChangeSensitivity.Of([new(10, 6, []), new(12, null, [])]);

        Assert.That((change.Completers.ValueOrNull(), change.NoChange.ValueOrNull()), Is.EqualTo(((double?)-4, (double?)-2)));
        Assert.That(change.RegressionImputed.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(change.InverseProbability.WhyUndefined, Is.EqualTo(UndefinedBecause.Separation));
    }

    [Test]
    public void Change_CasesInAnotherOrder_SaysTheSame() =>
        Assert.That(Figures(ChangeSensitivity.Of([.. Cases.Reverse()])), Is.EqualTo(Figures(ChangeSensitivity.Of(Cases))).Within(1e-9));

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void Change_OtherUnits_ScalesWithThem(double unit)
    {
        var scaled = ChangeSensitivity.Of([.. Cases.Select(one => one with { First = one.First * unit, Last = one.Last * unit })]);

        Assert.That(Figures(scaled).Select(value => value / unit), Is.EqualTo(Figures(ChangeSensitivity.Of(Cases))).Within(1e-9));
    }

    [Test]
    public void DeltaAdjusted_EitherDirection_IsWorse()
    {
        var change = ChangeSensitivity.Of(Cases);
        var (imputed, missing) = (change.RegressionImputed.ValueOrNull()!.Value, change.Missing.ValueOrNull()!.Value);

        Assert.That(change.DeltaAdjusted(2, -1).ValueOrNull(), Is.EqualTo(imputed + 2 * missing));
        Assert.That(change.DeltaAdjusted(2, 1).ValueOrNull(), Is.EqualTo(imputed - 2 * missing));
        Assert.That(() => change.DeltaAdjusted(-1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => change.DeltaAdjusted(1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Change_ScoreThatIsNotFinite_IsRefused()
    {
        Assert.That(() => ChangeSensitivity.Of([new(double.NaN, 1, [])]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ChangeSensitivity.Of([new(1, double.NaN, [])]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
