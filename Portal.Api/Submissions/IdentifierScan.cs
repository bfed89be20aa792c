using System.Globalization;
using System.Text;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Submissions;

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
        var found = IdentifierPatterns.Find(folded) ?? (takesDates ? null : IdentifierPatterns.FindDate(folded, _ => false));
        if (found is null && !takesDates && utf8.Length <= brief.Length && _clean.Count < RememberedCells)
            _clean.Add(text.ToString());
        return found;
    }

    /// <summary>The same for a file name. The first and last day of the quarter, and days after it, are taken for the export's, not for birthdays.</summary>
    public static Rule? FindInName(string name, Quarter period)
    {
        var folded = Fold(name.Replace('_', ' '));
        return IdentifierPatterns.Find(folded)
            ?? IdentifierPatterns.FindDate(folded, day => day == period.FirstMonth.FirstDay || day >= period.Before.FirstDay.AddDays(-1));
    }

    // Every identifier has an @ or at least two digits and six characters; other scripts are looked at closely.
    private static bool Suspicious(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 6)
            return false;
        int digits = 0, dividers = 0, letters = 0;
        foreach (var letter in cell)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
                digits++;
            else if (letter is (byte)'@' or >= 0x80)
                return true;
            else if (letter is (byte)' ' or (byte)'/' or (byte)'.' or (byte)'-')
                dividers++;
            else
                letters++;
        }
        return digits >= 2 && (dividers > 0 ? digits + letters >= 5 : digits >= 6);
    }

    // Capitals, plain spaces and hyphens, plain digits; characters that cannot be seen are dropped.
    private static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAscii(letter))
                folded.Append(letter is '\t' or '\r' or '\n' ? ' ' : char.ToUpperInvariant(letter));
            else if (letter is >= '\uFF01' and <= '\uFF5E')
                folded.Append(char.ToUpperInvariant((char)(letter - 0xFEE0)));
            else if (CharUnicodeInfo.GetDecimalDigitValue(letter) is >= 0 and var digit)
                folded.Append((char)('0' + digit));
            else if (char.IsWhiteSpace(letter))
                folded.Append(' ');
            else if (char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation)
                folded.Append('-');
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.Format && letter != '\u00AD')
                folded.Append(letter);
        }
        return folded.ToString();
    }
}
