namespace Portal.Analytics.Multilevel;

/// <summary>One effect per service, combined from its dependent effects, where a single figure is wanted.</summary>
/// <param name="Cluster">The service.</param>
/// <param name="Effects">How many effects it is made of, at least 1.</param>
/// <param name="Weighted">Generalised least squares: the combination with the least variance; a weight can be negative.</param>
/// <param name="WeightedVariance">Its sampling variance, above 0.</param>
/// <param name="Mean">The plain average.</param>
/// <param name="MeanVariance">Its sampling variance, above 0, at least <paramref name="WeightedVariance"/>.</param>
/// <remarks>Source: metafor, aggregate.escalc with struct = CS. Checked against Reference/aggregate_dependent.json.</remarks>
public sealed record CompositeEffect(
    string Cluster,
    int Effects,
    double Weighted,
    double WeightedVariance,
    double Mean,
    double MeanVariance
)
{
    /// <summary>Combines the effects of each service, in the order in which services first appear.</summary>
    /// <param name="effects">Effects in any order, of constructs that it makes sense to average.</param>
    /// <param name="correlation">
    /// Assumed correlation of the sampling errors of one service's effects: below 1, and above -1/(m - 1) for the m effects of the largest
    /// service.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An effect is not finite, a variance not above 0, or the correlation outside its range.
    /// </exception>
    public static IReadOnlyList<CompositeEffect> Of(IEnumerable<DependentEffect> effects, double correlation)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (!(correlation is > -1 and < 1))
            throw new ArgumentOutOfRangeException(nameof(correlation), "Must be above -1 and below 1.");
        return [.. effects.GroupBy(effect => effect.Cluster).Select(cluster => Composed(cluster.Key, [.. cluster], correlation))];
    }

    private static CompositeEffect Composed(string cluster, DependentEffect[] effects, double correlation)
    {
        var precisions = effects.Select(effect => 1 / Math.Sqrt(Require.Positive(effect.Variance, nameof(effects)))).ToArray();
        var (count, sum) = (effects.Length, precisions.Sum());
        if (!RoundOff.IsAbove(1, (1 - count) * correlation))
            throw new ArgumentOutOfRangeException(nameof(correlation), "So many effects cannot all correlate so negatively.");

        // The inverse of (1 - r) I + r 11' is known, so no matrix is inverted: these are row sums of V^-1 without the factor 1 / (1 - r).
        var shared = correlation / (1 + (count - 1) * correlation) * sum;
        var weights = precisions.Select(precision => precision * (precision - shared)).ToArray();
        var total = weights.Sum();
        double Average(IEnumerable<double> weighted, double over) => weighted.Sum() / over;
        var roots = precisions.Sum(precision => 1 / precision);
        return new CompositeEffect(
            cluster,
            count,
            Average(effects.Zip(weights, (effect, weight) => weight * Require.Finite(effect.Effect, nameof(effects))), total),
            (1 - correlation) / total,
            Average(effects.Select(effect => effect.Effect), count),
            ((1 - correlation) * effects.Sum(effect => effect.Variance) + correlation * roots * roots) / count / count
        );
    }
}
