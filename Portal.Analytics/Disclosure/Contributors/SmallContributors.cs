namespace Portal.Analytics.Disclosure.Contributors;

/// <summary>
/// Which contributors to a total are named, so that neither a named figure nor the total less the named ones describes a few people.
/// </summary>
public static class SmallContributors
{
    /// <summary>Chooses who is named.</summary>
    /// <param name="counts">People of each contributor, at least 0.</param>
    /// <param name="fewest">Fewest people that may be shown, at least 1.</param>
    /// <returns>
    /// For each contributor, whether it is named. Everybody below <paramref name="fewest"/> is masked; when all the masked together are
    /// fewer than that but more than none, the smallest named ones are masked too (of equals, the first).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 7.</remarks>
    public static IReadOnlyList<bool> Named(IReadOnlyList<int> counts, int fewest)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        if (counts.Any(count => count < 0))
            throw new ArgumentOutOfRangeException(nameof(counts), "A count is at least 0.");
        var named = counts.Select(count => count >= fewest).ToArray();
        var masked = counts.Where(count => count < fewest).Sum();
        foreach (var place in Enumerable.Range(0, counts.Count).Where(place => counts[place] >= fewest).OrderBy(place => counts[place]))
        {
            if (masked == 0 || masked >= fewest)
                break;
            named[place] = false;
            masked += counts[place];
        }

        return named;
    }
}
