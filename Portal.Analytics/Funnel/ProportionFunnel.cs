using Portal.Analytics.Distributions;
using Portal.Analytics.Proportions;

namespace Portal.Analytics.Funnel;

/// <summary>Funnel of proportions, such as the share of families with reliable improvement.</summary>
/// <param name="Counts">As given.</param>
/// <param name="Target">The centre line as a fraction in [0, 1]: as given, or all events over all cases.</param>
/// <param name="Angles">The same services on the scale asin(sqrt(p)), where sampling error depends on the cases alone.</param>
/// <remarks>Source: Spiegelhalter (2005). Checked against Reference/funnel_limits.json.</remarks>
public sealed record ProportionFunnel(IReadOnlyList<EventCount> Counts, double Target, ValueFunnel Angles)
{
    /// <summary>Proportions of the services, as fractions in [0, 1].</summary>
    public IReadOnlyList<double> Values => [.. Counts.Select(Value)];

    /// <summary>The funnel of these services.</summary>
    /// <param name="counts">One count per service, each with at least one case.</param>
    /// <param name="target">A fraction in [0, 1], or <c>null</c> for all events over all cases.</param>
    /// <param name="trim">Share winsorised at each end before dispersion is estimated, in [0, 0.5).</param>
    /// <returns>The funnel; undefined without services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Estimated<ProportionFunnel> Of(IReadOnlyList<EventCount> counts, double? target = null, double trim = 0.1)
    {
        EventCount.RequireAll(counts, 1);
        if (target is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(target), "Must be a fraction in [0, 1].");
        var centre = target ?? counts.Sum(count => (double)count.Events) / counts.Sum(count => (double)count.Cases);
        return counts.Count == 0
            ? Estimated.Undefined<ProportionFunnel>(UndefinedBecause.NoCases)
            : Estimated.Of(
                new ProportionFunnel(
                    counts,
                    centre,
                    ValueFunnel.About(
                        [.. counts.Select(count => new ServiceValue(count.Label, Angle(Value(count)), 0.5 / Math.Sqrt(count.Cases)))],
                        Angle(centre),
                        trim,
                        OverDispersion.Winsorised
                    )
                )
            );
    }

    /// <summary>Exact binomial limits, interpolated between counts, from sampling error alone; parallel to the services.</summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>
    /// Limits as fractions in [0, 1]. The upper one lies up to one case below the smallest count with a tail of less than (1 - level)/2.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside the range above.</exception>
    public IReadOnlyList<FunnelLimit> ExactLimits(double level)
    {
        var tail = (1 - Require.Confidence(level)) / 2;
        return
        [
            .. Counts.Select(count =>
                FunnelLimit.Of(
                    Value(count),
                    BinomialLimits.Interpolated(count.Cases, Target, tail),
                    BinomialLimits.Interpolated(count.Cases, Target, 1 - tail)
                )
            ),
        ];
    }

    /// <summary>
    /// Normal limits target +/- z sqrt(target (1 - target)/n) within [0, 1], from sampling error alone; parallel to the services. They are
    /// also the score limits of public-health indicators: the proportions whose Wilson interval ends at the target.
    /// </summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>Limits as fractions in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside the range above.</exception>
    public IReadOnlyList<FunnelLimit> NormalLimits(double level)
    {
        var spread = Quantile.NormalTwoSided(Require.Confidence(level)) * Math.Sqrt(Target * (1 - Target));
        return
        [
            .. Counts.Select(count =>
                FunnelLimit.Of(
                    Value(count),
                    Math.Max(0, Target - spread / Math.Sqrt(count.Cases)),
                    Math.Min(1, Target + spread / Math.Sqrt(count.Cases))
                )
            ),
        ];
    }

    /// <summary>
    /// Limits that allow for over-dispersion, made on the scale of angles and turned back into proportions; parallel to the services.
    /// </summary>
    /// <param name="level">Two-sided coverage as a fraction in (0, 1).</param>
    /// <param name="model">How services are assumed to vary beyond sampling error.</param>
    /// <returns>Limits as fractions in [0, 1]; undefined when the model needs a dispersion that is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<IReadOnlyList<FunnelLimit>> Limits(double level, DispersionModel model = DispersionModel.Additive) =>
        Angles
            .Ends(level, model)
            .Map(ends =>
                (IReadOnlyList<FunnelLimit>)
                    [.. Counts.Zip(ends, (count, end) => FunnelLimit.Of(Value(count), FromAngle(end.Low), FromAngle(end.High)))]
            );

    private static double Value(EventCount count) => (double)count.Events / count.Cases;

    private static double Angle(double proportion) => Math.Asin(Math.Sqrt(proportion));

    // Beyond a quarter turn the squared sine would fall again.
    private static double FromAngle(double angle)
    {
        var sine = Math.Sin(Math.Clamp(angle, 0, Math.PI / 2));
        return sine * sine;
    }
}
