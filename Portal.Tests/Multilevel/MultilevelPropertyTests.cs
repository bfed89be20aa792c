using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Multilevel;

namespace Portal.Tests.Multilevel;

/// <summary>Properties of every set of dependent effects.</summary>
public sealed class MultilevelPropertyTests
{
    private const double Rho = 0.6;

    /// <summary>Three to nine services of one to four measures whose variances span two powers of ten.</summary>
    private static readonly Arbitrary<DependentEffect[]> Effects = (
        from services in Gen.Choose(3, 9)
        from sizes in Gen.Choose(1, 4).ArrayOf(services)
        from own in Gen.Choose(-3000, 3000).ArrayOf(4 * services)
        from shared in Gen.Choose(-3000, 3000).ArrayOf(services)
        from spread in Gen.Choose(0, 2)
        from logs in Gen.Choose(-2000, 0).ArrayOf(4 * services)
        select Enumerable
            .Range(0, services)
            .SelectMany(i =>
                Enumerable
                    .Range(4 * i, sizes[i])
                    .Select(j => new DependentEffect(
                        $"S{i}",
                        $"M{j}",
                        (own[j] + spread * shared[i]) / 1000.0,
                        2 * Math.Pow(10, logs[j] / 1000.0)
                    ))
            )
            .ToArray()
    )
        .Where(effects => effects.Length > effects.Select(effect => effect.Cluster).Distinct().Count())
        .ToArbitrary();

    private static MultilevelFit Fit(IReadOnlyList<DependentEffect> effects) =>
        ((Estimated<MultilevelFit>.Defined)MultilevelMetaAnalysis.Fit(effects, MultilevelOptions.OfRecord)).Value;

    private static void ForMany(Action<DependentEffect[]> holds) =>
        Prop.ForAll(Effects, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Test]
    public void Fit_AnyEffects_StaysInRange() =>
        ForMany(effects =>
        {
            var fit = Fit(effects);

            Assert.That(fit.ClusterVarianceInterval.Contains(fit.ClusterVariance) && fit.ClusterVarianceInterval.Low >= 0, Is.True);
            Assert.That(fit.EffectVarianceInterval.Contains(fit.EffectVariance) && fit.EffectVarianceInterval.Low >= 0, Is.True);
            Assert.That(fit.I2, Is.InRange(0, 1));
            Assert.That(fit.QPValue, Is.InRange(0, 1));
            Assert.That(fit.RobustCr2.Single().Df, Is.GreaterThan(0.9).And.LessThanOrEqualTo(fit.Clusters));
        });

    [Test]
    public void Fit_Likelihood_NowhereHigher() =>
        ForMany(effects =>
        {
            var fit = Fit(effects);
            var best = LogLikelihood(effects, fit.ClusterVariance, fit.EffectVariance);

            double[] grid = [0, .. Enumerable.Range(-9, 14).Select(step => Math.Pow(10, step / 3.0))];
            foreach (var cluster in grid)
                Assert.That(grid.Select(effect => LogLikelihood(effects, cluster, effect)), Has.All.LessThanOrEqualTo(best + 1e-7));
        });

    [Test]
    public void Fit_EndsOfAnInterval_AreWhereTheLikelihoodHasFallen() =>
        ForMany(effects =>
        {
            var fit = Fit(effects);
            var best = LogLikelihood(effects, fit.ClusterVariance, fit.EffectVariance);

            // At the end of the interval, no value of the other variance brings the likelihood within 1.92 of its peak.
            var end = fit.ClusterVarianceInterval.High;
            foreach (var step in Enumerable.Range(-12, 20))
                Assert.That(best - LogLikelihood(effects, end, Math.Pow(10, step / 4.0)), Is.GreaterThan(1.9207));
        });

    private static double LogLikelihood(DependentEffect[] effects, double clusterVariance, double effectVariance)
    {
        var (determinant, information, right, square) = (0.0, 0.0, 0.0, 0.0);
        foreach (var service in effects.GroupBy(effect => effect.Cluster))
        {
            var own = service.ToArray();
            var marginal = Matrix<double>.Build.Dense(
                own.Length,
                own.Length,
                (i, j) => clusterVariance + (i == j ? own[i].Variance + effectVariance : Rho * Math.Sqrt(own[i].Variance * own[j].Variance))
            );
            var y = Vector<double>.Build.Dense([.. own.Select(effect => effect.Effect)]);
            var (w, ones) = (marginal.Inverse(), Vector<double>.Build.Dense(own.Length, 1));
            determinant += Math.Log(marginal.Determinant());
            information += ones * (w * ones);
            right += ones * (w * y);
            square += y * (w * y);
        }

        return -0.5 * (determinant + Math.Log(information) + square - right * right / information);
    }
}
