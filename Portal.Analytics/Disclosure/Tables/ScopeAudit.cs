namespace Portal.Analytics.Disclosure.Tables;

/// <summary>
/// What a reader learns of a hidden count from the network and all its parts together. A case flows from its nation through its cell to its
/// kind of host, so nations, network and kinds of host are one circulation, and the ends of what is feasible are exact whole numbers. The
/// reader knows which counts are small, and a service its own people as well.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Counts", step 4, and "Differencing over time and filters", rule 5.</remarks>
public static class ScopeAudit
{
    /// <summary>Hidden counts of a table for which fewer values are left than the policy asks, and fewer than their size alone leaves.</summary>
    /// <param name="table">With two splits, each of at least one part.</param>
    /// <param name="policy">The policy in force.</param>
    /// <exception cref="ArgumentException">There are not two splits, or a split does not add up to the network.</exception>
    public static IReadOnlyList<NarrowCell> Narrow(ScopedTable table, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(policy);
        if (table.Splits.Count != 2 || table.Splits.Any(parts => !AddsUp(table.Whole, parts)))
            throw new ArgumentException("There are two splits, and the parts of each add up to the network.", nameof(table));
        var found = new HashSet<NarrowCell>();
        for (var reader = 0; reader <= table.Whole.Own.Count; reader++)
            if (reader == 0 || KnowsOfHidden(table, reader))
                found.UnionWith(new Reading(table, reader, policy).Narrow());
        return [.. found];
    }

    private static bool AddsUp(ScopeColumn whole, IReadOnlyList<ScopeColumn> parts) =>
        Enumerable
            .Range(0, whole.Cells.Count)
            .All(cell =>
                parts.All(part => part.Cells.Count == whole.Cells.Count)
                && parts.Sum(part => part.Cells[cell].Count) == whole.Cells[cell].Count
            );

    // A service without people in any hidden cell knows no more than anybody.
    private static bool KnowsOfHidden(ScopedTable table, int reader) =>
        table
            .Splits.SelectMany(parts => parts)
            .Append(table.Whole)
            .Any(column => column.Cells.Zip(column.Own[reader - 1]).Any(one => one.First.State != ScopedState.Visible && one.Second > 0));

    // The table as a circulation: nodes are the source, the first parts, each cell on its way in and out, the second parts and the sink.
    private sealed class Reading
    {
        private readonly ScopedTable _table;
        private readonly int _reader;
        private readonly DisclosurePolicy _policy;
        private readonly Circulation _people;
        private readonly int _in;
        private readonly int _out;
        private readonly int _second;
        private readonly int _sink;

        public Reading(ScopedTable table, int reader, DisclosurePolicy policy)
        {
            (_table, _reader, _policy) = (table, reader, policy);
            var cells = table.Whole.Cells.Count;
            (_in, _out) = (1 + table.Splits[0].Count, 1 + table.Splits[0].Count + cells);
            _second = _out + cells;
            _sink = _second + table.Splits[1].Count;
            _people = new Circulation(_sink + 1);
            for (var scope = 0; scope < table.Splits[0].Count; scope++)
                Set(0, 1 + scope, table.Splits[0][scope], null);
            for (var scope = 0; scope < table.Splits[1].Count; scope++)
                Set(_second + scope, _sink, table.Splits[1][scope], null);
            Set(_sink, 0, table.Whole, null);
            foreach (var at in Places())
                Set(From(at), To(at), ColumnOf(at), at.Cell);
        }

        public IEnumerable<NarrowCell> Narrow()
        {
            foreach (var at in Places())
            {
                var column = ColumnOf(at);
                if (column.Cells[at.Cell].State is ScopedState.Visible or ScopedState.Covering)
                    continue;
                var width = Math.Min(_policy.FeasibleWidth, Known(column, at.Cell).Width);
                if (_people.Feasible(From(at), To(at)).Width < width)
                    yield return at;
            }
        }

        private IEnumerable<NarrowCell> Places()
        {
            for (var cell = 0; cell < _table.Whole.Cells.Count; cell++)
            {
                yield return new NarrowCell(null, 0, cell);
                for (var split = 0; split < 2; split++)
                for (var scope = 0; scope < _table.Splits[split].Count; scope++)
                    yield return new NarrowCell(split, scope, cell);
            }
        }

        private ScopeColumn ColumnOf(NarrowCell at) => at.Split is { } split ? _table.Splits[split][at.Scope] : _table.Whole;

        private int From(NarrowCell at) =>
            at.Split switch
            {
                0 => 1 + at.Scope,
                1 => _out + at.Cell,
                _ => _in + at.Cell,
            };

        private int To(NarrowCell at) =>
            at.Split switch
            {
                0 => _in + at.Cell,
                1 => _second + at.Scope,
                _ => _out + at.Cell,
            };

        private void Set(int from, int to, ScopeColumn column, int? cell) =>
            _people.Set(from, to, Known(column, cell), cell is { } place ? column.Cells[place].Count : column.Cells.Sum(one => one.Count));

        private Bounds Known(ScopeColumn column, int? cell)
        {
            var (count, state) = cell is { } place ? column.Cells[place] : column.Total;
            var known = state switch
            {
                ScopedState.Visible => _policy.Printed(_policy.Round(count)),
                ScopedState.Small => new Bounds(0, _policy.SmallestShown - 1),
                ScopedState.Covering => new Bounds(_policy.SmallestShown, Bounds.Unbounded),
                _ => new Bounds(0, Bounds.Unbounded),
            };
            if (_reader == 0)
                return known;
            var own = column.Own[_reader - 1];
            return known.And(new Bounds(cell is { } at ? own[at] : own.Sum(), Bounds.Unbounded));
        }
    }
}
