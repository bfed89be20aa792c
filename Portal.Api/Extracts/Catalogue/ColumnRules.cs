using Portal.Api.Extracts.Rules;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>Which rules look at a column, found in the rules themselves, so that help cannot fall behind the check.</summary>
public static class ColumnRules
{
    /// <summary>
    /// Rules that can name the column or need its cell, in catalogue order; rules about whole files and whole rows are left out.
    /// </summary>
    public static IReadOnlyList<Rule> Of(ExtractFile file, ExtractColumn column)
    {
        var found = new HashSet<string>(
            OfForm(column).Concat(OfTests(file.Kind, column.Name)).Select(rule => rule.Code),
            StringComparer.Ordinal
        );
        if (file.Key.Contains(column.Name))
            found.Add(ValueRules.DuplicateKey.Code);
        return
        [
            .. RuleCatalogue.All.Where(rule =>
                found.Contains(rule.Code)
                || (
                    rule.Column == column.Name
                    && (rule.File ?? file.Kind) == file.Kind
                    && (rule != CrossFileRules.Orphan || file.Kind != FileKind.Cases)
                )
            ),
        ];
    }

    private static IEnumerable<Rule> OfForm(ExtractColumn column)
    {
        if (column.MustStandInHeader)
            yield return HeaderRules.Missing;
        if (column.Requirement == Requirement.Required)
            yield return ValueRules.Required;
        foreach (
            var rule in column.Form switch
            {
                CellForm.Code => [ValueRules.NotAllowed],
                CellForm.Reference => [ValueRules.BadReference],
                CellForm.MonthOfYear => [ValueRules.NotMonth, ValueRules.MonthFirst, ValueRules.SpreadsheetSerial, ValueRules.DayDropped],
                CellForm.WholeNumber => [ValueRules.NotNumber, ValueRules.NotInteger, ValueRules.OutOfRange],
                CellForm.DecimalNumber { Low: null, High: null } => [ValueRules.NotNumber],
                CellForm.DecimalNumber => [ValueRules.NotNumber, ValueRules.OutOfRange],
                _ => Array.Empty<Rule>(),
            }
        )
            yield return rule;
    }

    // A rule about risks.csv is listed only at the column that it names.
    private static IEnumerable<Rule> OfTests(FileKind kind, string column) =>
        kind switch
        {
            FileKind.Cases => Testing<CaseRow>(column),
            FileKind.Scores => Testing<ScoreRow>(column),
            FileKind.Feedback => Testing<FeedbackRow>(column),
            _ => [],
        };

    private static IEnumerable<Rule> Testing<TRow>(string column) =>
        RuleCatalogue.All.Where(rule =>
            rule.Tests.OfType<RowTest<TRow>>().Any(test => test.Column == column || test.Reads.Contains(column))
        );
}
