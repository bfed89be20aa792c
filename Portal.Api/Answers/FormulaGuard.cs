using System.Text;

namespace Portal.Api.Answers;

/// <summary>
/// Puts an apostrophe before cells that a spreadsheet would run as formulas. Error files add it; reading an extract removes it.
/// </summary>
internal static class FormulaGuard
{
    public const byte Mark = (byte)'\'';

    // A longer text is not a number.
    private const int LongestNumber = 64;

    /// <summary>
    /// Whether a spreadsheet could run the cell: after any spaces it starts with <c>=
    /// + - @</c> (also full-width), TAB or a line break, and it is not a number.
    /// </summary>
    public static bool Guards(ReadOnlySpan<byte> cell)
    {
        var text = cell.TrimStart((byte)' ');
        if (text.IsEmpty)
            return false;
        var leads =
            text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n'
            || text.StartsWith("\uFF1D"u8)
            || text.StartsWith("\uFF0B"u8)
            || text.StartsWith("\uFF0D"u8)
            || text.StartsWith("\uFF20"u8);
        return leads && !IsNumber(text);
    }

    /// <summary>The cell without its guard. An apostrophe that guards nothing, as in <c>'-5</c>, came from the sender and stays.</summary>
    public static ReadOnlySpan<byte> TakenOff(ReadOnlySpan<byte> cell) =>
        cell.Length > 1 && cell[0] == Mark && Guards(cell[1..]) ? cell[1..] : cell;

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestNumber)
            return false;
        Span<char> letters = stackalloc char[LongestNumber];
        return NumberCell.TryRead(((ReadOnlySpan<char>)letters[..Encoding.UTF8.GetChars(text, letters)]).Trim(" \t\u00A0"), out _, out _);
    }
}
