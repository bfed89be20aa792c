using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions.Differences;

/// <summary>A row of the extract being checked.</summary>
/// <param name="Invalid">Its invalid columns, one bit per column of the contract; they are not compared.</param>
internal readonly record struct ComparedRow(string?[] Cells, ulong Invalid);

/// <summary>A file of the extract being checked; its cells follow the columns of its table.</summary>
/// <param name="Columns">The case reference first.</param>
/// <param name="Key">Positions of the key within a case.</param>
/// <param name="Bits">For each column, its bit in <see cref="ComparedRow.Invalid"/>.</param>
/// <param name="ByCase">Rows by case reference, in the order of the file.</param>
internal sealed record ComparedFile(
    FileKind Kind,
    string Name,
    IReadOnlyList<ExtractColumn> Columns,
    IReadOnlyList<int> Key,
    IReadOnlyList<ulong> Bits,
    ILookup<string, ComparedRow> ByCase
)
{
    public static ComparedFile Of<TRow>(TypedRows<TRow> rows, RowTable<TRow> table, Func<TRow, string> caseRef)
    {
        var file = rows.File.Header.File;
        var columns = table.ColumnNames.Select(name => file.Column(name)!).ToList();
        var key = file.Key.Skip(2).Select(name => columns.FindIndex(column => column.Name == name)).ToList();
        var bits = columns.Select(column => RowTesting.Mask(file, [column.Name])).ToArray();
        return new ComparedFile(
            file.Kind,
            file.Name,
            columns,
            key,
            bits,
            Enumerable.Range(0, rows.Rows.Count).ToLookup(index => caseRef(rows.Rows[index]), Row, StringComparer.Ordinal)
        );

        ComparedRow Row(int index)
        {
            var invalid = rows.Invalid[index];
            return new ComparedRow(table.Texts(rows.Rows[index], position => (invalid & bits[position]) == 0), invalid);
        }
    }

    public int Position(string column) => Columns.Select(found => found.Name).ToList().IndexOf(column);

    /// <summary>The key of a row within its case; a number comes with its column's name. Empty in cases.csv.</summary>
    public string RowKey(string?[] cells) =>
        string.Join(
            ' ',
            Key.Where(position => !string.IsNullOrEmpty(cells[position]))
                .Select(position =>
                    Columns[position].Form is CellForm.WholeNumber ? $"{Columns[position].Name} {cells[position]}" : cells[position]
                )
        );

    /// <summary>References mean nothing to a reader, so reports leave them out.</summary>
    public bool IsShown(int position) => Columns[position].Form is not CellForm.Reference;
}
