using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Samples;
using Portal.Tests.Database;

namespace Portal.Tests.Benches;

/// <summary>
/// What a policy costs: the share of non-empty cells that a first release shows, by topic, for the sample network and for one of 50
/// services, under sdc-2 and alternative policies, and for one of 200 under sdc-2. The tables are those in docs/methods.md.
/// </summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class TradeOffBench
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    // A hidden count below 5 is 0 to 4, and no table can leave it five apart, so the width shrinks with it.
    private static readonly (string Words, DisclosurePolicy Policy)[] Policies =
    [
        ("sdc-2", Policy),
        ("T = 5, W = 3", Policy with { SmallestShown = 5, FeasibleWidth = 3 }),
        ("T = 11", Policy with { SmallestShown = 11 }),
        ("K = 3", Policy with { Contributors = 3 }),
        ("K = 7", Policy with { Contributors = 7 }),
        ("N = 5", Policy with { CasesForMean = 5 }),
        ("N = 20", Policy with { CasesForMean = 20 }),
        ("pooled n = 20", Policy with { PooledCases = 20 }),
        ("pooled n = 50", Policy with { PooledCases = 50 }),
    ];

    private static readonly string[] Topics =
    [
        "who is referred",
        "the same by dimension",
        "changes",
        "changes by dimension",
        "nations and hosts",
        "rest of the network",
        "own protected report",
    ];

    private static readonly Quarter Quarter = new(2025, 4);

    [Test]
    public async Task Table_OfTwelveAndOfFiftyServices_SaysWhatEachPolicyShows()
    {
        var networks = new List<(Dictionary<string, Count> Whole, Dictionary<string, Count>[] ByPolicy)>();
        foreach (var services in new[] { 12, 50 })
            networks.Add(await CountAsync(services, Policies));
        var large = await CountAsync(200, [Policies[0]]);

        string[] table =
        [
            "| | " + string.Join(" | ", Topics) + " |",
            "|---|" + string.Concat(Topics.Select(_ => "---|")),
            Row("cells", topic => networks.Select(network => Number(network.Whole[topic].All))),
            Row("with a case behind them", topic => networks.Select(network => Number(network.Whole[topic].Filled))),
            .. Policies.Select((one, place) => Row(one.Words, topic => networks.Select(network => network.ByPolicy[place][topic].Share))),
            .. networks
                .Append(large)
                .Zip(new[] { 12, 50, 200 })
                .Select(one => $"{Row($"{one.Second} services, sdc-2", topic => [one.First.Whole[topic].Share])} {All(one.First.Whole)} |"),
        ];
        await TestContext.Out.WriteLineAsync("\n" + string.Join('\n', table));

        Assert.Multiple(() =>
        {
            Assert.That(
                networks
                    .Append(large)
                    .SelectMany(network => network.ByPolicy)
                    .SelectMany(policy => policy.Values)
                    .Select(count => count.ShownEmpty),
                Is.All.Zero,
                "no cell without a case is shown"
            );
            Assert.That(
                table,
                Is.SubsetOf(File.ReadAllLines(Path.Combine(RepositoryFolders.Root!, "docs", "methods.md"))),
                "docs/methods.md holds this table"
            );
        });
    }

    private static async Task<(Dictionary<string, Count> Whole, Dictionary<string, Count>[] ByPolicy)> CountAsync(
        int services,
        IReadOnlyList<(string Words, DisclosurePolicy Policy)> policies
    )
    {
        ReleaseSnapshot snapshot;
        await using (var network = await GeneratedNetwork.LoadAsync(services))
            snapshot = await ReleaseSnapshot.ReadAsync(network.Portal, MakeRelease.Windows(Quarter), CancellationToken.None);
        var behind = CasesBehind(snapshot);
        var counts = policies.Select(one => Counts(snapshot, behind, one.Policy)).ToArray();
        return (counts[0], counts);
    }

    private static Dictionary<string, Count> Counts(ReleaseSnapshot snapshot, Dictionary<CellAddress, int> behind, DisclosurePolicy policy)
    {
        var none = new EarlierReleases(
            _ => throw new InvalidOperationException("There is no earlier release."),
            (_, _) => null,
            (_, _) => null
        );
        var made = new MakeRelease(snapshot, Quarter, "0000000000000000", Ledger.Empty(policy), none, policy).Run(
            new JsonObject(),
            (_, _, _) => { },
            CancellationToken.None
        );
        var headline = ReleaseLattice.Headline(Quarter);
        var released = made.Content.Cells.Select(cell => (Topic: TopicOf(cell.Address), cell.Figure.IsShown, Cases: behind[cell.Address]));
        var rest = made.Parts.SelectMany(part =>
            part.Content.Cells.Select(cell =>
                (Topic: Topics[5], cell.Figure.IsShown, Cases: PairsBehind(snapshot, part.ServiceId, cell.Address, headline))
            )
        );
        var own = made
            .Parts.SelectMany(part => OwnCells(snapshot.Only(part.ServiceId), headline, policy))
            .Select(cell => (Topic: Topics[6], cell.Figure.IsShown, Cases: cell.Population.Cases.Count));
        return released
            .Concat(rest)
            .Concat(own)
            .GroupBy(cell => cell.Topic)
            .ToDictionary(
                topic => topic.Key,
                topic => new Count(
                    topic.Count(),
                    topic.Count(cell => cell.Cases > 0),
                    topic.Count(cell => cell.IsShown && cell.Cases > 0),
                    topic.Count(cell => cell.IsShown && cell.Cases == 0)
                )
            );
    }

    // The number of cases behind a cell is the same under every policy.
    private static Dictionary<CellAddress, int> CasesBehind(ReleaseSnapshot snapshot)
    {
        var (headline, year) = (ReleaseLattice.Headline(Quarter), ReleaseLattice.FinancialYear(Quarter));
        return ReleaseLattice
            .Scopes.AsParallel()
            .SelectMany(scope =>
                new[]
                {
                    ProfileCells.Risks(snapshot, scope, headline, _ => null, Policy),
                    ProfileCells.Breakdowns(snapshot, scope, year, _ => null, Policy),
                }
                    .Concat(
                        ServicePart.Measures.SelectMany(measure =>
                            Enumerable
                                .Range(0, ReleaseLattice.Dimensions.Count)
                                .Select(place => BreakdownCells.Of(new(snapshot, scope, year, _ => null, Policy), measure, place))
                                .Prepend(HeadlineCells.Of(new(snapshot, scope, headline, _ => null, Policy), measure))
                        )
                    )
                    .SelectMany(group => group.Cells)
            )
            .ToDictionary(cell => cell.Address, cell => cell.Population.Cases.Count);
    }

    private static IEnumerable<DraftCell> OwnCells(ReleaseSnapshot own, Window window, DisclosurePolicy policy) =>
        ServicePart
            .Measures.Select(measure => HeadlineCells.Of(new(own, ReleaseLattice.Own, window, _ => null, policy), measure))
            .Prepend(ProfileCells.Risks(own, ReleaseLattice.Own, window, _ => null, policy))
            .SelectMany(group => group.Cells);

    // A difference from the others also describes the viewer's own families.
    private static int PairsBehind(ReleaseSnapshot snapshot, int viewer, CellAddress at, Window window)
    {
        var legal = snapshot.Services.Single(service => service.Id == viewer).LegalId;
        var pairs = OutcomeCells
            .Scores(snapshot, MeasureCatalogue.Published.Find(at.Item, at.Part)!, ReleaseLattice.Network, window)
            .Where(one => one.IsPaired)
            .ToArray();
        var others = pairs.Count(one => one.Case.Service.LegalId != legal);
        return at.Statistic == Statistics.AdjustedDifference ? Math.Min(others, pairs.Count(one => one.Case.Service.Id == viewer)) : others;
    }

    private static string TopicOf(CellAddress at) =>
        at.Scope != ReleaseLattice.Network
            ? Topics[4]
            : Topics[(at.Topic == ReleaseLattice.Outcome ? 2 : 0) + (at.Dimension == ReleaseLattice.None ? 0 : 1)];

    private static string All(Dictionary<string, Count> topics) =>
        new Count(0, topics.Values.Sum(one => one.Filled), topics.Values.Sum(one => one.Shown), 0).Share;

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Row(string words, Func<string, IEnumerable<string>> cells) =>
        $"| {words} | " + string.Join(" | ", Topics.Select(topic => string.Join(" / ", cells(topic)))) + " |";

    private sealed record Count(int All, int Filled, int Shown, int ShownEmpty)
    {
        public string Share => (100.0 * Shown / Filled).ToString("0", CultureInfo.InvariantCulture);
    }
}
