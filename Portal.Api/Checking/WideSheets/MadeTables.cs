using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WideSheets;

/// <summary>The tables of an extract that are made from columns of its sheets.</summary>
internal static class MadeTables
{
    /// <returns>scores.csv and risks.csv, as far as columns hold them.</returns>
    public static IReadOnlyList<GatedFile> Of(
        IReadOnlyList<GatedFile> files,
        StandingQuarter? standing,
        CheckRequest request,
        ProblemLog log
    )
    {
        var sheets = files
            .Where(file => file.Sound || file.AsksHeadings)
            .SelectMany(file => WideSheet.TablesOf(file.Header).Select(table => (Sheet: file, Table: table)))
            .ToList();
        if (sheets.Count == 0)
            return [];
        var made = new List<GatedFile>();
        var months = Months(files, standing);
        foreach (var (sheet, table) in sheets)
        {
            // Nobody could say which of the two counts.
            if (files.Any(file => file.Kind == table && file != sheet) || made.Exists(other => other.Kind == table))
                log.Add(FileRules.InTwoPlaces, table);
            else
                made.Add(WideSheet.Made(sheet, table, months, request, log));
        }
        return made;
    }

    /// <summary>
    /// What is somebody's own words in a made table is so in the sheet, which is what a draft keeps. Call it after the rows gate.
    /// </summary>
    public static void HideFreeText(IReadOnlyList<GatedFile> made)
    {
        foreach (var table in made)
        {
            var columns = table.Header.File.Columns;
            foreach (var (record, cell) in table.FreeText)
            {
                if (table.Origin!.Row(record).Record is { } row)
                    table.MadeFrom!.FreeText.Add((row, table.Origin.Column(record, columns[cell].Name).Index));
            }
        }
    }

    /// <summary>The files of the extract, each once: a table stands in place of a sheet that is the same file in another form.</summary>
    public static IReadOnlyList<GatedFile> InPlaceOfSheets(IReadOnlyList<GatedFile> files, IReadOnlyList<GatedFile> made) =>
        [.. files.Where(file => made.All(table => table.Kind != file.Kind)).Concat(made).OrderBy(file => file.Kind)];

    private static IReadOnlyDictionary<string, CaseMonths> Months(IReadOnlyList<GatedFile> files, StandingQuarter? standing) =>
        files.FirstOrDefault(file => file.Kind == FileKind.Cases) is { } cases
            ? CaseMonths.Of(cases)
            : CaseMonths.Of(standing?.Sent.Cases ?? []);
}
