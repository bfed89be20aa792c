namespace Portal.Analytics.Disclosure.Tables;

/// <summary>
/// True counts of two dimensions, row by row, in catalogue order. Rows add up to the row margin, columns to the column margin.
/// </summary>
/// <param name="Counts">One list per row, all of the same length; <c>null</c> for a cell that is impossible by design.</param>
/// <param name="Barred">In the same shape, the rule that withholds a cell whatever its size; <c>null</c> when no cell has one.</param>
public sealed record TwoWayTable(IReadOnlyList<IReadOnlyList<int?>> Counts, IReadOnlyList<IReadOnlyList<WithheldBecause?>>? Barred = null)
{
    /// <summary>A table without impossible or barred cells.</summary>
    /// <param name="rows">Counts of at least 0, one list per row.</param>
    public static TwoWayTable Of(params IEnumerable<IReadOnlyList<int>> rows) =>
        new([.. rows.Select(row => (IReadOnlyList<int?>)[.. row.Select(count => (int?)count)])]);

    /// <summary>
    /// The row totals, as the one-way table that is fixed before this one. A row of impossible cells is impossible there.
    /// </summary>
    public OneWayTable Rows() => new([.. Counts.Select(Total)]);

    /// <summary>The column totals, as the one-way table that is fixed before this one.</summary>
    public OneWayTable Columns() => new([.. Enumerable.Range(0, Width).Select(column => Total(Counts.Select(row => row[column])))]);

    private int Width => Counts.Count == 0 ? 0 : Counts[0].Count;

    internal Cell[][] Cells(DisclosurePolicy policy) => Cell.Grid(Counts, Barred, policy);

    private static int? Total(IEnumerable<int?> line)
    {
        var possible = line.Where(count => count is not null).ToArray();
        return possible.Length == 0 ? null : possible.Sum();
    }
}

/// <summary>A protected table of two dimensions with the margins that were released before it.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts".</remarks>
public sealed record ReleasedTwoWay
{
    internal ReleasedTwoWay(IReadOnlyList<IReadOnlyList<Disclosed<ReleasedCount>>> cells, ReleasedOneWay rows, ReleasedOneWay columns) =>
        (Cells, Rows, Columns) = (cells, rows, columns);

    /// <summary>The cells, one list per row, in catalogue order.</summary>
    public IReadOnlyList<IReadOnlyList<Disclosed<ReleasedCount>>> Cells { get; }

    /// <summary>The row margin, exactly as released by itself; its total is the grand total.</summary>
    public ReleasedOneWay Rows { get; }

    /// <summary>The column margin, exactly as released by itself.</summary>
    public ReleasedOneWay Columns { get; }

    /// <summary>The table in the policy's notation: "[30 c, 35][30 20, 50]; columns 60, 25; total 85".</summary>
    public override string ToString() =>
        $"{string.Concat(Cells.Zip(Rows.Cells, (row, total) => $"[{string.Join(' ', row)}, {total}]"))}; columns {Columns}";
}

/// <summary>A protected table of two dimensions, with the reasons for the preview of a release.</summary>
public sealed record ProtectedTwoWay
{
    internal ProtectedTwoWay(Cell[][] cells, ProtectedOneWay rows, ProtectedOneWay columns)
    {
        Released = new ReleasedTwoWay(
            [.. cells.Select(row => row.Select(cell => cell.Released).ToArray())],
            rows.Released,
            columns.Released
        );
        Reasons = [.. cells.Select(row => row.Select(cell => cell.Reason).ToArray())];
    }

    /// <summary>The part that other services may see.</summary>
    public ReleasedTwoWay Released { get; }

    /// <summary>For each cell, why it is withheld; <c>null</c> when it is shown or impossible.</summary>
    public IReadOnlyList<IReadOnlyList<WithheldBecause?>> Reasons { get; }
}
