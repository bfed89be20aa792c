using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts.Rules;
using Portal.Api.Tombstones;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>The history gate's look for rows of erased cases, which must never come in again.</summary>
internal static class ErasedCheck
{
    /// <summary>Reports every such row of every file, even when there are other errors.</summary>
    /// <returns>True when there is one.</returns>
    public static bool Check(ReadExtract extract, ErasedCases erased, ProblemLog log)
    {
        if (erased.Count == 0)
            return false;
        // One keyed hash per reference, however many rows it has.
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        var found = Ask(extract.Cases, row => row.CaseRef);
        found |= Ask(extract.Risks, row => row.CaseRef);
        found |= Ask(extract.Scores, row => row.CaseRef);
        found |= Ask(extract.Contacts, row => row.CaseRef);
        found |= Ask(extract.Feedback, row => row.CaseRef);
        return found;

        bool Ask<TRow>(TypedRows<TRow>? rows, Func<TRow, string?> caseRef)
        {
            if (rows is null)
                return false;
            var any = false;
            var column = RowTesting.Mask(rows.File.Header.File, ["case_ref"]);
            for (var index = 0; index < rows.Rows.Count; index++)
            {
                if ((rows.Invalid[index] & column) != 0 || caseRef(rows.Rows[index]) is not { } reference || !IsErased(reference))
                    continue;
                RowTesting.Report(rows, index, new(CaseRules.Erased, "case_ref"), log);
                any = true;
            }
            return any;
        }

        bool IsErased(string reference) =>
            known.TryGetValue(reference, out var answer) ? answer : known[reference] = erased.Contains(reference);
    }
}
