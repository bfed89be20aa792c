using System.Text;

namespace Portal.Api.Answers;

/// <summary>An apostrophe before cells that a spreadsheet would run as formulas: error files put it there, and reading takes it off again.</summary>
internal static class FormulaGuard
{
    public const byte Mark = (byte)'\'';

    // No longer text is a number.
    private const int LongestNumber = 64;

    /// <summary>Whether a cell could be run: it leads with <c>= + - @</c> (also full-width), TAB or a line break, after spaces if any, and is no number.</summary>
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

    /// <summary>The cell as it was before it was guarded. An apostrophe that guards nothing, as in <c>'-5</c>, is the sender's and stays.</summary>
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
