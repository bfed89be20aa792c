using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>The third gate: keys, columns compared with each other, files compared with each other.</summary>
internal static class ExtractGate
{
    public static void Check(ReadExtract extract, CheckRequest request, ProblemLog log)
    {
        var context = Context(extract, request);
        if (extract.Cases is { } cases)
        {
            RowTesting.AskKeys(cases, row => row.CaseRef, log);
            RowTesting.Ask(cases, CaseTests.All, context, log);
            AskQuarter(cases, request.Period, log);
        }
        if (extract.Risks is { } risks)
        {
            RowTesting.AskKeys(risks, row => (row.CaseRef, row.RiskCode, row.Stage), log);
            RiskTests.Ask(risks, extract.Cases, context, log);
        }
        if (extract.Scores is { } scores)
        {
            RowTesting.AskKeys(
                scores,
                row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal),
                log
            );
            RowTesting.Ask(scores, ScoreTests.All, context, log);
            ScoreOrder.Ask(scores, log);
        }
        if (extract.Contacts is { } contacts)
            RowTesting.AskKeys(contacts, row => (row.CaseRef, row.Contact), log);
        if (extract.Feedback is { } feedback)
        {
            RowTesting.AskKeys(feedback, row => (row.FormRef, row.Item), log);
            RowTesting.Ask(feedback, FeedbackTests.All, context, log);
        }
        if (extract.Activity is { } activity)
            RowTesting.AskKeys(activity, row => (row.Activity, row.Audience), log);
        Orphans.Ask(extract, context, log);
    }

    private static ExtractContext Context(ReadExtract extract, CheckRequest request)
    {
        var cases = new Dictionary<string, CaseRow>(StringComparer.Ordinal);
        foreach (var row in extract.Cases?.Rows ?? [])
            cases.TryAdd(row.CaseRef, row);
        var attended = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var contact in extract.Contacts?.Rows ?? [])
        {
            if (contact.Attendance == "ATTENDED")
                attended[contact.CaseRef] = attended.GetValueOrDefault(contact.CaseRef) + 1;
        }
        return new ExtractContext(request.Period, request.Measures, cases, attended);
    }

    private static void AskQuarter(TypedRows<CaseRow> cases, Quarter period, ProblemLog log)
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
