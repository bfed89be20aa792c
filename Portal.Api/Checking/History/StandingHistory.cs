using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>
/// Finds what was sent before and would go: cases, rows and known values. Each file is compared with what stands of it for the quarter, or
/// else with the quarter before, since an extract says everything known so far.
/// </summary>
/// <param name="extract">An extract of which every case is known.</param>
/// <param name="standing">The rows that stand for the quarter and count; <c>null</c> when none do.</param>
/// <param name="previous">Those of the quarter before.</param>
internal sealed class StandingHistory(ReadExtract extract, ExtractRows? standing, ExtractRows? previous, ProblemLog log)
{
    // They go when something else changes: the case is open again, accepted after all, or scored after all.
    private static readonly HashSet<string> Following = ["closure_month", "closure_reason", "not_accepted_reason", "not_done_reason"];

    private static readonly HashSet<string> AtClosure = ["social_care_end", "baby_living_end"];

    private readonly HashSet<string> _listed = extract.ListedCases!.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);

    /// <param name="asked">Cases that are missed already, since they were open in the quarter before.</param>
    public void Ask(IReadOnlySet<string> asked)
    {
        var gone = standing?.Cases.Count(row => !_listed.Contains(row.CaseRef) && !asked.Contains(row.CaseRef)) ?? 0;
        for (var row = 0; row < gone; row++)
            log.Add(HistoryRules.CaseVanished, FileKind.Cases, FormattableString.Invariant($"Standing for this quarter: {gone}."));
        AskValues(FileKind.Cases, standing?.Cases ?? previous?.Cases, extract.Cases, row => row.CaseRef);

        var risks = standing?.Risks ?? previous?.Risks;
        AskRows(FileKind.Risks, risks, extract.Risks, row => (row.CaseRef, row.RiskCode, row.Stage), row => row.CaseRef);
        AskValues(FileKind.Risks, risks, extract.Risks, row => (row.CaseRef, row.RiskCode, row.Stage));

        // A score whose week was corrected is still the same score.
        var scores = standing?.Scores ?? previous?.Scores;
        AskRows(
            FileKind.Scores,
            scores,
            extract.Scores,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Goal),
            row => row.CaseRef
        );
        AskValues(
            FileKind.Scores,
            scores,
            extract.Scores,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal)
        );

        var contacts = standing?.Contacts ?? previous?.Contacts;
        AskRows(FileKind.Contacts, contacts, extract.Contacts, row => (row.CaseRef, row.Contact), row => row.CaseRef);
        AskValues(FileKind.Contacts, contacts, extract.Contacts, row => (row.CaseRef, row.Contact));
        // Forms and indirect work are of the quarter alone.
        AskRows(FileKind.Feedback, standing?.Feedback, extract.Feedback, row => (row.FormRef, row.Item), _ => null);
        AskRows(FileKind.Activity, standing?.Activity, extract.Activity, row => (row.Activity, row.Audience), _ => null);
        AskValues(FileKind.Activity, standing?.Activity, extract.Activity, row => (row.Activity, row.Audience));
    }

    private void AskRows<TRow, TKey>(
        FileKind kind,
        IReadOnlyList<TRow>? before,
        TypedRows<TRow>? sent,
        Func<TRow, TKey> key,
        Func<TRow, string?> caseRef
    )
        where TKey : notnull
    {
        if (before is null)
            return;
        var gone = sent switch
        {
            { HasEveryKey: true } => Missing(before.Where(row => caseRef(row) is not { } found || _listed.Contains(found)), sent.Rows, key),
            null when extract.Carried.Has(kind) => [.. before.Where(row => caseRef(row) is { } found && !_listed.Contains(found))],
            _ => [],
        };
        var cases = gone.Select(caseRef).OfType<string>().Distinct().Count();
        var advice = cases == 0 ? null : FormattableString.Invariant($"Cases concerned: {cases}.");
        for (var row = 0; row < gone.Count; row++)
            log.Add(HistoryRules.RowsGone, kind, advice);
    }

    // A key may occur several times, as often as the score was taken.
    private static List<TRow> Missing<TRow, TKey>(IEnumerable<TRow> before, IEnumerable<TRow> sent, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var left = sent.CountBy(key).ToDictionary();
        var missing = new List<TRow>();
        foreach (var row in before)
        {
            if (left.TryGetValue(key(row), out var count) && count > 0)
                left[key(row)] = count - 1;
            else
                missing.Add(row);
        }
        return missing;
    }

    private void AskValues<TRow, TKey>(FileKind kind, IReadOnlyList<TRow>? before, TypedRows<TRow>? sent, Func<TRow, TKey> key)
        where TKey : notnull
    {
        if (before is null || sent is not { HasEveryKey: true })
            return;
        var file = ExtractFiles.Of(kind);
        var columns = file
            .Columns.Where(column => column.Name != "service_code" && !file.Key.Contains(column.Name) && !Following.Contains(column.Name))
            .Select(column => (Column: column, Read: KnownCells.Reader<TRow>(column), Bit: RowTesting.Mask(file, [column.Name])))
            .ToList();
        var then = before.DistinctBy(key).ToDictionary(key);
        for (var index = 0; index < sent.Rows.Count; index++)
        {
            var row = sent.Rows[index];
            if (!then.TryGetValue(key(row), out var known))
                continue;
            foreach (var (column, read, bit) in columns)
            {
                if (
                    (sent.Invalid[index] & bit) == 0
                    && !KnownCells.IsKnown(column, read(row))
                    && KnownCells.IsKnown(column, read(known))
                    && !(AtClosure.Contains(column.Name) && row is CaseRow { Status: not "CLOSED" })
                )
                    RowTesting.Report(sent, index, new(HistoryRules.ValueLost, column.Name), log);
            }
        }
    }
}
