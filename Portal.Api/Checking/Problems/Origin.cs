using Portal.Api.Extracts;

namespace Portal.Api.Checking.Problems;

/// <summary>Where in a sender's sheet the rows of a table stood that was made from columns of the sheet.</summary>
/// <param name="File">The file that the sheet is.</param>
/// <param name="Keys">Columns of the sheet that every row takes its cells from, by the name of the contract.</param>
/// <param name="Columns">The columns that the rows are made from, each with the column of its weeks, if it has one.</param>
internal sealed record Origin(
    FileKind File,
    IReadOnlyDictionary<string, ColumnPlace> Keys,
    IReadOnlyList<(ColumnPlace Cell, ColumnPlace? Week)> Columns
)
{
    private readonly List<MadeRow> _rows = [];

    /// <summary>Adds where the next row of the table stood.</summary>
    public void Add(MadeRow row) => _rows.Add(row);

    /// <summary>Where a row of the table stood.</summary>
    /// <param name="record">From 1.</param>
    public RowPlace Row(int record) => new(_rows[record - 1].Record, _rows[record - 1].Line);

    /// <summary>Where a cell stood.</summary>
    /// <param name="record">From 1.</param>
    /// <param name="column">Name of the column of the contract; <c>null</c> for the row as a whole.</param>
    public ColumnPlace Column(int record, string? column)
    {
        if (column is null)
            return ColumnPlace.None;
        if (Keys.TryGetValue(column, out var key))
            return key;
        var (cell, week) = Columns[_rows[record - 1].Column];
        return column == "week" && week is { } found ? found : cell;
    }
}

/// <summary>Where a row of a made table stood.</summary>
/// <param name="Record">Data row of the sheet, from 1.</param>
/// <param name="Line">The same as a spreadsheet shows it.</param>
/// <param name="Column">Place among <see cref="Origin.Columns"/>, from 0.</param>
internal readonly record struct MadeRow(int Record, int Line, int Column);
