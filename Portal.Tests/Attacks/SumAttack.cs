using System.Numerics;

namespace Portal.Tests.Attacks;

/// <summary>
/// An attacker who knows the sum of every shown set of families and adds and subtracts them at will. It is written without a look at how
/// the product chooses: by elimination, then by trying every small group of families.
/// </summary>
internal static class SumAttack
{
    private const long Prime = 1_000_000_007;

    /// <summary>The fewest families of one service, and of nobody else, whose weighted sum can be worked out.</summary>
    /// <param name="known">The sets whose sums are known; each family is its service and its own number.</param>
    /// <param name="service">Whose families are looked for.</param>
    /// <param name="below">Only groups smaller than this are looked for.</param>
    /// <returns><c>null</c> when there is no such group.</returns>
    public static int? SmallestGroup(IReadOnlyList<IReadOnlySet<(int Service, ulong Family)>> known, int service, int below)
    {
        // Families that are in the same sets always come together.
        var blocks = known
            .SelectMany(set => set)
            .Distinct()
            .GroupBy(family => (family.Service, Pattern: string.Concat(known.Select(set => set.Contains(family) ? '1' : '0'))))
            .Select(block => (block.Key.Service, block.Key.Pattern, People: block.Count()))
            .OrderBy(block => block.Service == service)
            .ThenBy(block => block.Pattern, StringComparer.Ordinal)
            .ToArray();
        var own = blocks.Where(block => block.Service == service).ToArray();
        var others = blocks.Length - own.Length;
        var rows = known.Select((_, row) => blocks.Select(block => (long)(block.Pattern[row] - '0')).ToArray()).ToList();
        var reduced = Reduce(rows, blocks.Length);
        var free = reduced.Where(row => row.Take(others).All(value => value == 0)).Select(row => row[others..]).ToList();
        if (free.Count == 0)
            return null;
        int? best = null;
        Try(0, [], 0);
        return best;

        void Try(int place, List<int> chosen, int people)
        {
            if (people >= (best ?? below))
                return;
            if (chosen.Count > 0)
            {
                var outside = Enumerable.Range(0, own.Length).Except(chosen).ToArray();
                if (Reduce([.. free.Select(row => outside.Select(column => row[column]).ToArray())], outside.Length).Count < free.Count)
                {
                    best = people;
                    return;
                }
            }

            for (var next = place; next < own.Length; next++)
                Try(next + 1, [.. chosen, next], people + own[next].People);
        }
    }

    // Gauss and Jordan; rows of zeros go.
    private static List<long[]> Reduce(List<long[]> rows, int columns)
    {
        var left = rows.ConvertAll(row => (long[])row.Clone());
        var done = new List<long[]>();
        for (var column = 0; column < columns; column++)
        {
            var at = left.FindIndex(row => row[column] != 0);
            if (at < 0)
                continue;
            var pivot = left[at];
            left.RemoveAt(at);
            var inverse = (long)BigInteger.ModPow(pivot[column], Prime - 2, Prime);
            for (var place = 0; place < columns; place++)
                pivot[place] = pivot[place] * inverse % Prime;
            foreach (var row in left.Concat(done).Where(row => row[column] != 0))
            {
                var times = row[column];
                for (var place = 0; place < columns; place++)
                    row[place] = (row[place] + (Prime - times) * pivot[place]) % Prime;
            }

            done.Add(pivot);
        }

        return done;
    }
}
