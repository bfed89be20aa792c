namespace Portal.Analytics.Disclosure.Tables;

// Hiding a cell to protect a small one is useless when the other margin shows which of the two is small: needing to hide it reveals it.
// So each hidden pair in a row has a second pair in the same columns of another row (likewise with rows and columns swapped), and
// a pair in different rows and columns has its other two corners.
// Source: docs/disclosure.md, "Which cells are hidden must not tell", rule 4.
internal static class Rectangles
{
    public static void Complete(Cell[][] rows)
    {
        var columns = Enumerable.Range(0, rows[0].Length).Select(column => rows.Select(row => row[column]).ToArray()).ToArray();
        while (Beside(rows).Concat(Beside(columns)).Concat(Across(rows)).FirstOrDefault() is { } open)
            foreach (var cell in open)
                cell.Hide(WithheldBecause.ProtectsAnother);
    }

    // For each unmatched pair in one line, the two cells in another line that hide the least.
    private static IEnumerable<Cell[]> Beside(Cell[][] lines) =>
        from line in lines
        from small in Places(line, CellState.Small)
        from covering in Places(line, CellState.Covering)
        from open in Cheapest(lines.Where(other => other != line).Select(other => new[] { other[small], other[covering] }))
        select open;

    // For each hidden cell without a small one in its row or column, the two corners between it and a small cell that hide the least.
    private static IEnumerable<Cell[]> Across(Cell[][] rows) =>
        from row in rows
        from covering in Places(row, CellState.Covering)
        where !Places(row, CellState.Small).Any() && rows.All(other => other[covering].State != CellState.Small)
        from open in Cheapest(from other in rows from small in Places(other, CellState.Small) select new[] { other[covering], row[small] })
        select open;

    private static IEnumerable<int> Places(Cell[] line, CellState state) =>
        Enumerable.Range(0, line.Length).Where(place => line[place].State == state);

    // Nothing when one of the pairs is hidden already.
    private static IEnumerable<Cell[]> Cheapest(IEnumerable<Cell[]> pairs)
    {
        var possible = pairs.Where(pair => pair.All(cell => cell.State != CellState.Impossible)).ToArray();
        return possible.Any(pair => !pair.Any(cell => cell.IsVisible))
            ? []
            : possible.OrderBy(pair => pair.Where(cell => cell.IsVisible).Sum(cell => cell.Printed)).Take(1);
    }
}
