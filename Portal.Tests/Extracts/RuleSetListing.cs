using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Tests.Extracts;

/// <summary>Everything that decides what is checked, as text: one line per rule, test, column, code list and measure.</summary>
internal static class RuleSetListing
{
    public static string Of(string version, IEnumerable<Rule> rules)
    {
        string[] parts =
        [
            $"rule set {version}",
            "",
            "rules: code, gate, severity, file, column, message, hash of the help; below it each test: column, what it reads, predicate",
            .. rules.SelectMany(Lines),
            "",
            "columns: file, name, requirement, form; a key is marked",
            .. ExtractFiles.All.SelectMany(file => file.Columns.Select(column => Line(file, column))),
            "",
            "code lists",
            .. CodeLists.All.Select(list => $"{list.Name}: {string.Join(' ', list.Codes.Select(code => code.Value))}"),
            "",
            "measures: code, subscale, construct, range, step, direction, normative standard deviation, respondents",
            .. MeasureCatalogue.Published.All.Select(Line),
            "",
            UploadLimits.Default.ToString(),
        ];
        return string.Concat(parts.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(Rule rule) =>
        rule
            .Tests.Select(test => $"{rule.Code} asks of {test.Column} ({string.Join(' ', test.Reads)}): {Asked(test)}")
            .Prepend(
                $"{rule.Code} | {rule.Gate} | {rule.Severity} | {rule.File?.ToString() ?? "-"} | {rule.Column ?? "-"} | "
                    + $"{rule.Message} | {HelpHash(rule)}"
            );

    // The formatter may break the lines of a predicate elsewhere.
    private static string Asked(RowTest test) =>
        Regex.Replace(Regex.Replace(test.Predicate, @"\s+", " "), @"(?<=[({]) | (?=[)}])|,(?= })", "");

    private static string HelpHash(Rule rule)
    {
        var texts = rule.Explained is { } help ? $"{help.Meaning}\n{help.Why}\n{help.Fix}\n{help.Wrong}\n{help.Right}" : "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(texts)).AsSpan(0, 6));
    }

    private static string Line(ExtractFile file, ExtractColumn column) =>
        $"{file.Name} | {column.Name} | {column.Requirement} | {Form(column.Form)}{(file.Key.Contains(column.Name) ? " | key" : "")}";

    private static string Form(CellForm form) =>
        form switch
        {
            CellForm.Code coded => $"code of {coded.List.Name}",
            CellForm.WholeNumber whole => string.Create(CultureInfo.InvariantCulture, $"whole number {whole.Low} to {whole.High}"),
            CellForm.DecimalNumber number => string.Create(CultureInfo.InvariantCulture, $"number {number.Low} to {number.High}"),
            _ => form.GetType().Name,
        };

    private static string Line(Measure measure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{measure.Code} | {measure.Subscale} | {measure.Construct}{(measure.AntenatalOnly ? ", antenatal only" : "")} | "
                + $"{measure.Minimum} to {measure.Maximum} | {measure.Step} | {measure.Direction} | {measure.NormativeSd} | "
                + $"{string.Join(' ', measure.Respondents)}"
        );
}
