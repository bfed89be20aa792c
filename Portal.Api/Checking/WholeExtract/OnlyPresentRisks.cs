using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Asks <see cref="CrossFileRules.OnlyPresent"/> of all rows of risks.csv and cases.csv together.</summary>
internal static class OnlyPresentRisks
{
    public static void Ask(TypedRows<RiskRow> risks, IReadOnlyList<CaseRow>? cases, ProblemLog log)
    {
        if (
            cases is not null
            && risks.Rows.Count > 0
            && risks.Rows.All(row => row.Present is "Y" or "U")
            && cases.All(row => row.RisksAssessed is null)
        )
            log.Add(CrossFileRules.OnlyPresent, FileKind.Risks);
    }
}
