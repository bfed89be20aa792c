using System.Buffers;
using System.Text;
using Portal.Api.Submissions;

namespace Portal.Api.Extracts;

/// <summary>Writes a CSV file that spreadsheets open rightly: UTF-8 with byte order mark, commas, CRLF, and no cell that a spreadsheet would run.</summary>
internal static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>Rows of cells, the header first; cells are quoted and guarded (<see cref="FormulaGuard"/>) where needed.</summary>
    public static byte[] Of(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(string cell)
    {
        var guarded = FormulaGuard.Guards(Encoding.UTF8.GetBytes(cell)) ? (char)FormulaGuard.Mark + cell : cell;
        return guarded.AsSpan().IndexOfAny(Quoted) < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
