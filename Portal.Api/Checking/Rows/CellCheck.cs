using System.Text;
using Portal.Api.Answers;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Rows;

/// <summary>The rows gate for single cells: reads each in the form of its column, or reports what is wrong with it.</summary>
internal sealed class CellCheck(GatedFile file, UploadLimits limits, ProblemLog log)
{
    private static readonly string[] SpreadsheetErrors =
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
        "#####",
    ];

    // References and measures repeat from row to row; each text is kept once.
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads a cell into <paramref name="cells"/>.</summary>
    public void Read(CsvTable table, int position, int ordinal, RowCells cells)
    {
        var column = file.Header.File.Columns[ordinal];
        var utf8 = table.Cell(position);
        if (utf8.Length > limits.MaxCellBytes)
        {
            file.FreeText.Add((table.Record, position));
            Refuse(ValueRules.TooLong, FreeText.Mark);
            return;
        }
        Span<char> brief = stackalloc char[128];
        var text = Trimmed(
            utf8.Length <= brief.Length ? brief[..Encoding.UTF8.GetChars(utf8, brief)] : Encoding.UTF8.GetString(utf8).AsSpan()
        );
        if (text.IsEmpty)
        {
            if (column.Requirement == Requirement.Required)
                Refuse(ValueRules.Required, default);
            return;
        }
        if (text[0] == '#' && IsSpreadsheetError(text))
            Refuse(ValueRules.SpreadsheetError, text);
        else if (column.Form is CellForm.ServiceCode)
            return;
        else if (Broken(column.Form, text, ordinal, cells) is { } rule)
            Refuse(rule, text);
        else if (column.Form is CellForm.MonthOfYear && text.Length > 7)
            log.Add(ValueRules.DayDropped, file.Kind, file.Header.Place(position), new(table.Record, table.Line));
        else if (column.Form is CellForm.WholeNumber or CellForm.Code && text.Contains('.'))
            log.Add(ValueRules.ZerosDropped, file.Kind, file.Header.Place(position), new(table.Record, table.Line));

        void Refuse(Rule rule, ReadOnlySpan<char> value)
        {
            cells.MarkInvalid(ordinal);
            var isText = !value.IsEmpty && FreeText.Is(column.Form, value);
            if (isText)
                file.FreeText.Add((table.Record, position));
            log.Add(
                rule,
                file.Kind,
                file.Header.Place(position),
                new(table.Record, table.Line),
                isText ? FreeText.Mark
                    : column.Form is CellForm.Reference or CellForm.ServiceCode ? default
                    : value,
                Advice(rule, column.Form)
            );
        }
    }

    private Rule? Broken(CellForm form, ReadOnlySpan<char> text, int ordinal, RowCells cells)
    {
        switch (form)
        {
            case CellForm.Code coded:
                if ((coded.List.Find(text) ?? coded.List.Find(WithoutZeros(text))) is not { } code)
                    return IsMasked(text, orLetter: false) ? ValueRules.SuppressedInput : ValueRules.NotAllowed;
                cells.Set(ordinal, code);
                return null;
            case CellForm.Reference:
                if (!IsReference(text))
                    return ValueRules.BadReference;
                cells.Set(ordinal, Kept(text));
                return null;
            case CellForm.MonthOfYear:
                return BrokenMonth(text, ordinal, cells);
            case CellForm.WholeNumber whole:
                return BrokenNumber(text, ordinal, cells, wholeOnly: true, whole.Low, whole.High);
            case CellForm.DecimalNumber number:
                return BrokenNumber(text, ordinal, cells, wholeOnly: false, (double?)number.Low, (double?)number.High);
            default:
                cells.Set(ordinal, Kept(text));
                return null;
        }
    }

    private static Rule? BrokenMonth(ReadOnlySpan<char> text, int ordinal, RowCells cells)
    {
        var form = MonthCell.Read(text, out var month);
        cells.Set(ordinal, month);
        return form switch
        {
            MonthForm.Month or MonthForm.Day => null,
            MonthForm.MonthFirst => ValueRules.MonthFirst,
            MonthForm.Serial => ValueRules.SpreadsheetSerial,
            _ => IsMasked(text, orLetter: true) ? ValueRules.SuppressedInput : ValueRules.NotMonth,
        };
    }

    private static Rule? BrokenNumber(ReadOnlySpan<char> text, int ordinal, RowCells cells, bool wholeOnly, double? low, double? high)
    {
        if (!NumberCell.TryRead(text, out var number, out var isWhole))
            return IsMasked(text, orLetter: true) ? ValueRules.SuppressedInput : ValueRules.NotNumber;
        if (wholeOnly && !isWhole)
            return ValueRules.NotInteger;
        if (number < low || number > high)
            return ValueRules.OutOfRange;
        cells.Set(ordinal, number);
        return null;
    }

    // 3.0, as a spreadsheet's number has it where the code is 3.
    private static ReadOnlySpan<char> WithoutZeros(ReadOnlySpan<char> text) =>
        NumberCell.TryRead(text, out _, out var isWhole) && isWhole && text.IndexOf('.') is > 0 and var point ? text[..point] : text;

    private static string? Advice(Rule rule, CellForm form) =>
        form switch
        {
            CellForm.Code coded when rule == ValueRules.NotAllowed =>
                $"Allowed: {string.Join(", ", coded.List.Codes.Select(code => code.Value))}.",
            CellForm.WholeNumber whole when rule == ValueRules.OutOfRange => FormattableString.Invariant(
                $"Allowed: {whole.Low} to {whole.High}."
            ),
            CellForm.DecimalNumber number when rule == ValueRules.OutOfRange => FormattableString.Invariant(
                $"Allowed: {number.Low} to {number.High}."
            ),
            _ => null,
        };

    private string Kept(ReadOnlySpan<char> text)
    {
        var spans = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (spans.TryGetValue(text, out var kept))
            return kept;
        kept = text.ToString();
        _texts.Add(kept);
        return kept;
    }

    private static bool IsReference(ReadOnlySpan<char> text)
    {
        bool letter = false,
            digit = false;
        foreach (var character in text)
        {
            if (char.IsAsciiLetter(character))
                letter = true;
            else if (char.IsAsciiDigit(character))
                digit = true;
            else if (character != '-')
                return false;
        }
        return letter && digit && text.Length is >= 4 and <= 20;
    }

    private static bool IsSpreadsheetError(ReadOnlySpan<char> text)
    {
        foreach (var error in SpreadsheetErrors)
        {
            if (text.StartsWith(error, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    // A lone c masks a number, but in a coded column it may be a code in the wrong case.
    private static bool IsMasked(ReadOnlySpan<char> text, bool orLetter) =>
        (text[0] is '<' or '>' or '\u2264' && text[1..].IndexOfAnyInRange('0', '9') >= 0)
        || text is "*" or "**" or "[c]" or "[C]" or "[x]" or ".."
        || (text.StartsWith("supp", StringComparison.OrdinalIgnoreCase) && text.Length is 4 or 10)
        || (orLetter && text is "c" or "C" or "x");

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text) => text.Trim(" \t\u00A0");
}
