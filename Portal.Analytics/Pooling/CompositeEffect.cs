namespace Portal.Analytics.Pooling;

/// <summary>One effect for a cluster of dependent ones, such as the measures of one service, whose errors are taken to correlate alike.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="M">Effects in it, at least 1.</param>
/// <param name="Weighted">Generalised least squares mean: the most precise one, which can lie outside the effects when their variances differ much.</param>
/// <param name="Simple">Unweighted mean.</param>
/// <remarks>
/// Averages what measures one thing only; never over different constructs. Checked against Reference/aggregate_dependent.json.
/// </remarks>
public sealed record CompositeEffect(string Cluster, int M, StudyEstimate Weighted, StudyEstimate Simple)
{
    /// <summary>Composites of all clusters, each in O(m).</summary>
    /// <param name="effects">The effects, labelled by their cluster; finite, with finite variances above 0.</param>
    /// <param name="correlation">Correlation of any two sampling errors of one cluster, in [0, 1).</param>
    /// <returns>One composite per cluster, in the order in which the clusters appear.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the ranges above.</exception>
    public static IReadOnlyList<CompositeEffect> Of(IReadOnlyList<StudyEstimate> effects, double correlation)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (!(correlation is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(correlation), "Must be at least 0 and below 1.");
        foreach (var effect in effects)
        {
            Require.Finite(effect.Effect, nameof(effects));
            Require.Positive(effect.Variance, nameof(effects));
        }

        return [.. effects.GroupBy(effect => effect.Label, StringComparer.Ordinal).Select(cluster => OfCluster(cluster.Key, [.. cluster], correlation))];
    }

    // The inverse of D R D with equal correlations is D^-1 (I - c 11') D^-1 / (1 - rho), so no matrix is made.
    private static CompositeEffect OfCluster(string name, StudyEstimate[] effects, double rho)
    {
        var (m, unit, origin) = (effects.Length, Math.Sqrt(effects.Min(effect => effect.Variance)), effects[0].Effect);
        var c = rho / (1 + (m - 1) * rho);
        double precision = 0, ofOnes = 0, ofEffects = 0, cross = 0, sum = 0, sumOfSds = 0, sumOfVariances = 0;
        foreach (var effect in effects)
        {
            var (sd, distance) = (Math.Sqrt(effect.Variance) / unit, (effect.Effect - origin) / unit);
            precision += 1 / (sd * sd);
            cross += distance / (sd * sd);
            ofOnes += 1 / sd;
            ofEffects += distance / sd;
            sum += distance;
            sumOfSds += sd;
            sumOfVariances += sd * sd;
        }

        var information = (precision - c * ofOnes * ofOnes) / (1 - rho);
        var weighted = (cross - c * ofOnes * ofEffects) / (1 - rho) / information;
        var simpleVariance = ((1 - rho) * sumOfVariances + rho * sumOfSds * sumOfSds) / ((double)m * m);
        return new CompositeEffect(
            name,
            m,
            new StudyEstimate(name, origin + unit * weighted, unit * unit / information),
            new StudyEstimate(name, origin + unit * sum / m, unit * unit * simpleVariance));
    }
}
