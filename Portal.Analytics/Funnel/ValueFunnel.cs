using Portal.Analytics.Distributions;

namespace Portal.Analytics.Funnel;

/// <summary>A figure of one service with its standard error, such as its mean change.</summary>
/// <param name="Label">Names the service; need not be unique.</param>
/// <param name="Value">Finite.</param>
/// <param name="StandardError">Finite and above 0, in the unit of the value.</param>
public sealed record ServiceValue(string Label, double Value, double StandardError);

/// <summary>Funnel of figures whose sampling error is about normal.</summary>
/// <param name="Services">As given.</param>
/// <param name="Target">The centre line: as given, or the mean weighted by inverse variances.</param>
/// <param name="Z">(value - target) / standard error, parallel to the services.</param>
/// <param name="Dispersion">Undefined when fewer than two services enter it.</param>
/// <remarks>Source: Spiegelhalter (2005). Checked against Reference/funnel_limits.json.</remarks>
public sealed record ValueFunnel(
    IReadOnlyList<ServiceValue> Services,
    double Target,
    IReadOnlyList<double> Z,
    Estimated<OverDispersion> Dispersion
)
{
    /// <summary>Two-sided p value of each service against the target, from sampling error alone.</summary>
    public IReadOnlyList<double> PValues => [.. Z.Select(Tail.NormalTwoSided)];

    /// <summary>The same, adjusted for the number of services (Benjamini and Hochberg).</summary>
    public IReadOnlyList<double> AdjustedPValues =>
        [.. Multiplicity.AdjustedPValues.BenjaminiHochberg([.. PValues.Select(p => (double?)p)]).Select(p => p!.Value)];

    /// <summary>The funnel of these services.</summary>
    /// <param name="services">At least one for a funnel.</param>
    /// <param name="target">Finite, or <c>null</c> for the mean of the services.</param>
    /// <param name="trim">Share winsorised at each end before dispersion is estimated, in [0, 0.5).</param>
    /// <returns>The funnel; undefined without services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Estimated<ValueFunnel> Of(IReadOnlyList<ServiceValue> services, double? target = null, double trim = 0.1)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var service in services)
        {
            Require.Finite(service.Value, nameof(services));
            Require.Positive(service.StandardError, nameof(services));
        }

        return services.Count == 0
            ? Estimated.Undefined<ValueFunnel>(UndefinedBecause.NoCases)
            : Estimated.Of(
                About(
                    services,
                    target is { } given ? Require.Finite(given, nameof(target)) : Mean(services),
                    trim,
                    OverDispersion.Winsorised
                )
            );
    }

    /// <summary>Control limits and positions, parallel to the services.</summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1): 0.95 to watch, 0.998 to call different.</param>
    /// <param name="model">How services are assumed to vary beyond sampling error.</param>
    /// <returns>The limits; undefined when the model needs a dispersion that is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<IReadOnlyList<FunnelLimit>> Limits(double level, DispersionModel model = DispersionModel.Additive) =>
        Ends(level, model)
            .Map(ends =>
                (IReadOnlyList<FunnelLimit>)[.. Services.Zip(ends, (service, end) => FunnelLimit.Of(service.Value, end.Low, end.High))]
            );

    internal static ValueFunnel About(
        IReadOnlyList<ServiceValue> services,
        double target,
        double trim,
        Func<double[], double[], double, Estimated<OverDispersion>> dispersion
    )
    {
        double[] z = [.. services.Select(service => (service.Value - target) / service.StandardError)];
        return new ValueFunnel(services, target, z, dispersion(z, [.. services.Select(service => service.StandardError)], trim));
    }

    /// <summary>Control limits for a figure of another size.</summary>
    /// <param name="standardError">Finite and above 0, in the unit of the value.</param>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <param name="model">How services are assumed to vary beyond sampling error.</param>
    /// <returns>The limits; undefined when the model needs a dispersion that is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<Interval> LimitsAt(double standardError, double level, DispersionModel model = DispersionModel.Additive)
    {
        Require.Positive(standardError);
        return Reach(level, model).Map(reach => Interval.Around(Target, reach(standardError)));
    }

    internal Estimated<IReadOnlyList<Interval>> Ends(double level, DispersionModel model) =>
        Reach(level, model)
            .Map(reach => (IReadOnlyList<Interval>)[.. Services.Select(service => Interval.Around(Target, reach(service.StandardError)))]);

    // Half the distance between the limits by standard error.
    private Estimated<Func<double, double>> Reach(double level, DispersionModel model)
    {
        var quantile = Quantile.NormalTwoSided(Require.Confidence(level));
        if (!Enum.IsDefined(model))
            throw new ArgumentOutOfRangeException(nameof(model), "Must be one of the models.");
        var spread =
            model == DispersionModel.None
                ? Estimated.Of((Tau2: 0.0, Factor: 1.0))
                : Dispersion.Map(found =>
                    model == DispersionModel.Additive ? (found.Tau2, Factor: 1.0) : (Tau2: 0.0, Factor: Math.Sqrt(Math.Max(1, found.Phi)))
                );
        return spread.Map<Func<double, double>>(beyond =>
            standardError => quantile * beyond.Factor * double.Hypot(standardError, Math.Sqrt(beyond.Tau2))
        );
    }

    private static double Mean(IReadOnlyList<ServiceValue> services)
    {
        var precise = services.MinBy(service => service.StandardError)!;
        double sum = 0,
            weights = 0;
        foreach (var service in services)
        {
            var ratio = precise.StandardError / service.StandardError;
            weights += ratio * ratio;
            sum += ratio * ratio * (service.Value - precise.Value);
        }

        return precise.Value + sum / weights;
    }
}
