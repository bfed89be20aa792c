namespace Portal.Analytics.Disclosure.Contributors;

/// <summary>Whether enough services share a pooled cell that nobody, not even a contributor, can learn about another.</summary>
/// <remarks>Source: docs/disclosure.md, "Services inside a pooled cell".</remarks>
public static class ContributorRule
{
    /// <summary>The rule for a cell that all services see. It must hold with all services and with any one left out.</summary>
    /// <param name="cases">
    /// Cases of each service, at least 0, in any order. One legal service is one contributor; one without cases does not count.
    /// </param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The first broken rule, or <c>null</c> when the cell may be published.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases is below 0.</exception>
    /// <remarks>Source: docs/disclosure.md, "Services inside a pooled cell". The cost is that of sorting.</remarks>
    public static WithheldBecause? Shared(IEnumerable<int> cases, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var sizes = LargestFirst(cases);
        if (sizes.Length < policy.Contributors)
            return WithheldBecause.TooFewContributors;
        var sum = sizes.Sum();
        if (sum < policy.PooledCases)
            return WithheldBecause.TooFewCases;
        if (sizes[0] > policy.LargestShare * sum)
            return WithheldBecause.DominantContributor;
        if (sum - sizes[0] - sizes[1] < Math.Max(policy.RemainderCases, policy.RemainderShare * sizes[0]))
            return WithheldBecause.SmallRemainder;
        return Enumerable
            .Range(0, sizes.Length)
            .Select(left => Rest(sizes, sum, left, policy))
            .FirstOrDefault(broken => broken is not null);
    }

    /// <summary>The rule for the rest-of-network cell that one service sees beside its own figure.</summary>
    /// <param name="cases">Cases of each other service, at least 0, in any order: the viewer is not among them.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The first broken rule, or <c>null</c> when the viewer may see the cell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases is below 0.</exception>
    /// <remarks>Source: docs/disclosure.md, "Services inside a pooled cell".</remarks>
    public static WithheldBecause? RestOfNetwork(IEnumerable<int> cases, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var sizes = LargestFirst(cases);
        var sum = sizes.Sum();
        if (sum < policy.PooledCases)
            return WithheldBecause.TooFewCases;
        return sizes.Length < policy.Contributors - 1 ? WithheldBecause.TooFewContributors : Rest(sizes, sum, sizes.Length, policy);
    }

    private static long[] LargestFirst(IEnumerable<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var sizes = cases.Select(one => (long)Require.Count(one, nameof(cases))).Where(one => one > 0).ToArray();
        Array.Sort(sizes, (one, other) => other.CompareTo(one));
        return sizes;
    }

    // Without the service at this index; an index past the end leaves nobody out. Enough services are left.
    private static WithheldBecause? Rest(long[] sizes, long sum, int left, DisclosurePolicy policy)
    {
        var rest = sum - (left < sizes.Length ? sizes[left] : 0);
        var largest = sizes[left == 0 ? 1 : 0];
        if (largest > policy.LargestShareOfRest * rest)
            return WithheldBecause.DominantContributor;
        return rest - largest - sizes[left <= 1 ? 2 : 1] < policy.RemainderCases ? WithheldBecause.SmallRemainder : null;
    }
}
