using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>Tables of two dimensions beside what the steps of the policy, followed one by one, hide of them: no less, and no more.</summary>
public sealed class TwoWayByHandTests
{
    // Many cells are small or empty, and many print alike.
    [Test]
    public void Protect_RandomTables_HideWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 250; run++)
            Check(Counts(random), _ => false, DisclosurePolicy.Sdc2);
    }

    // Other widths show where each interval ends.
    [Test]
    public void Protect_OtherParameters_HideWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 60; run++)
        {
            var smallest = random.Next(3, 13);
            var policy = DisclosurePolicy.Sdc2 with
            {
                SmallestShown = smallest,
                RoundTo = 2 * random.Next(4) + 1,
                FeasibleWidth = random.Next(1, smallest),
            };
            Check(Counts(random), _ => false, policy);
        }
    }

    [Test]
    public void Protect_ImpossibleAndBarredCells_HideWhatTheStepsSay([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 60; run++)
        {
            var (impossible, barred) = (random.Next(12), random.Next(12));
            var counts = Counts(random);
            foreach (var row in counts)
                for (var column = 0; column < row.Length; column++)
                    row[column] = random.Next(40) < impossible ? null : row[column];
            Check(counts, _ => random.Next(40) < barred, DisclosurePolicy.Sdc2);
        }
    }

    private static void Check(int?[][] counts, Func<int?, bool> isBarred, DisclosurePolicy policy)
    {
        bool[] Barred(int?[] line) => [.. line.Select(isBarred)];
        var rows = counts.Select(Total).ToArray();
        var columns = counts[0].Select((_, at) => Total(counts.Select(row => row[at]))).ToArray();
        var (barred, barredRows, barredColumns) = (counts.Select(Barred).ToArray(), Barred(rows), Barred(columns));
        var margins = OneWay.ProtectTogether(
            [new OneWayTable(rows, Because(barredRows)), new OneWayTable(columns, Because(barredColumns))],
            policy
        );

        var table = TwoWay.Protect(new TwoWayTable(counts, [.. barred.Select(Because)]), margins[0], margins[1], policy);

        var byHand = new TwoWayByHand(
            policy,
            counts,
            barred,
            new(rows, barredRows, Shown(margins[0])),
            new(columns, barredColumns, Shown(margins[1])),
            margins[0].Released.Total.IsShown
        );
        Assert.That(
            string.Join(" / ", table.Released.Cells.Select(row => string.Join(' ', row))),
            Is.EqualTo(byHand.Print()),
            string.Join(
                " / ",
                counts.Select(row => string.Join(' ', row.Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "-")))
            )
        );
    }

    private static bool[] Shown(ProtectedOneWay margin) => [.. margin.Released.Cells.Select(cell => cell.IsShown)];

    private static WithheldBecause?[] Because(bool[] barred) =>
        [.. barred.Select(one => one ? WithheldBecause.Differencing : (WithheldBecause?)null)];

    private static int? Total(IEnumerable<int?> line) => line.All(count => count is null) ? null : line.Sum();

    private static int?[][] Counts(Random random)
    {
        var (rows, columns, mean) = (random.Next(2, 6), random.Next(2, 6), random.Next(4, 40));
        int[] few = [0, 3, 8, 10, 12, 20, 45];
        var isOfFew = random.Next(3) == 0;
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ =>
                {
                    var isEmpty = random.Next(15) == 0;
                    return Enumerable
                        .Range(0, columns)
                        .Select(_ =>
                            isEmpty ? 0
                            : isOfFew ? few[random.Next(7)]
                            : Count()
                        )
                        .ToArray();
                }),
        ];

        int? Count() => random.Next(12) == 0 ? 0 : (int)(-mean * Math.Log(1 - random.NextDouble()));
    }
}
