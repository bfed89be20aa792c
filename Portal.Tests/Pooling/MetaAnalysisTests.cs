using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Pooling;

public sealed class MetaAnalysisTests
{
    private static readonly StudyEstimate[] Four = [new("A", 2.1, 0.30), new("B", 3.9, 0.20), new("C", 2.8, 0.45), new("D", 4.4, 0.25)];

    private static PooledResult Fit(IReadOnlyList<StudyEstimate> studies, PoolingOptions? options = null) =>
        ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, options ?? PoolingOptions.OfRecord)).Result;

    [Test]
    public void Fit_UnfitStudies_RefusesAllOfThemByName()
    {
        var outcome = MetaAnalysis.Fit(
            [
                Four[0],
                Four[1] with
                {
                    Variance = 0,
                },
                Four[2] with
                {
                    Effect = double.NaN,
                },
                Four[3] with
                {
                    Variance = double.PositiveInfinity,
                },
            ],
            PoolingOptions.OfRecord
        );

        Assert.That(
            ((PoolingOutcome.Refused)outcome).Refusals,
            Is.EqualTo(
                new PoolingRefusal[]
                {
                    new(RefusedBecause.InvalidVariance, "B"),
                    new(RefusedBecause.EffectNotFinite, "C"),
                    new(RefusedBecause.InvalidVariance, "D"),
                }
            )
        );
    }

    [Test]
    public void Fit_NoStudies_Refuses() =>
        Assert.That(
            ((PoolingOutcome.Refused)MetaAnalysis.Fit([], PoolingOptions.OfRecord)).Refusals,
            Is.EqualTo(new PoolingRefusal[] { new(RefusedBecause.NoStudies, null) })
        );

    [TestCase(1.0, 1e-200)]
    [TestCase(1e80, 0.3)]
    [TestCase(1.0, 1e90)]
    public void Fit_ScaleBeyondDoublePrecision_Refuses(double effect, double variance) =>
        Assert.That(
            ((PoolingOutcome.Refused)MetaAnalysis.Fit([.. Four, new("E", effect, variance)], PoolingOptions.OfRecord))
                .Refusals.Single()
                .Reason,
            Is.EqualTo(RefusedBecause.ScaleTooWide)
        );

    [TestCase(1e-16)]
    [TestCase(1e16)]
    public void Fit_ExtremeVariances_GivesTheSameProportions(double scale)
    {
        var plain = Fit(Four);
        var scaled = Fit([
            .. Four.Select(study => study with { Effect = study.Effect * Math.Sqrt(scale), Variance = study.Variance * scale }),
        ]);

        Assert.That(scaled.I2.ValueOrNull(), Is.EqualTo(plain.I2.ValueOrNull()).Within(1e-12));
        Assert.That(scaled.Tau2.ValueOrNull() / scale, Is.EqualTo(plain.Tau2.ValueOrNull()).Within(1e-12));
        Assert.That(scaled.PValue.ValueOrNull(), Is.EqualTo(plain.PValue.ValueOrNull()).Within(1e-14));
    }

    [Test]
    public void Fit_OneStudy_GivesItsOwnNormalInterval()
    {
        var alone = Fit([Four[0]]);

        Assert.That(alone.Interval.Width / 2, Is.EqualTo(1.959963984540054 * Math.Sqrt(0.30)).Within(1e-12));
        Assert.That(
            (alone.Tau2.WhyUndefined, alone.Q.WhyUndefined, alone.Prediction.WhyUndefined),
            Is.EqualTo((UndefinedBecause.OneStudy, UndefinedBecause.OneStudy, UndefinedBecause.OneStudy))
        );
        Assert.That((alone.MethodUsed, alone.Df, alone.Studies.Single().Weight), Is.EqualTo(((Tau2Method?)null, (int?)null, 1.0)));
        Assert.That(alone.Warnings, Is.EqualTo(new[] { PoolingWarning.OneStudy }));
    }

    [Test]
    public void Fit_TwoStudies_HasNoPredictionOfRecord()
    {
        var two = Fit(Four[..2]);

        Assert.That(two.Prediction.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(PredictionInterval.For(two, PredictionKind.V).IsDefined);
        Assert.That(PredictionInterval.For(two, PredictionKind.HTS).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(() => PredictionInterval.For(two, (PredictionKind)99), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(two.Warnings, Has.Member(PoolingWarning.TwoStudies));
    }

    [TestCase(PoolingTest.Z, PredictionKind.Z)]
    [TestCase(PoolingTest.T, PredictionKind.V)]
    [TestCase(PoolingTest.Knha, PredictionKind.HK)]
    public void Fit_EachTest_PredictsInItsOwnWay(PoolingTest test, PredictionKind kind)
    {
        var pooled = Fit(Four, PoolingOptions.OfRecord with { Test = test });

        Assert.That(pooled.Prediction, Is.EqualTo(PredictionInterval.For(pooled, kind)));
    }

    [TestCase(Tau2Method.SJ)]
    [TestCase(Tau2Method.DL)]
    public void Fit_Adhoc_PredictsByTheWiderKind(Tau2Method method)
    {
        var pooled = Fit(Four, PoolingOptions.OfRecord with { Method = method });
        var (v, hk) = (
            PredictionInterval.For(pooled, PredictionKind.V).ValueOrNull()!.Value,
            PredictionInterval.For(pooled, PredictionKind.HK).ValueOrNull()!.Value
        );

        Assert.That(pooled.Prediction.ValueOrNull()!.Value.Width, Is.EqualTo(Math.Max(v.Width, hk.Width)).Within(1e-12));
    }

    [Test]
    public void Fit_CommonEffect_HasNoVarianceBetweenStudies()
    {
        var common = Fit(Four, PoolingOptions.OfRecord with { Model = PoolingModel.Common });

        Assert.That(
            new[]
            {
                common.Tau2.WhyUndefined,
                common.SeTau2.WhyUndefined,
                common.Tau2Interval.WhyUndefined,
                common.Prediction.WhyUndefined,
                common.Studies[0].Shrunken.WhyUndefined,
            },
            Has.All.EqualTo(UndefinedBecause.NotInModel)
        );
        Assert.That(common.I2.ValueOrNull(), Is.GreaterThan(0.5));
        Assert.That(common.MethodUsed, Is.Null);
    }

    [Test]
    public void Fit_EqualEffects_PlainKnappHartungHasNoTest()
    {
        var equal = Fit([.. Four.Select(study => study with { Effect = 0.1 })], PoolingOptions.OfRecord with { Test = PoolingTest.Knha });

        Assert.That((equal.StandardError, equal.Interval.Width), Is.EqualTo((0.0, 0.0)));
        Assert.That(
            (equal.Statistic.WhyUndefined, equal.PValue.WhyUndefined),
            Is.EqualTo((UndefinedBecause.NoVariation, UndefinedBecause.NoVariation))
        );
        Assert.That(
            equal.Warnings,
            Is.EqualTo(
                new[]
                {
                    PoolingWarning.FewStudies,
                    PoolingWarning.NoHeterogeneityDetected,
                    PoolingWarning.Tau2IntervalEmpty,
                    PoolingWarning.KnappHartungNarrower,
                }
            )
        );
    }

    [Test]
    public void Fit_NoHeterogeneity_PredictsNoMoreThanTheInterval()
    {
        var homogeneous = Fit([.. Four.Select((study, i) => study with { Effect = 0.1 * i })]);

        Assert.That(homogeneous.Tau2.ValueOrNull(), Is.Zero);
        Assert.That(homogeneous.Prediction, Is.EqualTo(Estimated.Of(homogeneous.Interval)));
        Assert.That(homogeneous.Warnings, Has.Member(PoolingWarning.NoHeterogeneityDetected));
    }

    [Test]
    public void Fit_PreciseAndImpreciseStudiesDisagreeOnTau2_TakesTheHigherPeakAndSaysSo()
    {
        // Three precise studies lie close together and six imprecise ones far apart, so each group has its own peak.
        StudyEstimate[] precise = [new("P1", 0, 1e-8), new("P2", 0.001, 1e-8), new("P3", -0.001, 1e-8)];
        var imprecise = new[] { -3.0, 3, -2.5, 2.5, -4, 4 }.Select((effect, i) => new StudyEstimate($"I{i}", effect, 2));

        var pooled = Fit([.. precise, .. imprecise]);

        Assert.That(pooled.Warnings, Has.Member(PoolingWarning.SeveralLikelihoodMaxima));
        Assert.That(pooled.Tau2.ValueOrNull(), Is.EqualTo(1e-6).Within(5e-7));
    }

    [TestCase(1e-9)]
    [TestCase(0.5)]
    [TestCase(1 - 1e-12)]
    public void Fit_UnusualLevel_HasOrderedFiniteIntervals(double level)
    {
        var pooled = Fit(Four, PoolingOptions.OfRecord with { Level = level });

        foreach (
            var interval in new[] { pooled.Interval, pooled.Tau2Interval.ValueOrNull()!.Value, pooled.Prediction.ValueOrNull()!.Value }
        )
            Assert.That(
                interval.Low <= interval.High && double.IsFinite(interval.Low) && double.IsFinite(interval.High),
                interval.ToString()
            );
    }

    [Test]
    public void Fit_LevelOfPerCent_Throws() =>
        Assert.That(
            () => MetaAnalysis.Fit(Four, PoolingOptions.OfRecord with { Level = 95 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Fit_UnknownCode_Throws() =>
        Assert.That(
            () => MetaAnalysis.Fit(Four, PoolingOptions.OfRecord with { Method = (Tau2Method)99 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void StandardisedAfterPooling_KnownSd_DividesEverything()
    {
        var pooled = Fit(Four);
        var standardised = StandardisedAfterPooling.Of(pooled, 4);

        Assert.That((standardised.Estimate, standardised.StandardError), Is.EqualTo((pooled.Estimate / 4, pooled.StandardError / 4)));
        Assert.That(standardised.Interval, Is.EqualTo(new Interval(pooled.Interval.Low / 4, pooled.Interval.High / 4)));
        Assert.That(
            standardised.Prediction.ValueOrNull()!.Value.Width,
            Is.EqualTo(pooled.Prediction.ValueOrNull()!.Value.Width / 4).Within(1e-15)
        );
    }

    [TestCase(0)]
    [TestCase(double.NaN)]
    public void StandardisedAfterPooling_NoSd_Throws(double sd) =>
        Assert.That(() => StandardisedAfterPooling.Of(Fit(Four), sd), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Fit_PauleMandel_HasAKnappHartungScaleOfOneAndNoWarningOfIt([Range(1, 40)] int step)
    {
        // The estimate is where y'Py = k - 1, so that the scale is one by definition.
        var studies = Four.Select((study, i) => study with { Effect = study.Effect + i * step / 10.0 }).ToArray();

        var pooled = Fit(studies, new PoolingOptions(PoolingModel.Random, Tau2Method.PM, PoolingTest.Knha, 0.95));

        Assert.That(pooled.KnappHartungScale.ValueOrNull(), Is.EqualTo(1).Within(1e-9));
        Assert.That(pooled.Warnings, Has.None.EqualTo(PoolingWarning.KnappHartungNarrower));
    }

    [Test]
    public void Fit_EffectsApartAsMuchAsChanceUpToRounding_DetectNoHeterogeneity(
        [Values(Tau2Method.REML, Tau2Method.DL, Tau2Method.HE, Tau2Method.PM, Tau2Method.EB)] Tau2Method method,
        [Range(1, 9)] int tenths
    )
    {
        // Two effects 2d apart, each with the variance 2 d^2: Q is 1, its expectation.
        var d = tenths / 10.0;
        StudyEstimate[] two = [new("A", 0.1, 2 * d * d), new("B", 0.1 + 2 * d, 2 * d * d)];

        var pooled = Fit(two, PoolingOptions.OfRecord with { Method = method });

        Assert.That(pooled.Tau2.ValueOrNull(), Is.Zero);
        Assert.That(pooled.Warnings, Has.Some.EqualTo(PoolingWarning.NoHeterogeneityDetected));
    }
}
