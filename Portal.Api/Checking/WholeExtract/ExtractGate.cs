using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>The extract gate: keys, columns compared with each other, files compared with each other.</summary>
internal static class ExtractGate
{
    public static void Check(ReadExtract extract, CheckRequest request, ProblemLog log)
    {
        var context = Context(extract, request);
        if (extract.Cases is { } cases)
        {
            RowTesting.AskKeys(cases, row => row.CaseRef, log);
            RowTesting.Ask(cases, context, log);
            LookalikeReferences.Ask(cases, log);
            NothingInQuarter.Ask(cases, request.Period, log);
        }
        if (extract.Risks is { } risks)
        {
            RowTesting.AskKeys(risks, row => (row.CaseRef, row.RiskCode, row.Stage), log);
            RowTesting.Ask(risks, context, log);
            OnlyPresentRisks.Ask(risks, extract.ListedCases, log);
        }
        if (extract.Scores is { } scores)
        {
            RowTesting.AskKeys(
                scores,
                row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal),
                log
            );
            RowTesting.Ask(scores, context, log);
            EndBeforeBaseline.Ask(scores, extract.ScoresBefore, log);
            NotCompared.Ask(scores, extract.ScoresBefore, request.Measures, log);
        }
        if (extract.Contacts is { } contacts)
        {
            RowTesting.AskKeys(contacts, row => (row.CaseRef, row.Contact), log);
            RowTesting.Ask(contacts, context, log);
        }
        if (extract.Feedback is { } feedback)
        {
            RowTesting.AskKeys(feedback, row => (row.FormRef, row.Item), log);
            RowTesting.Ask(feedback, context, log);
        }
        if (extract.Activity is { } activity)
        {
            RowTesting.AskKeys(activity, row => (row.Activity, row.Audience), log);
            RowTesting.Ask(activity, context, log);
        }
    }

    private static ExtractContext Context(ReadExtract extract, CheckRequest request)
    {
        var cases = new Dictionary<string, CaseRow>(StringComparer.Ordinal);
        foreach (var row in extract.ListedCases ?? [])
            cases.TryAdd(row.CaseRef, row);
        var attended = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var contact in extract.KnownContacts ?? [])
        {
            if (contact.Attendance == "ATTENDED")
                attended[contact.CaseRef] = attended.GetValueOrDefault(contact.CaseRef) + 1;
        }
        return new ExtractContext(
            request.Period,
            request.Measures,
            cases,
            extract.Cases?.Whole ?? extract.Carried.Has(FileKind.Cases),
            attended
        );
    }
}
