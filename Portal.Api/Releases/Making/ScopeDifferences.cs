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
    private readonly SnapshotService[][] _kinds;

    // Every way to add and subtract scopes: a bit per scope in the order of the lattice, and how often each kind of service is left.
    private readonly List<(int Used, int[] Times)> _ways = [];

    // By the kinds of service that have a case, a bit each.
    private readonly Dictionary<long, (int Used, HashSet<int> Left)[]> _differences = [];

    /// <param name="services">All services of the snapshot.</param>
    public ScopeDifferences(IReadOnlyList<SnapshotService> services)
    {
        _kinds = [.. services.GroupBy(service => (service.Nation, service.Host)).Select(kind => kind.ToArray())];
        Combine(
            [.. ReleaseLattice.Scopes.Select(scope => _kinds.Select(kind => kind[0].IsIn(scope) ? 1 : 0).ToArray())],
            0,
            new int[_kinds.Length],
            0,
            false
        );
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
            foreach (var (used, left) in Differences([.. cases.Select(one => one.Key.Id)]))
                if ((used & ~shown) == 0 && !IsHarmless(cases, left, everybody.Key, policy))
                {
                    var smallestFirst =
                        from scope in Enumerable.Range(1, byScope.Length - 1)
                        where (used >> scope & 1) != 0
                        let population = byScope[scope][everybody.Key]
                        orderby People(population)
                        select population.Coordinates;
                    found.Add(smallestFirst.First());
                }
        }

        return found;
    }

    private static int People(Population population) => population.Cases.Count;

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

    // A kind of service without a case is nobody, so it does not matter how often it is subtracted.
    private (int Used, HashSet<int> Left)[] Differences(HashSet<int> withCases)
    {
        int[] all = [.. Enumerable.Range(0, _kinds.Length)];
        int[] present = [.. all.Where(kind => _kinds[kind].Any(service => withCases.Contains(service.Id)))];
        var bits = present.Sum(kind => 1L << kind);
        if (_differences.TryGetValue(bits, out var known))
            return known;
        var found = new Dictionary<long, List<int>>();
        foreach (var (used, times) in _ways)
            if (Left(times, present) is { } people && (people == 0 ? Left(times, all) : people) is { } left and not 0)
                (found.TryGetValue(left, out var uses) ? uses : found[left] = []).Add(used);
        return _differences[bits] = [.. found.SelectMany(one => Smallest(one.Value).Select(used => (used, Services(one.Key))))];
    }

    // A bit for each kind that is left, or null where one is subtracted more often than it is added.
    private static long? Left(int[] times, int[] kinds) =>
        kinds.Any(kind => times[kind] < 0) ? null : kinds.Where(kind => times[kind] > 0).Sum(kind => 1L << kind);

    private void Combine(int[][] within, int scope, int[] times, int used, bool subtracts)
    {
        if (scope == within.Length)
        {
            if (subtracts)
                _ways.Add((used, times));
            return;
        }

        foreach (var sign in (int[])[0, 1, -1])
            Combine(
                within,
                scope + 1,
                sign == 0 ? times : [.. times.Zip(within[scope], (sum, member) => sum + sign * member)],
                sign == 0 ? used : used | 1 << scope,
                subtracts || sign < 0
            );
    }

    private static IEnumerable<int> Smallest(List<int> uses) =>
        uses.Distinct().Where(used => !uses.Any(other => other != used && (other & ~used) == 0));

    private HashSet<int> Services(long left) =>
        [.. _kinds.Where((_, kind) => (left >> kind & 1) != 0).SelectMany(kind => kind).Select(service => service.Id)];
}
