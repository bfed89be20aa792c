using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>
/// The audit over the network, its nations and its kinds of host, against a reader that tries every whole number for every cell.
/// </summary>
public sealed class ScopeAuditTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    // The network has 55 and England 40: 11 to 19 are left for two nations with 7 at most each, so each has 4 to 7.
    [Test]
    public void Narrow_TwoSmallNationsOfALargeDifference_AreFound()
    {
        var table = new ScopedTable(
            Whole(54, 60),
            [
                [Part(40, 50), Part(7, 5), Part(7, 5)],
                [Part(54, 60)],
            ]
        );

        Assert.That(ScopeAudit.Narrow(table, Policy), Is.EquivalentTo(new[] { new NarrowCell(0, 1, 0), new NarrowCell(0, 2, 0) }));
    }

    [Test]
    public void Narrow_TwoSmallNationsOfAnOrdinaryDifference_AreFine()
    {
        var table = new ScopedTable(
            Whole(47, 60),
            [
                [Part(40, 50), Part(3, 5), Part(4, 5)],
                [Part(47, 60)],
            ]
        );

        Assert.That(ScopeAudit.Narrow(table, Policy), Is.Empty);
    }

    [Test]
    public void Narrow_PartsOfAnotherNetwork_AreRefused()
    {
        Assert.That(
            () =>
                ScopeAudit.Narrow(
                    new ScopedTable(
                        Whole(50, 60),
                        [
                            [Part(40, 60)],
                            [Part(50, 60)],
                        ]
                    ),
                    Policy
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                ScopeAudit.Narrow(
                    new ScopedTable(
                        Whole(50, 60),
                        [
                            [Part(50, 60)],
                        ]
                    ),
                    Policy
                ),
            Throws.ArgumentException
        );
    }

    [Test]
    public void Narrow_RandomNetworks_IsWhatTryingEveryNumberFinds()
    {
        var random = new Random(1130);
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            var services = Enumerable
                .Range(0, 3)
                .Select(_ => (Nation: random.Next(2), Host: random.Next(2), Counts: new[] { random.Next(0, 9), random.Next(0, 9) }))
                .ToArray();
            ScopeColumn Column(Func<(int Nation, int Host, int[] Counts), bool> isIn, int hide)
            {
                int[][] own = [.. services.Select(one => isIn(one) ? one.Counts : [0, 0])];
                int[] counts = [own.Sum(one => one[0]), own.Sum(one => one[1])];
                return new ScopeColumn(
                    [.. counts.Select((count, place) => new ScopedCount(count, StateOf(count, (hide >> place & 1) != 0)))],
                    new ScopedCount(counts.Sum(), counts.Sum() < 8 || hide > 2 ? ScopedState.Unknown : ScopedState.Visible),
                    own
                );
            }

            var table = new ScopedTable(
                Column(_ => true, random.Next(4)),
                [
                    [Column(one => one.Nation == 0, random.Next(4)), Column(one => one.Nation == 1, random.Next(4))],
                    [Column(one => one.Host == 0, random.Next(4)), Column(one => one.Host == 1, random.Next(4))],
                ]
            );
            var expected = Enumerable.Range(0, 1 + services.Length).SelectMany(reader => Tried(table, reader)).ToHashSet();
            found += expected.Count;

            Assert.That(ScopeAudit.Narrow(table, Policy), Is.EquivalentTo(expected), $"round {round}");
        }

        Assert.That(found, Is.GreaterThan(50));
    }

    private static ScopedState StateOf(int count, bool isHidden) =>
        count < 8 ? ScopedState.Small
        : isHidden ? ScopedState.Covering
        : ScopedState.Visible;

    private static ScopeColumn Whole(int first, int second) => Part(first, second);

    private static ScopeColumn Part(int first, int second) =>
        new(
            [new(first, StateOf(first, false)), new(second, StateOf(second, false))],
            new(first + second, first + second < 8 ? ScopedState.Unknown : ScopedState.Visible),
            []
        );

    // For every row of the network's cells that nations and hosts can both be filled in for, all values of every cell.
    private static IEnumerable<NarrowCell> Tried(ScopedTable table, int reader)
    {
        var wholes = Filled(table.Whole, reader).ToArray();
        var splits = table.Splits.Select(parts => parts.Select(part => Filled(part, reader).ToArray()).ToArray()).ToArray();
        var sums = splits.Select(parts =>
            (from one in parts[0] from other in parts[1] select (one[0] + other[0], one[1] + other[1])).ToHashSet()
        );
        var possible = sums.Aggregate(wholes.Select(one => (one[0], one[1])).ToHashSet(), (left, right) => [.. left.Intersect(right)]);
        foreach (var at in Narrow(table.Whole, reader, possible.Select(one => new[] { one.Item1, one.Item2 }), null, 0))
            yield return at;
        for (var split = 0; split < 2; split++)
        for (var scope = 0; scope < 2; scope++)
        {
            var (parts, other) = (splits[split][scope], splits[split][1 - scope]);
            var left = parts.Where(one => other.Any(two => possible.Contains((one[0] + two[0], one[1] + two[1]))));
            foreach (var at in Narrow(table.Splits[split][scope], reader, left, split, scope))
                yield return at;
        }
    }

    private static IEnumerable<NarrowCell> Narrow(ScopeColumn column, int reader, IEnumerable<int[]> filled, int? split, int scope)
    {
        var values = filled.ToArray();
        for (var cell = 0; cell < 2; cell++)
            if (column.Cells[cell].State == ScopedState.Small)
            {
                var own = reader == 0 ? 0 : column.Own[reader - 1][cell];
                if (values.Max(one => one[cell]) - values.Min(one => one[cell]) < Math.Min(5, 7 - own))
                    yield return new NarrowCell(split, scope, cell);
            }
    }

    private static IEnumerable<int[]> Filled(ScopeColumn column, int reader)
    {
        // Three services have at most 24 people in a cell, and nobody needs to try more than what makes an interval wide.
        const int Most = 40;
        (int Low, int High) Range(ScopedCount one, int own)
        {
            var (low, high) = one.State switch
            {
                ScopedState.Visible => (Math.Max(8, Rounded(one.Count) - 2), Rounded(one.Count) + 2),
                ScopedState.Small => (0, 7),
                ScopedState.Covering => (8, Most),
                _ => (0, 2 * Most),
            };
            return (Math.Max(low, own), high);
        }

        var own = reader == 0 ? [0, 0] : column.Own[reader - 1];
        var (first, second, total) = (Range(column.Cells[0], own[0]), Range(column.Cells[1], own[1]), Range(column.Total, own.Sum()));
        for (var one = first.Low; one <= first.High; one++)
        for (var two = second.Low; two <= second.High; two++)
            if (one + two >= total.Low && one + two <= total.High)
                yield return [one, two];
    }

    private static int Rounded(int count) => (count + 2) / 5 * 5;
}
