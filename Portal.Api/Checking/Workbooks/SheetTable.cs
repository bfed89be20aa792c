using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Workbooks;

/// <summary>Reads a sheet into the text of a CSV: a row of the sheet is a row of the text, also an empty one.</summary>
internal sealed class SheetTable(WorkbookSheets workbook, UploadLimits limits)
{
    private const int LastRow = 1_048_576;
    private const int LastColumn = 16_384;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(int Start, int End, int Cells)> _rows = [];
    private readonly List<(int From, int To)> _hidden = [];
    private readonly HashSet<int> _filled = [];

    /// <summary>The row that was read last, as the spreadsheet counts.</summary>
    public int Line { get; private set; }

    /// <summary>A limit that the sheet is over; nothing below <see cref="Line"/> was read.</summary>
    public Rule? Over { get; private set; }

    public int FilledRows { get; private set; }

    public int HiddenRows { get; private set; }

    public int HiddenColumns => _filled.Count(column => _hidden.Any(range => column >= range.From && column <= range.To));

    public void Read(XmlReader reader)
    {
        while (Over is null && WorkbookParts.Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "col")
                ReadColumn(reader);
            else if (reader.LocalName == "row")
                ReadRow(reader);
            // Below the rows are pictures, links and rules of validation.
            else if (reader.Depth == 1 && reader.LocalName is not ("sheetData" or "cols"))
                WorkbookParts.PassOver(reader);
        }
    }

    /// <summary>The text, with as many cells in each filled row as the widest has.</summary>
    public ReadOnlyMemory<byte> Csv()
    {
        var width = _rows.Count == 0 ? 0 : _rows.Max(row => row.Cells);
        if (_rows.TrueForAll(row => row.Cells == width || row.Cells == 0))
            return _bytes.WrittenMemory;
        var padded = new ArrayBufferWriter<byte>(_bytes.WrittenCount);
        foreach (var (start, end, cells) in _rows)
        {
            padded.Write(_bytes.WrittenSpan[start..end]);
            for (var cell = cells; cells > 0 && cell < width; cell++)
                padded.Write(","u8);
            padded.Write("\n"u8);
        }
        return padded.WrittenMemory;
    }

    private void ReadColumn(XmlReader reader)
    {
        if (reader.GetAttribute("hidden") is not ("1" or "true") && reader.GetAttribute("width") != "0")
            return;
        if (Number(reader.GetAttribute("min")) is { } from && Number(reader.GetAttribute("max")) is { } to && _hidden.Count < LastColumn)
            _hidden.Add((from - 1, to - 1));
    }

    private void ReadRow(XmlReader reader)
    {
        var line = reader.GetAttribute("r") is { } stated ? Number(stated) ?? 0 : Line + 1;
        if (line <= Line || line > LastRow)
            throw new InvalidDataException("The rows of the sheet are not in order.");
        var isHidden = reader.GetAttribute("hidden") is "1" or "true" || reader.GetAttribute("ht") == "0";
        Line = line;
        if (reader.IsEmptyElement)
            return;

        var cells = new List<string>();
        var (depth, column, filled) = (reader.Depth, -1, 0);
        while (WorkbookParts.Next(reader) && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
                continue;
            var next = reader.GetAttribute("r") is { } place ? Column(place) : column + 1;
            if (next <= column || next >= LastColumn)
                throw new InvalidDataException("The cells of the row are not in order.");
            column = next;
            if (ReadCell(reader) is not { Length: > 0 } text)
                continue;
            var isBlank = string.IsNullOrWhiteSpace(text);
            if (column >= limits.MaxColumns)
            {
                if (isBlank)
                    continue;
                Over = FileRules.TooManyColumns;
                return;
            }
            while (cells.Count < column)
                cells.Add("");
            cells.Add(text);
            if (isBlank)
                continue;
            filled = cells.Count;
            _filled.Add(column);
        }
        if (filled == 0)
            return;
        HiddenRows += isHidden ? 1 : 0;
        Write(cells, filled);
    }

    private void Write(List<string> cells, int filled)
    {
        // Titles may stand above the header; the exact limit is that of the CSV.
        if (++FilledRows > limits.MaxRows + 1 + TitleLines.Most)
        {
            Over = FileRules.TooManyRows;
            return;
        }
        while (_rows.Count < Line - 1)
            EndRow(_bytes.WrittenCount, 0);
        var start = _bytes.WrittenCount;
        for (var cell = 0; cell < filled; cell++)
        {
            if (cell > 0)
                _bytes.Write(","u8);
            if (cells[cell].Length > limits.MaxFileBytes - _bytes.WrittenCount)
            {
                Over = FileRules.TooLarge;
                return;
            }
            CsvWriting.WriteCell(Encoding.UTF8.GetBytes(cells[cell]), _bytes);
        }
        EndRow(start, filled);
    }

    private void EndRow(int start, int cells)
    {
        _rows.Add((start, _bytes.WrittenCount, cells));
        _bytes.Write("\n"u8);
    }

    private string ReadCell(XmlReader reader)
    {
        var (type, style) = (reader.GetAttribute("t"), Number(reader.GetAttribute("s")) ?? 0);
        if (reader.IsEmptyElement)
            return "";
        var (value, rich) = ("", "");
        var depth = reader.Depth;
        while (WorkbookParts.Next(reader) && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "v")
                value = WorkbookParts.Text(reader);
            else if (reader.LocalName == "is")
                rich = WorkbookParts.RichText(reader);
            else
                WorkbookParts.PassOver(reader);
        }
        return type switch
        {
            "inlineStr" => rich,
            _ when value.Length == 0 => "",
            "s" => Number(value) is { } index && index < workbook.Strings.Count
                ? workbook.Strings[index]
                : throw new InvalidDataException("A cell refers to a text that is missing."),
            "str" => WorkbookParts.Unescaped(value),
            "b" => SheetCell.Boolean(value),
            "d" => SheetCell.Date(value),
            null or "n" => SheetCell.Number(value, workbook.Formats[style], workbook.From1904),
            _ => value,
        };
    }

    // The letters of A1; the row is that of its element.
    private static int Column(string place)
    {
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetter(letter))
                break;
            column = column * 26 + (char.ToUpperInvariant(letter) - 'A' + 1);
            if (column > LastColumn)
                break;
        }
        return column - 1;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
