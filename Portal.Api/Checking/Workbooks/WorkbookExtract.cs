using System.Xml;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Workbooks;

/// <summary>Reads a workbook that stands for a whole extract: its sheets become the texts of the six files; nothing else is kept.</summary>
internal static class WorkbookExtract
{
    /// <summary>What the files of an upload are: those of its one workbook or its one zip, or the files as they came.</summary>
    public static IReadOnlyList<UploadedFile> FilesOf(IReadOnlyList<UploadedFile> uploads, CheckRequest request, ProblemLog log) =>
        uploads is [var only] && DocumentForms.Of(only.Content) == DocumentForm.Workbook
            ? Files(only, request, log)
            : Unpacking.Files(uploads, request, log);

    private static List<UploadedFile> Files(UploadedFile upload, CheckRequest request, ProblemLog log)
    {
        if (IdentifierScan.FindInName(Naming.FileName(upload.Name), request.Period, request.Today) is { } identifier)
            log.Add(identifier, null, "It stands in the name of the workbook.");
        var allowance = new UnpackingAllowance(request.Limits.MaxUnpackedBytes);
        try
        {
            using var parts = new WorkbookParts(upload.Content, allowance);
            var workbook = WorkbookSheets.Read(parts);
            return Files(parts, workbook, Chosen(workbook, request, log), request, log);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            log.Add(
                allowance.IsSpent ? FileRules.TooLarge : FileRules.WorkbookDamaged,
                null,
                allowance.IsSpent ? "Unpacked, the parts of the workbook are too large together." : null
            );
            return [];
        }
    }

    // The one border behind which a fault of the workbook is an exception.
    private static bool IsDamage(Exception exception) => exception is XmlException || Unpacking.IsDamage(exception);

    /// <summary>The sheets that stand for files, by the words in their names; what is passed over is noted.</summary>
    private static (List<(FileKind Kind, Sheet Sheet)> Named, List<Sheet> Others) Chosen(
        WorkbookSheets workbook,
        CheckRequest request,
        ProblemLog log
    )
    {
        var chosen = new List<(FileKind, Sheet)>();
        var (hidden, others, unclear) = (new List<int>(), new List<Sheet>(), new List<int>());
        foreach (var sheet in workbook.Sheets)
        {
            var kinds = Naming.KindsInWords(sheet.Name);
            if (IdentifierScan.FindInName(sheet.Name, request.Period, request.Today) is { } identifier)
                log.Add(identifier, kinds.Count == 1 ? kinds[0] : null, "It stands in the name of a sheet.");
            if (TemplateSheets.IsOurs(sheet.Name))
                continue;
            if (sheet.IsHidden)
                hidden.Add(sheet.Place);
            else if (kinds.Count == 1)
                chosen.Add((kinds[0], sheet));
            else if (kinds.Count == 0)
                others.Add(sheet);
            else
                unclear.Add(sheet.Place);
        }
        Note(FileRules.SheetHidden, hidden, log);
        if (chosen.Count > 0)
            Note(FileRules.SheetIgnored, [.. others.Select(sheet => sheet.Place)], log);
        foreach (var place in unclear)
            log.Add(FileRules.UnknownName, null, $"Of this workbook it is the name of sheet {place}, which holds more than one.");
        return (chosen, chosen.Count + unclear.Count == 0 ? others : []);
    }

    private static void Note(Rule rule, List<int> places, ProblemLog log)
    {
        foreach (var _ in places)
            log.Add(rule, null, $"Counted from the left: {string.Join(", ", places.Take(20))}{(places.Count > 20 ? " and more" : "")}.");
    }

    private static List<UploadedFile> Files(
        WorkbookParts parts,
        WorkbookSheets workbook,
        (List<(FileKind Kind, Sheet Sheet)> Named, List<Sheet> Others) sheets,
        CheckRequest request,
        ProblemLog log
    )
    {
        var files = new List<UploadedFile>();
        var (chosen, limits) = (sheets.Named, request.Limits);
        if (chosen.Count == 0 && !log.GateFailed)
            return ByColumns(parts, workbook, sheets.Others, request, log);
        foreach (var (kind, sheet) in chosen.DistinctBy(found => found.Kind))
        {
            if (Csv(parts, workbook, kind, sheet, (limits, log)) is { Length: > 0 } csv)
                files.Add(new UploadedFile(ExtractFiles.Of(kind).Name, csv));
        }
        foreach (var (kind, _) in chosen.Where(found => chosen.Find(first => first.Kind == found.Kind) != found))
            log.Add(FileRules.Repeated, kind, "Two sheets have its word in their names.");
        if (files.Count == 0 && chosen.Count > 0 && !log.GateFailed)
            log.Add(FileRules.Empty, null, "No sheet of this workbook has a row below its header.");
        return files;
    }

    // A workbook with one sheet of families has a sheet called Sheet1 more often than one called cases.
    private static List<UploadedFile> ByColumns(
        WorkbookParts parts,
        WorkbookSheets workbook,
        List<Sheet> sheets,
        CheckRequest request,
        ProblemLog log
    )
    {
        var files = new List<UploadedFile>();
        var passedOver = new List<int>();
        foreach (var sheet in sheets)
        {
            var csv = Csv(parts, workbook, null, sheet, (request.Limits, log));
            if (csv is { Length: > 0 } text && Naming.ToldByColumns(text, request) is { } kind)
            {
                files.Add(new UploadedFile(ExtractFiles.Of(kind).Name, text));
                log.Add(FileRules.ToldByColumns, kind);
            }
            else
                passedOver.Add(sheet.Place);
        }
        if (files.Count > 0)
            Note(FileRules.SheetIgnored, passedOver, log);
        else if (!log.GateFailed)
            log.Add(FileRules.UnknownName, null, "Of this workbook it is the names of its sheets, which none of the words stands in.");
        return files;
    }

    private static ReadOnlyMemory<byte>? Csv(
        WorkbookParts parts,
        WorkbookSheets workbook,
        FileKind? kind,
        Sheet sheet,
        (UploadLimits Limits, ProblemLog Log) check
    )
    {
        var log = check.Log;
        var table = new SheetTable(workbook, check.Limits);
        try
        {
            using var reader =
                (sheet.Path is { } path ? parts.Open(path) : null) ?? throw new InvalidDataException("The part of a sheet is missing.");
            table.Read(reader);
        }
        catch (Exception damage) when (IsDamage(damage) && !parts.IsSpent)
        {
            log.Add(FileRules.WorkbookDamaged, kind, ColumnPlace.None, new(null, table.Line > 0 ? table.Line : null));
            return null;
        }
        if (table.Over is { } over)
        {
            log.Add(over, kind, ColumnPlace.None, new(null, table.Line));
            return null;
        }
        var csv = table.Csv();
        if (
            kind is { } named
            && table.FilledRows == 1
            && Dialect.FirstRow(named, new DecodedText(csv, "utf-8"), ExtractMapping.None).Recognised > 0
        )
        {
            log.Add(FileRules.SheetWithoutRows, kind);
            return null;
        }
        if (table.HiddenRows + table.HiddenColumns > 0)
            log.Add(
                FileRules.HiddenCells,
                kind,
                $"Hidden here: {Count(table.HiddenRows, "row")} and {Count(table.HiddenColumns, "column")}."
            );
        return csv;
    }

    private static string Count(int number, string word) => number == 1 ? $"1 {word}" : $"{number} {word}s";
}
