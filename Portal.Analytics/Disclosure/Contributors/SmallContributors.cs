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

    /// <summary>Fewest masked contributors that enter a joint analysis separately.</summary>
    /// <remarks>
    /// To somebody who knows the named ones, only n, mean and spread of each masked one are unknown. A pooled result with its heterogeneity
    /// and its one-stage counterpart has about fifteen figures, from which fewer than ten masked ones could nearly be solved.
    /// </remarks>
    public const int FewestApart = 10;

    /// <summary>
    /// Who enters a joint analysis: a few masked contributors enter as one, so that the analysis reveals no more than their sum.
    /// </summary>
    /// <typeparam name="T">What is known about a contributor.</typeparam>
    /// <param name="contributors">Contributors with at least one person.</param>
    /// <param name="named">For each contributor, whether it is named, as chosen by <see cref="Named"/>.</param>
    /// <param name="merge">Merges two contributors into one.</param>
    /// <returns>
    /// The named in their order, then the masked: merged into one if there are fewer than <see cref="FewestApart"/>, otherwise each.
    /// </returns>
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
