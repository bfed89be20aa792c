using Portal.Api.Extracts.Workbooks;
using Portal.Api.Periods;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>Rows of a service's own to go on from.</summary>
/// <param name="Latest">The quarter in which they were sent.</param>
/// <param name="Files">By file, cells in the order of the contract.</param>
public sealed record TemplateRows(Quarter Latest, IReadOnlyDictionary<FileKind, IReadOnlyList<IReadOnlyList<string>>> Files);

/// <summary>The template as a workbook: a sheet for each file that says what its columns are for, and lets in what they may hold.</summary>
public static class TemplateWorkbook
{
    /// <summary>What it is served as.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LimitedRows = 5000;
    private const int RowsWithService = 500;

    /// <param name="example">The worked example; <c>null</c> for blank sheets.</param>
    /// <param name="service">The code that fills itself in beside what is typed; <c>null</c> for none.</param>
    /// <param name="own">Rows to go on from; <c>null</c> for none.</param>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(
        MeasureCatalogue measures,
        ExampleRequest? example,
        string? service,
        TemplateRows? own,
        CancellationToken cancellation
    )
    {
        await using var book = await WorkbookWriter.CreateAsync(cancellation);
        await book.AddWordsAsync(TemplateSheets.ReadMe, ReadMe(example, own), cancellation);
        foreach (var file in ExtractFiles.All)
        {
            var columns = file.Columns.Select(column => Column(column, measures)).ToList();
            await book.StartAsync(Path.GetFileNameWithoutExtension(file.Name), columns, LimitedRows, cancellation);
            IReadOnlyList<IReadOnlyList<string>> rows = example is not null
                ? [.. ExampleExtract.Rows(file, example.Service, example.Period).Select(row => row.ToList())]
                : own?.Files.GetValueOrDefault(file.Kind) ?? [];
            foreach (var row in rows)
                await book.AddRowAsync(
                    [.. row.Zip(columns, (cell, column) => new SheetCell(cell) { IsNumber = !column.IsText })],
                    cancellation
                );
            if (example is null && service is not null)
                for (var row = rows.Count + 2; row < rows.Count + RowsWithService + 2; row++)
                    await book.AddRowAsync([new SheetCell("") { Formula = Fill(service, row) }], cancellation);
        }
        return await book.FinishAsync(cancellation);
    }

    // Empty until the cell beside it is filled, so that rows that nobody fills stay empty.
    private static string Fill(string service, int row) => $"IF(B{row}=\"\",\"\",\"{service}\")";

    private static SheetColumn Column(ExtractColumn column, MeasureCatalogue measures) =>
        new(column.Name, column.Form is not (CellForm.WholeNumber or CellForm.DecimalNumber))
        {
            Comment = $"{column.Meaning} {Needed(column)} {Allowed(column.Form)}".TrimEnd(),
            Limit = Limit(column, measures),
        };

    private static string Needed(ExtractColumn column) =>
        (column.Requirement, column.NeededWhen) switch
        {
            (Requirement.Required, _) => "Always needed.",
            (_, { } when) => $"Needed when {when}.",
            (Requirement.Conditional, _) => "Needed under a condition.",
            _ => "May be blank.",
        };

    private static string Allowed(CellForm form) =>
        form switch
        {
            CellForm.MonthOfYear => "A month as YYYY-MM, such as 2025-03.",
            CellForm.Reference => "4 to 20 letters, digits and hyphens, with at least one letter and one digit.",
            CellForm.Code { List.Codes: var codes } => string.Join("; ", codes.Select(code => $"{code.Value} {code.Label}")) + ".",
            _ => "",
        };

    private static SheetLimit? Limit(ExtractColumn column, MeasureCatalogue measures) =>
        column.Form switch
        {
            CellForm.Code { List: var list } => OneOf(list.Name, [.. list.Codes.Select(code => code.Value)]),
            CellForm.Measure => OneOf("measures", [.. measures.Codes]),
            CellForm.Subscale => OneOf(
                "subscales",
                [.. measures.All.Select(measure => measure.Subscale).Where(name => name.Length > 0).Distinct()]
            ),
            CellForm.WholeNumber(var low, var high) => new SheetLimit.Whole(low, high, $"A whole number from {low} to {high}."),
            CellForm.DecimalNumber(var low, var high) when low is not null || high is not null => new SheetLimit.Number(
                low,
                high,
                high is null ? $"A number of at least {low}." : $"A number from {low} to {high}."
            ),
            _ => null,
        };

    private static SheetLimit.OneOf OneOf(string name, IReadOnlyList<string> values) =>
        new(name, values, "Choose one of the codes in the list. What each means is in the comment on the header.");

    private static IEnumerable<string> ReadMe(ExampleRequest? example, TemplateRows? own)
    {
        yield return "The quarterly extract: a sheet for each file";
        if (example is not null)
            yield return "This is a worked example with invented cases. As it is, it passes the check. Do not submit it.";
        if (own is not null)
            yield return $"It holds the cases that were waiting or open in {own.Latest.Words}, with everything you sent of them. Change "
                + "what has changed, and add new cases and new rows below. Delete nothing that was right.";
        foreach (var file in ExtractFiles.All)
            yield return $"{Path.GetFileNameWithoutExtension(file.Name)}: {file.Purpose} One row per {file.OneRowPer}.";
        yield return "Only the sheet cases is always needed. A sheet without rows below its header counts as not sent.";
        yield return "Keep the names of the sheets and the header of each. Sheets with other names, such as this one, are not read.";
        yield return "Point at a header to read what the column means. Codes can be chosen from a list in their cells.";
        yield return "Never write anything that identifies a family: no names, dates of birth, NHS numbers, postcodes, addresses, e-mail "
            + "addresses or phone numbers.";
        yield return "Save as Excel workbook (.xlsx), without a password, and send it on its own.";
    }
}
