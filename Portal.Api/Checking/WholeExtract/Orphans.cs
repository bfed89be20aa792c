using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Rows whose case is not in cases.csv.</summary>
internal static class Orphans
{
    /// <summary>
    /// Does nothing unless cases.csv was read with all its rows; otherwise its own problems would appear again in every other file.
    /// </summary>
    public static void Ask(ReadExtract extract, ExtractContext context, ProblemLog log)
    {
        if (extract.Cases is not { Whole: true })
            return;
        if (extract.Risks is { } risks)
            RowTesting.Ask(risks, Tests<Extracts.RiskRow>(row => row.CaseRef), context, log);
        if (extract.Scores is { } scores)
            RowTesting.Ask(scores, Tests<Extracts.ScoreRow>(row => row.CaseRef), context, log);
        if (extract.Contacts is { } contacts)
            RowTesting.Ask(contacts, Tests<Extracts.ContactRow>(row => row.CaseRef), context, log);
        if (extract.Feedback is { } feedback)
            RowTesting.Ask(feedback, Tests<Extracts.FeedbackRow>(row => row.CaseRef), context, log);
    }

    private static RowTest<TRow>[] Tests<TRow>(Func<TRow, string?> caseRef) =>
        [
            new(
                CrossFileRules.Orphan,
                "case_ref",
                [],
                (row, context) => caseRef(row) is not { } reference || context.Cases.ContainsKey(reference)
            ),
        ];
}
