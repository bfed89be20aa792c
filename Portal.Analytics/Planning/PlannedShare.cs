using Portal.Analytics.Distributions;

namespace Portal.Analytics.Planning;

/// <summary>How precise a share of families over all services would be, with services of one size.</summary>
/// <param name="Share">The share that is expected; between 0 and 1.</param>
/// <param name="Icc">Share of its variance that lies between services; 0 or more, below 1.</param>
/// <remarks>Source: docs/statistics.md, "Planning".</remarks>
public sealed record PlannedShare(double Share, double Icc)
{
    /// <summary>Half the width of the 95 % interval, a fraction.</summary>
    /// <param name="services">2 or more.</param>
    /// <param name="familiesEach">Families of whom it is known in each service; 1 or more.</param>
    public double HalfWidth(int services, double familiesEach)
    {
        var spread = Share * (1 - Share) * (1 + (familiesEach - 1) * Icc);
        return Quantile.StudentTwoSided(0.95, services - 1) * Math.Sqrt(spread / (services * familiesEach));
    }

    /// <summary>The fewest services with which the half width is at most <paramref name="margin"/>.</summary>
    /// <returns><c>null</c> when more than <see cref="PlannedMean.MostServices"/> are needed.</returns>
    public int? ServicesNeeded(double familiesEach, double margin)
    {
        for (var services = 2; services <= PlannedMean.MostServices; services++)
            if (HalfWidth(services, familiesEach) <= margin)
                return services;
        return null;
    }
}
