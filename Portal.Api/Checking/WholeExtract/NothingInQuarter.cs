using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Asks <see cref="CaseRules.NothingInQuarter"/> of all rows of cases.csv together.</summary>
internal static class NothingInQuarter
{
    public static void Ask(TypedRows<CaseRow> cases, Quarter period, ProblemLog log)
    {
        var allBefore =
            cases.Rows.Count > 0
            && cases.Whole
            && cases.Invalid.All(invalid => invalid == 0)
            && cases.Rows.All(row => row.Status == "CLOSED" && row.ClosureMonth < period.FirstMonth);
        if (allBefore)
            log.Add(CaseRules.NothingInQuarter, FileKind.Cases);
    }
}
