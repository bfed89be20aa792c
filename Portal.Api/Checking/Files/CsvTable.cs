using System.Text;
using CsvHelper;
using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>What is wrong with the quotation marks of a record.</summary>
internal enum QuoteFault
{
    None,

    /// <summary>A quotation mark inside a cell.</summary>
    Stray,

    /// <summary>A quotation mark that opens a cell and is not closed where it should be.</summary>
    Unclosed,
}

/// <summary>Reads a CSV text record by record. Records without a filled cell are skipped, but count as lines.</summary>
internal sealed class CsvTable : IDisposable
{
    private const int LongestName = 256;

    private readonly CsvReader _reader;
    private CsvMalformedReason? _malformed;
    private readonly List<int> _blankRows = [];
    private int _index = -1;

    public CsvTable(DecodedText text, char separator)
        : this(text.Utf8, separator) => Line = text.LinesBefore;

    public CsvTable(ReadOnlyMemory<byte> utf8, char separator) =>
        _reader = CsvReader.Create(
            utf8,
            new CsvReaderOptions
            {
                Separator = separator,
                DetectSeparatorHint = false,
                HasHeader = false,
                SkipEmptyLines = false,
                IncludeValuesInExceptions = false,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = found => _malformed ??= found.Reason,
            }
        );

    /// <summary>0 for the header, then the number of the data row.</summary>
    public int Record => _index;

    /// <summary>The row as a spreadsheet shows it, from 1: a quoted line break stays in its row, and an empty line is a row.</summary>
    public int Line { get; private set; }

    public int CellCount => _reader.FieldCount;

    /// <summary>What is wrong with the quotation marks of the current record.</summary>
    public QuoteFault Fault { get; private set; }

    /// <summary>The position of the cell with the <see cref="Fault"/>, from 0.</summary>
    public int FaultyCell { get; private set; }

    /// <summary>Lines of rows that were skipped because all their cells are blank, at most a thousand; an empty line is none.</summary>
    public IReadOnlyList<int> BlankRows => _blankRows;

    /// <summary>UTF-8 of a cell, without its quotation marks and an error file's guard; valid until the next record.</summary>
    public ReadOnlySpan<byte> Cell(int index) => FormulaGuard.TakenOff(_reader.GetSpan(index));

    public string Text(int index) => Encoding.UTF8.GetString(Cell(index));

    /// <summary>The beginning of a cell, as long as any name of a column.</summary>
    public string Opening(int index)
    {
        var cell = Cell(index);
        return Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, LongestName)]);
    }

    /// <summary>Whether the cells of the current record have more bytes than this together.</summary>
    public bool IsLongerThan(int bytes)
    {
        for (var cell = 0; cell < _reader.FieldCount && bytes >= 0; cell++)
            bytes -= _reader.GetRawSpan(cell).Length;
        return bytes < 0;
    }

    /// <summary>Moves to the next record that has a filled cell.</summary>
    public bool Read()
    {
        do
        {
            _malformed = null;
            if (!_reader.Read())
                return false;
            Line++;
        } while (_malformed is null && SkipsBlank());

        _index++;
        Fault = QuoteFault.None;
        if (_malformed is not null)
            LocateFault();
        return true;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Whether a cell holds nothing that can be seen.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> cell)
    {
        var at = cell.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return at < 0 || (cell[at] is >= 0x80 or (byte)'\r' or (byte)'\n' && Fold.Trimmed(Encoding.UTF8.GetString(cell)).IsEmpty);
    }

    private bool SkipsBlank()
    {
        const int Most = 1000;
        for (var cell = 0; cell < _reader.FieldCount; cell++)
        {
            if (_reader.GetSpan(cell).IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0)
                return false;
        }
        if (_reader.FieldCount > 1 && _blankRows.Count < Most)
            _blankRows.Add(Line);
        return true;
    }

    // An open quotation mark swallows rows until the next one; a line break before the fault gives it away.
    private void LocateFault()
    {
        Fault = _malformed == CsvMalformedReason.UnterminatedQuote ? QuoteFault.Unclosed : QuoteFault.Stray;
        FaultyCell = _reader.FieldCount - 1;
        for (var cell = 0; cell < _reader.FieldCount; cell++)
        {
            var raw = _reader.GetRawSpan(cell);
            if (raw.IndexOf((byte)'"') < 0 || WellQuoted(raw))
                continue;
            FaultyCell = cell;
            if (raw[0] == (byte)'"' && raw.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
                Fault = QuoteFault.Unclosed;
            return;
        }
    }

    private static bool WellQuoted(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 2 || raw[0] != (byte)'"' || raw[^1] != (byte)'"')
            return false;
        var inside = raw[1..^1];
        while (inside.IndexOf((byte)'"') is var at and >= 0)
        {
            if (at + 1 >= inside.Length || inside[at + 1] != (byte)'"')
                return false;
            inside = inside[(at + 2)..];
        }
        return true;
    }
}
