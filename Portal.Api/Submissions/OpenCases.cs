using Portal.Api.Access;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>
/// What a service has sent of the cases that were waiting or open at the end of its latest quarter, so that only changes need typing.
/// </summary>
public static class OpenCases
{
    /// <summary>The rows of a template, with everything so far of each case.</summary>
    /// <param name="period">The quarter that the template is for; what was sent for it or later is not looked at.</param>
    /// <returns><c>null</c> when nothing was sent before.</returns>
    public static async Task<TemplateRows?> ReadAsync(ServiceCall call, Quarter period, CancellationToken cancellation)
    {
        var facts = await ReadEarlierFacts.RunAsync(call.Database, call.Service.Id, period, [], cancellation);
        if (facts.Quarters.Count == 0)
            return null;
        var latest = facts.Quarters.Max(quarter => quarter.Period);
        var open = facts
            .Cases.Where(one => one.Period == latest && one.Status is "WAITING" or "OPEN")
            .Select(one => one.CaseRef)
            .ToHashSet(StringComparer.Ordinal);
        var record = facts.Record;
        return new TemplateRows(
            latest,
            new Dictionary<FileKind, IReadOnlyList<IReadOnlyList<string>>>
            {
                [FileKind.Cases] = Rows(FileKind.Cases, RowTables.Cases, record?.Cases, row => row.CaseRef),
                [FileKind.Risks] = Rows(FileKind.Risks, RowTables.Risks, record?.Risks, row => row.CaseRef),
                [FileKind.Scores] = Rows(FileKind.Scores, RowTables.Scores, record?.Scores, row => row.CaseRef),
                [FileKind.Contacts] = Rows(FileKind.Contacts, RowTables.Contacts, record?.Contacts, row => row.CaseRef),
            }
        );

        List<IReadOnlyList<string>> Rows<TRow>(FileKind kind, RowTable<TRow> table, IReadOnlyList<TRow>? rows, Func<TRow, string> caseRef)
        {
            var names = table.ColumnNames.ToList();
            var places = ExtractFiles.Of(kind).Columns.Select(column => names.IndexOf(column.Name)).ToList();
            return
            [
                .. (rows ?? [])
                    .Where(row => open.Contains(caseRef(row)))
                    .Select(row => table.Texts(row, _ => true))
                    .Select(
                        IReadOnlyList<string> (cells) => [.. places.Select(place => place < 0 ? call.Service.Code : cells[place] ?? "")]
                    )
                    .OrderBy(cells => string.Join('\n', cells.Select(Sortable)), StringComparer.Ordinal),
            ];
        }
    }

    // Contact 10 comes after contact 9, and week -2 before week 0.
    private static string Sortable(string cell) =>
        int.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? (number + 100_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture)
            : cell;
}
