using System.Numerics;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>
/// Nations add up to the network, and so do kinds of host. Whoever subtracts shown cells from each other learns the cell of the services
/// that are left. If they are a small group, one of the cells is withheld as well.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 5, and "Parameters" (difference set).</remarks>
public sealed class ScopeDifferences
{
    // For each set of scopes that can be added and subtracted, a bit per scope in the order of the lattice, and the services that are left.
    private readonly (int Used, HashSet<int> Left)[] _differences;

    /// <param name="services">All services of the snapshot.</param>
    public ScopeDifferences(IReadOnlyList<SnapshotService> services)
    {
        var kinds = services.GroupBy(service => (service.Nation, service.Host)).Select(kind => kind.ToArray()).ToArray();
        var within = ReleaseLattice.Scopes.Select(scope => kinds.Select(kind => kind[0].IsIn(scope) ? 1 : 0).ToArray()).ToArray();
        var found = new Dictionary<long, List<int>>();
        Combine(within, 0, new int[kinds.Length], 0, false, found);
        _differences = [.. found.SelectMany(one => Smallest(one.Value).Select(used => (used, Services(kinds, one.Key))))];
    }

    /// <summary>Cells that must be withheld because they reveal a figure of few people or services.</summary>
    /// <param name="groups">The same cells of every scope, in the order of the lattice.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>Empty when nothing is revealed; otherwise withhold these and call it again.</returns>
    public IReadOnlySet<(string Scope, PopulationKey Key, Window Window)> GivenAway(
        IReadOnlyList<CellGroup> groups,
        DisclosurePolicy policy
    )
    {
        var found = new HashSet<(string, PopulationKey, Window)>();
        var byScope = groups.Select(group => group.Shown.ToDictionary(population => population.Key)).ToArray();
        foreach (var everybody in groups[0].Cells.Select(cell => cell.Population).DistinctBy(population => population.Key))
        {
            var shown = Enumerable
                .Range(0, byScope.Length)
                .Where(scope => byScope[scope].ContainsKey(everybody.Key))
                .Aggregate(0, (bits, scope) => bits | 1 << scope);
            if (BitOperations.PopCount((uint)shown) < 2)
                continue;
            var cases = everybody.Cases.CountBy(one => (one.Service.Id, one.Service.LegalId)).ToArray();
            foreach (var (used, left) in _differences)
                if ((used & ~shown) == 0 && !IsHarmless(cases, left, everybody.Key, policy))
                    found.Add(
                        Enumerable
                            .Range(1, byScope.Length - 1)
                            .Where(scope => (used >> scope & 1) != 0)
                            .Select(scope => byScope[scope][everybody.Key])
                            .MinBy(population => population.Cases.Count)!
                            .Coordinates
                    );
        }

        return found;
    }

    // When the services left over have no cases, a count still tells that: "nobody" is as exact as "one person". A mean tells nothing.
    private static bool IsHarmless(
        IEnumerable<KeyValuePair<(int Id, int LegalId), int>> cases,
        HashSet<int> left,
        PopulationKey key,
        DisclosurePolicy policy
    )
    {
        var byService = cases
            .Where(one => left.Contains(one.Key.Id))
            .GroupBy(one => one.Key.LegalId)
            .Select(service => service.Sum(one => one.Value))
            .ToArray();
        return byService.Length == 0
            ? key.Topic == ReleaseLattice.Outcome
            : byService.Sum() - byService.Max() >= policy.DifferenceCases && byService.Length - 1 >= policy.DifferenceContributors;
    }

    // Finds every way to add and subtract scopes in which the services that are left are only added, never subtracted.
    private static void Combine(int[][] within, int scope, int[] sums, int used, bool subtracts, Dictionary<long, List<int>> found)
    {
        if (scope == within.Length)
        {
            var left = sums.Select((sum, kind) => sum > 0 ? 1L << kind : 0).Sum();
            if (subtracts && left != 0 && sums.All(sum => sum >= 0))
                (found.TryGetValue(left, out var uses) ? uses : found[left] = []).Add(used);
            return;
        }

        foreach (var sign in (int[])[0, 1, -1])
            Combine(
                within,
                scope + 1,
                sign == 0 ? sums : [.. sums.Zip(within[scope], (sum, member) => sum + sign * member)],
                sign == 0 ? used : used | 1 << scope,
                subtracts || sign < 0,
                found
            );
    }

    private static IEnumerable<int> Smallest(List<int> uses) =>
        uses.Distinct().Where(used => !uses.Any(other => other != used && (other & ~used) == 0));

    private static HashSet<int> Services(SnapshotService[][] kinds, long left) =>
        [.. kinds.Where((_, kind) => (left >> kind & 1) != 0).SelectMany(kind => kind).Select(service => service.Id)];
}
