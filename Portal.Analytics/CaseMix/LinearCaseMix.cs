using Portal.Analytics.Funnel;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.CaseMix;

/// <summary>A service's observed mean beside the mean that families like its own have across the network.</summary>
/// <param name="Service">Names the service.</param>
/// <param name="N">Its rows, at least 1.</param>
/// <param name="Observed">Mean outcome, in points.</param>
/// <param name="Expected">Mean outcome that the network's model predicts for its families, in points.</param>
/// <param name="Difference">Observed minus expected; times the direction of the measure, it is improvement beyond expectation.</param>
/// <param name="StandardError">sigma / sqrt(n).</param>
/// <param name="ExactStandardError">
/// sigma sqrt(w'(I - H)w): smaller, because the service's own rows helped to fit the model; 0 when no others did.
/// </param>
/// <param name="Z">Difference divided by <paramref name="StandardError"/>; undefined when sigma is 0.</param>
/// <param name="AdjustedMean">Mean outcome of the network plus the difference.</param>
public sealed record ServiceDifference(
    string Service,
    int N,
    double Observed,
    double Expected,
    double Difference,
    double StandardError,
    double ExactStandardError,
    Estimated<double> Z,
    double AdjustedMean
);

/// <summary>Services compared with what a linear model of the network predicts for their families.</summary>
/// <param name="Fit">The model, fitted to all services together.</param>
/// <param name="Services">One comparison per service, in the order given.</param>
/// <param name="Dispersion">Dispersion beyond case mix and chance; undefined below two services and when sigma is 0.</param>
/// <remarks>
/// Covariates are facts known at baseline, including the first score; never sessions attended, drop-out or anything later.
/// Checked against Reference/case_mix.json.
/// </remarks>
public sealed record LinearCaseMix(LinearFit Fit, IReadOnlyList<ServiceDifference> Services, Estimated<OverDispersion> Dispersion)
{
    // Share of services winsorised at each end before dispersion is estimated.
    private const double Trim = 0.1;

    /// <summary>Compares services by their rows.</summary>
    /// <param name="rows">Complete rows; the outcome is the last score.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>The comparison; undefined whenever <see cref="LinearFit.OfRows"/> is.</returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the level is outside its range.</exception>
    public static Estimated<LinearCaseMix> OfRows(IReadOnlyList<ModelRow> rows, double level = 0.95) =>
        LinearFit.OfRows(rows, level).Map(fit => Compare(fit, ServiceProducts.OfRows(rows)));

    /// <summary>Compares services from their cross-products alone, which merge into the network's.</summary>
    /// <param name="services">Services of one measure, with the same covariates.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>The comparison; undefined without services and whenever <see cref="LinearFit.OfProducts"/> is.</returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    public static Estimated<LinearCaseMix> OfProducts(IReadOnlyList<ServiceProducts> services, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.Count == 0
            ? Estimated.Undefined<LinearCaseMix>(UndefinedBecause.NoCases)
            : LinearFit.OfProducts(ServiceProducts.Merged(services), level).Map(fit => Compare(fit, services));
    }

    private static LinearCaseMix Compare(LinearFit fit, IReadOnlyList<ServiceProducts> services)
    {
        var compared = services.Select(service => Difference(fit, service)).ToArray();
        var dispersion =
            fit.ResidualVariance > 0
                ? OverDispersion.Winsorised(
                    [.. compared.Select(service => service.Difference / service.StandardError)],
                    [.. compared.Select(service => service.StandardError)],
                    Trim
                )
                : Estimated.Undefined<OverDispersion>(UndefinedBecause.NoVariation);
        return new LinearCaseMix(fit, compared, dispersion);
    }

    private static ServiceDifference Difference(LinearFit fit, ServiceProducts service)
    {
        var (n, mean) = (service.Products.N, service.Products.Mean);
        var covariates = mean.SubVector(0, mean.Count - 1);
        var (observed, expected) = (mean[^1], fit.Expected(covariates));
        var away = covariates - fit.CovariateMean;

        // w'w - w'Hw with w = 1/n on the service's rows; for all rows together only round-off is left, of either sign.
        var share = Math.Max(0, 1.0 / n - 1.0 / fit.N - away * (fit.UnscaledCovariance * away));
        var se = Math.Sqrt(fit.ResidualVariance / n);
        return new ServiceDifference(
            service.Service,
            n,
            observed,
            expected,
            observed - expected,
            se,
            Math.Sqrt(fit.ResidualVariance * share),
            Estimated.Ratio(observed - expected, se),
            fit.OutcomeMean + observed - expected
        );
    }
}
