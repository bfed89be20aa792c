using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Warnings about risks.csv, which need cases.csv.</summary>
internal static class RiskTests
{
    private static readonly RowTest<RiskRow> Contradiction = new(
        CrossFileRules.Contradiction,
        "present",
        ["risk_code", "case_ref"],
        (row, context) =>
            row is not { RiskCode: "PREMATURITY", Present: "N" }
            || context.Cases.GetValueOrDefault(row.CaseRef)?.PretermOrNeonatal is not ("PRETERM" or "BOTH"),
        row => row.Present
    );

    public static void Ask(TypedRows<RiskRow> risks, TypedRows<CaseRow>? cases, ExtractContext context, ProblemLog log)
    {
        RowTesting.Ask(risks, [Contradiction], context, log);
        if (
            cases is not null
            && risks.Rows.Count > 0
            && risks.Rows.All(row => row.Present is "Y" or "U")
            && cases.Rows.All(row => row.RisksAssessed is null)
        )
            log.Add(CrossFileRules.OnlyPresent, FileKind.Risks);
    }
}
