using Portal.Api.Checking.WholeExtract;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>The cohort of record over the last four quarters: closed after two attended contacts (statistics of record, 0b).</summary>
internal static class ClosedCases
{
    private const int FewestContacts = 2;

    /// <summary>References of these cases: as this extract lists them, or else as the latest earlier quarter did.</summary>
    public static HashSet<string> Of(ReadExtract extract, Quarter period, EarlierFacts earlier)
    {
        var attended = extract
            .KnownContacts?.Where(row => row.Attendance == "ATTENDED")
            .CountBy(row => row.CaseRef)
            .ToDictionary(StringComparer.Ordinal);
        var before = earlier.Cases.ToDictionary(found => found.CaseRef, StringComparer.Ordinal);
        var now = extract
            .ListedCases!.DistinctBy(row => row.CaseRef)
            .Select(row => new Listed(
                row.CaseRef,
                row.Status == "CLOSED" && row.Decision == "ACCEPTED",
                row.ClosureMonth,
                attended is not null
                    ? attended.GetValueOrDefault(row.CaseRef)
                    : before.GetValueOrDefault(row.CaseRef)?.AttendedRows ?? row.ContactsAttended
            ))
            .ToList();
        var listed = now.Select(found => found.CaseRef).ToHashSet(StringComparer.Ordinal);
        now.AddRange(
            earlier
                .Cases.Where(found => !listed.Contains(found.CaseRef))
                .Select(found => new Listed(
                    found.CaseRef,
                    found.Status == "CLOSED" && found.Decision == "ACCEPTED",
                    found.ClosureMonth,
                    found.AttendedRows ?? found.ContactsAttended
                ))
        );

        // Contacts do not filter a service that sends none at all.
        var filtered = now.Exists(found => found.Attended is not null);
        var from = period.Plus(1 - EarlierFacts.QuartersLookedAt).FirstMonth;
        return now.Where(found =>
                found.Ended
                && found.ClosureMonth >= from
                && found.ClosureMonth < period.Before
                && (!filtered || found.Attended >= FewestContacts)
            )
            .Select(found => found.CaseRef)
            .ToHashSet(StringComparer.Ordinal);
    }

    private readonly record struct Listed(string CaseRef, bool Ended, Month? ClosureMonth, int? Attended);
}
