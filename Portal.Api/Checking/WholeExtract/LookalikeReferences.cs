using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Asks <see cref="CaseRules.ReferenceLookalike"/> of the references of cases.csv.</summary>
internal static class LookalikeReferences
{
    private static readonly ulong Reference = RowTesting.Mask(ExtractFiles.Cases, ["case_ref"]);

    public static void Ask(TypedRows<CaseRow> cases, ProblemLog log)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < cases.Rows.Count; index++)
        {
            var reference = cases.Rows[index].CaseRef;
            // The same reference twice is another rule's question.
            if (
                (cases.Invalid[index] & Reference) == 0
                && !seen.TryAdd(References.Seen(reference), reference)
                && seen[References.Seen(reference)] != reference
            )
                RowTesting.Report(cases, index, new(CaseRules.ReferenceLookalike, "case_ref"), log);
        }
    }
}
