namespace Portal.Analytics.Disclosure.Tables;

/// <summary>Protects count tables of two dimensions.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts", steps 1 to 6.</remarks>
public static class TwoWay
{
    /// <summary>Protects a table whose margins nothing else in the release uses: fixes both margins together, then the inside.</summary>
    /// <param name="table">True counts.</param>
    /// <param name="policy">The policy in force.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    /// <exception cref="ArgumentException">The rows or the barred cells have the wrong shape.</exception>
    public static ProtectedTwoWay Protect(TwoWayTable table, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(policy);
        _ = table.Cells(policy);
        var margins = OneWay.ProtectTogether([table.Rows(), table.Columns()], policy);
        return Protect(table, margins[0], margins[1], policy);
    }

    /// <summary>Protects the inside of a table whose margins are already fixed, and leaves the margins unchanged.</summary>
    /// <param name="table">True counts.</param>
    /// <param name="rows">The row margin, protected together with <paramref name="columns"/>.</param>
    /// <param name="columns">The column margin.</param>
    /// <param name="policy">The policy in force.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    /// <exception cref="ArgumentException">
    /// The rows or the barred cells have the wrong shape, or the margins do not belong to the table.
    /// </exception>
    public static ProtectedTwoWay Protect(TwoWayTable table, ProtectedOneWay rows, ProtectedOneWay columns, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(policy);
        var cells = table.Cells(policy);
        RequireMargin(table.Rows(), rows, nameof(rows));
        RequireMargin(table.Columns(), columns, nameof(columns));
        HideLines(cells, rows, columns);
        Cover(cells, rows, columns, policy);
        Rectangles.Complete(cells);
        return new ProtectedTwoWay(cells, rows, columns);
    }

    private static void RequireMargin(OneWayTable expected, ProtectedOneWay margin, string name)
    {
        if (!margin.Cells.Select(cell => cell.Count).SequenceEqual(expected.Counts.Select(count => count ?? 0)))
            throw new ArgumentException("The margin does not belong to the table.", name);
    }

    // A visible cell in a line with a hidden total would show that this line is not the small one.
    private static void HideLines(Cell[][] cells, ProtectedOneWay rows, ProtectedOneWay columns)
    {
        for (var row = 0; row < cells.Length; row++)
        for (var column = 0; column < cells[row].Length; column++)
        {
            var (cell, inRow, inColumn) = (cells[row][column], rows.Cells[row], columns.Cells[column]);
            if (!inRow.IsVisible || !inColumn.IsVisible)
                cell.Hide(WithheldBecause.ProtectsAnother);
            else if (cell.IsClassOf(inRow.Printed) || cell.IsClassOf(inColumn.Printed))
                cell.Hide(WithheldBecause.ClassDisclosure);
        }
    }

    // The arcs whose intervals have to stay wide: small or barred cells, and small or barred line totals.
    private static List<Place> Unsafe(TransportAudit audit, IEnumerable<Place> places, DisclosurePolicy policy) =>
        [.. places.Where(place => audit.Feasible(place.From, place.To).Width < policy.FeasibleWidth)];

    // Stops when every interval is wide, or when nothing is left to hide.
    private static void Cover(Cell[][] cells, ProtectedOneWay rows, ProtectedOneWay columns, DisclosurePolicy policy)
    {
        var audit = new TransportAudit(cells, rows.Cells, columns.Cells, rows.Total.And(columns.Total));
        var narrow = Unsafe(audit, Places(audit, cells, rows, columns), policy);
        while (narrow.Count > 0)
        {
            var nearestFirst = Visible(cells)
                .OrderByDescending(at => narrow.Any(place => place.Row == at.Row || place.Column == at.Column))
                .ThenBy(at => cells[at.Row][at.Column].Printed)
                .ToArray();
            if (nearestFirst.Length == 0)
                return;
            var chosen = nearestFirst
                .Where(at => IsEnough(audit, cells[at.Row][at.Column], at, narrow, policy))
                .Append(nearestFirst[0])
                .First();
            var cell = cells[chosen.Row][chosen.Column];
            cell.Hide(WithheldBecause.ProtectsAnother);
            audit.Assume(chosen.Row, chosen.Column, cell.Known);

            // Hiding a cell only widens the other intervals, so what was safe stays safe.
            narrow = Unsafe(audit, narrow, policy);
        }
    }

    private static bool IsEnough(TransportAudit audit, Cell cell, (int Row, int Column) at, List<Place> narrow, DisclosurePolicy policy)
    {
        audit.Assume(at.Row, at.Column, cell.Covered);
        var enough = narrow.All(place => audit.Feasible(place.From, place.To).Width >= policy.FeasibleWidth);
        audit.Assume(at.Row, at.Column, cell.Known);
        return enough;
    }

    private static IEnumerable<(int Row, int Column)> Visible(Cell[][] cells) =>
        from row in Enumerable.Range(0, cells.Length)
        from column in Enumerable.Range(0, cells[row].Length)
        where cells[row][column].IsVisible
        select (row, column);

    private static IEnumerable<Place> Places(TransportAudit audit, Cell[][] cells, ProtectedOneWay rows, ProtectedOneWay columns)
    {
        for (var row = 0; row < cells.Length; row++)
        {
            if (rows.Cells[row].NeedsWidth)
                yield return new Place(TransportAudit.Source, TransportAudit.RowNode(row), row, null);
            for (var column = 0; column < cells[row].Length; column++)
                if (cells[row][column].NeedsWidth)
                    yield return new Place(TransportAudit.RowNode(row), audit.ColumnNode(column), row, column);
        }

        for (var column = 0; column < columns.Cells.Count; column++)
            if (columns.Cells[column].NeedsWidth)
                yield return new Place(audit.ColumnNode(column), audit.Sink, null, column);
    }

    // An arc of the circulation with its line; a margin has no cell in the other direction.
    private readonly record struct Place(int From, int To, int? Row, int? Column);
}
