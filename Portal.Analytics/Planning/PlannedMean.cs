using Portal.Analytics.Distributions;

namespace Portal.Analytics.Planning;

/// <summary>How precise a pooled mean change would be, with services of one size.</summary>
/// <param name="Between">Variance between the true means of services, in squared points; 0 or more.</param>
/// <param name="Within">Variance of change between the families of one service, in squared points; above 0.</param>
/// <remarks>Source: docs/statistics.md, "Planning".</remarks>
public sealed record PlannedMean(double Between, double Within)
{
    /// <summary>More services than there will ever be: what needs more is out of reach.</summary>
    public const int MostServices = 500;

    /// <summary>More families than one service will ever have.</summary>
    public const int MostFamilies = 5000;

    /// <summary>Half the width of the 95 % interval, in points.</summary>
    /// <param name="services">2 or more.</param>
    /// <param name="familiesEach">Families with both scores in each service; above 0.</param>
    public double HalfWidth(int services, double familiesEach) => T(services) * StandardError(services, familiesEach);

    /// <summary>
    /// The smallest mean change, in points, that would be told from none in four of five networks like this, at two-sided 5 %.
    /// </summary>
    /// <inheritdoc cref="HalfWidth"/>
    public double Detectable(int services, double familiesEach) =>
        (T(services) + Quantile.StudentUpper(0.2, services - 1)) * StandardError(services, familiesEach);

    /// <summary>The fewest services with which the half width is at most <paramref name="margin"/> points.</summary>
    /// <returns><c>null</c> when more than <see cref="MostServices"/> are needed.</returns>
    public int? ServicesNeeded(double familiesEach, double margin)
    {
        for (var services = 2; services <= MostServices; services++)
            if (HalfWidth(services, familiesEach) <= margin)
                return services;
        return null;
    }

    /// <summary>The fewest families in each service with which the half width is at most <paramref name="margin"/> points.</summary>
    /// <returns>
    /// <c>null</c> when no number suffices, because the services differ too much, or more than <see cref="MostFamilies"/>.
    /// </returns>
    public int? FamiliesNeeded(int services, double margin)
    {
        var t = T(services);
        var left = services * margin * margin / (t * t) - Between;
        return left > 0 && Within / left <= MostFamilies ? Math.Max(1, (int)Math.Ceiling(Within / left)) : null;
    }

    private static double T(int services) => Quantile.StudentTwoSided(0.95, services - 1);

    private double StandardError(int services, double familiesEach) => Math.Sqrt((Between + Within / familiesEach) / services);
}
