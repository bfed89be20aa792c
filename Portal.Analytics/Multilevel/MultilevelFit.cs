using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Multilevel;

/// <summary>Pooled dependent effects: variances between and within services, and the coefficients.</summary>
public sealed record MultilevelFit
{
    /// <summary>Number of effects.</summary>
    public required int K { get; init; }

    /// <summary>Number of services.</summary>
    public required int Clusters { get; init; }

    /// <summary>Variance between services, at least 0.</summary>
    public required double ClusterVariance { get; init; }

    /// <summary>Variance between the true effects of one service, at least 0.</summary>
    public required double EffectVariance { get; init; }

    /// <summary>Profile likelihood interval of <see cref="ClusterVariance"/>; a lower end of 0 means that 0 is not excluded.</summary>
    public required Interval ClusterVarianceInterval { get; init; }

    /// <summary>Profile likelihood interval of <see cref="EffectVariance"/>.</summary>
    public required Interval EffectVarianceInterval { get; init; }

    /// <summary>
    /// Share of the variance between true effects that is between services, in [0, 1]; undefined when both variances are 0.
    /// </summary>
    public Estimated<double> IntraclassCorrelation =>
        ClusterVariance + EffectVariance is > 0 and var sum
            ? Estimated.Of(ClusterVariance / sum)
            : Estimated.Undefined<double>(UndefinedBecause.NoVariation);

    /// <summary>Residual heterogeneity statistic with the sampling covariances alone, at least 0.</summary>
    public required double Q { get; init; }

    /// <summary>Degrees of freedom of Q: effects minus coefficients.</summary>
    public required int QDf { get; init; }

    /// <summary>Upper-tail p value of Q in [0, 1].</summary>
    public required double QPValue { get; init; }

    /// <summary>Share of the total variance that is between services, a fraction in [0, 1).</summary>
    public required double I2Cluster { get; init; }

    /// <summary>Share of the total variance that is between effects of one service, a fraction in [0, 1).</summary>
    public required double I2Effect { get; init; }

    /// <summary>Share of the total variance that is not sampling error, a fraction in [0, 1).</summary>
    public double I2 => I2Cluster + I2Effect;

    /// <summary>Coefficients with normal inference, taking the model as true.</summary>
    public required IReadOnlyList<CoefficientTest> Normal { get; init; }

    /// <summary>The same with t on effects minus coefficients.</summary>
    public required IReadOnlyList<CoefficientTest> ResidualT { get; init; }

    /// <summary>The same with t on services minus coefficients for columns that are constant within services.</summary>
    public required IReadOnlyList<CoefficientTest> ContainmentT { get; init; }

    /// <summary>Cluster-robust inference, the default: bias-reduced (CR2), t on Satterthwaite df, not tested below four.</summary>
    public required IReadOnlyList<CoefficientTest> RobustCr2 { get; init; }

    /// <summary>Cluster-robust inference with the factor n/(n - p), t on n - p services; too narrow below about 40 services.</summary>
    public required IReadOnlyList<CoefficientTest> RobustCr1 { get; init; }

    /// <summary>Cluster-robust standard errors without any correction.</summary>
    public required IReadOnlyList<double> RobustCr0StandardErrors { get; init; }

    /// <summary>
    /// Where the true effect of a new measure in a new service would lie (normal distribution); undefined with moderators.
    /// </summary>
    public required Estimated<Interval> Prediction { get; init; }
}
