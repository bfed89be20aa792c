using System.Text;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Rows;

/// <summary>The rows gate: reads every cell of every row of a file and reports all problems in one pass.</summary>
internal static class RowReading
{
    public static TypedRows<CaseRow> Cases(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new CaseRow(
                    record,
                    next.Text(),
                    next.TextOrNull(),
                    next.Month(),
                    next.Text(),
                    next.Text(),
                    next.TextOrNull(),
                    next.Text(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.Text(),
                    next.Text(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.Text(),
                    next.TextOrNull(),
                    next.Text(),
                    next.WholeOrNull(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.Text(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.Text(),
                    next.TextOrNull(),
                    next.WholeOrNull(),
                    next.Text(),
                    next.MonthOrNull(),
                    next.TextOrNull(),
                    next.WholeOrNull()
                );
            }
        );

    public static TypedRows<RiskRow> Risks(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new RiskRow(record, next.Text(), next.Text(), next.Text(), next.Text(), next.TextOrNull(), next.TextOrNull());
            }
        );

    public static TypedRows<ScoreRow> Scores(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new ScoreRow(
                    record,
                    next.Text(),
                    next.Text(),
                    next.Text(),
                    next.Text(),
                    next.Whole(),
                    next.Text(),
                    next.NumberOrNull(),
                    next.TextOrNull(),
                    next.WholeOrNull()
                );
            }
        );

    public static TypedRows<ContactRow> Contacts(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new ContactRow(
                    record,
                    next.Text(),
                    next.Whole(),
                    next.Whole(),
                    next.Text(),
                    next.Text(),
                    next.Text(),
                    next.Text(),
                    next.TextOrNull(),
                    next.TextOrNull(),
                    next.WholeOrNull()
                );
            }
        );

    public static TypedRows<FeedbackRow> Feedback(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new FeedbackRow(record, next.Text(), next.Text(), next.Text(), next.Text(), next.Whole(), next.TextOrNull());
            }
        );

    public static TypedRows<ActivityRow> Activity(GatedFile file, CheckRequest request, ProblemLog log) =>
        Read(
            file,
            request,
            log,
            (record, cells) =>
            {
                var next = cells.Values();
                return new ActivityRow(record, next.Text(), next.Text(), next.Whole(), next.Whole(), next.NumberOrNull());
            }
        );

    private static TypedRows<TRow> Read<TRow>(GatedFile file, CheckRequest request, ProblemLog log, Func<int, RowCells, TRow> row)
    {
        var rows = new TypedRows<TRow>(file, new(file.Rows), new(file.Rows), new(file.Rows), Whole: true);
        var ordinals = file.Header.Ordinals;
        var cells = new RowCells(file.Header.File.Columns.Count);
        var check = new CellCheck(file, request, log);
        using var table = new CsvTable(file.Text, file.Separator);
        table.Read();
        while (table.Read())
        {
            if (table.Record >= file.FirstTotal)
            {
                log.Add(ValueRules.TotalPassedOver, file.Kind, ColumnPlace.None, new(table.Record, table.Line));
                FreeText.NoteFrom(table, TotalRow.Label(table) is { } label ? label + 1 : 0, file);
                continue;
            }
            if (WrongShape(table, file.Header) is { } rule)
            {
                ReportShape(rule, table, file, log);
                rows = rows with { Whole = false };
                continue;
            }
            cells.Clear();
            for (var position = 0; position < ordinals.Count; position++)
            {
                if (ordinals[position] >= 0)
                    check.Read(table, position, ordinals[position], cells);
                // Cells of scores and risks are judged in the table that is made of them.
                else if (ordinals[position] is not (HeaderMatch.Spread or HeaderMatch.Weeks))
                    FreeText.NoteCell(table, position, file);
            }
            rows.Rows.Add(row(table.Record, cells));
            rows.Invalid.Add(cells.Invalid);
            rows.Lines.Add(file.Origin?.Row(table.Record).Line ?? table.Line);
        }
        check.ReportWords();
        return rows;
    }

    // Without the columns that an error file adds, so that a file sent back has the same problem.
    private static string? Cells(Rule rule, CsvTable table, HeaderMatch header)
    {
        if (rule == ValueRules.RepeatedHeader)
            return null;
        var ours = header.Ordinals.Count(ordinal => ordinal == HeaderMatch.Ignored);
        return FormattableString.Invariant(
            $"The header has {header.Names.Count - ours} cells, row {table.Line} has {Math.Max(header.CellsOf(table) - ours, 0)}."
        );
    }

    /// <summary>Reports a row that <see cref="WrongShape"/> found.</summary>
    public static void ReportShape(Rule rule, CsvTable table, GatedFile file, ProblemLog log)
    {
        log.Add(rule, file.Kind, ColumnPlace.None, new(table.Record, table.Line), default, Cells(rule, table, file.Header));
        if (FreeText.IsInMisshapen(table))
            file.FreeText.Add((table.Record, FreeText.WholeRow));
    }

    /// <summary>The rule that a row breaks as a whole; <c>null</c> when its cells can be read.</summary>
    public static Rule? WrongShape(CsvTable table, HeaderMatch header) =>
        table.CellCount < header.Names.Count ? ValueRules.TooFewCells
        : header.CellsOf(table) > header.Names.Count ? ValueRules.TooManyCells
        : IsHeader(table, header) ? ValueRules.RepeatedHeader
        : null;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> cell)
    {
        var mark = "\uFEFF"u8;
        return cell.StartsWith(mark) ? cell[mark.Length..] : cell;
    }

    // By the columns that are kept: a draft and an error file have no others.
    private static bool IsHeader(CsvTable table, HeaderMatch header)
    {
        var compared = 0;
        for (var index = 0; index < header.Names.Count; index++)
        {
            if (header.Ordinals[index] == HeaderMatch.Ignored || !header.IsKept(index))
                continue;
            compared++;
            if (!Ascii.EqualsIgnoreCase(WithoutMark(table.Cell(index)).Trim((byte)' '), header.Names[index]))
                return false;
        }
        return compared > 0;
    }
}
