using System.Text;
using Portal.Api.Answers;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Rows;

/// <summary>The rows gate for single cells: reads each in the form of its column, or reports what is wrong with it.</summary>
internal sealed class CellCheck(GatedFile file, CheckRequest request, ProblemLog log)
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
    ];

    // Excel fills a cell that is too narrow.
    private const string Narrow = "#####";

    private const int LongestMask = 10;

    private readonly UnknownWords _unknown = new(file, request.Measures, log);

    // References and measures repeat from row to row; each text is kept once.
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads a cell into <paramref name="cells"/>.</summary>
    public void Read(CsvTable table, int position, int ordinal, RowCells cells)
    {
        var column = file.Header.File.Columns[ordinal];
        var utf8 = table.Cell(position);
        if (utf8.Length > request.Limits.MaxCellBytes)
        {
            file.FreeText.Add((table.Record, position));
            Refuse(ValueRules.TooLong, FreeText.Mark);
            return;
        }
        Span<char> brief = stackalloc char[128];
        var typed = utf8.Length <= brief.Length ? brief[..Encoding.UTF8.GetChars(utf8, brief)] : Encoding.UTF8.GetString(utf8).AsSpan();
        var text = Fold.Trimmed(typed);
        if (text.IsEmpty)
        {
            if (column.Requirement == Requirement.Required)
                Refuse(ValueRules.Required, default);
            return;
        }
        if (text.Length < typed.Length && Fold.HadInvisible(typed))
            Note(ValueRules.InvisibleTrimmed, default);
        if (text[0] == '#' && IsSpreadsheetError(text))
            Refuse(ValueRules.SpreadsheetError, text);
        else if (column.Form is CellForm.ServiceCode)
            return;
        else if (Broken(column, text, ordinal, cells, out var read) is { } rule)
        {
            // A word that is no code is judged when it is known how many rows have it.
            if (rule == ValueRules.NotAllowed)
            {
                cells.MarkInvalid(ordinal);
                _unknown.Add(position, ordinal, new(table.Record, table.Line), text);
            }
            else
                Refuse(rule, text);
        }
        else if (read.Rule is { } note)
        {
            if (note == ValueRules.ByMapping)
                file.WordsUsed.Add((column.Name, Fold.Key(text), read.Means!));
            Note(note, new ShownCell(text, read.Means));
        }
        else if (column.Form is CellForm.Measure && !request.Measures.HasCode(Kept(text)))
        {
            _unknown.Add(position, ordinal, new(table.Record, table.Line), text);
            // The rule about unknown measures shows the cell.
            if (FreeText.Is(column.Form, text))
                cells.Set(ordinal, FreeText.Mark);
        }

        void Note(Rule note, ShownCell cell) => log.Add(note, file.Kind, file.Header.Place(position), new(table.Record, table.Line), cell);

        void Refuse(Rule rule, ReadOnlySpan<char> value)
        {
            cells.MarkInvalid(ordinal);
            // A mask is short, and < 5 is two words; a number is a number however long it is.
            var isText = !value.IsEmpty && !SaysNothingOwn(rule) && FreeText.Is(column.Form, value);
            if (isText)
                file.FreeText.Add((table.Record, position));
            log.Add(
                rule,
                file.Kind,
                file.Header.Place(position),
                new(table.Record, table.Line),
                isText ? FreeText.Mark
                    : column.Form is CellForm.Reference or CellForm.ServiceCode ? default(ShownCell)
                    : value,
                !isText && Fold.Invisible(value) is { } invisible
                    ? $"It holds a character that cannot be seen, {invisible}."
                    : Advice(rule, column.Form)
            );
        }
    }

    /// <summary>Reports the words that are no codes; call it once, after the last row.</summary>
    public void ReportWords() => _unknown.Report();

    private Rule? Broken(ExtractColumn column, ReadOnlySpan<char> text, int ordinal, RowCells cells, out ReadAs read)
    {
        read = default;
        switch (column.Form)
        {
            case CellForm.Code coded:
                var form = CodeCell.Read(coded.List, text, out var code);
                code ??= request.Mapping.Word(file.Kind, column.Name, text) is { } mapped ? coded.List.Find(mapped) : null;
                if (code is null)
                    return IsMasked(text, orLetter: false) ? ValueRules.SuppressedInput : ValueRules.NotAllowed;
                cells.Set(ordinal, code);
                read = new(NoteOf(form), code);
                return null;
            case CellForm.Reference:
                if (!IsReference(text))
                    return ValueRules.BadReference;
                cells.Set(ordinal, Kept(text));
                return null;
            case CellForm.MonthOfYear:
                var broken = BrokenMonth(text, ordinal, cells, out var month);
                read = month;
                return broken;
            case CellForm.WholeNumber whole:
                if (text.Contains('.'))
                    read = new(ValueRules.ZerosDropped, null);
                return BrokenNumber(text, ordinal, cells, wholeOnly: true, whole.Low, whole.High);
            case CellForm.DecimalNumber number:
                return BrokenNumber(text, ordinal, cells, wholeOnly: false, (double?)number.Low, (double?)number.High);
            case CellForm.Measure:
                return Named(request.Measures.HasCode(Kept(text)) ? null : request.Measures.FindSpelledCode(text), text, out read);
            case CellForm.Subscale:
                return Named(request.Measures.FindSpelledSubscale(text), text, out read);
            default:
                cells.Set(ordinal, Kept(text));
                return null;
        }

        // The catalogue's own rules say what is wrong with the name of a measure.
        Rule? Named(string? spelled, ReadOnlySpan<char> typed, out ReadAs named)
        {
            named = default;
            var code = spelled ?? request.Mapping.Word(file.Kind, column.Name, typed);
            cells.Set(ordinal, code ?? Kept(typed));
            if (code is not null && !typed.SequenceEqual(code))
                named = new(spelled is null ? ValueRules.ByMapping : ValueRules.CodeSpelled, code);
            return null;
        }
    }

    private static Rule? NoteOf(CodeForm form) =>
        form switch
        {
            CodeForm.Spelled => ValueRules.CodeSpelled,
            CodeForm.WithZeros => ValueRules.ZerosDropped,
            CodeForm.BandDate => ValueRules.BandDate,
            CodeForm.Other => ValueRules.ByMapping,
            _ => null,
        };

    private static Rule? BrokenMonth(ReadOnlySpan<char> text, int ordinal, RowCells cells, out ReadAs read)
    {
        var form = MonthCell.Read(text, out var month);
        cells.Set(ordinal, month);
        read = form switch
        {
            MonthForm.Day => new(ValueRules.DayDropped, null),
            MonthForm.OtherMonth => new(ValueRules.MonthSpelled, month.ToString()),
            _ => default,
        };
        return form switch
        {
            MonthForm.Month or MonthForm.OtherMonth or MonthForm.Day => null,
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

    private static string? Advice(Rule rule, CellForm form) =>
        form switch
        {
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
            if (text.Equals(error, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return text.StartsWith(Narrow, StringComparison.Ordinal) && text.IndexOfAnyExcept('#') < 0;
    }

    private static bool SaysNothingOwn(Rule rule) =>
        rule == ValueRules.SuppressedInput
        || rule == ValueRules.SpreadsheetError
        || rule == ValueRules.OutOfRange
        || rule == ValueRules.NotInteger;

    // A lone c masks a number, but in a coded column it may be a code in the wrong case.
    private static bool IsMasked(ReadOnlySpan<char> text, bool orLetter) => text.Length <= LongestMask && IsMask(text, orLetter);

    private static bool IsMask(ReadOnlySpan<char> text, bool orLetter) =>
        (text[0] is '<' or '>' or '\u2264' && text[1..].IndexOfAnyInRange('0', '9') >= 0)
        || text is "*" or "**" or "[c]" or "[C]" or "[x]" or ".."
        || (text.StartsWith("supp", StringComparison.OrdinalIgnoreCase) && text.Length is 4 or 10)
        || (orLetter && text is "c" or "C" or "x");

    // What is told of a cell that was not written as the contract has it.
    private readonly record struct ReadAs(Rule? Rule, string? Means);
}
