using Portal.Api.Periods;

namespace Portal.Api.Extracts.Rules;

/// <summary>What a row is compared with: the quarter, the measures and the cases of the same extract.</summary>
/// <param name="Period">The quarter of the extract.</param>
/// <param name="Measures">Catalogue in force.</param>
/// <param name="Cases">By case reference; empty while cases.csv cannot be read.</param>
/// <param name="HasAllCases">Whether every row of cases.csv was read; only then can a case be said to be missing.</param>
/// <param name="AttendedContacts">ATTENDED rows of contacts.csv by case reference.</param>
public sealed record ExtractContext(
    Quarter Period,
    MeasureCatalogue Measures,
    IReadOnlyDictionary<string, CaseRow> Cases,
    bool HasAllCases,
    IReadOnlyDictionary<string, int> AttendedContacts
)
{
    private readonly Lazy<ILookup<string, string>> _bySight = new(() => Cases.Keys.ToLookup(References.Seen, StringComparer.Ordinal));

    /// <summary>A listed reference that looks like one that is not listed; <c>null</c> when there is none.</summary>
    public string? LookalikeOf(string reference) => _bySight.Value[References.Seen(reference)].FirstOrDefault();

    /// <summary>Whether anybody in the case was seen: an attended contact in either file.</summary>
    public bool Seen(CaseRow row) => row.ContactsAttended >= 1 || AttendedContacts.ContainsKey(row.CaseRef);
}
