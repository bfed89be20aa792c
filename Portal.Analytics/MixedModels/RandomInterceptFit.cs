using Portal.Analytics.LinearModels;

namespace Portal.Analytics.MixedModels;

/// <summary>A linear model of cases with a random intercept per service.</summary>
public sealed record RandomInterceptFit
{
    /// <summary>Number of cases.</summary>
    public required int N { get; init; }

    /// <summary>The intercept, then one coefficient per covariate; t on Satterthwaite degrees of freedom, not tested below one.</summary>
    public required IReadOnlyList<CoefficientTest> Fixed { get; init; }

    /// <summary>Variance between cases of one service, above 0.</summary>
    public required double ResidualVariance { get; init; }

    /// <summary>Variance between services, at least 0, where 0 means that none was detected.</summary>
    public required double ServiceVariance { get; init; }

    /// <summary>Share of the variance that is between services, a fraction in [0, 1).</summary>
    public double IntraclassCorrelation => ServiceVariance / (ServiceVariance + ResidualVariance);

    /// <summary>Minus twice the (restricted) log-likelihood at its maximum.</summary>
    public required double Minus2LogLikelihood { get; init; }

    /// <summary>Number of local maxima of the likelihood; the highest is reported.</summary>
    public required int Maxima { get; init; }

    /// <summary>The services in the order given.</summary>
    public required IReadOnlyList<ServiceEffect> Services { get; init; }
}

/// <summary>What is predicted for one service beyond the fixed effects, shrunk as far as its size warrants.</summary>
/// <param name="Service">Names the service.</param>
/// <param name="N">Its cases, at least 1.</param>
/// <param name="Effect">Best linear unbiased prediction of its intercept, in points above the network's.</param>
/// <param name="ConditionalSd">Its standard deviation, given the variances and fixed effects.</param>
public sealed record ServiceEffect(string Service, int N, double Effect, double ConditionalSd);
