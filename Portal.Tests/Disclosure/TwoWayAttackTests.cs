using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

public sealed class TwoWayAttackTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    [TestCase(2026, 3_000, Category = "Search")]
    [TestCase(1129, 60)]
    public void Protect_ManyTables_PassAnIndependentAudit(int seed, int tables) => Assert.That(Unsafe(seed, tables), Is.Empty);

    [Test]
    [Category("Fuzz")]
    public void Protect_HundredThousandTables_PassAnIndependentAudit()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));

        Assert.That(Unsafe(seed, 100_000), Is.Empty);
    }

    // Checks the tests' own audit against every possible table.
    [Test]
    [Category("Search")]
    public void CutAudit_SmallTables_FindsTheIntervalsOfEveryTable()
    {
        var random = new Random(7);
        for (var run = 0; run < 40; run++)
        {
            var (truth, printed) = SmallTable(random);
            var audit = new CutAudit(printed, truth);
            var possible = EveryTableBehind(printed, truth).ToArray();
            for (var cell = 0; cell < 4; cell++)
                Assert.That(
                    audit.Cell(cell / 2, cell % 2),
                    Is.EqualTo(((long)possible.Min(table => table[cell]), (long)possible.Max(table => table[cell]))),
                    printed.ToString()
                );
        }
    }

    // The attacker knows the policy: every two-by-two table is protected, and nothing distinguishes tables that print alike.
    [Test]
    [Category("Search")]
    public void Protect_EveryTwoByTwoUpToThirtySix_HidesWhatItHides()
    {
        const int most = 36;
        var behind = new Dictionary<string, HashSet<int>[]>();
        for (var a = 0; a <= most; a++)
        for (var b = 0; b <= most - a; b++)
        for (var c = 0; c <= most - a - b; c++)
        for (var d = 0; d <= most - a - b - c; d++)
        {
            int[] values = [a, b, c, d, a + b, c + d, a + c, b + d];
            var printed = TwoWay.Protect(TwoWayTable.Of([a, b], [c, d]), Policy).Released.ToString();
            if (!behind.TryGetValue(printed, out var sets))
                behind[printed] = sets = [.. values.Select(_ => new HashSet<int>())];
            foreach (var (set, value) in sets.Zip(values))
                set.Add(value);
        }

        // Only totals for which every true value was tried; a total of 35 may be 37.
        var complete = behind.Where(print => !print.Key.EndsWith("total 35", StringComparison.Ordinal)).ToArray();
        Assert.That(complete, Has.Length.GreaterThan(200));
        Assert.That(complete.Where(print => print.Value.Any(InversionTests.IsGivenAway)).Select(print => print.Key), Is.Empty);
    }

    private static List<string> Unsafe(int seed, int tables)
    {
        var random = new RandomTables(seed);
        var broken = new List<string>();
        for (var run = 0; run < tables; run++)
        {
            var truth = random.TwoWay();
            var printed = TwoWay.Protect(TwoWayTable.Of(truth), Policy).Released;
            if (!IsRounded(printed, truth) || !IsSafe(printed, truth))
                broken.Add($"{string.Join('/', truth.Select(row => string.Join(' ', row)))} -> {printed}");
        }

        return broken;
    }

    private static bool IsRounded(ReleasedTwoWay printed, int[][] truth) =>
        printed
            .Cells.Zip(truth)
            .All(row =>
                row.First.Zip(row.Second)
                    .All(cell =>
                        cell.First.ValueOrNull is not { Printed: var shown }
                        || (shown % 5 == 0 && cell.Second >= 8 && Math.Abs(shown - cell.Second) <= 2)
                    )
            );

    // When the whole inside is withheld, only the margins could be solved, and they were fixed before.
    private static bool IsSafe(ReleasedTwoWay printed, int[][] truth)
    {
        var audit = new CutAudit(printed, truth);
        var places =
            from row in Enumerable.Range(0, truth.Length)
            from column in Enumerable.Range(0, truth[0].Length)
            select (Row: row, Column: column);
        var rowTotals = Enumerable.Range(0, truth.Length).Where(row => truth[row].Sum() < 8).Select(audit.RowTotal);
        var columnTotals = Enumerable
            .Range(0, truth[0].Length)
            .Where(column => truth.Sum(row => row[column]) < 8)
            .Select(audit.ColumnTotal);
        return printed.Cells.All(row => row.All(cell => !cell.IsShown))
            || places
                .Where(at => truth[at.Row][at.Column] < 8)
                .Select(at => audit.Cell(at.Row, at.Column))
                .Concat(rowTotals)
                .Concat(columnTotals)
                .All(interval => interval.High - interval.Low >= 5);
    }

    private static (int[][] Truth, ReleasedTwoWay Printed) SmallTable(Random random)
    {
        while (true)
        {
            int[][] truth =
            [
                [random.Next(11), random.Next(11)],
                [random.Next(11), random.Next(11)],
            ];
            var printed = TwoWay.Protect(TwoWayTable.Of(truth), Policy).Released;
            if (printed.Rows.Total.IsShown)
                return (truth, printed);
        }
    }

    private static IEnumerable<int[]> EveryTableBehind(ReleasedTwoWay printed, int[][] truth)
    {
        const int most = 43;
        var total = printed.Rows.Total.ValueOrNull!.Printed;
        return from a in Enumerable.Range(0, most)
            where Fits(printed.Cells[0][0], truth[0][0], a)
            from b in Enumerable.Range(0, most)
            where Fits(printed.Cells[0][1], truth[0][1], b) && Fits(printed.Rows.Cells[0], truth[0].Sum(), a + b)
            from c in Enumerable.Range(0, most)
            where Fits(printed.Cells[1][0], truth[1][0], c) && Fits(printed.Columns.Cells[0], truth[0][0] + truth[1][0], a + c)
            from d in Enumerable.Range(0, most)
            where
                Fits(printed.Cells[1][1], truth[1][1], d)
                && Fits(printed.Columns.Cells[1], truth[0][1] + truth[1][1], b + d)
                && Fits(printed.Rows.Cells[1], truth[1].Sum(), c + d)
                && Math.Abs(a + b + c + d - total) <= 2
                && a + b + c + d >= 8
            select new[] { a, b, c, d };
    }

    private static bool Fits(Disclosed<ReleasedCount> printed, int truth, int value) =>
        printed.ValueOrNull is { Printed: var shown } ? value >= 8 && Math.Abs(shown - value) <= 2 : value < 8 == truth < 8;
}
