using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Multilevel;

namespace Portal.Tests.Multilevel;

public sealed class MultilevelMetaAnalysisTests
{
    private static readonly MultilevelOptions Independent = new(0, 0.95);

    // Means 1, 3, 8, 4, 4, with effects at -1, 0 and +1 from each: mean squares 1 within, 3 * 26 / 4 between.
    private static readonly DependentEffect[] Balanced =
    [
        .. new[] { 1.0, 3, 8, 4, 4 }.SelectMany(
            (mean, i) => new[] { -1.0, 0, 1 }.Select(step => new DependentEffect($"S{i}", $"M{step}", mean + step, 0.25))
        ),
    ];

    private static readonly double[][] WithinServices = [.. Balanced.Select((_, i) => new[] { 1.0, i * i % 5 })];

    private static MultilevelFit Fit(
        IReadOnlyList<DependentEffect> effects,
        MultilevelOptions? options = null,
        IReadOnlyList<IReadOnlyList<double>>? design = null
    ) => ((Estimated<MultilevelFit>.Defined)MultilevelMetaAnalysis.Fit(effects, options ?? MultilevelOptions.OfRecord, design)).Value;

    private static UndefinedBecause? Why(IReadOnlyList<DependentEffect> effects, IReadOnlyList<IReadOnlyList<double>>? design = null) =>
        MultilevelMetaAnalysis.Fit(effects, MultilevelOptions.OfRecord, design).WhyUndefined;

    private static void AssertAlike(MultilevelFit actual, MultilevelFit expected, double unit = 1, double shift = 0)
    {
        void Near(double a, double e) => Assert.That(a, Is.EqualTo(e).Within(1e-7 * (1 + Math.Abs(e))));
        foreach (
            var (one, other) in actual
                .RobustCr2.Zip(expected.RobustCr2)
                .Concat(actual.RobustCr1.Zip(expected.RobustCr1))
                .Concat(actual.Normal.Zip(expected.Normal))
        )
        {
            Near(one.Estimate / unit, other.Estimate + shift / unit);
            Near(one.StandardError / unit, other.StandardError);
            Near(one.Df ?? 0, other.Df ?? 0);
        }

        Near(actual.ClusterVariance / unit / unit, expected.ClusterVariance);
        Near(actual.EffectVariance / unit / unit, expected.EffectVariance);
        Near(actual.ClusterVarianceInterval.High / unit / unit, expected.ClusterVarianceInterval.High);
        Near(actual.EffectVarianceInterval.Low / unit / unit, expected.EffectVarianceInterval.Low);
        Near(actual.Q, expected.Q);
        Near(actual.I2, expected.I2);
    }

    [Test]
    public void Fit_BalancedIndependentErrors_IsTheAnalysisOfVariance()
    {
        var fit = Fit(Balanced, Independent);

        Assert.That(fit.EffectVariance, Is.EqualTo(1 - 0.25).Within(1e-9));
        Assert.That(fit.ClusterVariance, Is.EqualTo((78 / 4.0 - 1) / 3).Within(1e-9));
        Assert.That(fit.Normal.Single().Estimate, Is.EqualTo(4).Within(1e-12));
        Assert.That(fit.Normal.Single().StandardError, Is.EqualTo(Math.Sqrt(78 / 4.0 / 15)).Within(1e-9));
        Assert.That(fit.RobustCr2.Single().StandardError, Is.EqualTo(Math.Sqrt(78 / 4.0 / 15)).Within(1e-9));
        Assert.That(fit.RobustCr2.Single().Df, Is.EqualTo(4).Within(1e-9));
        Assert.That((fit.K, fit.Clusters, fit.QDf), Is.EqualTo((15, 5, 14)));
    }

    [Test]
    public void Fit_HigherLevel_WidensEveryInterval()
    {
        var (wide, narrow) = (Fit(Balanced, Independent with { Level = 0.99 }), Fit(Balanced, Independent with { Level = 0.8 }));

        Assert.That(wide.ClusterVarianceInterval.Width, Is.GreaterThan(narrow.ClusterVarianceInterval.Width));
        Assert.That(wide.EffectVarianceInterval.Low, Is.LessThan(narrow.EffectVarianceInterval.Low));
        Assert.That(wide.Prediction.ValueOrNull()!.Value.Width, Is.GreaterThan(narrow.Prediction.ValueOrNull()!.Value.Width));
    }

