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
        var lost = LostReferences(extract);
        var context = Context(extract, request, lost);
        if (extract.Cases is { } cases)
        {
            RowTesting.AskKeys(
                cases,
                row => row.CaseRef,
                log,
                lost == 0
                    ? ""
                    : FormattableString.Invariant(
                        $" References that have rows in other files and are not listed: {lost}. One of them may belong in this row."
                    )
            );
            RowTesting.Ask(cases, context, log);
            LookalikeReferences.Ask(cases, log);
            NothingInQuarter.Ask(cases, request.Period, log);
        }
        if (extract.Risks is { } risks)
        {
            RowTesting.AskKeys(risks, RecordRows.Key, log);
            RowTesting.Ask(risks, context, log);
            OnlyPresentRisks.Ask(risks, extract.ListedCases, log);
        }
        if (extract.Scores is { } scores)
        {
            RowTesting.AskKeys(scores, RecordRows.Key, log);
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

    // A reference that was copied over another leaves rows without a case: ask about the copy, not about what follows from it.
    private static int LostReferences(ReadExtract extract)
    {
        if (extract.Cases is not { HasEveryKey: true } cases)
            return 0;
        var listed = cases.Rows.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        var surplus = cases.Rows.Count - listed.Count;
        if (surplus == 0)
            return 0;
        var missing = Enumerable
            .Empty<string?>()
            .Concat((extract.Risks?.Rows ?? []).Select(row => row.CaseRef))
            .Concat((extract.Scores?.Rows ?? []).Select(row => row.CaseRef))
            .Concat((extract.Contacts?.Rows ?? []).Select(row => row.CaseRef))
            .Concat((extract.Feedback?.Rows ?? []).Select(row => row.CaseRef))
            .Where(found => !string.IsNullOrEmpty(found) && !listed.Contains(found))
            .Distinct()
            .Count();
        return missing <= surplus ? missing : 0;
    }

    /// <param name="lost">References that stand for rows of cases.csv with the reference of another.</param>
    private static ExtractContext Context(ReadExtract extract, CheckRequest request, int lost)
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
            lost == 0 && (extract.Cases?.Whole ?? extract.Carried.Has(FileKind.Cases)),
            attended
        );
    }
}
