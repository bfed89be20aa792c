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
public static class JointAudit
{
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

    /// <summary>Cells that must be withheld because with the others they leave too few values for a hidden count.</summary>
    /// <param name="groups">The same cells of every scope, in the order of the lattice.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>Empty when nothing is given away; otherwise withhold these and call it again.</returns>
    public static IReadOnlySet<(string Scope, PopulationKey Key, Window Window)> GivenAway(
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

    private static ScopedTable TableOf(Scoped[] scopes, TableKey table)
    {
        int[] services =
        [
            .. scopes[0].Tables[table].SelectMany(cell => cell.Population.Cases).Select(one => one.Service.LegalId).Distinct().Order(),
        ];
        var columns = scopes.Select(scope => scope.Column(table, services)).ToArray();
        var nations = ReleaseLattice.Nations.Count;
        return new ScopedTable(columns[0], [columns[1..(1 + nations)], columns[(1 + nations)..]]);
    }

    // The smallest visible cell that says something of the same people, of a part before the network; or else the whole scope.
    private static (string Scope, PopulationKey Key, Window Window) ToWithhold(Scoped[] scopes, TableKey table, NarrowCell at)
    {
        var narrow = at.Split switch
        {
            null => 0,
            0 => 1 + at.Scope,
            _ => 1 + ReleaseLattice.Nations.Count + at.Scope,
        };
        var inOtherScopes = scopes.Select(scope => scope.Tables[table][at.Cell]);
        return inOtherScopes
            .Skip(1)
            .Append(scopes[0].Tables[table][at.Cell])
            .Concat(scopes[narrow].Tables[table])
            .Concat(scopes.Select(scope => scope.Total(table)).OfType<DraftCell>())
            .Where(cell => cell.Figure.IsShown)
            .Select((cell, place) => (cell.Population, Order: place < scopes.Length - 1 ? 0 : 1))
            .OrderBy(one => one.Order)
            .ThenBy(one => one.Population.Cases.Count)
            .Select(one => one.Population.Coordinates)
            .First();
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
            return new ScopeColumn(
                [.. cells.Select(cell => new ScopedCount(cell.Population.Cases.Count, StateOf(cell, total)))],
                new ScopedCount(total?.Population.Cases.Count ?? 0, isTotal ? ScopedState.Visible : ScopedState.Unknown),
                [.. services.Select((_, place) => own.Select(counts => counts[place]).ToArray())]
            );
        }

        private static bool IsEverybody(DraftCell cell) =>
            cell.Address is { Statistic: Statistics.Referrals, Dimension: ReleaseLattice.None };

        // Where a table is withheld with its total, nothing tells which counts are small.
        private static ScopedState StateOf(DraftCell cell, DraftCell? total) =>
            cell.Figure.IsShown ? ScopedState.Visible
            : total is { Figure.IsShown: false } ? ScopedState.Unknown
            : cell.Reason switch
            {
                WithheldBecause.SmallCount => ScopedState.Small,
                WithheldBecause.ProtectsAnother or WithheldBecause.ClassDisclosure => ScopedState.Covering,
                _ => ScopedState.Unknown,
            };
    }
}
