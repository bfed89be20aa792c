using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Rows;

/// <summary>A rule that a row breaks.</summary>
/// <param name="Column">Contract name; <c>null</c> when the row as a whole breaks it.</param>
/// <param name="Value">The cell, where it may be shown.</param>
/// <param name="Advice">Follows the rule's message.</param>
internal readonly record struct Breach(Rule Rule, string? Column = null, string? Value = null, string? Advice = null);

/// <summary>
/// Tests each row by every rule of the catalogue that has a test for such rows; a row is not tested while a cell that the test needs is
/// invalid.
/// </summary>
internal static class RowTesting
{
    public static void Ask<TRow>(TypedRows<TRow> rows, ExtractContext context, ProblemLog log)
    {
        foreach (var rule in RuleCatalogue.All)
        foreach (var test in rule.Tests.OfType<RowTest<TRow>>())
        {
            var reads = Mask(rows.File.Header.File, [test.Column, .. test.Reads]);
            for (var index = 0; index < rows.Rows.Count; index++)
            {
                if ((rows.Invalid[index] & reads) == 0 && !test.Holds(rows.Rows[index], context))
                    Report(
                        rows,
                        index,
                        new(rule, test.Column, test.Shown?.Invoke(rows.Rows[index]), test.Advice?.Invoke(rows.Rows[index], context)),
                        log
                    );
            }
        }
    }

    /// <summary>Reports rows that repeat the key of an earlier row; rows whose key is not valid are left out.</summary>
    public static void AskKeys<TRow, TKey>(TypedRows<TRow> rows, Func<TRow, TKey> key, ProblemLog log, string beside = "")
        where TKey : notnull
    {
        var columns = Mask(rows.File.Header.File, rows.File.Header.File.Key);
        var seen = new Dictionary<TKey, int>(rows.Rows.Count);
        for (var index = 0; index < rows.Rows.Count; index++)
        {
            if ((rows.Invalid[index] & columns) == 0 && !seen.TryAdd(key(rows.Rows[index]), index))
                Report(rows, index, new(ValueRules.DuplicateKey, Advice: Twins(rows, seen[key(rows.Rows[index])], index) + beside), log);
        }
    }

    private static string Twins<TRow>(TypedRows<TRow> rows, int earlier, int later) =>
        $"Row {rows.Lines[later]} has the key of row {rows.Lines[earlier]}: {string.Join(", ", rows.File.Header.File.Key)}.";

    public static void Report<TRow>(TypedRows<TRow> rows, int index, Breach breach, ProblemLog log)
    {
        var place = breach.Column is { } column ? Place(rows.File.Header, column) : ColumnPlace.None;
        var row = new RowPlace(Record(rows.Rows[index]), rows.Lines[index]);
        log.Add(breach.Rule, rows.File.Kind, place, row, breach.Value, breach.Advice);
    }

    /// <summary>Where a column of the contract is in a file; without a position when the file has no such column.</summary>
    public static ColumnPlace Place(HeaderMatch header, string column) =>
        header.Position(Ordinal(header.File, column)) is var position and >= 0 ? header.Place(position) : new ColumnPlace(-1, column, true);

    /// <summary>The bits of <see cref="TypedRows{TRow}.Invalid"/> that stand for these columns.</summary>
    public static ulong Mask(ExtractFile file, IEnumerable<string> columns) =>
        columns.Aggregate(0UL, (mask, column) => mask | (1UL << Ordinal(file, column)));

    private static int Record<TRow>(TRow row) =>
        row switch
        {
            CaseRow typed => typed.Record,
            RiskRow typed => typed.Record,
            ScoreRow typed => typed.Record,
            ContactRow typed => typed.Record,
            FeedbackRow typed => typed.Record,
            ActivityRow typed => typed.Record,
            _ => throw new NotSupportedException(typeof(TRow).Name),
        };

    private static int Ordinal(ExtractFile file, string column)
    {
        for (var ordinal = 0; ordinal < file.Columns.Count; ordinal++)
        {
            if (file.Columns[ordinal].Name == column)
                return ordinal;
        }
        throw new ArgumentException($"{file.Name} has no column {column}.", nameof(column));
    }
}
