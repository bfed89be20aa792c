using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

// The attacker knows the policy and sees the printed output. Every table is protected; the attacker is left with all tables that print
// alike.
public sealed class InversionTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    [TestCase(2, 130, TestName = "Protect_EveryTableOfTwoCells_HidesWhatItHides")]
    [TestCase(3, 55, TestName = "Protect_EveryTableOfThreeCells_HidesWhatItHides", Category = "Search")]
    [TestCase(4, 22, TestName = "Protect_EveryTableOfFourCells_HidesWhatItHides", Category = "Search")]
    public void Protect(int cells, int most)
    {
        var behind = new Dictionary<string, HashSet<int>[]>();
        foreach (var counts in Tables(cells, most))
        {
            var printed = OneWay.Protect(OneWayTable.Of(counts), Policy).Released.ToString();
            if (!behind.TryGetValue(printed, out var sets))
                behind[printed] = sets = [.. counts.Select(_ => new HashSet<int>())];
            for (var cell = 0; cell < cells; cell++)
                sets[cell].Add(counts[cell]);
        }

        Assert.That(behind, Has.Count.GreaterThan(100));
        Assert.That(behind.Where(print => print.Value.Any(IsGivenAway)).Select(print => print.Key), Is.Empty);
    }

    [TestCase(2026, 10_000, Category = "Search")]
    [TestCase(45787888, 1_000, Category = "Search")]
    [TestCase(1129, 200)]
    public void Protect_ManyTables_KeepTheRules(int seed, int tables) => Assert.That(Broken(seed, tables), Is.Empty);

    // Together they break every rule that more hiding could keep, so nothing of them is printed; then nothing tells which were small.
    [Test]
    public void ProtectTogether_TablesThatCannotBothBeShown_PrintNothing()
    {
        var together = OneWay.ProtectTogether([OneWayTable.Of(12, 8, 8, 0), OneWayTable.Of(7, 7, 7, 7)], Policy);

        Assert.That(together.Select(table => table.Released.ToString()), Is.All.EqualTo("c, c, c, c; total c"));
    }

    [Test]
    [Category("Fuzz")]
    public void Protect_HundredThousandTables_KeepTheRules()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));

        Assert.That(Broken(seed, 100_000), Is.Empty);
    }

    internal static bool IsGivenAway(HashSet<int> values) => values.Count < 5 && values.All(value => value < 8);

    private static List<string> Broken(int seed, int tables)
    {
        var random = new RandomTables(seed);
        var broken = new List<string>();
        for (var run = 0; run < tables; run++)
        {
            var counts = random.OneWay();
            var other = random.SplitOf(counts.Sum());
            var alone = OneWay.Protect(OneWayTable.Of(counts), Policy).Released;
            var together = OneWay
                .ProtectTogether([OneWayTable.Of(counts), OneWayTable.Of(other)], Policy)
                .Select(table => table.Released)
                .ToArray();
            var order = random.Shuffled(counts.Length);
            var shuffled = OneWay.Protect(OneWayTable.Of(order.Select(place => counts[place])), Policy).Released;
            if (
                !IsSafe([(alone, counts)])
                || !IsSafe([(together[0], counts), (together[1], other)])
                || !IsUnchangedAgain(alone)
                || !shuffled.Cells.SequenceEqual(order.Select(place => alone.Cells[place]))
            )
                broken.Add($"{string.Join(' ', counts)} and {string.Join(' ', other)} -> {alone} and {together[0]} and {together[1]}");
        }

        return broken;
    }

    // Each table narrows the total, alone and together with the others, as anybody who joins them on the total can see.
    private static bool IsSafe((ReleasedOneWay Printed, int[] Truth)[] tables)
    {
        if (tables.All(table => !table.Printed.Total.IsShown && table.Printed.Cells.All(cell => !cell.IsShown)))
            return true;
        var total = tables[0].Printed.Total.ValueOrNull is { Printed: var printed } ? Visible(printed) : (Low: 0, High: int.MaxValue / 2);
        foreach (var table in tables)
            total = (
                Math.Max(total.Low, Known(table).Sum(cell => cell.Low)),
                (int)Math.Min(total.High, Known(table).Sum(cell => (long)cell.High))
            );
        return tables.All(table =>
            Known(table).Zip(table.Truth).All(cell => cell.Second >= 8 || Width(table, cell.First, total) >= 5)
            && table
                .Printed.Cells.Zip(table.Truth)
                .All(cell =>
                    cell.First.ValueOrNull is not { Printed: var shown }
                    || (shown % 5 == 0 && cell.Second >= 8 && Math.Abs(shown - cell.Second) <= 2)
                )
        );
    }

    private static long Width((ReleasedOneWay Printed, int[] Truth) table, (int Low, int High) cell, (int Low, int High) total)
    {
        var most = Math.Min(cell.High, total.High - (Known(table).Sum(one => one.Low) - cell.Low));
        var least = Math.Max(cell.Low, total.Low - (Known(table).Sum(one => (long)one.High) - cell.High));
        return most - least;
    }

    private static (int Low, int High)[] Known((ReleasedOneWay Printed, int[] Truth) table) =>
        [
            .. table.Printed.Cells.Zip(
                table.Truth,
                (cell, truth) =>
                    cell.ValueOrNull is { Printed: var shown } ? Visible(shown)
                    : truth < 8 ? (0, 7)
                    : (8, int.MaxValue / 4)
            ),
        ];

    private static (int Low, int High) Visible(int printed) => (Math.Max(8, printed - 2), printed + 2);

    // A table with nothing hidden is a table of counts again; hidden cells are not numbers.
    private static bool IsUnchangedAgain(ReleasedOneWay printed) =>
        printed.Cells.Any(cell => !cell.IsShown)
        || OneWay
            .Protect(OneWayTable.Of(printed.Cells.Select(cell => cell.ValueOrNull!.Printed)), Policy)
            .Released.Cells.SequenceEqual(printed.Cells);

    private static IEnumerable<int[]> Tables(int cells, int most) =>
        cells == 0
            ?
            [
                [],
            ]
            : Tables(cells - 1, most).SelectMany(_ => Enumerable.Range(0, most + 1), (table, count) => (int[])[.. table, count]);
}
