using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.MixedModels;

namespace Portal.Tests.MixedModels;

/// <summary>Properties of every set of rows.</summary>
public sealed class RandomInterceptPropertyTests
{
    private static readonly MixedModelOptions[] EveryOption =
    [
        MixedModelOptions.OfRecord,
        MixedModelOptions.OfRecord with
        {
            Likelihood = Likelihood.ML,
        },
    ];

    /// <summary>Three to ten services of unequal sizes, with a covariate and differences between services of any size.</summary>
    private static readonly Arbitrary<ModelRow[]> Rows = (
        from services in Gen.Choose(3, 10)
        from count in Gen.Choose(services + 6, 40)
        from outcomes in Gen.Choose(-3000, 3000).ArrayOf(count)
        from covariates in Gen.Choose(-50, 50).ArrayOf(count)
        from effects in Gen.Choose(-9000, 9000).ArrayOf(services)
        from spread in Gen.Choose(0, 3)
        select Enumerable
            .Range(0, count)
            .Select(i => new ModelRow(
                $"S{i * i % services}",
                (outcomes[i] + spread * effects[i * i % services]) / 1000.0,
                [covariates[i] / 10.0]
            ))
            .ToArray()
    )
        .Where(rows => EveryOption.All(options => RandomIntercept.Fit(rows, options).IsDefined))
        .ToArbitrary();

    private static RandomInterceptFit Fit(IReadOnlyList<ModelRow> rows, MixedModelOptions options) =>
        ((Estimated<RandomInterceptFit>.Defined)RandomIntercept.Fit(rows, options)).Value;

    private static void ForEveryOption(Action<ModelRow[], MixedModelOptions> holds) =>
        Prop.ForAll(Rows, rows => Array.ForEach(EveryOption, options => holds(rows, options)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Test]
    public void Fit_RowsAndServicesInAnotherOrder_SaysTheSame() =>
        ForEveryOption((rows, options) => RandomInterceptTests.AssertAlike(Fit([.. rows.Reverse()], options), Fit(rows, options)));

    [TestCase(1e-6)]
    [TestCase(1e-3)]
    [TestCase(1e6)]
    public void Fit_OutcomeInOtherUnits_ScalesWithThem(double unit) =>
        ForEveryOption(
            (rows, options) =>
                RandomInterceptTests.AssertAlike(
                    Fit([.. rows.Select(row => row with { Outcome = row.Outcome * unit })], options),
                    Fit(rows, options),
                    unit
                )
        );

    [TestCase(1000.0)]
    [TestCase(-7.25)]
    public void Fit_ConstantAddedToTheOutcome_ShiftsTheInterceptOnly(double constant) =>
        ForEveryOption(
            (rows, options) =>
                RandomInterceptTests.AssertAlike(
                    Fit([.. rows.Select(row => row with { Outcome = row.Outcome + constant })], options),
                    Fit(rows, options),
                    1,
                    constant
                )
        );

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(1, 2020)]
    public void Fit_CovariateInOtherUnits_LeavesItsStatistic(double unit, double shift) =>
        ForEveryOption(
            (rows, options) =>
            {
                var (moved, fit) = (
                    Fit([.. rows.Select(row => row with { Covariates = [row.Covariates[0] * unit + shift] })], options),
                    Fit(rows, options)
                );

                Assert.That(moved.Fixed[1].Statistic.ValueOrNull(), Is.EqualTo(fit.Fixed[1].Statistic.ValueOrNull()).Within(1e-6));
                Assert.That(
                    moved.ServiceVariance,
                    Is.EqualTo(fit.ServiceVariance).Within(1e-7 * (fit.ServiceVariance + fit.ResidualVariance))
                );
            }
        );

    [Test]
    public void Fit_AnyRows_StaysInRange() =>
        ForEveryOption(
            (rows, options) =>
            {
                var fit = Fit(rows, options);

                Assert.That(fit.ResidualVariance, Is.Positive);
                Assert.That(fit.IntraclassCorrelation, Is.InRange(0, 1));
                Assert.That(fit.Fixed.Select(one => one.Df), Has.All.Positive);
                Assert.That(fit.Fixed.Select(one => one.PValue.ValueOrNull()), Has.All.Null.Or.InRange(0, 1));
                Assert.That(fit.Fixed.Where(one => !one.PValue.IsDefined).Select(one => one.Df), Has.All.LessThan(1));
            }
        );

    [Test]
    public void Fit_Likelihood_NowhereHigher() =>
        ForEveryOption(
            (rows, options) =>
            {
                var fit = Fit(rows, options);
                var best = LogLikelihood(rows, fit.ServiceVariance / fit.ResidualVariance, options.Likelihood);

                foreach (var step in Enumerable.Range(-60, 120))
                    Assert.That(LogLikelihood(rows, Math.Pow(10, step / 10.0), options.Likelihood), Is.LessThanOrEqualTo(best + 1e-7));
                Assert.That(LogLikelihood(rows, 0, options.Likelihood), Is.LessThanOrEqualTo(best + 1e-7));
                Assert.That(fit.Minus2LogLikelihood, Is.EqualTo(-2 * best).Within(1e-6));
            }
        );

    // Written out row by row from V = I + ratio 11' and its inverse; two-by-two equations give the intercept and one covariate.
    private static double LogLikelihood(ModelRow[] rows, double ratio, Likelihood likelihood)
    {
        double[,] a = new double[3, 3];
        var determinant = 0.0;
        foreach (var service in rows.GroupBy(row => row.Service))
        {
            double[][] z = [.. service.Select(row => new[] { 1, row.Covariates[0], row.Outcome })];
            var shrink = ratio / (1 + z.Length * ratio);
            determinant += Math.Log(1 + z.Length * ratio);
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                    a[i, j] += z.Sum(row => row[i] * row[j]) - shrink * z.Sum(row => row[i]) * z.Sum(row => row[j]);
            }
        }

        var information = a[0, 0] * a[1, 1] - a[0, 1] * a[0, 1];
        var intercept = (a[1, 1] * a[0, 2] - a[0, 1] * a[1, 2]) / information;
        var slope = (a[0, 0] * a[1, 2] - a[0, 1] * a[0, 2]) / information;
        var misfit = a[2, 2] - intercept * a[0, 2] - slope * a[1, 2];
        var df = likelihood == Likelihood.REML ? rows.Length - 2 : rows.Length;
        return -0.5
            * (df * (Math.Log(2 * Math.PI * misfit / df) + 1) + determinant + (likelihood == Likelihood.REML ? Math.Log(information) : 0));
    }
}
