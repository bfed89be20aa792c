using Portal.Analytics.Distributions;

namespace Portal.Analytics.Planning;

/// <summary>
/// How precise the difference between two groups of families would be, when each service has both: what services have in common falls out.
/// </summary>
/// <param name="Within">Variance of change between the families of one service, in squared points, equal in both groups; above 0.</param>
/// <param name="Smaller">The smaller group as a share of both; above 0, at most 0.5.</param>
/// <remarks>Source: docs/statistics.md, "Planning".</remarks>
public sealed record PlannedContrast(double Within, double Smaller)
{
    /// <summary>Half the width of the 95 % interval, in points.</summary>
    /// <param name="families">Families with both scores, of both groups and all services.</param>
    public double HalfWidth(double families) => Quantile.NormalTwoSided(0.95) * Math.Sqrt(Within / (families * Smaller * (1 - Smaller)));

    /// <summary>The fewest families of both groups with which the half width is at most <paramref name="margin"/> points.</summary>
    public long FamiliesNeeded(double margin)
    {
        var z = Quantile.NormalTwoSided(0.95);
        return (long)Math.Ceiling(z * z * Within / (margin * margin * Smaller * (1 - Smaller)));
    }
}
