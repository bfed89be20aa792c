namespace Portal.Analytics.Disclosure.Contributors;

/// <summary>Which contributors to a total are named, so that neither a name nor the total less the names tells about few people.</summary>
public static class SmallContributors
{
    /// <summary>Chooses who is named.</summary>
    /// <param name="counts">People of each contributor, at least 0.</param>
    /// <param name="fewest">Fewest people that may be shown, at least 1.</param>
    /// <returns>
    /// For each contributor whether it is named. Everybody below <paramref name="fewest"/> is masked; when all the masked together are fewer
    /// than that, but not none, the smallest named ones are masked too (the first of equals).
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

    /// <summary>Fewest masked contributors that enter a joint analysis one by one.</summary>
    /// <remarks>
    /// Whoever knows the named ones knows a pooled result up to the masked: n, mean and spread of each. A pooled result with its heterogeneity and its
    /// one-stage twin is about fifteen figures, so fewer than ten masked could be solved for, or nearly.
    /// </remarks>
    public const int FewestApart = 10;

    /// <summary>Who enters a joint analysis: the masked together as one contributor while they are few, so that the analysis tells of them only what their sum tells.</summary>
    /// <typeparam name="T">What is known of a contributor.</typeparam>
    /// <param name="contributors">Those with anybody to count.</param>
    /// <param name="named">For each contributor whether it is named, as <see cref="Named"/> chooses.</param>
    /// <param name="merge">Makes one contributor of two.</param>
    /// <returns>The named in their order, then the masked: one contributor while there are fewer than <see cref="FewestApart"/> of them, otherwise each.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static IReadOnlyList<T> Joined<T>(IReadOnlyList<T> contributors, IReadOnlyList<bool> named, Func<T, T, T> merge)
    {
        ArgumentNullException.ThrowIfNull(contributors);
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(merge);
        if (contributors.Count != named.Count)
            throw new ArgumentException("Every contributor is named or not.", nameof(named));
        var sides = contributors
            .Select((contributor, place) => (Contributor: contributor, IsNamed: named[place]))
            .ToLookup(line => line.IsNamed, line => line.Contributor);
        var masked = sides[false].ToArray();
        return [.. sides[true], .. masked.Length is > 0 and < FewestApart ? [masked.Aggregate(merge)] : masked];
    }
}
