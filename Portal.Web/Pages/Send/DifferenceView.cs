using Portal.Api.Extracts;
using Portal.Api.Submissions.History;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Send;

/// <summary>A comparison as the page shows it.</summary>
/// <param name="Period">The quarter being checked.</param>
public sealed record DifferenceView(ExtractDifference Found, string Period)
{
    /// <summary>What it is compared with: <c>Jan-Mar 2025</c>, or what stands for the same quarter.</summary>
    public string Against => Found.Period == Period ? "what you sent for this quarter before" : DateWords.Span(Found.Period);

    /// <summary>Changed cells and rows by file, in contract order; only files with any.</summary>
    public IReadOnlyList<ChangedFile> Files =>
    [
        .. ExtractFiles.All.Select(file => new ChangedFile(
                file.Name, [.. Found.Columns.Where(column => column.File == file.Name)], Found.Rows.FirstOrDefault(rows => rows.File == file.Name)))
            .Where(file => file.Columns.Count > 0 || file.Rows is not null),
    ];

    /// <summary>A cell, or that it is blank.</summary>
    public static string Cell(string? cell) => cell ?? "blank";

    /// <summary><c>2 rows added, 1 row gone</c>.</summary>
    public static string Rows(RowChanges rows) => string.Join(", ", new[]
    {
        rows.Added > 0 ? $"{FigureWords.Count(rows.Added, "row", "rows")} added" : null,
        rows.Gone > 0 ? $"{FigureWords.Count(rows.Gone, "row", "rows")} gone" : null,
    }.OfType<string>());
}

/// <summary>What changed in one file, of the cases that both extracts list.</summary>
public sealed record ChangedFile(string Name, IReadOnlyList<ColumnChanges> Columns, RowChanges? Rows);
