using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>
/// One unit of work with a family: its accepted cases that overlap in time. Without <c>family_ref</c> a case is its own unit.
/// </summary>
/// <param name="Cases">In the order of referral, then of reference; never empty.</param>
/// <param name="Closed">The month in which the last of them closed; <c>null</c> while one is open.</param>
internal sealed record FamilyUnit(IReadOnlyList<CaseRow> Cases, Month? Closed);

/// <summary>The units of an extract, as the current records have them (design of record: "Families, not rows").</summary>
internal static class FamilyUnits
{
    /// <summary>Every unit of accepted cases, in no order.</summary>
    public static IEnumerable<FamilyUnit> Of(IEnumerable<CaseRow> cases) =>
        cases
            .Where(row => row.Decision == "ACCEPTED")
            .GroupBy(row => string.IsNullOrEmpty(row.FamilyRef) ? (row.CaseRef, "") : ("", row.FamilyRef))
            .SelectMany(OfFamily);

    // Months that touch overlap: days are not known. What the unit closed by is carried along: a file may hold 100,000 cases of one family.
    private static IEnumerable<FamilyUnit> OfFamily(IEnumerable<CaseRow> ofFamily)
    {
        var unit = new List<CaseRow>();
        Month? closed = null;
        foreach (var row in ofFamily.OrderBy(row => row.ReferralMonth).ThenBy(row => row.CaseRef, StringComparer.Ordinal))
        {
            if (unit.Count > 0 && row.ReferralMonth > closed)
            {
                yield return new FamilyUnit(unit, closed);
                unit = [];
            }

            closed = unit.Count == 0 ? ClosedBy(row) : Later(closed, ClosedBy(row));
            unit.Add(row);
        }

        yield return new FamilyUnit(unit, closed);
    }

    private static Month? ClosedBy(CaseRow row) => row.Status == "CLOSED" ? row.ClosureMonth : null;

    // A unit with an open case is open.
    private static Month? Later(Month? one, Month? other) =>
        one is null || other is null ? null
        : one > other ? one
        : other;
}
