using Portal.Api.Periods;

namespace Portal.Api.Extracts.Rules;

/// <summary>What a row is weighed against: the quarter, the measures and the cases of the same extract.</summary>
/// <param name="Period">The quarter of the extract.</param>
/// <param name="Measures">Catalogue in force.</param>
/// <param name="Cases">By case reference; empty while cases.csv cannot be read.</param>
/// <param name="AttendedContacts">ATTENDED rows of contacts.csv by case reference.</param>
public sealed record ExtractContext(
    Quarter Period,
    MeasureCatalogue Measures,
    IReadOnlyDictionary<string, CaseRow> Cases,
    IReadOnlyDictionary<string, int> AttendedContacts
)
{
    /// <summary>Whether anybody of the case was seen: an attended contact in either file.</summary>
    public bool Seen(CaseRow row) => row.ContactsAttended >= 1 || AttendedContacts.ContainsKey(row.CaseRef);
}

/// <summary>One way in which a row can break a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Column">Where the problem is shown.</param>
/// <param name="Reads">Columns that must hold valid cells for the question to make sense, beside <paramref name="Column"/>.</param>
/// <param name="Holds">True when the row keeps the rule.</param>
/// <param name="Shown">The value to show, of a coded, numeric or month column only.</param>
public sealed record RowTest<TRow>(
    Rule Rule,
    string Column,
    IReadOnlyList<string> Reads,
    Func<TRow, ExtractContext, bool> Holds,
    Func<TRow, string?>? Shown = null
);
