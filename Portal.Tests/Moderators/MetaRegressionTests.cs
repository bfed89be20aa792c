using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moderators;

public sealed class MetaRegressionTests
{
    private static readonly StudyEstimate[] Five =
    [
        new("A", 2.1, 0.30),
        new("B", 3.9, 0.20),
        new("C", 2.8, 0.45),
        new("D", 4.4, 0.25),
        new("E", 5.2, 0.10),
    ];

    private static readonly double[][] Line =
    [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
        [1, 4],
    ];

    private static RegressionResult Fit(
        IReadOnlyList<StudyEstimate> studies,
        double[][] design,
        PoolingOptions? options = null,
        int[]? tested = null
    ) => ((RegressionOutcome.Fitted)MetaRegression.Fit(studies, design, options ?? PoolingOptions.OfRecord, tested)).Result;

    private static UndefinedBecause? Reason(IReadOnlyList<StudyEstimate> studies, double[][] design) =>
        (MetaRegression.Fit(studies, design, PoolingOptions.OfRecord) as RegressionOutcome.Undefined)?.Reason;

    [Test]
    public void Fit_AsManyStudiesAsCoefficients_IsUndefined()
    {
        Assert.That(Reason(Five[..2], Line[..2]), Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(Reason(Five[..1], Line[..1]), Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(Reason(Five[..3], Line[..3]), Is.Null);
    }

    private static IEnumerable<double[][]> Overlapping()
    {
        yield return [.. Line.Select(row => new[] { 1, row[1], row[1] })];
        yield return [.. Line.Select(row => new[] { 1, row[1], 3 * row[1] - 7 })];
        yield return [.. Line.Select(row => new[] { 1, 0.1 })];
        yield return [.. Line.Select(row => new[] { 1, row[1] > 2 ? 1.0 : 0, row[1] > 2 ? 0 : 1.0 })];
        yield return [.. Line.Select(row => new[] { row[1], 0 })];
        yield return [.. Line.Select(row => new[] { row[1] / 3, row[1] / 7 })];
    }

    [TestCaseSource(nameof(Overlapping))]
    public void Fit_ColumnsThatOverlap_IsUndefined(double[][] design) =>
        Assert.That(Reason(Five, design), Is.EqualTo(UndefinedBecause.Collinear));

    [Test]
    public void Fit_UnfitInput_RefusesAllOfItByName()
    {
        double[][] design =
        [
            [1, 0, 1e-20],
            [1, double.NaN, 0],
            [1, 2, 0],
            [1, 1e200, 0],
            [1, 1e-200, 0],
        ];

        var outcome = MetaRegression.Fit([Five[0] with { Variance = 0 }, .. Five[1..]], design, PoolingOptions.OfRecord);

        Assert.That(
            ((RegressionOutcome.Refused)outcome).Refusals,
            Is.EqualTo(
                new PoolingRefusal[]
                {
                    new(RefusedBecause.InvalidVariance, "A"),
                    new(RefusedBecause.ModeratorNotFinite, "B"),
                    new(RefusedBecause.ScaleTooWide, "D"),
                    new(RefusedBecause.ScaleTooWide, null),
                }
            )
        );
    }

    [Test]
    public void Fit_NoStudies_Refuses() =>
        Assert.That(
            ((RegressionOutcome.Refused)MetaRegression.Fit([], [], PoolingOptions.OfRecord)).Refusals,
            Is.EqualTo(new PoolingRefusal[] { new(RefusedBecause.NoStudies, null) })
        );

    [Test]
    public void Fit_DesignOfAnotherShape_Throws()
    {
        Assert.That(() => Fit(Five, Line[..4]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, [.. Line[..4], [1]]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, [.. Line.Select(_ => Array.Empty<double>())]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, Line, null, [2]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, Line, null, [-1]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, Line, null, [1, 1]), Throws.ArgumentException);
        Assert.That(() => Fit(Five, Line, PoolingOptions.OfRecord with { Level = 1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void At_RowOfAnotherShapeOrNotFinite_Throws()
    {
        var fitted = Fit(Five, Line);

        Assert.That(() => fitted.At([1]), Throws.ArgumentException);
        Assert.That(() => fitted.At([1, double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(Tau2Method.REML)]
    [TestCase(Tau2Method.SJ)]
    public void Fit_EqualEffects_HasNoSlopeAndNothingToExplain(Tau2Method method)
    {
        var fitted = Fit([.. Five.Select(study => study with { Effect = 2 })], Line, PoolingOptions.OfRecord with { Method = method });

        Assert.That(
            (fitted.Coefficients[0].Estimate, fitted.Coefficients[1].Estimate, fitted.Tau2.ValueOrNull(), fitted.Q),
            Is.EqualTo((2.0, 0.0, (double?)0, 0.0))
        );
        Assert.That(fitted.R2.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(((Estimated<OmnibusTest>.Defined)fitted.Omnibus).Value, Is.EqualTo(new OmnibusTest(0, 1, 3, 1)));
        Assert.That(
            fitted.Warnings,
            Is.EqualTo(
                new[] { PoolingWarning.FewStudiesForModerators, PoolingWarning.NoHeterogeneityDetected, PoolingWarning.Tau2IntervalEmpty }
            )
        );
    }

    [Test]
    public void Fit_EqualEffectsByPlainKnappHartung_HasNothingToTestAgainst()
    {
        var fitted = Fit(
            [.. Five.Select(study => study with { Effect = 2 })],
            Line,
            PoolingOptions.OfRecord with
            {
                Test = PoolingTest.Knha,
            }
        );

        Assert.That(
            (
                fitted.Coefficients[1].StandardError,
                fitted.Coefficients[1].Statistic.WhyUndefined,
                fitted.Coefficients[1].PValue.WhyUndefined,
                fitted.Omnibus.WhyUndefined
            ),
            Is.EqualTo(
                (
                    0.0,
                    (UndefinedBecause?)UndefinedBecause.NoVariation,
                    (UndefinedBecause?)UndefinedBecause.NoVariation,
                    (UndefinedBecause?)UndefinedBecause.NoVariation
                )
            )
        );
    }

    [Test]
    public void Fit_CommonEffect_HasNoTau2AndPredictsNoStudy()
    {
        var fitted = Fit(Five, Line, PoolingOptions.OfRecord with { Model = PoolingModel.Common });

        Assert.That(
            new[]
            {
                fitted.Tau2.WhyUndefined,
                fitted.R2.WhyUndefined,
                fitted.I2Interval.WhyUndefined,
                fitted.At([1, 2]).Prediction.WhyUndefined,
            },
            Is.All.EqualTo(UndefinedBecause.NotInModel)
        );
    }

    [Test]
    public void Fit_ModeratorThatExplainsAll_HasR2OfOne()
    {
        var fitted = Fit([.. Five.Select((study, i) => study with { Effect = 1 + 3 * i })], Line);

        Assert.That((fitted.R2.ValueOrNull(), fitted.Coefficients[1].Estimate), Is.EqualTo(((double?)1, 3.0)).Within(1e-12));
    }

    [Test]
    public void Fit_NoConstantColumn_GoesThroughTheOrigin()
    {
        var fitted = Fit(
            [.. Five.Select((study, i) => study with { Effect = 2.0 * (i + 1) })],
            [
                [1],
                [2],
                [3],
                [4],
                [5],
            ],
            PoolingOptions.OfRecord with
            {
                Test = PoolingTest.Z,
            }
        );

        Assert.That(
            (fitted.Coefficients.Single().Estimate, fitted.At([0]).Estimate, fitted.At([0]).StandardError),
            Is.EqualTo((2.0, 0.0, 0.0)).Within(1e-12)
        );
    }

    [TestCase(1e-15)]
    [TestCase(6e14)]
    public void Fit_SizesAtTheEndsOfTheirRanges_StaysFinite(double unit)
    {
        StudyEstimate[] wide = [.. Five.Select((study, i) => study with { Effect = 1e100 * i * i, Variance = 1e148 })];

        var fitted = Fit(wide, [.. Line.Select(row => new[] { 1, unit * (1 + row[1] / 8) })]);

        Assert.That(
            fitted
                .Coefficients.SelectMany(one => new[] { one.Estimate, one.StandardError, one.Interval.ValueOrNull()!.Value.Low })
                .Append(fitted.At([1, 1e15]).Interval.High),
            Has.All.Matches<double>(double.IsFinite)
        );
    }

    [TestCase(1e-16)]
    [TestCase(1e16)]
    public void Fit_ExtremeVariances_GivesTheSameProportions(double scale)
    {
        var (plain, scaled) = (
            Fit(Five, Line),
            Fit([.. Five.Select(study => study with { Effect = study.Effect * Math.Sqrt(scale), Variance = study.Variance * scale })], Line)
        );

        Assert.That(scaled.I2, Is.EqualTo(plain.I2).Within(1e-12));
        Assert.That(scaled.Coefficients[1].PValue.ValueOrNull(), Is.EqualTo(plain.Coefficients[1].PValue.ValueOrNull()).Within(1e-12));
        Assert.That(scaled.Coefficients[1].Estimate / Math.Sqrt(scale), Is.EqualTo(plain.Coefficients[1].Estimate).Within(1e-12));
    }

    [Test]
    public void Fit_TwoStudiesFarMorePreciseThanAllOthers_KeepsTheDigitsOfTheOthers()
    {
        // Two studies fix the line, so Q comes from the others alone. Interpolated at x, the two add (1 - x/4)^2 + (x/4)^2 of
        // their own tau2 to the variance of each of the others.
        StudyEstimate[] studies = [new("A", 1, 1e-14), new("B", 5, 1e-14), new("C", 3.5, 0.5), new("D", 4, 0.25), new("E", 3, 0.5)];
        double[][] design =
        [
            [1, 0],
            [1, 4],
            [1, 1],
            [1, 2],
            [1, 3],
        ];

        var fitted = Fit(studies, design, PoolingOptions.OfRecord with { Method = Tau2Method.DL });

        Assert.That(fitted.Q, Is.EqualTo(2.25 / 0.5 + 1 / 0.25 + 1 / 0.5).Within(1e-9));
        Assert.That(fitted.Tau2.ValueOrNull(), Is.EqualTo((10.5 - 3) / (1.625 / 0.5 + 1.5 / 0.25 + 1.625 / 0.5)).Within(1e-9));
    }

    [Test]
    public void Fit_ManyStudiesForEachModerator_DoesNotWarnOfFew()
    {
        StudyEstimate[] studies = [.. Enumerable.Range(0, 10).Select(i => new StudyEstimate($"S{i}", i % 4, 0.1))];

        Assert.That(Fit(studies, [.. studies.Select((_, i) => new double[] { 1, i })]).Warnings, Is.Empty);
    }
}
