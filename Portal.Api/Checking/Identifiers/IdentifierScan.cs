using System.Globalization;
using System.Text;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Identifiers;

/// <summary>Looks in cells, headers and file names for anything that identifies a person.</summary>
/// <remarks>Counting digits clears most cells; only the rest is matched with patterns. Not thread-safe: use one per file.</remarks>
internal sealed class IdentifierScan
{
    private const int RememberedCells = 50_000;

    // References repeat from row to row, so a clean one is examined once.
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

    /// <summary>The rule that a cell in the form of a reference may break; chance can make a reference look like this.</summary>
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

    /// <summary>The rule that a line above the header breaks, or <c>null</c>; dates are harmless there.</summary>
    public static Rule? FindInTitle(ReadOnlySpan<byte> line) =>
        Suspicious(line) ? IdentifierPatterns.Find(Fold(Encoding.UTF8.GetString(line))) : null;

    /// <summary>The rule that a reference breaks if most of its scheme do, see <see cref="ReferenceSchemes"/>.</summary>
    public static Rule? FindInScheme(ReadOnlySpan<byte> reference)
    {
        const int Shortest = 5;
        if (reference.Length < Shortest || reference.Length - reference.IndexOfAnyInRange((byte)'0', (byte)'9') < 3)
            return null;
        Span<char> text = stackalloc char[reference.Length];
        Encoding.ASCII.GetChars(reference, text);
        return IdentifierPatterns.FindInScheme(text.ToString().ToUpperInvariant());
    }

    /// <summary>
    /// The rule that a file name breaks, or <c>null</c>. The first and last day
    /// of the quarter and any later day are dates of the export, not birthdays, and so are the days around today.
    /// </summary>
    /// <param name="today">The day of the check; <c>null</c> when it is not known.</param>
    public static Rule? FindInName(string name, Quarter period, DateOnly? today = null)
    {
        const int DaysSinceTheExport = 14;
        var folded = Fold(name.Replace('_', ' '));
        return IdentifierPatterns.Find(folded)
            ?? IdentifierPatterns.FindDate(
                folded,
                day =>
                    day == period.FirstMonth.FirstDay
                    || day >= period.Before.FirstDay.AddDays(-1)
                    || (today is { } now && day >= now.AddDays(-DaysSinceTheExport) && day <= now.AddDays(1))
            );
    }

    // Every identifier has an @, or a digit and a divider, or six digits; other scripts are always examined.
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

    // Gives capitals, plain spaces, hyphens and digits; drops invisible characters and combining marks.
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

    // Digits of any script, also superscript, subscript and circled ones.
    private static char? Digit(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber
        && Rune.GetNumericValue(letter) is >= 0 and <= 9 and var value
        && value == Math.Floor(value)
            ? (char)('0' + (int)value)
            : null;
}
