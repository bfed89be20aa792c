namespace Portal.Analytics.Multiplicity;

/// <summary>
/// p values of one family of tests, such as the services within a measure, adjusted for how many there are. Missing ones are not counted
/// and stay missing.
/// </summary>
/// <remarks>Checked against Reference/multiplicity.json, the results of R's p.adjust.</remarks>
public static class AdjustedPValues
{
    /// <summary>
    /// Benjamini-Hochberg: results with a value up to q have a false discovery rate of at most q. The adjustment of record.
    /// </summary>
    /// <param name="pValues">Each in [0, 1], or <c>null</c> when there is none.</param>
    /// <returns>Parallel to <paramref name="pValues"/>, each in [0, 1] and not below the given one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p value is outside the range above.</exception>
    public static IReadOnlyList<double?> BenjaminiHochberg(IReadOnlyList<double?> pValues) => StepUp(pValues, _ => 1);

    /// <summary>Benjamini-Yekutieli: as Benjamini-Hochberg, whatever the dependence between the tests.</summary>
    /// <inheritdoc cref="BenjaminiHochberg"/>
    public static IReadOnlyList<double?> BenjaminiYekutieli(IReadOnlyList<double?> pValues) =>
        StepUp(pValues, tests => Enumerable.Range(1, tests).Sum(i => 1.0 / i));

    /// <summary>Holm: results with a value up to alpha include a false discovery with probability at most alpha.</summary>
    /// <inheritdoc cref="BenjaminiHochberg"/>
    public static IReadOnlyList<double?> Holm(IReadOnlyList<double?> pValues)
    {
        var largest = 0.0;
        return Adjusted(pValues, ordered => [.. ordered.Select((p, i) => largest = Math.Max(largest, (ordered.Length - i) * p))]);
    }

    /// <summary>
    /// Bonferroni: each value times the number of tests. Never sharper than <see cref="Holm"/>; for comparison with papers that used it.
    /// </summary>
    /// <inheritdoc cref="BenjaminiHochberg"/>
    public static IReadOnlyList<double?> Bonferroni(IReadOnlyList<double?> pValues) =>
        Adjusted(pValues, ordered => [.. ordered.Select(p => ordered.Length * p)]);

    private static double?[] StepUp(IReadOnlyList<double?> pValues, Func<int, double> penalty) =>
        Adjusted(
            pValues,
            ordered =>
            {
                var (smallest, factor) = (double.PositiveInfinity, ordered.Length * penalty(ordered.Length));
                var adjusted = new double[ordered.Length];
                for (var i = ordered.Length - 1; i >= 0; i--)
                    adjusted[i] = smallest = Math.Min(smallest, factor / (i + 1) * ordered[i]);
                return adjusted;
            }
        );

    // The rule sees the p values in rising order; its answers return to the original order.
    private static double?[] Adjusted(IReadOnlyList<double?> pValues, Func<double[], double[]> rule)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        if (pValues.Any(p => p is not (null or (>= 0 and <= 1))))
            throw new ArgumentOutOfRangeException(nameof(pValues), "Each must be in [0, 1].");
        int[] order = [.. Enumerable.Range(0, pValues.Count).Where(i => pValues[i] is not null).OrderBy(i => pValues[i])];
        var adjusted = rule([.. order.Select(i => pValues[i]!.Value)]);
        var answer = new double?[pValues.Count];
        for (var rank = 0; rank < order.Length; rank++)
            answer[order[rank]] = Math.Min(1, adjusted[rank]);
        return answer;
    }
}
