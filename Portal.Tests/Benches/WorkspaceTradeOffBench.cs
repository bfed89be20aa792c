using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Samples;
using Portal.Tests.Database;

namespace Portal.Tests.Benches;

/// <summary>
/// What the rules of the workspace cost: the per cent of services with a family in a window that are named there. The table is the one in
/// docs/methods.md. 200 services are the fifty four times over, under numbers of their own.
/// </summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class WorkspaceTradeOffBench
{
    private static readonly Quarter Quarter = new(2025, 4);
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    [Test]
    public async Task Table_OfThreeNetworks_SaysWhoIsNamed()
    {
        var columns = new List<string[]>();
        foreach (var (services, times) in new[] { (12, 1), (50, 1), (50, 4) })
            columns.Add(await ColumnAsync(services, times));
        string[] rows =
        [
            "sdc-1: named, from ten pairs up",
            "sdc-2: named in the newest window of a first snapshot",
            "sdc-2: the same, a quarter after another snapshot",
            "sdc-2: named in any of the twelve windows",
            "sdc-2: measures and windows where unnamed services enter",
            "sdc-2: services named in the newest profile",
        ];
        string[] table =
        [
            "| per cent | 12 services | 50 services | 200 services |",
            "|---|---|---|---|",
            .. rows.Select((words, row) => $"| {words} | {string.Join(" | ", columns.Select(column => column[row]))} |"),
        ];
        await TestContext.Out.WriteLineAsync("\n" + string.Join('\n', table));

        Assert.That(
            table,
            Is.SubsetOf(await File.ReadAllLinesAsync(Path.Combine(RepositoryFolders.Root!, "docs", "methods.md"))),
            "docs/methods.md holds this table"
        );
    }

    private static async Task<string[]> ColumnAsync(int services, int times)
    {
        ReleaseSnapshot snapshot;
        await using (var network = await GeneratedNetwork.LoadAsync(services))
            snapshot = await ReleaseSnapshot.ReadAsync(
                network.Portal,
                [.. WorkspaceWindow.Of(Quarter).Concat(WorkspaceWindow.Of(Quarter.Plus(-1))).Select(one => one.Months).Distinct()],
                CancellationToken.None
            );
        snapshot = Enumerable.Range(1, times - 1).Aggregate(snapshot, (whole, time) => Joined(whole, snapshot, time * 1_000));
        var clock = Stopwatch.StartNew();
        var first = new WorkspaceParts(snapshot, Quarter, (_, _) => [], Policy);
        var (outcomes, profile) = (first.Outcomes(), first.Profile());
        await TestContext.Out.WriteLineAsync($"{services * times} services: chosen in {clock.Elapsed.TotalSeconds:0.0} s");
        var before = new WorkspaceParts(snapshot, Quarter.Plus(-1), (_, _) => [], Policy)
            .Outcomes()
            .ToDictionary(table => (table.Measure, table.Subscale), KnownOf);
        var later = new WorkspaceParts(snapshot, Quarter, (measure, subscale) => before[(measure, subscale)], Policy).Outcomes();

        var newest = new WorkspaceWindow(Quarter);
        var lines = outcomes.SelectMany(table => table.Lines).ToArray();
        var families = outcomes
            .SelectMany(table =>
                table.Lines.Select(line => table.Families.Count(one => one.ServiceId == line.ServiceId && line.Window.Holds(one.Quarter)))
            )
            .ToArray();
        return
        [
            Share(families, count => count >= Policy.CasesForMean),
            Share(lines.Where(line => line.Window == newest), IsNamed),
            Share(later.SelectMany(table => table.Lines).Where(line => line.Window == newest), IsNamed),
            Share(lines, IsNamed),
            Share(
                outcomes.SelectMany(table => table.Lines.GroupBy(line => line.Window)),
                window => window.Any(line => line.Standing == WorkspaceStanding.Other)
            ),
            Share(profile.Lines.Where(line => line.Window == newest), line => line.Standing == WorkspaceStanding.Named),
        ];
    }

    private static bool IsNamed(WorkspaceLine<FrozenPairs> line) => line.Standing == WorkspaceStanding.Named;

    private static KnownPart[] KnownOf(WorkspaceTable<FrozenPairs> table) =>
        [
            .. table
                .Lines.Where(line => line.Standing is WorkspaceStanding.Named or WorkspaceStanding.Other)
                .Select(line => new KnownPart(
                    "before",
                    line.ServiceId,
                    line.ServiceId,
                    line.Window,
                    line.Standing!.Value,
                    table
                        .Families.Where(one => one.ServiceId == line.ServiceId && line.Window.Holds(one.Quarter))
                        .Select(one => one.Item)
                        .ToHashSet()
                )),
        ];

    // The same families once more, of other services.
    private static ReleaseSnapshot Joined(ReleaseSnapshot whole, ReleaseSnapshot more, int shift)
    {
        SnapshotService Moved(SnapshotService one) => one with { Id = one.Id + shift, LegalId = one.LegalId + shift };
        var cases = more.Cases.Select(one => one with { Service = Moved(one.Service) }).ToArray();
        var scores = more.Scores.Select(one => one with { Case = one.Case with { Service = Moved(one.Case.Service) } });
        return new ReleaseSnapshot(
            [.. whole.Services, .. more.Services.Select(Moved)],
            [.. whole.Cases, .. cases],
            [.. whole.Scores, .. scores],
            whole.Submissions,
            whole.OptedIn.ToDictionary(
                one => one.Key,
                one => (IReadOnlySet<int>)one.Value.Concat(more.OptedIn[one.Key].Select(id => id + shift)).ToHashSet()
            )
        );
    }

    private static string Share<T>(IEnumerable<T> all, Func<T, bool> counts)
    {
        var list = all.ToArray();
        return (100.0 * list.Count(counts) / list.Length).ToString("0", CultureInfo.InvariantCulture);
    }
}