    [Test]
    public void Fit_EffectsInAnotherOrder_SaysTheSame() => AssertAlike(Fit([.. Balanced.Reverse()]), Fit(Balanced));

    [TestCase(1e-6)]
    [TestCase(1e6)]
    [TestCase(3)]
    public void Fit_OtherUnits_ScalesWithThem(double unit) =>
        AssertAlike(
            Fit([.. Balanced.Select(effect => effect with { Effect = effect.Effect * unit, Variance = effect.Variance * unit * unit })]),
            Fit(Balanced),
            unit
        );

    [TestCase(1000)]
    [TestCase(-7.25)]
    public void Fit_ConstantAdded_ShiftsTheEstimateOnly(double constant) =>
        AssertAlike(Fit([.. Balanced.Select(effect => effect with { Effect = effect.Effect + constant })]), Fit(Balanced), 1, constant);

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void Fit_ModeratorInOtherUnits_LeavesItsStatistic(double unit)
    {
        var (scaled, plain) = (
            Fit(Balanced, null, [.. WithinServices.Select(row => new[] { row[0], row[1] * unit })]),
            Fit(Balanced, null, WithinServices)
        );

        Assert.That(scaled.RobustCr2[1].Statistic.ValueOrNull(), Is.EqualTo(plain.RobustCr2[1].Statistic.ValueOrNull()).Within(1e-7));
        Assert.That(scaled.ClusterVariance, Is.EqualTo(plain.ClusterVariance).Within(1e-8));
        Assert.That(scaled.Prediction.WhyUndefined, Is.EqualTo(UndefinedBecause.NotInModel));
        Assert.That(scaled.ContainmentT.Select(one => one.Df), Is.EqualTo(new double?[] { 3, 13 }));
    }

    [Test]
    public void Fit_NothingBeyondSamplingError_HasVariancesOfZero()
    {
        var fit = Fit([.. Balanced.Select(effect => effect with { Variance = 100 })]);

        Assert.That((fit.ClusterVariance, fit.EffectVariance, fit.I2), Is.EqualTo((0.0, 0.0, 0.0)));
        Assert.That((fit.ClusterVarianceInterval.Low, fit.EffectVarianceInterval.Low), Is.EqualTo((0.0, 0.0)));
        Assert.That(fit.ClusterVarianceInterval.High, Is.Positive);
        Assert.That(fit.IntraclassCorrelation.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Fit_ServicesAlike_HasVarianceWithinThemOnly()
    {
        var fit = Fit([.. Balanced.Select((effect, i) => effect with { Effect = i % 3 * 2 + i % 2 })], Independent);

        Assert.That(fit.ClusterVariance, Is.Zero);
        Assert.That(fit.EffectVariance, Is.Positive);
        Assert.That(fit.IntraclassCorrelation.ValueOrNull(), Is.Zero);
    }

    [Test]
    public void Fit_FewServices_AreNotTestedRobustly()
    {
        var fit = Fit(Balanced[..9]);

        Assert.That(fit.RobustCr2.Single().Df, Is.LessThan(4));
        Assert.That(fit.RobustCr2.Single().PValue.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewDegreesOfFreedom));
        Assert.That(fit.RobustCr2.Single().Interval.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewDegreesOfFreedom));
        Assert.That(fit.RobustCr2.Single().StandardError, Is.Positive);
        Assert.That(fit.RobustCr1.Single().PValue.IsDefined, Is.True);
    }

    [Test]
    public void Fit_FiveBalancedServicesWithFourDfUpToRounding_AreTestedRobustly(
        [Values(0, 0.2, 0.6, 0.8)] double correlation,
        [Values(0.1, 0.25, 0.3, 0.7)] double variance
    )
    {
        var fit = Fit([.. Balanced.Select(effect => effect with { Variance = variance })], new MultilevelOptions(correlation, 0.95));

        Assert.That(fit.RobustCr2.Single().Df, Is.EqualTo(4).Within(1e-9));
        Assert.That(fit.RobustCr2.Single().PValue.IsDefined, Is.True);
        Assert.That(fit.RobustCr2.Single().Interval.IsDefined, Is.True);
    }

