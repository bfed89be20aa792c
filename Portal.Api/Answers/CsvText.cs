using System.Buffers;
using System.Text;

namespace Portal.Api.Answers;

/// <summary>
/// CSV that spreadsheets open correctly: UTF-8 with a byte order mark, CRLF,
/// and cells that could run as formulas guarded by <see cref="FormulaGuard"/>.
/// </summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    public const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>One row with its line end; <c>null</c> becomes an empty cell.</summary>
    public static string Row(params IEnumerable<string?> cells) => string.Join(',', cells.Select(cell => Cell(cell ?? ""))) + "\r\n";

    /// <summary>A whole file from rows of cells, the header first.</summary>
    public static byte[] Of(IEnumerable<IEnumerable<string>> rows) =>
        Encoding.UTF8.GetBytes(ByteOrderMark + string.Concat(rows.Select(row => Row(row))));

    private static string Cell(string text)
    {
        if (FormulaGuard.Guards(Encoding.UTF8.GetBytes(text)))
            text = (char)FormulaGuard.Mark + text;
        return text.AsSpan().IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
