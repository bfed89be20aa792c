using System.Text;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Identifiers;

/// <summary>A cell in the form of a reference that may hold an identifier.</summary>
internal sealed record SuspectReference(Rule Rule, int Cell, int? Record, int Line);

/// <summary>Tells identifiers that were made to look like references from references that look like identifiers by chance.</summary>
/// <remarks>
/// One random ten-digit number in eleven has the check digit of an NHS number, but all NHS numbers have it. So references are compared with
/// others of the same scheme, such as <c>A-9999999999</c>: if more than half look like identifiers, they are treated as identifiers. In
/// doubt, as with the only reference of its scheme, the file is refused. A day beside initials and a postcode without its space are chance
/// more often, so that three references of a scheme must have them.
/// </remarks>
internal sealed class ReferenceSchemes
{
    private const int Shortest = 4;
    private const int Longest = 20;
    private const int FewestOfAScheme = 3;
    private const int RememberedReferences = 50_000;

    private readonly Dictionary<string, Scheme> _schemes = [];

    /// <summary>
    /// Whether a cell has the form of a reference: 4-20 letters, digits and hyphens, with at least one letter and one digit.
    /// </summary>
    public static bool IsReference(ReadOnlySpan<byte> cell)
    {
        bool letter = false,
            digit = false;
        foreach (var character in cell)
        {
            if (char.IsAsciiLetter((char)character))
                letter = true;
            else if (char.IsAsciiDigit((char)character))
                digit = true;
            else if (character != '-')
                return false;
        }
        return letter && digit && cell.Length is >= Shortest and <= Longest;
    }

    /// <param name="reference">A cell for which <see cref="IsReference"/> is true.</param>
    /// <param name="suspected">The rule that it seems to break; <c>null</c> for a clean one.</param>
    /// <param name="cell">Position in the row.</param>
    /// <param name="record">Data row; <c>null</c> for the header.</param>
    /// <param name="line">Row of the spreadsheet.</param>
    public void Weigh(ReadOnlySpan<byte> reference, Rule? suspected, int cell, int? record, int line)
    {
        Span<char> form = stackalloc char[reference.Length];
        for (var place = 0; place < form.Length; place++)
            form[place] =
                char.IsAsciiDigit((char)reference[place]) ? '9'
                : reference[place] == '-' ? '-'
                : 'A';
        var spans = _schemes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!spans.TryGetValue(form, out var scheme))
            spans[form] = scheme = new Scheme();

        Span<char> text = stackalloc char[reference.Length];
        Encoding.ASCII.GetChars(reference, text);
        // A reference repeats from row to row.
        if (suspected is null && scheme.Clean.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text))
            return;
        var ifMost = suspected is null ? IdentifierScan.FindInScheme(reference) : null;
        var alike =
            suspected is not null ? scheme.Suspected
            : ifMost is not null ? scheme.IfMost
            : scheme.Clean;
        if (alike.Count < RememberedReferences)
            alike.GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
        if (suspected is not null)
            scheme.Places.Add(new SuspectReference(suspected, cell, record, line));
        if (ifMost is not null && scheme.PlacesIfMost.Count < RememberedReferences)
            scheme.PlacesIfMost.Add(new SuspectReference(ifMost, cell, record, line));
    }

    /// <summary>The cells that chance does not explain, in the order of the file.</summary>
    public IReadOnlyList<SuspectReference> Suspects() =>
        [
            .. _schemes
                .Values.Where(scheme => scheme.Suspected.Count > scheme.Clean.Count + scheme.IfMost.Count)
                .SelectMany(scheme => scheme.Places)
                .Concat(
                    _schemes
                        .Values.Where(scheme =>
                            scheme.IfMost.Count >= FewestOfAScheme
                            && scheme.IfMost.Count > scheme.Clean.Count + scheme.Suspected.Count
                            && AreSpread(scheme.IfMost)
                        )
                        .SelectMany(scheme => scheme.PlacesIfMost)
                )
                .OrderBy(place => place.Line)
                .ThenBy(place => place.Cell),
        ];

    // Birthdays fall on many days; the years or thousands with which serial numbers begin are few.
    private static bool AreSpread(HashSet<string> references)
    {
        var days = references.Select(reference => string.Concat(reference.Where(char.IsAsciiDigit).Take(2))).Distinct().Count();
        return days >= Math.Max(2, Math.Min(references.Count, 16) / 2);
    }

    private sealed class Scheme
    {
        public HashSet<string> Clean { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Suspected { get; } = new(StringComparer.Ordinal);

        /// <summary>Those that break a rule only if most do.</summary>
        public HashSet<string> IfMost { get; } = new(StringComparer.Ordinal);

        public List<SuspectReference> Places { get; } = [];

        public List<SuspectReference> PlacesIfMost { get; } = [];
    }
}
