using Portal.Api.Extracts;

namespace Portal.Api.Checking.Problems;

/// <summary>Where in a sender's sheet the rows of a table stood that was made from columns of the sheet.</summary>
/// <param name="File">The file that the sheet is.</param>
/// <param name="Keys">Columns of the sheet that every row takes its cells from, by the name of the contract.</param>
internal sealed record Origin(FileKind File, IReadOnlyDictionary<string, ColumnPlace> Keys)
{
    private readonly List<MadeRow> _rows = [];

    /// <summary>Adds where the next row of the table stood.</summary>
    public void Add(MadeRow row) => _rows.Add(row);

    /// <summary>Where a row of the table stood.</summary>
    /// <param name="record">From 1.</param>
    public RowPlace Row(int record) => _rows[record - 1].Row;

    /// <summary>Where a cell stood.</summary>
    /// <param name="record">From 1.</param>
    /// <param name="column">Name of the column of the contract; <c>null</c> for the row as a whole.</param>
    public ColumnPlace Column(int record, string? column) =>
        column is null ? ColumnPlace.None
        : Keys.TryGetValue(column, out var key) ? key
        : column == "week" && _rows[record - 1].Week is { } week ? week
        : _rows[record - 1].Cell;
}

/// <summary>Where a row of a made table stood.</summary>
/// <param name="Cell">The cell with the score or risk.</param>
/// <param name="Week">The column with its week; <c>null</c> when it has none.</param>
internal readonly record struct MadeRow(RowPlace Row, ColumnPlace Cell, ColumnPlace? Week);
