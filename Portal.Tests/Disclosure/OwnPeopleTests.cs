using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>
/// What a service learns of others from a printed table when it knows its own people and which hidden counts are small. The reader here
/// tries every table of whole numbers, and shares nothing with the audit that chose what to hide.
/// </summary>
public sealed class OwnPeopleTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    // A stranger is left 0 to 7 for the last cell. Who knows five of the six before it is left 0 to 4.
    [Test]
    public void Protect_ServiceThatKnowsMostOfACell_IsToldNoMoreThanAStranger()
    {
        int[] counts = [40, 6, 1];
        int[] own = [10, 5, 0];
        var plain = OneWay.Protect(OneWayTable.Of(counts), Policy).Released;
        var known = OneWay.Protect(new OneWayTable([.. counts], null, [own]), Policy).Released;

        Assert.That(plain.ToString(), Is.EqualTo("40, c, c; total 45"));
        Assert.That(Told(counts, own, plain), Is.EqualTo(new[] { "cell 2 of 40, 6, 1 is 0 to 4" }));
        Assert.That(known.ToString(), Is.EqualTo("c, c, c; total 45"));
        Assert.That(Told(counts, own, known), Is.Empty);
    }

    [Test]
    [Category("Search")]
    public void Protect_RandomTablesAndServices_LeaveEveryServiceFiveValuesOrAllThereAre()
    {
        var random = new Random(20261129);
        var shown = 0;
        for (var table = 0; table < 4000; table++)
        {
            var services = Enumerable
                .Range(0, random.Next(2, 6))
                .Select(_ => Enumerable.Range(0, 3).Select(place => random.Next(0, place == 0 ? 14 : 6)).ToArray())
                .ToArray();
            int[] counts = [.. Enumerable.Range(0, 3).Select(place => services.Sum(service => service[place]))];
            var released = OneWay.Protect(new OneWayTable([.. counts], null, services), Policy).Released;
            if (!released.Total.IsShown)
                continue;
            shown++;
            foreach (var own in services)
            {
                Assert.That(
                    Told(counts, own, released),
                    Is.Empty,
                    $"{string.Join(", ", counts)} with own {string.Join(", ", own)} prints {released}"
                );
            }
        }

        Assert.That(shown, Is.GreaterThan(1000));
    }

    [Test]
    [Category("Search")]
    public void ProtectTogether_TwoTablesOfTheSamePeople_LeaveEveryServiceFiveValuesOrAllThereAre()
    {
        var random = new Random(1129);
        var shown = 0;
        for (var round = 0; round < 1500; round++)
        {
            var people = Enumerable
                .Range(0, random.Next(25, 60))
                .Select(_ => (Service: random.Next(4), First: Skewed(random), Second: Skewed(random)))
                .ToArray();
            int[] Count(Func<(int Service, int First, int Second), int> cell, int? service) =>
                [
                    .. Enumerable
                        .Range(0, 3)
                        .Select(place => people.Count(one => cell(one) == place && (service ?? one.Service) == one.Service)),
                ];
            OneWayTable Table(Func<(int Service, int First, int Second), int> cell) =>
                new([.. Count(cell, null)], null, [.. Enumerable.Range(0, 4).Select(service => Count(cell, service))]);

            var done = OneWay.ProtectTogether([Table(one => one.First), Table(one => one.Second)], Policy);
            if (!done[0].Released.Total.IsShown)
                continue;
            shown++;
            for (var service = 0; service < 4; service++)
            {
                int[][] own = [Count(one => one.First, service), Count(one => one.Second, service)];
                var totals = Totals(Count(one => one.First, null), own[0], done[0].Released)
                    .Intersect(Totals(Count(one => one.Second, null), own[1], done[1].Released))
                    .ToHashSet();
                Assert.That(Told(Count(one => one.First, null), own[0], done[0].Released, totals), Is.Empty);
                Assert.That(Told(Count(one => one.Second, null), own[1], done[1].Released, totals), Is.Empty);
            }
        }

        Assert.That(shown, Is.GreaterThan(300));
    }

    [Test]
    public void Protect_OwnPeopleThatAreNotInTheTable_AreRefused()
    {
        Assert.That(
            () =>
                OneWay.Protect(
                    new OneWayTable(
                        [20, 9],
                        null,
                        [
                            [21, 0],
                        ]
                    ),
                    Policy
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                OneWay.Protect(
                    new OneWayTable(
                        [20, 9],
                        null,
                        [
                            [1],
                        ]
                    ),
                    Policy
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                OneWay.Protect(
                    new OneWayTable(
                        [20, 9],
                        null,
                        [
                            [-1, 0],
                        ]
                    ),
                    Policy
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                OneWay.ProtectTogether(
                    [
                        new OneWayTable(
                            [20, 9],
                            null,
                            [
                                [1, 0],
                            ]
                        ),
                        new OneWayTable([20, 9]),
                    ],
                    Policy
                ),
            Throws.ArgumentException
        );
    }

    private static int Skewed(Random random) =>
        random.Next(10) switch
        {
            < 7 => 0,
            < 9 => 1,
            _ => 2,
        };

    // Hidden small cells for which fewer than five values are left, unless knowing that they are small leaves no more.
    private static IEnumerable<string> Told(int[] counts, int[] own, ReleasedOneWay released, HashSet<int>? totals = null)
    {
        var values = counts.Select(_ => new HashSet<int>()).ToArray();
        foreach (var table in Tables(counts, own, released).Where(table => totals?.Contains(table.Sum()) ?? true))
            for (var place = 0; place < table.Length; place++)
                values[place].Add(table[place]);
        for (var place = 0; place < counts.Length; place++)
            if (counts[place] < 8 && values[place].Max() - values[place].Min() < Math.Min(5, 7 - own[place]))
                yield return $"cell {place} of {string.Join(", ", counts)} is {values[place].Min()} to {values[place].Max()}";
    }

    private static HashSet<int> Totals(int[] counts, int[] own, ReleasedOneWay released) =>
        [.. Tables(counts, own, released).Select(table => table.Sum())];

    // Every table that the reader cannot rule out: what is printed is within two, a hidden cell is small or not as it truly is.
    private static IEnumerable<int[]> Tables(int[] counts, int[] own, ReleasedOneWay released)
    {
        var total = released.Total.ValueOrNull!.Printed;
        var table = new int[counts.Length];
        return From(0, 0);

        IEnumerable<int[]> From(int place, int sum)
        {
            if (place == counts.Length)
            {
                if (sum >= Math.Max(8, total - 2) && sum <= total + 2)
                    yield return [.. table];
                yield break;
            }

            var (low, high) =
                released.Cells[place].ValueOrNull is { Printed: var printed } ? (Math.Max(8, printed - 2), printed + 2)
                : counts[place] < 8 ? (0, 7)
                : (8, total + 2);
            for (var count = Math.Max(low, own[place]); count <= Math.Min(high, total + 2 - sum); count++)
            {
                table[place] = count;
                foreach (var found in From(place + 1, sum + count))
                    yield return found;
            }
        }
    }
}
