using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>
/// Asks of every table of counts what a reader learns from the network, its nations and its kinds of host together, when the reader knows
/// which hidden counts are small and, being a service, its own people.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 5.</remarks>
public sealed class JointAudit
{
    // Places in the lattice of the parts in which there are services. That the others are empty is no secret.
    private readonly int[][] _splits;

    private static readonly string[] Counts =
    [
        Statistics.Referrals,
        Statistics.RiskPresent,
        Statistics.RiskAbsent,
        Statistics.RiskNotKnown,
        Statistics.ReliablyImproved,
        Statistics.NoReliableChange,
        Statistics.ReliablyDeteriorated,
    ];

    /// <param name="services">All services of the snapshot.</param>
    public JointAudit(IReadOnlyList<SnapshotService> services)
    {
        int[] With(int first, int count) =>
            [.. Enumerable.Range(first, count).Where(scope => services.Any(service => service.IsIn(ReleaseLattice.Scopes[scope])))];
        _splits = [With(1, ReleaseLattice.Nations.Count), With(1 + ReleaseLattice.Nations.Count, ReleaseLattice.Hosts.Count)];
    }

    /// <summary>Cells that must be withheld because with the others they leave too few values for a hidden count.</summary>
    /// <param name="groups">The same cells of every scope, in the order of the lattice.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>Empty when nothing is given away; otherwise withhold these and call it again.</returns>
    public IReadOnlySet<(string Scope, PopulationKey Key, Window Window)> GivenAway(
        IReadOnlyList<CellGroup> groups,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scopes = groups.Select(group => new Scoped(group)).ToArray();
        return scopes[0]
            .Tables.Keys.Where(table => AddsUp(scopes, table))
            .AsParallel()
            .SelectMany(table => ScopeAudit.Narrow(TableOf(scopes, table), policy).Select(at => ToWithhold(scopes, table, at)))
            .OfType<DraftCell>()
            .Select(cell => cell.Population.Coordinates)
            .ToHashSet();
    }

    // Classes of reliable change go by each scope's own standard deviation where one is shown. Then the parts are not those of the network,
    // and nobody can subtract them.
    private static bool AddsUp(Scoped[] scopes, TableKey table) =>
        scopes[0]
            .Tables[table]
            .Select(
                (whole, cell) =>
                    scopes[1..].Sum(scope => scope.Tables[table][cell].Population.Cases.Count) == 2 * whole.Population.Cases.Count
            )
            .All(isSo => isSo);

    private ScopedTable TableOf(Scoped[] scopes, TableKey table)
    {
        int[] services =
        [
            .. scopes[0].Tables[table].SelectMany(cell => cell.Population.Cases).Select(one => one.Service.LegalId).Distinct().Order(),
        ];
        ScopeColumn Column(int scope) => scopes[scope].Column(table, services);
        return new ScopedTable(Column(0), [.. _splits.Select(parts => parts.Select(Column).ToArray())]);
    }

    // The smallest visible cell of the same people, of a part before the network; or one of the same table; or else a whole scope.
    private DraftCell? ToWithhold(Scoped[] scopes, TableKey table, NarrowCell at)
    {
        var narrow = at.Split is { } split ? _splits[split][at.Scope] : 0;
        IEnumerable<DraftCell>[] candidates =
        [
            scopes.Skip(1).Select(scope => scope.Tables[table][at.Cell]),
            [scopes[0].Tables[table][at.Cell]],
            scopes[narrow].Tables[table],
            scopes.SelectMany(scope => scope.Tables[table]),
            scopes.Select(scope => scope.Total(table)).OfType<DraftCell>(),
        ];
        return candidates
            .Select(cells => cells.Where(cell => cell.Figure.IsShown).MinBy(cell => cell.Population.Cases.Count))
            .OfType<DraftCell>()
            .FirstOrDefault();
    }

    private readonly record struct TableKey(string Topic, string Item, string Part, string Dimension);

    // The tables of counts of one scope.
    private sealed class Scoped
    {
        private readonly Dictionary<(string Topic, string Item, string Part), DraftCell> _totals;

        public Scoped(CellGroup group)
        {
            Tables = group
                .Cells.Where(cell => Counts.Contains(cell.Address.Statistic) && !IsEverybody(cell))
                .GroupBy(cell => new TableKey(cell.Address.Topic, cell.Address.Item, cell.Address.Part, cell.Address.Dimension))
                .ToDictionary(table => table.Key, table => table.ToArray());
            _totals = group
                .Cells.Where(cell => IsEverybody(cell) || cell.Address.Statistic == Statistics.WithLastScore)
                .Where(cell => cell.Address.Dimension == ReleaseLattice.None)
                .ToDictionary(cell => (cell.Address.Topic, cell.Address.Item, cell.Address.Part));
        }

        public Dictionary<TableKey, DraftCell[]> Tables { get; }

        public DraftCell? Total(TableKey table) =>
            table.Topic == ReleaseLattice.Profile
                ? _totals.GetValueOrDefault((table.Topic, "", ""))
                : _totals.GetValueOrDefault((table.Topic, table.Item, table.Part));

        public ScopeColumn Column(TableKey table, int[] services)
        {
            var (cells, total) = (Tables[table], Total(table));
            var own = cells.Select(cell => cell.Population.ContributionsOf(services)).ToArray();
            // A measure without a rule for reliable change has no classes, and then its total says nothing of them.
            var isTotal =
                total is { Figure.IsShown: true } && total.Population.Cases.Count == cells.Sum(cell => cell.Population.Cases.Count);
            // The number of pairs stands beside their means, whatever becomes of the classes.
            var isWithheld =
                table.Topic == ReleaseLattice.Profile ? total is not { Figure.IsShown: true } : !cells.Any(cell => cell.Figure.IsShown);
            return new ScopeColumn(
                [.. cells.Select(cell => new ScopedCount(cell.Population.Cases.Count, StateOf(cell, isWithheld)))],
                new ScopedCount(total?.Population.Cases.Count ?? 0, isTotal ? ScopedState.Visible : ScopedState.Unknown),
                [.. services.Select((_, place) => own.Select(counts => counts[place]).ToArray())]
            );
        }

        private static bool IsEverybody(DraftCell cell) =>
            cell.Address is { Statistic: Statistics.Referrals, Dimension: ReleaseLattice.None };

        // Where a table is withheld with its total, nothing tells which counts are small.
        private static ScopedState StateOf(DraftCell cell, bool isWithheld) =>
            cell.Figure.IsShown ? ScopedState.Visible
            : isWithheld ? ScopedState.Unknown
            : cell.Reason switch
            {
                WithheldBecause.SmallCount => ScopedState.Small,
                WithheldBecause.ProtectsAnother or WithheldBecause.ClassDisclosure => ScopedState.Covering,
                _ => ScopedState.Unknown,
            };
    }
}
