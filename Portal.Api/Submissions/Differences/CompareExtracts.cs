using Portal.Api.Checking;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions.Differences;

/// <summary>Compares an extract with standing ones, case by case and cell by cell. No database and no clock.</summary>
internal static class CompareExtracts
{
    public static Difference Of(CheckedExtract extract, ReportHistory history)
    {
        var read = extract.Read!;
        var files = new List<ComparedFile>();
        Add(read.Cases, RowTables.Cases, row => row.CaseRef);
        Add(read.Risks, RowTables.Risks, row => row.CaseRef);
        Add(read.Scores, RowTables.Scores, row => row.CaseRef);
        Add(read.Contacts, RowTables.Contacts, row => row.CaseRef);
        var missing = new[] { FileKind.Cases, FileKind.Risks, FileKind.Scores, FileKind.Contacts }
            .Where(kind => files.TrueForAll(file => file.Kind != kind))
            .Select(kind => ExtractFiles.Of(kind).Name)
            .ToLookup(name => WasSent(extract, name));
        // A file that holds only what is new says nothing of the rows that it does not repeat.
        var whole = files.Where(file => !read.QuarterOnly.Contains(file.Kind)).ToList();
        var listed = read.ListsEveryCase ? read.ListedCases! : null;
        return new Difference(
            [.. missing[false]],
            [.. missing[true]],
            listed is not null && history.PreviousPeriod is { } previous ? Against(listed, whole, previous) : null,
            listed is not null && history.Accepted is { } accepted ? Against(listed, files, accepted) : null
        );

        void Add<TRow>(TypedRows<TRow>? rows, RowTable<TRow> table, Func<TRow, string> caseRef)
        {
            if (rows is { HasEveryKey: true })
                files.Add(ComparedFile.Of(rows, table, caseRef));
        }
    }

    // A missing cases.csv also has a problem, but was not sent.
    internal static bool WasSent(CheckedExtract extract, string name) =>
        extract.Files.Any(file => file.Name == name)
        || extract.Problems.Any(problem =>
            problem.File == name && problem.Severity == Severity.Error && problem.Code != FileRules.CasesMissing.Code
        );

    private static ExtractDifference Against(IReadOnlyList<CaseRow> cases, List<ComparedFile> files, StandingExtract standing)
    {
        var before = standing.Rows[FileKind.Cases];
        var tally = new DifferenceTally(files);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var added = 0;
        foreach (var caseRef in cases.Select(row => row.CaseRef).Where(listed.Add))
        {
            if (before.Contains(caseRef))
                tally.Compare(caseRef, standing);
            else
                added++;
        }
        var gone = before.Where(row => !listed.Contains(row.Key)).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        var status = RowTables.Cases.ColumnNames.ToList().IndexOf("status");
        return tally.Total(
            standing.Period,
            added,
            gone.Count,
            [.. gone.Where(row => row.First()[status] is "WAITING" or "OPEN").Select(row => row.Key)]
        );
    }
}
