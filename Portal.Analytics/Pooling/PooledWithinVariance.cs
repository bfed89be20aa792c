using Portal.Analytics.Moments;

namespace Portal.Analytics.Pooling;

/// <summary>The pairs of one service.</summary>
/// <param name="Label">Names the service.</param>
/// <param name="Moments">Its pairs of first and last scores.</param>
public sealed record ServiceMoments(string Label, PairedMoments Moments);

/// <summary>
/// Mean changes of services with one shared within-service variance. Variances from a few pairs are noise, and weighting by
/// them pulls the pooled effect towards services that happened to vary little.
/// </summary>
/// <param name="Variance">s_w^2, sum of M2 of change over sum of (n - 1), in points squared, above 0.</param>
/// <param name="Df">Sum of (n - 1), at least 1.</param>
/// <param name="Studies">Mean change and s_w^2/n of every service with at least one pair.</param>
/// <remarks>The within-group variance in a one-way layout of changes by service.</remarks>
public sealed record PooledWithinVariance(double Variance, int Df, IReadOnlyList<StudyEstimate> Studies)
{
    /// <summary>Prepares services for <see cref="MetaAnalysis.Fit"/>. Change is last minus first.</summary>
    /// <param name="services">Services of one measure; those without pairs are left out.</param>
    /// <returns>
    /// The variance and the studies; undefined when no service has a pair, when none has two, or when no change differs
    /// from its service's mean.
    /// </returns>
    public static Estimated<PooledWithinVariance> Of(IEnumerable<ServiceMoments> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var contributing = services.Where(service => service.Moments.N > 0).ToArray();
        if (contributing.Length == 0)
            return Estimated.Undefined<PooledWithinVariance>(UndefinedBecause.NoCases);
        var df = contributing.Sum(service => service.Moments.N - 1);
        if (df == 0)
            return Estimated.Undefined<PooledWithinVariance>(UndefinedBecause.TooFewCases);
        var variance = contributing.Sum(service => service.Moments.M2Change) / df;
        return variance > 0
            ? Estimated.Of(new PooledWithinVariance(variance, df, [.. contributing.Select(service => Study(service, variance))]))
            : Estimated.Undefined<PooledWithinVariance>(UndefinedBecause.NoVariation);
    }

    private static StudyEstimate Study(ServiceMoments service, double variance)
    {
        var moments = service.Moments;
        return new StudyEstimate(service.Label, moments.MeanOfChanges, variance / moments.N);
    }
}
