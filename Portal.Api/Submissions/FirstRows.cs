using Portal.Api.Checking;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>A row as it was read.</summary>
/// <param name="Line">The row as a spreadsheet shows it, the header being 1.</param>
/// <param name="Cells">In the form of the contract; <c>null</c> for a blank cell and for one that cannot be read.</param>
public sealed record FirstRow(int Line, IReadOnlyList<string?> Cells);

/// <summary>The first rows of a file as they were read, so that a sender sees a column that went wrong before she submits.</summary>
/// <param name="File">Canonical name.</param>
/// <param name="Columns">Those of the contract that the file has, in its order, without references, which are never shown.</param>
public sealed record FirstRows(string File, IReadOnlyList<string> Columns, IReadOnlyList<FirstRow> Rows)
{
    /// <summary>Rows shown of each file.</summary>
    public const int Most = 3;

    /// <summary>Of each file that was sent and read; none when something of the extract may not be kept.</summary>
    internal static IReadOnlyList<FirstRows> Of(CheckedExtract extract)
    {
        if (!extract.MayBeKept || extract.Read is not { } read)
            return [];
        return
        [
            .. new[]
            {
                OfFile(read.Cases, RowTables.Cases),
                OfFile(read.Risks, RowTables.Risks),
                OfFile(read.Scores, RowTables.Scores),
                OfFile(read.Contacts, RowTables.Contacts),
                OfFile(read.Feedback, RowTables.Feedback),
                OfFile(read.Activity, RowTables.Activity),
            }.OfType<FirstRows>(),
        ];
    }

    private static FirstRows? OfFile<TRow>(TypedRows<TRow>? rows, RowTable<TRow> table)
    {
        if (rows is null || rows.Rows.Count == 0)
            return null;
        var file = rows.File.Header.File;
        var names = table.ColumnNames.ToList();
        var bits = names.Select(name => RowTesting.Mask(file, [name])).ToList();
        var shown = names
            .Select(
                (name, place) =>
                    (Name: name, Place: place, At: rows.File.Header.Position(file.Columns.ToList().IndexOf(file.Column(name)!)))
            )
            .Where(column => column.At >= 0 && file.Column(column.Name)!.Form is not CellForm.Reference)
            .OrderBy(column => column.At)
            .ToList();
        return new FirstRows(
            file.Name,
            [.. shown.Select(column => column.Name)],
            [
                .. Enumerable
                    .Range(0, Math.Min(Most, rows.Rows.Count))
                    .Select(index =>
                    {
                        var texts = table.Texts(rows.Rows[index], place => (rows.Invalid[index] & bits[place]) == 0);
                        return new FirstRow(rows.Lines[index], [.. shown.Select(column => texts[column.Place])]);
                    }),
            ]
        );
    }
}
