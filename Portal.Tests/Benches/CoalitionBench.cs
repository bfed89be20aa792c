using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Samples;
using Portal.Tests.Database;

namespace Portal.Tests.Benches;

/// <summary>
/// What one, two and three services that pool their own rows learn of the others from two releases a quarter apart. The policy protects
/// against one; two and three are measured. The table is the one in docs/methods.md.
/// </summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class CoalitionBench
{
    private const int Seed = 20261129;
    private const int MostCoalitions = 300;
    private const int Most = 3;
    private static readonly Quarter Last = new(2025, 4);
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    private static readonly string[] Rows =
    [
        "counts shown, per cent of those with a case",
        "hidden counts with a printed total",
        "of these fewer than five values apart",
        "the same, and the tables tell it",
        "the same, scopes added up",
        "figures shown",
        "figures that leave few",
        "differences of scopes",
        "differences of scopes that leave few",
        "differences of releases",
        "differences of releases that leave few",
        "rests of the network that leave few",
    ];

    [Test]
    public async Task Table_OfThreeNetworks_SaysWhatCoalitionsLearn()
    {
        var columns = new List<Column>();
        foreach (var services in new[] { 12, 50, 200 })
            columns.Add(await ColumnAsync(services));
        string[] table =
        [
            "| one / two / three services | 12 services | 50 services | 200 services |",
            "|---|---|---|---|",
            .. Rows.Select((words, row) => $"| {words} | {string.Join(" | ", columns.Select(column => column.Texts[row]))} |"),
        ];
        await TestContext.Out.WriteLineAsync("\n" + string.Join('\n', table));

        Assert.Multiple(() =>
        {
            Assert.That(columns.Skip(1).Select(column => column.Shown), Is.All.GreaterThan(0.5), "most counts are shown");
            Assert.That(columns.Select(column => column.Hidden), Is.All.GreaterThan(20), "and there is something to learn");
            Assert.That(columns.Select(column => column.OfOne), Is.All.Zero, "what the policy promises against one service");
            Assert.That(
                table,
                Is.SubsetOf(File.ReadAllLines(Path.Combine(RepositoryFolders.Root!, "docs", "methods.md"))),
                "docs/methods.md holds this table"
            );
        });
    }

    private static async Task<Column> ColumnAsync(int services)
    {
        ReleaseSnapshot snapshot;
        Quarter[] quarters = [Last.Plus(-1), Last];
        await using (var network = await GeneratedNetwork.LoadAsync(services))
            snapshot = await ReleaseSnapshot.ReadAsync(
                network.Portal,
                [.. quarters.SelectMany(MakeRelease.Windows).Distinct()],
                CancellationToken.None
            );
        var releases = Releases(snapshot, quarters);
        var coalitions = Coalitions([.. snapshot.Services.Select(service => service.LegalId).Distinct().Order()]);

        var counts = releases.Zip(quarters).SelectMany(release => CountsOf(snapshot, release.First, release.Second)).ToArray();
        var told = Average(
            coalitions,
            coalition =>
            {
                var found = counts.Select(one => one.Learn(coalition)).ToArray();
                return [found.Sum(one => one.Narrow), found.Sum(one => one.Told), found.Sum(one => one.ToldOverScopes)];
            }
        );
        var shown = releases.SelectMany(release => release.Populations).ToArray();
        var figures = shown.Select(one => new PooledSum(one.Members.Select(member => member.Service), one.Key)).ToArray();
        var ofScopes = OfScopes(snapshot, shown).ToArray();
        var ofReleases = OfReleases(shown).ToArray();
        var left = Average(
            coalitions,
            coalition =>
            {
                string[] names = [.. coalition.Select(service => service.ToString(CultureInfo.InvariantCulture))];
                return
                [
                    figures.Count(one => one.LeavesFew(names)),
                    ofScopes.Count(one => one.LeavesFew(names)),
                    ofReleases.Count(one => one.LeavesFew(names)),
                    releases.Sum(release => Rests(release, coalition).Count(one => one.LeavesFew(names))),
                ];
            }
        );
        var (share, hidden) = ((double)counts.Sum(one => one.Shown) / counts.Sum(one => one.Filled), counts.Sum(one => one.Hidden));
        return new Column(
            share,
            hidden,
            told[0][1] + left[0].Sum(),
            [
                Number(100 * share, "0"),
                Number(hidden),
                Each(told, 0),
                Each(told, 1),
                Each(told, 2),
                Number(figures.Length),
                Each(left, 0),
                Number(ofScopes.Length),
                Each(left, 1),
                Number(ofReleases.Length),
                Each(left, 2),
                Each(left, 3),
            ]
        );
    }

    private static MadeRelease[] Releases(ReleaseSnapshot snapshot, Quarter[] quarters)
    {
        var made = new List<MadeRelease>();
        var ledger = Ledger.Empty(Policy);
        var earlier = new EarlierReleases(
            id => made[int.Parse(id, CultureInfo.InvariantCulture)].Content,
            (id, service) =>
                made[int.Parse(id, CultureInfo.InvariantCulture)].Parts.SingleOrDefault(part => part.ServiceId == service)?.Content,
            (id, service) =>
                made[int.Parse(id, CultureInfo.InvariantCulture)].Parts.SingleOrDefault(part => part.ServiceId == service)?.Report.Content
        );
        foreach (var (number, quarter) in quarters.Index())
            made.Add(
                new MakeRelease(snapshot, quarter, number.ToString("d16", CultureInfo.InvariantCulture), ledger, earlier, Policy).Run(
                    new JsonObject(),
                    (_, _, _) => { },
                    CancellationToken.None
                )
            );
        return [.. made];
    }

    // All of them where they are few, otherwise some at random.
    private static int[][][] Coalitions(int[] services)
    {
        var random = new Random(Seed);
        return
        [
            .. Enumerable
                .Range(1, Most)
                .Select(size =>
                    Sets(services, size).Take(MostCoalitions + 1).Count() <= MostCoalitions
                        ? Sets(services, size).ToArray()
                        :
                        [
                            .. Enumerable
                                .Range(0, MostCoalitions)
                                .Select(_ => random.GetItems(services, 20).Distinct().Take(size).ToArray()),
                        ]
                ),
        ];
    }

    private static IEnumerable<int[]> Sets(int[] services, int size) =>
        size == 0
            ?
            [
                [],
            ]
            : services.Index().SelectMany(one => Sets(services[(one.Index + 1)..], size - 1), (one, rest) => (int[])[one.Item, .. rest]);

    private static double[][] Average(int[][][] coalitions, Func<int[], int[]> of) =>
        [
            .. coalitions.Select(size =>
            {
                var found = size.AsParallel().Select(of).ToArray();
                return Enumerable.Range(0, found[0].Length).Select(place => found.Average(one => one[place])).ToArray();
            }),
        ];

    private static IEnumerable<PooledRows> CountsOf(ReleaseSnapshot snapshot, MadeRelease made, Quarter quarter)
    {
        var (headline, year) = (ReleaseLattice.Headline(quarter), ReleaseLattice.FinancialYear(quarter));
        var behind = ReleaseLattice
            .Scopes.SelectMany(scope =>
                new[]
                {
                    ProfileCells.Risks(snapshot, scope, headline, _ => null, Policy),
                    ProfileCells.Breakdowns(snapshot, scope, year, _ => null, Policy),
                }
            )
            .SelectMany(group => group.Cells)
            .Where(cell => cell.Address.Statistic is not (Statistics.RiskShare or Statistics.ReferralsShare))
            .ToDictionary(cell => cell.Address, cell => cell.Population.Cases.CountBy(one => one.Service.LegalId).ToDictionary());
        yield return new PooledRows(made, headline.From.ToString(), behind);
        yield return new PooledRows(made, year.From.ToString(), behind);
    }

    // Every group of services that shown scopes leave of each other, by adding and subtracting.
    private static IEnumerable<PooledSum> OfScopes(ReleaseSnapshot snapshot, KnownPopulation[] shown)
    {
        var kindOf = snapshot.Services.ToDictionary(
            service => service.LegalId.ToString(CultureInfo.InvariantCulture),
            service => (service.Nation, service.Host)
        );
        var ways = new Dictionary<string, HashSet<(string, string)>[]>();
        foreach (var key in shown.GroupBy(one => (one.ReleaseId, one.Key, one.Window)))
        {
            var byService = key.SelectMany(one => one.Members).Distinct().CountBy(member => member.Service).ToArray();
            var kinds = byService.Select(one => kindOf[one.Key]).Distinct().Order().ToArray();
            var scopes = key.Select(one => one.Scope).Order().ToArray();
            var way = $"{string.Join(' ', scopes)}: {string.Join(' ', kinds)}";
            if (!ways.TryGetValue(way, out var left))
                ways[way] = left = [.. Left(scopes, kinds)];
            foreach (var kept in left)
                yield return new PooledSum(
                    byService.Where(one => kept.Contains(kindOf[one.Key])).ToDictionary(),
                    PooledSum.Tells(key.Key.Key)
                );
        }
    }

    // Kinds of service of which nobody is in the figure may be subtracted as often as one likes.
    private static IEnumerable<HashSet<(string Nation, string Host)>> Left(string[] scopes, (string Nation, string Host)[] kinds)
    {
        var services = kinds.Select(kind => new SnapshotService(0, "", kind.Nation, kind.Host, 0)).ToArray();
        var within = scopes.Select(scope => services.Select(service => service.IsIn(scope) ? 1 : 0).ToArray()).ToArray();
        var found = new HashSet<long>();
        for (var way = 0; way < Math.Pow(3, scopes.Length); way++)
        {
            var (times, rest, subtracts) = (new int[kinds.Length], way, false);
            for (var scope = 0; scope < scopes.Length; scope++, rest /= 3)
            {
                subtracts |= rest % 3 == 2;
                for (var kind = 0; kind < kinds.Length; kind++)
                    times[kind] += within[scope][kind] * (rest % 3 == 2 ? -1 : rest % 3);
            }

            var left = times.Select((one, kind) => one > 0 ? 1L << kind : 0).Sum();
            if (subtracts && left != 0 && times.All(one => one >= 0) && found.Add(left))
                yield return [.. kinds.Where((_, kind) => times[kind] > 0)];
        }
    }

    // Whom an older and a newer figure have alone, where they share somebody.
    private static IEnumerable<PooledSum> OfReleases(KnownPopulation[] shown) =>
        from place in shown.GroupBy(one => (one.Scope, one.Key))
        from one in place
        from other in place
        where one.ReleaseId != other.ReleaseId && one.Members.Select(Person).Intersect(other.Members.Select(Person)).Any()
        let alone = one.Members.Except(other.Members).ToArray()
        where alone.Length > 0
        select new PooledSum(alone.Select(member => member.Service), one.Key);

    private static (string, string) Person(ContributingCase one) => (one.Service, one.Case);

    // What any of them is shown of all others, less the rest of them.
    private static IEnumerable<PooledSum> Rests(MadeRelease release, int[] coalition) =>
        release
            .Parts.Where(part => coalition.Contains(part.ServiceId))
            .SelectMany(part => part.RestShown)
            .Distinct()
            .Select(key => release.Populations.Single(one => one.Scope == ReleaseLattice.Network && one.Key == key.ToString()))
            .Select(one => new PooledSum(one.Members.Select(member => member.Service), one.Key));

    private static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Each(double[][] sizes, int place) => string.Join(" / ", sizes.Select(size => Number(size[place], "0.##")));

    private sealed record Column(double Shown, int Hidden, double OfOne, string[] Texts);
}
