using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;
using Interval = Portal.Analytics.Interval;

namespace Portal.Tests.Pooling;

/// <summary>Properties of every method, test and set of studies.</summary>
public sealed class MetaAnalysisPropertyTests
{
    private static readonly PoolingOptions[] EveryOption =
    [
        .. Enum.GetValues<Tau2Method>()
            .SelectMany(method =>
                Enum.GetValues<PoolingTest>().Select(test => new PoolingOptions(PoolingModel.Random, method, test, 0.95))
            ),
        .. Enum.GetValues<PoolingTest>().Select(test => new PoolingOptions(PoolingModel.Common, Tau2Method.REML, test, 0.95)),
    ];

    private static readonly Arbitrary<StudyEstimate[]> Studies = StudiesOf(3);

    /// <summary>Two to 24 studies whose variances span the given number of powers of ten.</summary>
    private static Arbitrary<StudyEstimate[]> StudiesOf(int decades) =>
        (
            from k in Gen.Choose(2, 24)
            from effects in Gen.Choose(-3000, 3000).ArrayOf(k)
            from logs in Gen.Choose(-1000 * decades, 0).ArrayOf(k)
            select effects
                .Zip(logs, (effect, log) => new StudyEstimate($"S{effect}", effect / 1000.0, 2 * Math.Pow(10, log / 1000.0)))
                .ToArray()
        ).ToArbitrary();

