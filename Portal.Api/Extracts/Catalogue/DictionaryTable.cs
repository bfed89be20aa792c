using System.Globalization;
using Portal.Api.Answers;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>The contract in plain words and as one table: every column, every code, every measure, from the catalogue alone.</summary>
public static class DictionaryTable
{
    private static readonly string[] Header =
    [
        "file",
        "column",
        "needed",
        "form",
        "meaning",
        "code",
        "label",
        "lowest",
        "highest",
        "example",
        "rules",
    ];

    /// <summary>The whole dictionary as CSV: a row per column; below a coded column, and below <c>measure</c>, a row per code.</summary>
    public static byte[] Csv(MeasureCatalogue measures) =>
        CsvText.Of([Header, .. ExtractFiles.All.SelectMany(file => file.Columns.SelectMany(column => Lines(file, column, measures)))]);

    /// <summary>When a cell must be filled: "always", "when ...", or "if you can".</summary>
    public static string Needed(ExtractColumn column) =>
        column switch
        {
            { Requirement: Requirement.Required } => "always",
            { NeededWhen: { } condition } => "when " + condition,
            _ => "if you can",
        };

    /// <summary>What a filled cell holds, in a few words.</summary>
    public static string Form(ExtractColumn column) =>
        column.Form switch
        {
            CellForm.Code => "one of the codes of the list",
            CellForm.MonthOfYear => "a month, YYYY-MM",
            CellForm.WholeNumber whole => FormattableString.Invariant($"a whole number, {whole.Low} to {whole.High}"),
            CellForm.DecimalNumber { Low: { } low, High: { } high } => FormattableString.Invariant($"a number, {low} to {high}"),
            CellForm.DecimalNumber => "a number within the measure's range",
            CellForm.Reference => "a random reference: 4 to 20 letters, digits and hyphens, with at least one letter and one digit",
            CellForm.ServiceCode => "your service's code",
            CellForm.Measure => "a measure's code",
            CellForm.Subscale => "a subscale's code",
            _ => throw new InvalidOperationException("Every form has its words."),
        };

    private static IEnumerable<string[]> Lines(ExtractFile file, ExtractColumn column, MeasureCatalogue measures)
    {
        var (lowest, highest) = column.Form switch
        {
            CellForm.WholeNumber whole => (Text(whole.Low), Text(whole.High)),
            CellForm.DecimalNumber number => (Text((double?)number.Low), Text((double?)number.High)),
            _ => ("", ""),
        };
        yield return
        [
            file.Name,
            column.Name,
            Needed(column),
            Form(column),
            column.Meaning,
            "",
            "",
            lowest,
            highest,
            column.Example,
            string.Join(' ', ColumnRules.Of(file, column).Select(rule => rule.Code)),
        ];
        var codes = column.Form switch
        {
            CellForm.Code coded => coded.List.Codes.Select(code => (code.Value, code.Label, Low: "", High: "")),
            CellForm.Measure => measures.All.Select(measure =>
                ($"{measure.Code} {measure.Subscale}".TrimEnd(), measure.FullName, Text(measure.Minimum), Text(measure.Maximum))
            ),
            _ => [],
        };
        foreach (var (value, label, low, high) in codes)
            yield return [file.Name, column.Name, "", "", "", value, label, low, high, "", ""];
    }

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
