using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>Tables of one dimension beside what the steps of the policy, followed one by one, print for them: no less, and no more.</summary>
public sealed class OneWayByHandTests
{
    private const int Unbounded = 1_000_000;

    [Test]
    public void Protect_RandomTables_PrintWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new RandomTables(seed);
        for (var run = 0; run < 60; run++)
        {
            var counts = random.OneWay();
            Assert.That(
                Printed(counts, []),
                Is.EqualTo(
                    new ByHand(
                        [counts],
                        [
                            [],
                        ]
                    ).Print()
                ),
                string.Join(' ', counts)
            );
        }
    }

    [Test]
    public void Protect_TablesThatServicesRead_PrintWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 60; run++)
        {
            var own = Own(random, random.Next(2, 5));
            int[] counts = [.. own[0].Select((_, place) => own.Sum(service => service[place]))];
            Assert.That(Printed(counts, own), Is.EqualTo(new ByHand([counts], [own]).Print()), string.Join(' ', counts));
        }
    }

    [Test]
    public void ProtectTogether_TablesOfTheSamePeople_PrintWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 40; run++)
        {
            // Who is in which cell of three tables; the first is skewed, so that classes occur.
            var people = Enumerable
                .Range(0, random.Next(6, 110))
                .Select(_ => (Service: random.Next(3), Cells: new[] { random.Next(random.Next(1, 4)), random.Next(4), random.Next(3) }))
                .ToArray();
            int[] Count(int table, Func<int, bool> of) =>
                [.. Enumerable.Range(0, 3 + table % 2).Select(cell => people.Count(one => one.Cells[table] == cell && of(one.Service)))];
            var services = random.Next(2) == 0 ? 3 : 0;
            int[][] counts = [.. Enumerable.Range(0, 3).Select(table => Count(table, _ => true))];
            int[][][] own =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(table => Enumerable.Range(0, services).Select(service => Count(table, one => one == service)).ToArray()),
            ];

            var printed = OneWay
                .ProtectTogether([.. counts.Zip(own, (table, people) => new OneWayTable([.. table], null, people))], DisclosurePolicy.Sdc2)
                .Select(table => table.Released.ToString());

            Assert.That(
                string.Join(" | ", printed),
                Is.EqualTo(new ByHand(counts, own).Print()),
                string.Join(" | ", counts.Select(table => string.Join(' ', table)))
            );
        }
    }

    private static string Printed(int[] counts, int[][] own) =>
        OneWay.Protect(new OneWayTable([.. counts], null, own), DisclosurePolicy.Sdc2).Released.ToString();

    private static int[][] Own(Random random, int cells) =>
        [
            .. Enumerable
                .Range(0, random.Next(2, 6))
                .Select(_ => Enumerable.Range(0, cells).Select(place => random.Next(0, place == 0 ? 14 : 5)).ToArray()),
        ];

    /// <summary>Steps 1 to 6 of "Counts", and rules 1 and 2 of what hiding must not tell.</summary>
    private sealed class ByHand(int[][] tables, int[][][] own)
    {
        private readonly bool[][] _isHidden = [.. tables.Select(table => table.Select(count => count < 8).ToArray())];

        private int Total => tables[0].Sum();

        private IEnumerable<int> Readers => Enumerable.Range(-1, own[0].Length + 1);

        public string Print()
        {
            if (Total < 8 || !Hide())
                return string.Join(" | ", tables.Select(table => $"{string.Join(", ", table.Select(_ => "c"))}; total c"));
            return string.Join(
                " | ",
                tables.Select((table, at) => $"{string.Join(", ", table.Select((_, cell) => Cell(at, cell)))}; total {Rounded(Total)}")
            );
        }

        private static int Rounded(int count) => (int)Math.Round(count / 5.0) * 5;

        private string Cell(int table, int cell) =>
            _isHidden[table][cell] ? "c" : Rounded(tables[table][cell]).ToString(CultureInfo.InvariantCulture);

        // False when the total has to go as well.
        private bool Hide()
        {
            for (var table = 0; table < tables.Length; table++)
            for (var cell = 0; cell < tables[table].Length; cell++)
                _isHidden[table][cell] |= Rounded(Total) < 100 && 10 * Rounded(tables[table][cell]) > 9 * Rounded(Total);
            for (var table = 0; table < tables.Length; table++)
                HideMore(table, _ => OfTotal);
            for (var table = 0; table < tables.Length; table++)
                HideMore(table, reader => WithOthers(table, reader));
            return Enumerable.Range(0, tables.Length).All(table => IsSafe(table, reader => WithOthers(table, reader)));
        }

        private (int Low, int High) OfTotal => (Math.Max(8, Rounded(Total) - 2), Rounded(Total) + 2);

        private (int Low, int High) WithOthers(int except, int reader)
        {
            var total = OfTotal;
            for (var table = 0; table < tables.Length; table++)
                if (table != except)
                    total = (Math.Max(total.Low, Sum(table, reader).Low), Math.Min(total.High, Sum(table, reader).High));
            return total;
        }

        private void HideMore(int table, Func<int, (int Low, int High)> total)
        {
            while (!IsSafe(table, total))
            {
                int[] smallestFirst =
                [
                    .. Enumerable
                        .Range(0, tables[table].Length)
                        .Where(cell => !_isHidden[table][cell])
                        .OrderBy(cell => Rounded(tables[table][cell])),
                ];
                if (smallestFirst.Length == 0)
                    return;
                var enough = smallestFirst.Where(cell => IsSafeWithout(table, cell, total)).Append(smallestFirst[0]).First();
                foreach (var alike in smallestFirst.Where(cell => Rounded(tables[table][cell]) == Rounded(tables[table][enough])))
                    _isHidden[table][alike] = true;
            }
        }

        private bool IsSafeWithout(int table, int cell, Func<int, (int Low, int High)> total)
        {
            _isHidden[table][cell] = true;
            var isSafe = IsSafe(table, total);
            _isHidden[table][cell] = false;
            return isSafe;
        }

        private bool IsSafe(int table, Func<int, (int Low, int High)> total) =>
            Readers.All(reader =>
                Enumerable
                    .Range(0, tables[table].Length)
                    .Where(cell => tables[table][cell] < 8)
                    .All(cell =>
                    {
                        var ((low, high), sum) = (Known(table, cell, reader), Sum(table, reader));
                        var least = Math.Max(low, total(reader).Low - (sum.High - high));
                        var most = Math.Min(high, total(reader).High - (sum.Low - low));
                        return most - least >= Math.Min(5, high - low);
                    })
            );

        private (int Low, int High) Sum(int table, int reader)
        {
            var cells = tables[table].Select((_, cell) => Known(table, cell, reader)).ToArray();
            return (cells.Sum(cell => cell.Low), cells.Sum(cell => cell.High));
        }

        private (int Low, int High) Known(int table, int cell, int reader)
        {
            var count = tables[table][cell];
            var (low, high) =
                count < 8 ? (0, 7)
                : _isHidden[table][cell] ? (8, Unbounded)
                : (Math.Max(8, Rounded(count) - 2), Rounded(count) + 2);
            return (reader < 0 ? low : Math.Max(low, own[table][reader][cell]), high);
        }
    }
}
