using System.Globalization;
using System.Text;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Identifiers;

/// <summary>Looks for what identifies a person in cells, headers and file names.</summary>
/// <remarks>Most cells are told to be clean by counting digits; only the rest meets a pattern. Not thread-safe: one a file.</remarks>
internal sealed class IdentifierScan
{
    private const int RememberedCells = 50_000;

    // References repeat from row to row; a clean one is looked at once.
    private readonly HashSet<string> _clean = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _cleanSpans;

    public IdentifierScan() => _cleanSpans = _clean.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The rule that a cell breaks, or <c>null</c>.</summary>
    /// <param name="utf8">The cell.</param>
    /// <param name="takesDates">True for a month column, which may hold full dates.</param>
    public Rule? Find(ReadOnlySpan<byte> utf8, bool takesDates)
    {
        if (!Suspicious(utf8))
            return null;
        Span<char> brief = stackalloc char[64];
        var text = utf8.Length <= brief.Length ? brief[..Encoding.UTF8.GetChars(utf8, brief)] : Encoding.UTF8.GetString(utf8).AsSpan();
        if (_cleanSpans.Contains(text))
            return null;
        var folded = Fold(text);
        var found = takesDates
            ? IdentifierPatterns.FindBesideDate(folded)
            : IdentifierPatterns.Find(folded) ?? IdentifierPatterns.FindDate(folded, _ => false);
        if (found is null && !takesDates && utf8.Length <= brief.Length && _clean.Count < RememberedCells)
            _clean.Add(text.ToString());
        return found;
    }

    /// <summary>The rule that a cell in the form of a reference may break, unless chance made it look so.</summary>
    public Rule? FindInReference(ReadOnlySpan<byte> reference)
    {
        if (!Suspicious(reference))
            return null;
        Span<char> text = stackalloc char[reference.Length];
        Encoding.ASCII.GetChars(reference, text);
        if (_cleanSpans.Contains(text))
            return null;
        var found = IdentifierPatterns.FindInReference(text.ToString().ToUpperInvariant());
        if (found is null && _clean.Count < RememberedCells)
            _clean.Add(text.ToString());
        return found;
    }

    /// <summary>The rule that a file name breaks, or <c>null</c>. The first and last day of the quarter, and days after it, are taken for the export's, not for birthdays.</summary>
    public static Rule? FindInName(string name, Quarter period)
    {
        var folded = Fold(name.Replace('_', ' '));
        return IdentifierPatterns.Find(folded)
            ?? IdentifierPatterns.FindDate(folded, day => day == period.FirstMonth.FirstDay || day >= period.Before.FirstDay.AddDays(-1));
    }

    // Every identifier has an @, or a digit and a divider, or six digits; other scripts are looked at closely.
    private static bool Suspicious(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 6)
            return false;
        int digits = 0,
            dividers = 0,
            letters = 0;
        foreach (var letter in cell)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
                digits++;
            else if (letter is (byte)'@' or >= 0x80)
                return true;
            else if (letter is (byte)' ' or (byte)'/' or (byte)'.' or (byte)'-' or (byte)'_' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                dividers++;
            else
                letters++;
        }
        return dividers > 0 ? digits >= 1 && digits + letters >= 4 : digits >= 6;
    }

    // Capitals, plain spaces and hyphens, plain digits; characters that cannot be seen, and marks above or below another, are dropped.
    private static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
        {
            if (letter.IsAscii)
                folded.Append(letter.Value is '\t' or '\r' or '\n' ? ' ' : char.ToUpperInvariant((char)letter.Value));
            else if (letter.Value is >= 0xFF01 and <= 0xFF5E)
                folded.Append(char.ToUpperInvariant((char)(letter.Value - 0xFEE0)));
            else if (Digit(letter) is { } digit)
                folded.Append(digit);
            else if (Rune.IsWhiteSpace(letter))
                folded.Append(' ');
            else if (Rune.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation || letter.Value == 0x2212)
                folded.Append('-');
            else if (
                Rune.GetUnicodeCategory(letter)
                is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            )
                folded.Append(letter.ToString());
        }
        return folded.ToString();
    }

    // Of any script, and raised, lowered or circled ones.
    private static char? Digit(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber
        && Rune.GetNumericValue(letter) is >= 0 and <= 9 and var value
        && value == Math.Floor(value)
            ? (char)('0' + (int)value)
            : null;
}
