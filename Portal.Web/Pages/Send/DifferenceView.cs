using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Differences;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Send;

/// <summary>A comparison as the page shows it.</summary>
/// <param name="Period">The quarter being checked.</param>
/// <param name="CallsOut">Whether to highlight vanished cases and changed first scores, which a page does only once.</param>
public sealed record DifferenceView(ExtractDifference Found, Quarter Period, bool CallsOut)
{
    /// <summary>What it is compared with: <c>Jan-Mar 2025</c>, or what stands for the same quarter.</summary>
    public string Against => Found.Period == Period ? "what you sent for this quarter before" : DateWords.Span(Found.Period);

    /// <summary>Cases that were closed in the quarter before and are not listed any more: what a next quarter looks like.</summary>
    public int ClosedAndGone => Found.Period == Period ? 0 : Found.Gone - Found.Vanished.Count;

    /// <summary>Changed cells and rows by file, in contract order; only files with any.</summary>
    public IReadOnlyList<ChangedFile> Files =>
        [
            .. ExtractFiles
                .All.Select(file => new ChangedFile(
                    file.Name,
                    [.. Found.Columns.Where(column => column.File == file.Name)],
                    Found.Rows.FirstOrDefault(rows => rows.File == file.Name)
                ))
                .Where(file => file.Columns.Count > 0 || file.Rows is not null),
        ];

    /// <summary>The cell's text, or words for a blank one.</summary>
    public static string Cell(string? cell) => cell ?? "blank";

    /// <summary>What changed in a case, line by line: cells, then rows.</summary>
    public static IReadOnlyList<ChangedLine> Lines(ChangedCase changed) =>
        [
            .. changed.Cells.Select(cell => new ChangedLine(
                $"{cell.File}, {cell.Column}{(cell.Row is null ? "" : $" of {cell.Row}")}",
                cell.Before,
                cell.After,
                null
            )),
            .. changed.Rows.Select(rows => new ChangedLine(rows.File, null, null, Rows(rows))),
        ];

    /// <summary><c>2 rows added, 1 row gone</c>.</summary>
    public static string Rows(RowChanges rows) =>
        string.Join(
            ", ",
            new[]
            {
                rows.Added > 0 ? $"{FigureWords.Count(rows.Added, "row", "rows")} added" : null,
                rows.Gone > 0 ? $"{FigureWords.Count(rows.Gone, "row", "rows")} gone" : null,
            }.OfType<string>()
        );
}

/// <summary>A line of the table of changed cases.</summary>
/// <param name="Rows">Words for rows added and gone; <c>null</c> for a cell.</param>
public sealed record ChangedLine(string Where, string? Before, string? After, string? Rows);

/// <summary>What changed in one file, among cases that are in both extracts.</summary>
public sealed record ChangedFile(string Name, IReadOnlyList<ColumnChanges> Columns, RowChanges? Rows);