    private static PooledResult Fit(IReadOnlyList<StudyEstimate> studies, PoolingOptions options) =>
        ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, options)).Result;

    private static void ForEveryOption(Func<StudyEstimate[], PoolingOptions, bool> holds) =>
        Prop.ForAll(Studies, studies => EveryOption.All(options => holds(studies, options))).QuickCheckThrowOnFailure();

    [Test]
    public void Fit_StudiesInAnotherOrder_SaysTheSame() =>
        ForEveryOption((studies, options) => Alike(Fit([.. studies.Reverse()], options), Fit(studies, options), 1, 0));

    [TestCase(100.0)]
    [TestCase(-7.25)]
    public void Fit_ConstantAdded_ShiftsTheEstimateOnly(double constant) =>
        ForEveryOption(
            (studies, options) =>
                Alike(
                    Fit([.. studies.Select(study => study with { Effect = study.Effect + constant })], options),
                    Fit(studies, options),
                    1,
                    constant
                )
        );

    [TestCase(3.0)]
    [TestCase(1e-3)]
    [TestCase(1e-8)]
    [TestCase(1e8)]
    public void Fit_OtherUnits_ScalesTheEstimateAndLeavesProportions(double unit) =>
        ForEveryOption(
            (studies, options) =>
                Alike(
                    Fit(
                        [.. studies.Select(study => study with { Effect = study.Effect * unit, Variance = study.Variance * unit * unit })],
                        options
                    ),
                    Fit(studies, options),
                    unit,
                    0
                )
        );

    [Test]
    public void Fit_DirectionReversed_IsOriented() =>
        ForEveryOption(
            (studies, options) =>
            {
                var (reversed, oriented) = (
                    Fit([.. studies.Select(study => study.Oriented(-1))], options),
                    Fit(studies, options).Oriented(-1)
                );
                return Alike(reversed, oriented, 1, 0)
                    && reversed.Studies.Zip(oriented.Studies).All(pair => pair.First.Effect == pair.Second.Effect)
                    && Near(Low(reversed.Prediction), Low(oriented.Prediction), 1)
                    && Near(reversed.Statistic, oriented.Statistic, 1);
            }
        );

    [Test]
    public void Fit_AnyStudies_StaysInRange() =>
        ForEveryOption(
            (studies, options) =>
            {
                var pooled = Fit(studies, options);
                return pooled.Tau2.Match(tau2 => tau2 >= 0, _ => options.Model == PoolingModel.Common)
                    && pooled.I2.ValueOrNull() is >= 0 and < 1
                    && pooled.PValue.Match(p => p is >= 0 and <= 1, _ => pooled.StandardError == 0)
                    && pooled.QPValue.ValueOrNull() is >= 0 and <= 1
                    && pooled.Interval.Low <= pooled.Interval.High
                    && pooled.Interval.Contains(pooled.Estimate)
                    && pooled.Tau2Interval.Match(ends => 0 <= ends.Low && ends.Low <= ends.High, _ => options.Model == PoolingModel.Common)
                    && Math.Abs(pooled.Studies.Sum(study => study.Weight) - 1) < 1e-12
                    && pooled.Converged;
            }
        );

    [Test]
    public void Fit_AnyStudies_PredictionContainsTheConfidenceInterval() =>
        ForEveryOption(
            (studies, options) =>
            {
                var pooled = Fit(studies, options);
                return pooled.Prediction.Match(
                    prediction => prediction.Low <= pooled.Interval.Low && prediction.High >= pooled.Interval.High,
                    reason =>
                        reason == (options.Model == PoolingModel.Common ? UndefinedBecause.NotInModel : UndefinedBecause.TooFewStudies)
                );
            }
        );

    [Test]
    public void Fit_RandomEffects_ShrinksTowardsThePooledEffect() =>
        ForEveryOption(
            (studies, options) =>
            {
                var pooled = Fit(studies, options);
                return pooled.Studies.All(study =>
                    study.Shrunken.Match(
                        shrunken =>
                            Math.Abs(shrunken.Deviation) <= Math.Abs(study.Effect - pooled.Estimate) + 1e-12
                            && shrunken.Deviation * (study.Effect - pooled.Estimate) >= 0,
                        _ => options.Model == PoolingModel.Common
                    )
                );
            }
        );

    [Test]
    public void Fit_PauleMandelByEitherName_SaysTheSame() =>
        Prop.ForAll(
                Studies,
                studies =>
                    Alike(
                        Fit(studies, PoolingOptions.OfRecord with { Method = Tau2Method.EB }),
                        Fit(studies, PoolingOptions.OfRecord with { Method = Tau2Method.PM }),
                        1,
                        0
                    )
            )
            .QuickCheckThrowOnFailure();

    [TestCase(Tau2Method.REML, 3)]
    [TestCase(Tau2Method.REML, 9)]
    [TestCase(Tau2Method.ML, 3)]
    [TestCase(Tau2Method.ML, 9)]
    public void Fit_Likelihood_NowhereHigher(Tau2Method method, int decades) =>
        Prop.ForAll(
                StudiesOf(decades),
                studies =>
                {
                    var best = Fit(studies, PoolingOptions.OfRecord with { Method = method }).Tau2.ValueOrNull()!.Value;
                    var highest = LogLikelihood(studies, best, method);
                    return Enumerable
                        .Range(-1000, 1600)
                        .Select(step => Math.Pow(10, step / 100.0))
                        .Prepend(0)
                        .All(tau2 => LogLikelihood(studies, tau2, method) <= highest + 1e-7);
                }
            )
            .QuickCheckThrowOnFailure();

    private static double LogLikelihood(StudyEstimate[] studies, double tau2, Tau2Method method)
    {
        var weights = studies.Select(study => 1 / (study.Variance + tau2)).ToArray();
        var mean = studies.Zip(weights, (study, w) => w * study.Effect).Sum() / weights.Sum();
        var misfit = studies.Zip(weights, (study, w) => w * (study.Effect - mean) * (study.Effect - mean)).Sum();
        return 0.5 * (weights.Sum(Math.Log) - misfit - (method == Tau2Method.REML ? Math.Log(weights.Sum()) : 0));
    }

    private static bool Alike(PooledResult a, PooledResult b, double unit, double shift)
    {
        // Everything is compared in units of the pooled standard error, or of the variances behind it.
        var (se, variance) = (
            b.ClassicStandardError * unit,
            (b.Studies.Max(study => study.Variance) + (b.Tau2.ValueOrNull() ?? 0)) * unit * unit
        );
        return Near(a.Estimate, b.Estimate * unit + shift, se)
            && Near(a.StandardError, b.StandardError * unit, se)
            && Near(a.Interval.Low, b.Interval.Low * unit + shift, se)
            && Near(a.Interval.High, b.Interval.High * unit + shift, se)
            && Near(a.Tau2, b.Tau2.Map(value => value * unit * unit), variance)
            && Near(a.Q, b.Q, 1 + b.Q.ValueOrNull()!.Value)
            && Near(a.QPValue, b.QPValue, 1)
            && Near(a.I2, b.I2, 1)
            && (shift != 0 || Near(a.PValue, b.PValue, 1));
    }

    private static Estimated<double> Low(Estimated<Interval> interval) => interval.Map(ends => ends.Low);

    private static bool Near(Estimated<double> a, Estimated<double> b, double size) =>
        a.WhyUndefined == b.WhyUndefined
        && (a.ValueOrNull() is not { } x || b.ValueOrNull() is not { } y || Near(x, y, size + Math.Abs(y)));

    private static bool Near(double a, double b, double size) => Math.Abs(a - b) <= 1e-7 * size;
}