    [TestCase(0)]
    [TestCase(0.3)]
    public void Fit_BothVariancesZeroUpToRounding_AreZero(double shift)
    {
        // Mean squares of 0.01 between and within services, and sampling variances of 0.01 too.
        double[] means = [-0.05, 0.05, -0.05, 0.05];
        var effects = means.SelectMany(
            (mean, i) => new[] { -0.1, 0, 0.1 }.Select(step => new DependentEffect($"S{i}", "", shift + mean + step, 0.01))
        );

        var fit = Fit([.. effects], Independent);

        Assert.That((fit.ClusterVariance, fit.EffectVariance), Is.EqualTo((0.0, 0.0)));
        Assert.That(fit.IntraclassCorrelation.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Fit_AsManyCoefficientsAsServices_HasNoTestByServices()
    {
        var fit = Fit(Balanced[..6], Independent, WithinServices[..6]);

        Assert.That(fit.RobustCr1.Select(one => one.Interval.WhyUndefined), Has.All.EqualTo(UndefinedBecause.TooFewDegreesOfFreedom));
        Assert.That(fit.RobustCr1.Select(one => one.StandardError), Is.EqualTo(fit.RobustCr0StandardErrors));
        Assert.That(fit.ContainmentT[0].PValue.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewDegreesOfFreedom));
    }

    [Test]
    public void Fit_ModeratorOfOneEffect_TellsTheOthersAsIfItWereNotThere()
    {
        // Its coefficient takes up that effect's whole residual, so the service has one direction less to correct.
        var fit = Fit(Balanced, Independent, [.. Balanced.Select((_, i) => new[] { 1.0, i == 0 ? 1 : 0 })]);

        var others = Fit(Balanced[1..], Independent);
        Assert.That(fit.ClusterVariance, Is.EqualTo(others.ClusterVariance).Within(1e-8));
        Assert.That(fit.RobustCr2[0].Estimate, Is.EqualTo(others.RobustCr2[0].Estimate).Within(1e-8));
        Assert.That(fit.RobustCr2[0].StandardError, Is.EqualTo(others.RobustCr2[0].StandardError).Within(1).Percent);
    }

    [Test]
    public void Fit_EveryEffectTheSame_HasNoRobustStatistic()
    {
        var fit = Fit([.. Balanced.Select(effect => effect with { Effect = 2 })]);

        Assert.That(fit.Normal.Single().Estimate, Is.EqualTo(2).Within(1e-12));
        Assert.That(fit.RobustCr2.Single().StandardError, Is.Zero);
        Assert.That(fit.RobustCr2.Single().Statistic.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Fit_NothingToFit_IsNamed()
    {
        Assert.That(Why([]), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Balanced[..1]), Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(Why(Balanced[..3]), Is.EqualTo(UndefinedBecause.NotEstimable), "one service");
        Assert.That(Why([.. Balanced.Where((_, i) => i % 3 == 0)]), Is.EqualTo(UndefinedBecause.NotEstimable), "one effect a service");
        Assert.That(Why(Balanced, [.. Balanced.Select((_, i) => new[] { 1.0, i, 2 * i + 1 })]), Is.EqualTo(UndefinedBecause.Collinear));
        Assert.That(MultilevelMetaAnalysis.Fit(Balanced, (_, _) => 0.3, 0.95).WhyUndefined, Is.EqualTo(UndefinedBecause.InconsistentInput));
    }

    [Test]
    public void Fit_UnfitInput_IsRefused()
    {
        Assert.That(() => Why([Balanced[0] with { Variance = 0 }]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Why([Balanced[0] with { Effect = double.NaN }]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Why(Balanced, WithinServices[..4]), Throws.ArgumentException);
        Assert.That(() => Why(Balanced, [.. WithinServices[..14], [1]]), Throws.ArgumentException);
        Assert.That(() => Why(Balanced, [.. Balanced.Select(_ => Array.Empty<double>())]), Throws.ArgumentException);
        Assert.That(() => Why(Balanced, [.. WithinServices[..14], [1, double.NaN]]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fit(Balanced, new MultilevelOptions(1, 0.95)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fit(Balanced, new MultilevelOptions(0.6, 1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Fit_NegativeCorrelation_IsFittedWhereThatManyEffectsCanHaveIt()
    {
        var given = MultilevelMetaAnalysis.Fit(Balanced, (_, _) => -0.3 * 0.25, 0.95);

        Assert.That(
            Fit(Balanced, new MultilevelOptions(-0.3, 0.95)).EffectVariance,
            Is.EqualTo(given.Match(fit => fit.EffectVariance, _ => -1))
        );
        Assert.That(
            MultilevelMetaAnalysis.Fit(Balanced, new MultilevelOptions(-0.5, 0.95)).WhyUndefined,
            Is.EqualTo(UndefinedBecause.InconsistentInput)
        );
    }
}
