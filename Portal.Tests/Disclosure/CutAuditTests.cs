using NUnit.Framework;

namespace Portal.Tests.Disclosure;

/// <summary>The tests' own audit beside the smallest and the largest value that each cell has in any possible table.</summary>
public sealed class CutAuditTests
{
    [Test]
    public void Cell_SmallTables_IsWhatThePossibleTablesHold([Range(1, 3)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 40; run++)
            Check(random, random.Next(2, 4), random.Next(2, 4));
    }

    private static void Check(Random random, int height, int width)
    {
        int[][] counts = [.. Enumerable.Range(0, height).Select(_ => Enumerable.Range(0, width).Select(_ => random.Next(7)).ToArray())];
        (long, long)[] rows = [.. counts.Select(row => Near(row.Sum(), 2))];
        (long, long)[] columns = [.. Enumerable.Range(0, width).Select(column => Near(counts.Sum(row => row[column]), 2))];
        var total = Near(counts.Sum(row => row.Sum()), 3);
        (long, long)[][] cells = [.. counts.Select(row => row.Select(count => Near(count, 2)).ToArray())];

        var audit = new CutAudit(cells, rows, columns, total);

        (long, long)[] found =
        [
            .. counts.SelectMany((row, at) => row.Select((_, column) => audit.Cell(at, column))),
            .. rows.Select((_, row) => audit.RowTotal(row)),
            .. columns.Select((_, column) => audit.ColumnTotal(column)),
        ];
        Assert.That(
            found,
            Is.EqualTo(Possible(cells, rows, columns, total)),
            string.Join(" / ", counts.Select(row => string.Join(' ', row)))
        );

        (long, long) Near(int count, int most) =>
            (Math.Max(0, count - random.Next(most + 1)), count + random.Next(random.Next(6) == 0 ? 8 : most + 1));
    }

    // Cells row by row, then the totals of rows and of columns.
    private static (long Low, long High)[] Possible((long, long)[][] cells, (long, long)[] rows, (long, long)[] columns, (long, long) total)
    {
        var (height, width) = (rows.Length, columns.Length);
        var found = new (long Low, long High)[height * width + height + width];
        Array.Fill(found, (long.MaxValue, long.MinValue));
        var table = new long[height * width];
        From(0);
        return found;

        void From(int place)
        {
            if (place % width == 0 && place > 0 && !Holds(rows[place / width - 1], RowSum(place / width - 1)))
                return;
            if (place == table.Length)
            {
                Keep();
                return;
            }

            var (low, high) = cells[place / width][place % width];
            for (var count = low; count <= high; count++)
            {
                table[place] = count;
                From(place + 1);
            }
        }

        void Keep()
        {
            for (var column = 0; column < width; column++)
                if (!Holds(columns[column], ColumnSum(column)))
                    return;
            if (!Holds(total, table.Sum()))
                return;
            long[] values = [.. table, .. rows.Select((_, row) => RowSum(row)), .. columns.Select((_, column) => ColumnSum(column))];
            for (var at = 0; at < values.Length; at++)
                found[at] = (Math.Min(found[at].Low, values[at]), Math.Max(found[at].High, values[at]));
        }

        long RowSum(int row)
        {
            var sum = 0L;
            for (var column = 0; column < width; column++)
                sum += table[row * width + column];
            return sum;
        }

        long ColumnSum(int column)
        {
            var sum = 0L;
            for (var row = 0; row < height; row++)
                sum += table[row * width + column];
            return sum;
        }
    }

    private static bool Holds((long Low, long High) known, long value) => value >= known.Low && value <= known.High;
}
