using Portal.Analytics.LinearModels;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.MixedModels;

/// <summary>One-stage analysis of cases in services: a linear model with a random intercept per service.</summary>
/// <remarks>
/// Source: lme4, lmer with the degrees of freedom of lmerTest, at the exact optimum. Checked against
/// Reference/one_stage_mixed.json. One pass over the rows, then O(k p^2) for each step. Random slopes are not offered.
/// </remarks>
public static class RandomIntercept
{
    /// <summary>Fits rows. Centre covariates at the network's mean, so that the intercept describes its average family.</summary>
    /// <param name="rows">Complete rows.</param>
    /// <param name="options">Likelihood and level.</param>
    /// <returns>The fit; undefined as in <see cref="Fit(IReadOnlyList{ServiceProducts}, MixedModelOptions)"/>.</returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the options are outside their ranges.</exception>
    public static Estimated<RandomInterceptFit> Fit(IReadOnlyList<ModelRow> rows, MixedModelOptions options) =>
        Fit(ServiceProducts.OfRows(rows), options);

    /// <summary>
    /// The whole sample, its families grouped by service: mean change, last minus first, by the intercept-only model,
    /// from moments alone. It equals the fit from the rows.
    /// </summary>
    /// <param name="services">Services of one measure; those without pairs are left out.</param>
    /// <param name="options">Likelihood and level.</param>
    /// <returns>
    /// The fit, its one fixed effect the mean change; undefined as in <see cref="Fit(IReadOnlyList{ServiceProducts}, MixedModelOptions)"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The options are outside their ranges.</exception>
    public static Estimated<RandomInterceptFit> FitChange(IEnumerable<ServiceMoments> services, MixedModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Fit(
            [
                .. services
                    .Where(service => service.Moments.N > 0)
                    .Select(service => new ServiceProducts(service.Label, CrossProducts.OfOutcome(service.Moments.Change))),
            ],
            options
        );
    }

    /// <summary>Fits the sums of services.</summary>
    /// <param name="services">One entry per service, with the same covariates.</param>
    /// <param name="options">Likelihood and level.</param>
    /// <returns>
    /// The fit; undefined without rows, with no more rows than fixed effects, when a covariate is constant or a sum of others, for
    /// one service, when cases or services leave nothing over after the fixed effects (<see cref="UndefinedBecause.NotEstimable"/>), and
    /// when the cases of a service do not differ.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The options are outside their ranges.</exception>
    public static Estimated<RandomInterceptFit> Fit(IReadOnlyList<ServiceProducts> services, MixedModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        Require.Confidence(options.Level, nameof(options));
        if (!Enum.IsDefined(options.Likelihood))
            throw new ArgumentOutOfRangeException(nameof(options), "Must use the codes of likelihood.");
        return services.Count == 0
            ? Estimated.Undefined<RandomInterceptFit>(UndefinedBecause.NoCases)
            : ServiceSums.Of(services).Map(sums => Fitted(sums, options));
    }

    private static RandomInterceptFit Fitted(ServiceSums sums, MixedModelOptions options)
    {
        var profile = new ProfiledLikelihood(sums, options.Likelihood);
        var (peak, maxima) = profile.Highest();
        var (residual, service) = (peak.ResidualVariance, peak.ResidualVariance * peak.Ratio);
        var squared = sums.Unit * sums.Unit;
        var residuals = sums.Residuals(peak.Solution);
        var satterthwaite = new Satterthwaite(residuals, residual, service, options.Likelihood);
        var estimates = sums.Origin + sums.ToCoefficients * peak.Solution * sums.Unit;
        var fixedEffects = sums
            .ToCoefficients.EnumerateRows()
            .Select(
                (weights, j) =>
                    CoefficientTest.Of(
                        estimates[j],
                        Math.Sqrt(weights * (satterthwaite.Covariance * weights)) * sums.Unit,
                        satterthwaite.Df(weights),
                        options.Level
                    )
            );
        var constant =
            profile.Df * (Math.Log(2 * Math.PI / profile.Df * squared) + 1) + (options.Likelihood == Likelihood.REML ? sums.LogScale : 0);
        return new RandomInterceptFit
        {
            N = sums.N,
            Fixed = [.. fixedEffects],
            ResidualVariance = residual * squared,
            ServiceVariance = service * squared,
            Minus2LogLikelihood = peak.Minus2LogLikelihood + constant,
            Maxima = maxima,
            Services =
            [
                .. residuals.Groups.Select(group =>
                {
                    var own = residual / (residual + group.N * service);
                    return new ServiceEffect(
                        group.Service,
                        group.N,
                        (1 - own) * group.Mean[sums.P] * sums.Unit,
                        Math.Sqrt(service * own) * sums.Unit
                    );
                }),
            ],
        };
    }
}
