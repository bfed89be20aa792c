using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moderators;

/// <summary>Properties of every method, test, set of studies and moderators.</summary>
public sealed class MetaRegressionPropertyTests
{
    private static readonly PoolingOptions[] EveryOption =
    [
        .. Enum.GetValues<Tau2Method>().Select((method, i) => new PoolingOptions(PoolingModel.Random, method, (PoolingTest)(i % 4), 0.95)),
        .. Enum.GetValues<PoolingTest>().Select(test => new PoolingOptions(PoolingModel.Common, Tau2Method.REML, test, 0.95)),
    ];

    private static readonly Arbitrary<Sample> Samples = (
        from k in Gen.Choose(5, 12)
        from effects in Gen.Choose(-3000, 3000).ArrayOf(k)
        from logs in Gen.Choose(-3000, 0).ArrayOf(k)
        from dose in Gen.Choose(-5000, 5000).ArrayOf(k)
        from year in Gen.Choose(1948, 2025).ArrayOf(k)
        let studies = effects
            .Zip(logs, (effect, log) => new StudyEstimate($"S{effect}", effect / 1000.0, 2 * Math.Pow(10, log / 1000.0)))
            .ToArray()
        select new Sample(studies, [.. dose.Zip(year, (x, t) => new[] { 1.0, x / 1000.0, t })])
    ).ToArbitrary();

    private static RegressionResult Fit(IReadOnlyList<StudyEstimate> studies, double[][] design, PoolingOptions options) =>
        ((RegressionOutcome.Fitted)MetaRegression.Fit(studies, design, options)).Result;

