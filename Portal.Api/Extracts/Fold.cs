using System.Globalization;
using System.Text;

namespace Portal.Api.Extracts;

/// <summary>
/// What counts when something that a person typed is compared with a name, code or label: capitals, the kind of dash or apostrophe, runs of
/// spaces and invisible characters around it do not.
/// </summary>
internal static class Fold
{
    // No-break spaces, line ends, byte order marks and the invisible characters that web pages and word processors leave behind.
    private const string AroundACell =
        " \t\r\n\v\f\u0085\u00A0\u1680\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
        + "\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF\u00AD";

    /// <summary>A cell without the blanks and invisible characters around it.</summary>
    public static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text) =>
        text.IsEmpty || (IsPlain(text[0]) && IsPlain(text[^1])) ? text : text.Trim(AroundACell);

    /// <summary>Whether more than spaces and tabs stood around a cell.</summary>
    public static bool HadInvisible(ReadOnlySpan<char> text) => text.Trim(" \t").Length != Trimmed(text).Length;

    /// <summary>
    /// Capitals, with one underscore for each run of spaces, dashes and underscores; <c>health visitor</c> is HEALTH_VISITOR.
    /// </summary>
    public static string Key(ReadOnlySpan<char> text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in Trimmed(text))
        {
            if (Separates(letter))
            {
                if (key.Length == 0 || key[^1] != '_')
                    key.Append('_');
            }
            else if (letter is '\u2018' or '\u2019' or '\u02BC')
                key.Append('\'');
            else
                key.Append(char.ToUpperInvariant(letter));
        }
        return key.ToString();
    }

    /// <summary>The same in small letters and without separators, for names of columns: <c>Case-Ref</c> is caseref.</summary>
    public static string Name(ReadOnlySpan<char> text) => Key(text).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The first character that cannot be seen, as <c>U+200B</c>; <c>null</c> when there is none.</summary>
    public static string? Invisible(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (letter != ' ' && AroundACell.Contains(letter, StringComparison.Ordinal))
                return FormattableString.Invariant($"U+{(int)letter:X4}");
        }
        return null;
    }

    private static bool IsPlain(char letter) => letter is > ' ' and < '\u007F';

    private static bool Separates(char letter) =>
        letter is '_' or '-' or '\u2212' || char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation;
}
