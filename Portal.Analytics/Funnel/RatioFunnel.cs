using Portal.Analytics.Distributions;

namespace Portal.Analytics.Funnel;

/// <summary>Funnel of ratios of observed to expected events around 1.</summary>
/// <param name="Services">As given.</param>
/// <param name="Roots">
/// The same services on the scale sqrt(observed/expected), where sampling error depends on the expected number alone.
/// </param>
/// <param name="Logs">
/// The same services on the log scale, with the outer ones dropped, not winsorised, before dispersion is estimated, as in the SHMI;
/// undefined (<see cref="UndefinedBecause.NotEstimable"/>) when a service observed no events.
/// </param>
/// <remarks>Source: Spiegelhalter (2005). Checked against Reference/funnel_limits.json.</remarks>
public sealed record RatioFunnel(IReadOnlyList<ObservedExpected> Services, ValueFunnel Roots, Estimated<ValueFunnel> Logs)
{
    /// <summary>The funnel of these services.</summary>
    /// <param name="services">At least one for a funnel.</param>
    /// <param name="trim">Share trimmed at each end before dispersion is estimated, in [0, 0.5).</param>
    /// <returns>The funnel; undefined without services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or an argument is outside its range.</exception>
    public static Estimated<RatioFunnel> Of(IReadOnlyList<ObservedExpected> services, double trim = 0.1)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var service in services)
            service.RequireInRange();
        if (services.Count == 0)
            return Estimated.Undefined<RatioFunnel>(UndefinedBecause.NoCases);
        var roots = ValueFunnel.About(
            [.. services.Select(service => new ServiceValue(service.Label, Math.Sqrt(service.Ratio), 0.5 / Math.Sqrt(service.Expected)))],
            1,
            trim,
            OverDispersion.Winsorised
        );
        var logs = services.Any(service => service.Observed == 0)
            ? Estimated.Undefined<ValueFunnel>(UndefinedBecause.NotEstimable)
            : Estimated.Of(
                ValueFunnel.About(
                    [
                        .. services.Select(service => new ServiceValue(
                            service.Label,
                            Math.Log(service.Ratio),
                            1 / Math.Sqrt(service.Expected)
                        )),
                    ],
                    0,
                    trim,
                    OverDispersion.Truncated
                )
            );
        return Estimated.Of(new RatioFunnel(services, roots, logs));
    }

    /// <summary>Exact Poisson limits from sampling error alone; parallel to the services.</summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>Limits of the ratio, around 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside the range above.</exception>
    public IReadOnlyList<FunnelLimit> PoissonLimits(double level)
    {
        var tail = (1 - Require.Confidence(level)) / 2;
        return
        [
            .. Services.Select(service =>
                FunnelLimit.Of(
                    service.Ratio,
                    Quantile.ChiSquaredLower(tail, 2 * service.Expected) / (2 * service.Expected),
                    Quantile.ChiSquaredUpper(tail, 2 * (service.Expected + 1)) / (2 * service.Expected)
                )
            ),
        ];
    }

    /// <summary>
    /// Limits that allow for over-dispersion, made on the scale of square roots and turned back into ratios; parallel to the services.
    /// </summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <param name="model">How services are assumed to vary beyond sampling error.</param>
    /// <returns>Limits of the ratio, at least 0; undefined when the model needs a dispersion that is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<IReadOnlyList<FunnelLimit>> Limits(double level, DispersionModel model = DispersionModel.Additive) =>
        Back(Roots.Ends(level, model), root => Math.Max(0, root) * Math.Max(0, root));

    /// <summary>
    /// Limits that allow for over-dispersion, made on the log scale and turned back into ratios; parallel to the services.
    /// </summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <param name="model">How services are assumed to vary beyond sampling error.</param>
    /// <returns>
    /// Limits of the ratio, above 0; undefined with <see cref="Logs"/>, or when the model needs a dispersion that is undefined.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<IReadOnlyList<FunnelLimit>> LogLimits(double level, DispersionModel model = DispersionModel.Additive) =>
        Back(Logs.Then(logs => logs.Ends(level, model)), Math.Exp);

    private Estimated<IReadOnlyList<FunnelLimit>> Back(Estimated<IReadOnlyList<Interval>> found, Func<double, double> toRatio) =>
        found.Map(ends =>
            (IReadOnlyList<FunnelLimit>)
                [.. Services.Zip(ends, (service, end) => FunnelLimit.Of(service.Ratio, toRatio(end.Low), toRatio(end.High)))]
        );
}
