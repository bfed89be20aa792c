namespace Portal.Analytics.Disclosure.Contributors;

/// <summary>One case behind a released cell.</summary>
/// <param name="Service">The service that it belongs to.</param>
/// <param name="Case">Its id within that service.</param>
/// <param name="Values">
/// Fingerprint of the values that it contributes; 0 where all that it contributes is being there. The same case with another fingerprint
/// is equal to it in nothing but the person.
/// </param>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public readonly record struct ContributingCase(string Service, string Case, uint Values = 0)
{
    /// <summary>
    /// Stands for a fingerprint that was emptied or never taken, so that nobody knows whether the values changed. No current case has it.
    /// </summary>
    public const uint Emptied = 1;
}

/// <summary>
/// Whether two released cells with the same address and audience may both be known. Whoever subtracts one from the other learns about the
/// cases of each that are not in the other, and about those whose values changed in between: they are in both differences.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3, and "Parameters" (difference set).</remarks>
public static class OverlapRule
{
    /// <summary>Judges a new cell against one earlier cell.</summary>
    /// <param name="current">The cases behind the new cell.</param>
    /// <param name="earlier">The cases behind the earlier cell.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>
    /// <c>null</c> when they share no case, or when each difference is empty or stays large enough without any one service; otherwise
    /// <see cref="WithheldBecause.Differencing"/>.
    /// </returns>
    /// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
    public static WithheldBecause? Against(
        IReadOnlySet<ContributingCase> current,
        IReadOnlySet<ContributingCase> earlier,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(policy);
        return !ShareACase(current, earlier) || (IsHarmless(current, earlier, policy) && IsHarmless(earlier, current, policy))
            ? null
            : WithheldBecause.Differencing;
    }

    /// <summary>Judges a new figure of one service against an earlier one, for readers outside the service who may see both.</summary>
    /// <param name="current">The cases behind the new figure.</param>
    /// <param name="earlier">The cases behind the earlier figure.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>
    /// <c>null</c> when they share no case, or when each difference is empty or has <see cref="DisclosurePolicy.DifferenceCases"/> people;
    /// otherwise <see cref="WithheldBecause.Differencing"/>.
    /// </returns>
    /// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 4.</remarks>
    public static WithheldBecause? OfOneService(
        IReadOnlySet<ContributingCase> current,
        IReadOnlySet<ContributingCase> earlier,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(policy);
        return !ShareACase(current, earlier) || (HasNoneOrEnough(current, earlier, policy) && HasNoneOrEnough(earlier, current, policy))
            ? null
            : WithheldBecause.Differencing;
    }

    // A case whose values changed is the same case, although it is in both differences.
    private static bool ShareACase(IReadOnlySet<ContributingCase> current, IReadOnlySet<ContributingCase> earlier) =>
        current.Overlaps(earlier)
        || current.Select(one => (one.Service, one.Case)).ToHashSet().Overlaps(earlier.Select(one => (one.Service, one.Case)));

    private static bool HasNoneOrEnough(
        IReadOnlySet<ContributingCase> cases,
        IReadOnlySet<ContributingCase> without,
        DisclosurePolicy policy
    )
    {
        var (left, isWhole) = Difference(cases, without);
        return (left.Count == 0 && isWhole) || left.Count >= policy.DifferenceCases;
    }

    // Taking out the largest service leaves the fewest cases; with one service, nothing is left.
    private static bool IsHarmless(IReadOnlySet<ContributingCase> cases, IReadOnlySet<ContributingCase> without, DisclosurePolicy policy)
    {
        var (left, isWhole) = Difference(cases, without);
        var byService = left.CountBy(one => one.Service).Select(service => service.Value).ToArray();
        return byService.Length == 0
            ? isWhole
            : byService.Sum() - byService.Max() >= policy.DifferenceCases && byService.Length - 1 >= policy.DifferenceContributors;
    }

    // The cases that surely differ, and whether those are all. One that is in both, and of which only one side knows the values, may have
    // changed or not: so it may be the only one that did, and it cannot hide others.
    private static (List<ContributingCase> Left, bool IsWhole) Difference(
        IReadOnlySet<ContributingCase> cases,
        IReadOnlySet<ContributingCase> without
    )
    {
        var left = cases.Where(one => !without.Contains(one)).ToList();
        if (left.TrueForAll(one => one.Values != ContributingCase.Emptied) && without.All(one => one.Values != ContributingCase.Emptied))
            return (left, true);
        var there = without.Select(one => (one.Service, one.Case)).ToHashSet();
        var unsure = left.RemoveAll(one =>
            one.Values == ContributingCase.Emptied
                ? there.Contains((one.Service, one.Case))
                : without.Contains(one with { Values = ContributingCase.Emptied })
        );
        return (left, unsure == 0);
    }
}
