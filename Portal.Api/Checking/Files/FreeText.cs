using System.Buffers;
using System.Text;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>Words that somebody wrote where a code, a number or a reference belongs: they may tell of a family.</summary>
/// <remarks>Such a cell is never shown, and a draft holds <see cref="Mark"/> in its place, which is as wrong as the text was.</remarks>
internal static class FreeText
{
    private const int LongestNumber = 20;
    private const int LongestElsewhere = 40;

    /// <summary>Stands for the cells of a row of the wrong length that hold text.</summary>
    public const int WholeRow = -1;

    /// <summary>What a draft holds in place of the text.</summary>
    public const string Mark = "[removed]";

    private static readonly byte[] MarkBytes = Encoding.UTF8.GetBytes(Mark);

    // With a space that keeps a file of Windows-1252 from being taken for UTF-8 when its only letters outside ASCII were in the words.
    private static readonly byte[] WideMarkBytes = Encoding.UTF8.GetBytes(Mark + "\u00A0");

    /// <summary>Whether a cell that cannot be read in the form of its column is text of somebody's own.</summary>
    public static bool Is(CellForm form, ReadOnlySpan<char> text)
    {
        var words = Words(text);
        return text is Mark
            || form switch
            {
                CellForm.Code coded => words > 1 || text.Length > coded.List.Codes.Max(code => code.Value.Length),
                CellForm.Reference => words > 1 || text.Length > LongestNumber,
                // March 2025 is a slip that must be shown; two words without a digit are none.
                CellForm.MonthOfYear => words > 2 || text.Length > LongestNumber || (words > 1 && text.IndexOfAnyInRange('0', '9') < 0),
                _ => words > 1 || text.Length > LongestNumber,
            };
    }

    /// <summary>The bytes of a file for a draft: as sent, or without its titles and the cells that hold free text.</summary>
    public static ReadOnlyMemory<byte> Without(GatedFile file)
    {
        var cells = file.FreeText;
        var header = file.Header;
        var leavesOut = Enumerable.Range(0, header.Names.Count).Any(index => !header.IsKept(index));
        if (cells.Count == 0 && file.Text.LinesBefore == 0 && !leavesOut)
            return file.Source.Content;
        var bytes = new ArrayBufferWriter<byte>();
        // A title says nothing that the check needs; that there was one, it does.
        var mark = file.Text.Encoding == "windows-1252" ? WideMarkBytes : MarkBytes;
        for (var line = 0; line < file.Text.LinesBefore; line++)
        {
            bytes.Write(mark);
            bytes.Write("\r\n"u8);
        }
        using var table = new CsvTable(file.Text, file.Separator);
        for (var line = file.Text.LinesBefore + 1; table.Read(); line++)
        {
            // Empty rows are kept, so that rows keep their numbers.
            for (; line < table.Line; line++)
                bytes.Write("\r\n"u8);
            var misshapen = cells.Contains((table.Record, WholeRow));
            // A row of which nothing is kept would be no row at all.
            var standIn = leavesOut && table.Record > 0 ? StandIn(table, header) : -1;
            for (var cell = 0; cell < table.CellCount; cell++)
            {
                if (cell > 0)
                    bytes.Write([(byte)file.Separator]);
                if (leavesOut && table.Record == 0 && !header.IsKept(cell))
                    CsvWriting.WriteCell(Encoding.UTF8.GetBytes(HeaderMatch.Marked(header.Names[cell])), bytes);
                else if (leavesOut && header.CellsOf(table) != header.Names.Count && table.Record > 0)
                    // Nobody knows which of the cells stands in a column that is left out.
                    CsvWriting.WriteCell(CsvTable.IsBlank(table.Cell(cell)) ? [] : mark, bytes);
                else if (cell == standIn)
                    CsvWriting.WriteCell(mark, bytes);
                else if (header.IsKept(cell))
                {
                    var text = cells.Contains((table.Record, cell)) || (misshapen && IsLong(table.Text(cell)));
                    CsvWriting.WriteCell(text ? InPlaceOf(table.Cell(cell), mark) : table.Cell(cell), bytes);
                }
            }
            bytes.Write("\r\n"u8);
        }
        return Decoding.AsSent(bytes.WrittenMemory, file.Text.Encoding);
    }

    // The first cell that is left out, when no other of the row holds anything; -1 when one does.
    private static int StandIn(CsvTable table, HeaderMatch header)
    {
        var first = -1;
        for (var cell = 0; cell < table.CellCount; cell++)
        {
            if (CsvTable.IsBlank(table.Cell(cell)))
                continue;
            if (header.IsKept(cell))
                return -1;
            first = first < 0 ? cell : first;
        }
        return first;
    }

    /// <summary>Cells of a row below the data that hold somebody's own words.</summary>
    /// <param name="from">The first position that may.</param>
    public static void NoteFrom(CsvTable table, int from, GatedFile file)
    {
        for (var cell = from; cell < table.CellCount; cell++)
            NoteCell(table, cell, file);
    }

    /// <summary>A cell of a column that is not the contract's, when it holds somebody's own words.</summary>
    public static void NoteCell(CsvTable table, int cell, GatedFile file)
    {
        if (IsLong(table.Text(cell)))
            file.FreeText.Add((table.Record, cell));
    }

    /// <summary>Whether a row of the wrong length holds text: a comma in somebody's words makes such a row.</summary>
    public static bool IsInMisshapen(CsvTable table)
    {
        for (var cell = 0; cell < table.CellCount; cell++)
        {
            if (IsLong(table.Text(cell)))
                return true;
        }
        return false;
    }

    // As long as the text was where it was long: what was too long stays too long.
    private static byte[] InPlaceOf(ReadOnlySpan<byte> cell, byte[] mark)
    {
        if (cell.Length <= LongestElsewhere)
            return mark;
        var marks = new byte[cell.Length];
        for (var place = 0; place < marks.Length; place++)
            marks[place] = MarkBytes[place % MarkBytes.Length];
        return marks;
    }

    private static bool IsLong(string text) => text.Length > LongestElsewhere || Words(text) > 1;

    private static int Words(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inside = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) == inside)
            {
                inside = !inside;
                if (inside)
                    words++;
            }
        }
        return words;
    }
}
