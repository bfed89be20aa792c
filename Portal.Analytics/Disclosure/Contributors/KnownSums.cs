namespace Portal.Analytics.Disclosure.Contributors;

/// <summary>
/// Sums over sets of people that one reader knows, and whether one more lets the sum of a few people be worked out by adding and
/// subtracting all of them, each any number of times.
/// </summary>
/// <remarks>
/// Source: docs/disclosure.md, "The workspace", rule 2. People who are in the same sets cannot be told apart, so they form one block. The
/// search for a combination that leaves few people is exact: it tries each block as left out or as paid for with its people. Arithmetic
/// modulo a prime finds every combination that the whole numbers have, so it can only withhold too much.
/// </remarks>
public sealed class KnownSums
{
    private const long Prime = 2_147_483_647;

    // A search that grows beyond this is given up, and the sum is withheld.
    private const int MostSteps = 100_000;

    private readonly List<IReadOnlySet<ulong>> _known = [];

    /// <summary>The sets whose sums are known, in the order in which they were added.</summary>
    public IReadOnlyList<IReadOnlySet<ulong>> Known => _known;

    /// <summary>Adds a set whose sum is known from now on.</summary>
    /// <param name="people">One number for each person and the values that this person brings.</param>
    public void Add(IReadOnlySet<ulong> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (!_known.Exists(one => one.SetEquals(people)))
            _known.Add(people);
    }

    /// <summary>Whether the sum over one more set may be known.</summary>
    /// <param name="people">As in <see cref="Add"/>.</param>
    /// <param name="fewest">Fewest people whose sum may be worked out, at least 1.</param>
    /// <returns>
    /// True when the set is known already or adds nothing, or when every combination that uses it leaves at least
    /// <paramref name="fewest"/> people.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 1.</exception>
    public bool Bears(IReadOnlySet<ulong> people, int fewest)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        if (_known.Exists(one => one.SetEquals(people)))
            return true;
        var search = SearchFor(people);
        // A set that the known ones make up tells nothing new.
        return search.IsMadeUp() || !search.FindsFewer(fewest);
    }

    /// <summary>The fewest people that are left of a set when known sums are added and subtracted.</summary>
    /// <param name="people">As in <see cref="Add"/>.</param>
    /// <param name="most">Where to stop: a larger answer does not matter, at least 1.</param>
    /// <returns>In [0, <paramref name="most"/>]; 0 when the known sets make it up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public int FewestLeft(IReadOnlySet<ulong> people, int most)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var search = SearchFor(people);
        if (!search.FindsFewer(most))
            return most;
        return Enumerable.Range(0, most).First(left => search.FindsFewer(left + 1));
    }

    private Search SearchFor(IReadOnlySet<ulong> people)
    {
        var near = Connected(people);
        return new Search(Blocks(people, near), near.Count);
    }

    // Only sets that share people with the new one, directly or through others, can be combined with it to any use.
    private List<IReadOnlySet<ulong>> Connected(IReadOnlySet<ulong> people)
    {
        var reached = new HashSet<ulong>(people);
        var found = new List<IReadOnlySet<ulong>>();
        var left = new List<IReadOnlySet<ulong>>(_known);
        while (left.FindAll(one => one.Overlaps(reached)) is { Count: > 0 } more)
        {
            found.AddRange(more);
            foreach (var one in more)
                reached.UnionWith(one);
            left.RemoveAll(more.Contains);
        }

        return found;
    }

    // One block for each pattern of sets, the largest first: a row of ones and zeros, the last for the new set.
    private static List<Block> Blocks(IReadOnlySet<ulong> people, List<IReadOnlySet<ulong>> known)
    {
        var everybody = new HashSet<ulong>(people);
        foreach (var one in known)
            everybody.UnionWith(one);
        return
        [
            .. everybody
                .GroupBy(person =>
                    string.Create(
                        known.Count + 1,
                        person,
                        (text, who) =>
                        {
                            for (var place = 0; place < known.Count; place++)
                                text[place] = known[place].Contains(who) ? '1' : '0';
                            text[^1] = people.Contains(who) ? '1' : '0';
                        }
                    )
                )
                .Select(block => new Block([.. block.Key.Select(mark => (long)(mark - '0'))], block.Count()))
                .OrderByDescending(block => block.People)
                .ThenBy(block => string.Concat(block.Row), StringComparer.Ordinal),
        ];
    }

    private sealed record Block(long[] Row, int People);

    // The unknowns are how often each known set is added; the new one is added once. A constraint says that a block is left out.
    private sealed class Search(List<Block> blocks, int unknowns)
    {
        private int _steps;

        public bool IsMadeUp()
        {
            var constraints = new List<(int Pivot, long[] Row)>();
            foreach (var block in blocks)
                if (Reduced(block.Row, constraints) is var row && PivotOf(row) is { } pivot)
                    constraints.Add((pivot, Normal(row, pivot)));
                else if (row[unknowns] != 0)
                    return false;
            return true;
        }

        public bool FindsFewer(int fewest)
        {
            _steps = 0;
            return FindsFew(0, fewest, []);
        }

        private bool FindsFew(int place, int left, List<(int Pivot, long[] Row)> constraints)
        {
            if (++_steps > MostSteps)
                return true;
            for (; place < blocks.Count; place++)
            {
                var block = blocks[place];
                var row = Reduced(block.Row, constraints);
                var pivot = PivotOf(row);
                if (pivot is null)
                {
                    if (row[unknowns] == 0)
                        continue;
                    left -= block.People;
                    if (left <= 0)
                        return false;
                    continue;
                }

                if (block.People < left && FindsFew(place + 1, left - block.People, constraints))
                    return true;
                constraints = [.. constraints, (pivot.Value, Normal(row, pivot.Value))];
            }

            return true;
        }

        private static long[] Reduced(long[] row, List<(int Pivot, long[] Row)> constraints)
        {
            var reduced = (long[])row.Clone();
            foreach (var (pivot, by) in constraints)
                if (reduced[pivot] is var times and not 0)
                    for (var place = 0; place < reduced.Length; place++)
                        reduced[place] = (reduced[place] + (Prime - times) * by[place]) % Prime;
            return reduced;
        }

        private int? PivotOf(long[] row)
        {
            for (var place = 0; place < unknowns; place++)
                if (row[place] != 0)
                    return place;
            return null;
        }

        private static long[] Normal(long[] row, int pivot)
        {
            var inverse = (long)System.Numerics.BigInteger.ModPow(row[pivot], Prime - 2, Prime);
            return [.. row.Select(value => value * inverse % Prime)];
        }
    }
}