    // With few distinct years the design may lack full rank; such a sample proves nothing here.
    private static void ForEveryOption(Func<Sample, PoolingOptions, bool> holds) =>
        Prop.ForAll(
                Samples,
                sample =>
                    EveryOption.All(options =>
                        MetaRegression.Fit(sample.Studies, sample.Design, options) is RegressionOutcome.Undefined || holds(sample, options)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Fit_StudiesInAnotherOrder_SaysTheSame() =>
        ForEveryOption(
            (sample, options) =>
                Alike(
                    Fit([.. sample.Studies.Reverse()], [.. sample.Design.Reverse()], options),
                    Fit(sample.Studies, sample.Design, options),
                    1
                )
        );

    [TestCase(1e-6)]
    [TestCase(1e6)]
    [TestCase(-1.0)]
    public void Fit_OtherUnitsOrDirection_ScalesCoefficientsAndLeavesProportions(double unit) =>
        ForEveryOption(
            (sample, options) =>
                Alike(
                    Fit(
                        [
                            .. sample.Studies.Select(study =>
                                study with
                                {
                                    Effect = study.Effect * unit,
                                    Variance = study.Variance * unit * unit,
                                }
                            ),
                        ],
                        sample.Design,
                        options
                    ),
                    Fit(sample.Studies, sample.Design, options),
                    unit
                )
        );

    [Test]
    public void Fit_ConstantAdded_MovesTheInterceptOnly() =>
        ForEveryOption(
            (sample, options) =>
            {
                var (moved, plain) = (
                    Fit([.. sample.Studies.Select(study => study with { Effect = study.Effect + 50 })], sample.Design, options),
                    Fit(sample.Studies, sample.Design, options)
                );
                return Near(moved.Coefficients[0].Estimate, plain.Coefficients[0].Estimate + 50, plain.Coefficients[0].StandardError + 50)
                    && Near(moved.Coefficients[1].Estimate, plain.Coefficients[1].Estimate, plain.Coefficients[1].StandardError + 1)
                    && Near(moved.Tau2, plain.Tau2)
                    && Near(moved.Q, plain.Q, 1 + plain.Q)
                    && Near(moved.Omnibus.Map(test => test.PValue), plain.Omnibus.Map(test => test.PValue));
            }
        );

    [TestCase(1e-6, 0.0)]
    [TestCase(1e6, 0.0)]
    [TestCase(1.0, 1e7)]
    public void Fit_ModeratorInOtherUnitsOrFromAnotherOrigin_ChangesItsCoefficientOnly(double unit, double origin) =>
        ForEveryOption(
            (sample, options) =>
            {
                double[][] moved = [.. sample.Design.Select(row => new[] { 1, row[1] * unit + origin, row[2] })];
                var (a, b) = (Fit(sample.Studies, moved, options), Fit(sample.Studies, sample.Design, options));
                var at = sample.Design[0];
                var (here, there) = (b.At(at), a.At([1, at[1] * unit + origin, at[2]]));
                return Near(
                        a.Coefficients[1].Estimate * unit,
                        b.Coefficients[1].Estimate,
                        b.Coefficients[1].StandardError + Math.Abs(b.Coefficients[1].Estimate)
                    )
                    && Near(a.Coefficients[1].PValue, b.Coefficients[1].PValue)
                    && Near(a.Tau2, b.Tau2)
                    && Near(a.Q, b.Q, 1 + b.Q)
                    && Near(here.Estimate, there.Estimate, here.StandardError + Math.Abs(here.Estimate))
                    && Near(here.StandardError, there.StandardError, here.StandardError)
                    && Near(a.Omnibus.Map(test => test.PValue), b.Omnibus.Map(test => test.PValue));
            }
        );

    [Test]
    public void Fit_ConstantColumnAlone_IsThePooledResult() =>
        ForEveryOption(
            (sample, options) =>
            {
                var line = Fit(sample.Studies, [.. sample.Studies.Select(_ => new[] { 2.0 })], options);
                var pooled = ((PoolingOutcome.Pooled)MetaAnalysis.Fit(sample.Studies, options)).Result;
                return Near(2 * line.Coefficients[0].Estimate, pooled.Estimate, 1 + pooled.StandardError)
                    && Near(2 * line.Coefficients[0].StandardError, pooled.StandardError, pooled.StandardError)
                    && Near(line.Tau2, pooled.Tau2)
                    && Near(line.SeTau2, pooled.SeTau2)
                    && Near(line.Q, pooled.Q.ValueOrNull()!.Value, 1 + line.Q)
                    && Near(Estimated.Of(line.I2), pooled.I2)
                    && Near(line.Tau2Interval.Map(ends => ends.High), pooled.Tau2Interval.Map(ends => ends.High))
                    && line.R2.WhyUndefined == UndefinedBecause.NotInModel
                    && line.Omnibus.WhyUndefined == UndefinedBecause.NotInModel
                    && Near(
                        line.At([2]).Prediction.Map(ends => ends.High),
                        line.Tau2.Map(_ => pooled.Prediction.ValueOrNull()!.Value.High)
                    );
            }
        );

    [Test]
    public void Fit_AnySample_AgreesWithWholeMatrices() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    var dense = new DenseModel(sample.Studies, [.. sample.Design.Select(row => new[] { 1, row[1], row[2] - 1990 })]);
                    return EveryOption.All(options =>
                    {
                        if (
                            MetaRegression.Fit(
                                sample.Studies,
                                [.. sample.Design.Select(row => new[] { 1, row[1], row[2] - 1990 })],
                                options
                            )
                            is not RegressionOutcome.Fitted { Result: var fitted }
                        )
                            return true;
                        var tau2 = fitted.Tau2.ValueOrNull() ?? 0;
                        var (coefficients, se) = dense.At(tau2);
                        var scale = options.Test switch
                        {
                            PoolingTest.Knha => Math.Sqrt(fitted.KnappHartungScale),
                            PoolingTest.Adhoc => Math.Sqrt(Math.Max(1, fitted.KnappHartungScale)),
                            _ => 1,
                        };
                        return fitted
                                .Coefficients.Zip(coefficients)
                                .All(pair => Near(pair.First.Estimate, pair.Second, 1 + Math.Abs(pair.Second)))
                            && fitted.Coefficients.Zip(se).All(pair => Near(pair.First.StandardError, scale * pair.Second, 1 + pair.Second))
                            && (
                                options.Model == PoolingModel.Common
                                || options.Method is Tau2Method.REML or Tau2Method.ML or Tau2Method.PM or Tau2Method.EB
                                || (
                                    Near(tau2, dense.By(options.Method).Tau2, 1 + tau2)
                                    && Near(fitted.SeTau2.ValueOrNull()!.Value, dense.By(options.Method).Se, 1 + tau2)
                                )
                            );
                    });
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Fit_RestrictedLikelihood_NowhereHigher() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    double[][] design = [.. sample.Design.Select(row => new[] { 1, row[1], row[2] - 1990 })];
                    if (
                        MetaRegression.Fit(sample.Studies, design, PoolingOptions.OfRecord)
                        is not RegressionOutcome.Fitted { Result: var fitted }
                    )
                        return true;
                    var dense = new DenseModel(sample.Studies, design);
                    var highest = dense.RestrictedLogLikelihood(fitted.Tau2.ValueOrNull()!.Value);
                    return Enumerable
                        .Range(-60, 100)
                        .Select(step => Math.Pow(10, step / 10.0))
                        .Prepend(0)
                        .All(tau2 => dense.RestrictedLogLikelihood(tau2) <= highest + 1e-7);
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Alike(RegressionResult a, RegressionResult b, double unit)
    {
        var size = Math.Abs(unit);
        return a.Coefficients.Zip(b.Coefficients)
                .All(pair =>
                    Near(
                        pair.First.Estimate,
                        pair.Second.Estimate * unit,
                        (pair.Second.StandardError + Math.Abs(pair.Second.Estimate)) * size
                    )
                    && Near(pair.First.StandardError, pair.Second.StandardError * size, pair.Second.StandardError * size)
                    && Near(Width(pair.First), Width(pair.Second) * size, Width(pair.Second) * size)
                    && Near(pair.First.PValue, pair.Second.PValue)
                )
            && Near(a.Tau2.Map(tau2 => tau2 / unit / unit), b.Tau2)
            && Near(a.Tau2Interval.Map(ends => ends.High / unit / unit), b.Tau2Interval.Map(ends => ends.High))
            && Near(a.Q, b.Q, 1 + b.Q)
            && Near(a.I2, b.I2, 1)
            && Near(a.R2, b.R2)
            && Near(a.Omnibus.Map(test => test.Statistic), b.Omnibus.Map(test => test.Statistic))
            && a.QPValue is >= 0 and <= 1
            && a.I2 is >= 0 and < 1;
    }

    private static double Width(CoefficientTest coefficient) => coefficient.Interval.ValueOrNull()!.Value.Width;

    private static bool Near(Estimated<double> a, Estimated<double> b) =>
        a.WhyUndefined == b.WhyUndefined && (a.ValueOrNull() is not { } x || b.ValueOrNull() is not { } y || Near(x, y, 1 + Math.Abs(y)));

    private static bool Near(double a, double b, double size) => Math.Abs(a - b) <= 1e-6 * size;

    private sealed record Sample(StudyEstimate[] Studies, double[][] Design);
}
