using Portal.Analytics.Distributions;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Multilevel;

/// <summary>Pools several effects of each service: three-level and correlated-and-hierarchical-effects models.</summary>
/// <remarks>
/// y = Xb + u(service) + w(effect) + e with e ~ N(0, V). Source: Konstantopoulos (2011); Van den Noortgate et al. (2013);
/// Pustejovsky and Tipton (2022); metafor, rma.mv, at the exact restricted-likelihood optimum; clubSandwich, robust().
/// Checked against Reference/meta_multilevel.json. Works service by service: never a matrix of all effects by all effects.
/// </remarks>
public static class MultilevelMetaAnalysis
{
    // Below this the t approximation of a robust test cannot be trusted.
    private const double LeastRobustDf = 4;

    // Relative to the error that the model expects, residuals this small are round-off.
    private const double Rounding = 1e-12;

    /// <summary>Fits effects whose sampling errors correlate equally within a service.</summary>
    /// <param name="effects">Effects in any order, from at least two services, one of them with several effects.</param>
    /// <param name="options">Correlation and level.</param>
    /// <param name="design">One row per effect with the intercept as a column; <c>null</c> for the intercept alone.</param>
    /// <returns>
    /// The fit; undefined without effects (<see cref="UndefinedBecause.NoCases"/>), with no more effects than coefficients, when a column
    /// of the design is a sum of others, and when the two variances cannot be told apart (<see cref="UndefinedBecause.NotEstimable"/>): one
    /// service, or one effect in each, for which <see cref="Pooling.MetaAnalysis"/> is the analysis.
    /// </returns>
    /// <exception cref="ArgumentException">The design has the wrong shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not finite, a variance not above 0, or an option outside its range.
    /// </exception>
    public static Estimated<MultilevelFit> Fit(
        IReadOnlyList<DependentEffect> effects,
        MultilevelOptions options,
        IReadOnlyList<IReadOnlyList<double>>? design = null
    )
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.WithinClusterCorrelation is > -1 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), "The correlation must be above -1 and below 1.");
        return Fit(
            effects,
            (i, j) => options.WithinClusterCorrelation * Math.Sqrt(effects[i].Variance) * Math.Sqrt(effects[j].Variance),
            options.Level,
            design
        );
    }

    /// <summary>Fits effects whose sampling covariances are known.</summary>
    /// <param name="effects">Effects in any order.</param>
    /// <param name="covariance">
    /// Sampling covariance of the effects at two positions of the list; called only within services, once a pair.
    /// </param>
    /// <param name="level">Two-sided coverage of every interval as a fraction in (0, 1).</param>
    /// <param name="design">One row per effect with the intercept as a column; <c>null</c> for the intercept alone.</param>
    /// <returns>
    /// As above; <see cref="UndefinedBecause.InconsistentInput"/> when a service's covariances are not positive definite.
    /// </returns>
    /// <exception cref="ArgumentException">The design has the wrong shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not finite, a variance not above 0, or the level outside its range.
    /// </exception>
    public static Estimated<MultilevelFit> Fit(
        IReadOnlyList<DependentEffect> effects,
        Func<int, int, double> covariance,
        double level,
        IReadOnlyList<IReadOnlyList<double>>? design = null
    )
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(covariance);
        Require.Confidence(level);
        foreach (var effect in effects)
        {
            Require.Finite(effect.Effect, nameof(effects));
            Require.Positive(effect.Variance, nameof(effects));
        }

        var rows = design ?? [.. effects.Select(_ => new[] { 1.0 })];
        if (rows.Count != effects.Count || rows.Any(row => row.Count != rows[0].Count || row.Count == 0))
            throw new ArgumentException("Must have one row per effect, and equally many columns in each.", nameof(design));
        foreach (var value in rows.SelectMany(row => row))
            Require.Finite(value, nameof(design));
        return effects.Count == 0
            ? Estimated.Undefined<MultilevelFit>(UndefinedBecause.NoCases)
            : ClusteredEffects
                .Of(effects, rows, covariance)
                .Then(clustered =>
                    VarianceComponents.AreIdentified(clustered)
                        ? Estimated.Of(Fitted(clustered, level, ContainmentDf(effects, rows), design is null))
                        : Estimated.Undefined<MultilevelFit>(UndefinedBecause.NotEstimable)
                );
    }

    // The coefficient of a column that is constant within services rests on the number of services, not of effects.
    private static double[] ContainmentDf(IReadOnlyList<DependentEffect> effects, IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var clusters = effects.Zip(rows).GroupBy(pair => pair.First.Cluster, pair => pair.Second).ToArray();
        var p = rows[0].Count;
        return
        [
            .. Enumerable
                .Range(0, p)
                .Select(j =>
                    clusters.All(cluster => cluster.Select(row => row[j]).Distinct().Count() == 1)
                        ? clusters.Length - p
                        : (double)(rows.Count - p)
                ),
        ];
    }

    private static MultilevelFit Fitted(ClusteredEffects effects, double level, double[] containment, bool interceptOnly)
    {
        var (fixedOnly, peak) = (RestrictedLikelihood.Of(effects, default), VarianceComponents.Highest(effects));
        var (plain, reduced) = (RobustCovariance.Plain(effects, peak), RobustCovariance.BiasReduced(effects, peak));
        var (df, clusterDf) = (effects.K - effects.P, effects.Blocks.Count - effects.P);
        var typical = df / fixedOnly.TraceP;
        var total = peak.At.Cluster + peak.At.Effect + typical;
        var estimates = effects.Coefficients(peak.Solution);
        var variances = (effects.ToCoefficients * peak.Covariance * effects.ToCoefficients.Transpose()).Diagonal();
        IReadOnlyList<CoefficientTest> Each(Func<int, double> unitError, Func<int, double?> df, double leastDf = 1) =>
            [.. estimates.Select((estimate, j) => CoefficientTest.Of(estimate, effects.ToDistance(unitError(j)), df(j), level, leastDf))];
        double Error(int j) => Math.Sqrt(variances[j]);
        double Robust(RobustCovariance robust, int j) => robust.StandardError(j) is var error && error > Rounding * Error(j) ? error : 0;
        Interval Profile(int component)
        {
            var ends = VarianceComponents.Profile(effects, peak, component, level);
            return new Interval(effects.ToVariance(ends.Low), effects.ToVariance(ends.High));
        }

        return new MultilevelFit
        {
            K = effects.K,
            Clusters = effects.Blocks.Count,
            ClusterVariance = effects.ToVariance(peak.At.Cluster),
            EffectVariance = effects.ToVariance(peak.At.Effect),
            ClusterVarianceInterval = Profile(0),
            EffectVarianceInterval = Profile(1),
            Q = fixedOnly.Misfit,
            QDf = df,
            QPValue = Tail.ChiSquaredUpper(fixedOnly.Misfit, df),
            I2Cluster = peak.At.Cluster / total,
            I2Effect = peak.At.Effect / total,
            Normal = Each(Error, _ => null),
            ResidualT = Each(Error, _ => df),
            ContainmentT = Each(Error, j => containment[j]),
            RobustCr2 = Each(j => Robust(reduced, j), j => reduced.Df(j), LeastRobustDf),
            RobustCr1 = Each(
                j => Robust(plain, j) * Math.Sqrt(clusterDf > 0 ? (double)effects.Blocks.Count / clusterDf : 1),
                _ => clusterDf
            ),
            RobustCr0StandardErrors = [.. estimates.Select((_, j) => effects.ToDistance(Robust(plain, j)))],
            Prediction = interceptOnly
                ? Estimated.Of(
                    Interval.Around(
                        estimates[0],
                        Quantile.NormalTwoSided(level) * effects.ToDistance(Math.Sqrt(peak.At.Cluster + peak.At.Effect + variances[0]))
                    )
                )
                : Estimated.Undefined<Interval>(UndefinedBecause.NotInModel),
        };
    }
}
