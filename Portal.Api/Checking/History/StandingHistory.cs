using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>
/// Finds what was sent before and would go: cases, rows and known values. Each file is compared with what stands of it for the quarter, or
/// else with what the quarters before hold, since an extract says everything known so far; a file that holds only what is new is taken
/// together with what it rests on.
/// </summary>
/// <param name="extract">An extract of which every case is known.</param>
/// <param name="quarter">What stands of the quarter; <c>null</c> when nothing does.</param>
/// <param name="record">What the quarters before hold of the same cases.</param>
internal sealed class StandingHistory(ReadExtract extract, StandingQuarter? quarter, SentRows? record, ProblemLog log)
{
    // They go when something else changes: the case is open again, accepted after all, or scored after all.
    private static readonly HashSet<string> Following = ["closure_month", "closure_reason", "not_accepted_reason", "not_done_reason"];

    private static readonly HashSet<string> AtClosure = ["social_care_end", "baby_living_end"];

    private readonly HashSet<string> _listed = extract.ListedCases!.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);

    /// <param name="asked">Cases that are missed already, since they were open in the quarter before.</param>
    public void Ask(IReadOnlySet<string> asked)
    {
        var standing = quarter?.RecordOn(record);
        var gone = standing?.Cases.Count(row => !_listed.Contains(row.CaseRef) && !asked.Contains(row.CaseRef)) ?? 0;
        for (var row = 0; row < gone; row++)
            log.Add(HistoryRules.CaseVanished, FileKind.Cases, FormattableString.Invariant($"Standing for this quarter: {gone}."));
        AskValues(FileKind.Cases, standing?.Cases ?? record?.Cases, extract.Cases, row => row.CaseRef);

        var risks = standing?.Risks ?? record?.Risks;
        AskRows(
            FileKind.Risks,
            risks,
            extract.Risks,
            Rests(FileKind.Risks) ? RecordRows.Risks(record?.Risks, extract.RisksThere) : extract.RisksThere,
            row => (row.CaseRef, row.RiskCode, row.Stage),
            row => row.CaseRef
        );
        AskValues(FileKind.Risks, risks, extract.Risks, row => (row.CaseRef, row.RiskCode, row.Stage));

        // A score whose week was corrected is still the same score.
        var scores = standing?.Scores ?? record?.Scores;
        AskRows(
            FileKind.Scores,
            scores,
            extract.Scores,
            Rests(FileKind.Scores) ? RecordRows.Scores(record?.Scores, extract.ScoresThere) : extract.ScoresThere,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Goal),
            row => row.CaseRef
        );
        AskValues(
            FileKind.Scores,
            scores,
            extract.Scores,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal)
        );

        var contacts = standing?.Contacts ?? record?.Contacts;
        var rests = Rests(FileKind.Contacts);
        var renumbered = contacts is not null && !rests && extract.Contacts is { } file && NumbersBeganAgain(contacts, file.Rows);
        // A contact whose week was corrected is still the same, unless the numbers mean others now.
        AskRows(
            FileKind.Contacts,
            contacts,
            extract.Contacts,
            extract.KnownContacts,
            row => (row.CaseRef, row.Contact, renumbered ? row.Week : 0),
            row => row.CaseRef
        );
        AskValues(
            FileKind.Contacts,
            rests ? quarter?.Rows.Contacts : contacts,
            extract.Contacts,
            row => (row.CaseRef, row.Contact, rests || renumbered ? row.Week : 0)
        );
        // Forms and indirect work are of the quarter alone.
        AskRows(FileKind.Feedback, standing?.Feedback, extract.Feedback, extract.Feedback?.Rows, row => (row.FormRef, row.Item), _ => null);
        AskRows(
            FileKind.Activity,
            standing?.Activity,
            extract.Activity,
            extract.Activity?.Rows,
            row => (row.Activity, row.Audience),
            _ => null
        );
        AskValues(FileKind.Activity, standing?.Activity, extract.Activity, row => (row.Activity, row.Audience));
    }

    /// <summary>Whether most contacts known before are not among those sent by number and week: the numbers began again.</summary>
    private bool NumbersBeganAgain(IReadOnlyList<ContactRow> before, IReadOnlyList<ContactRow> sent)
    {
        var known = before.Where(row => _listed.Contains(row.CaseRef)).ToList();
        return 2 * RecordRows.Missing(known, sent, row => (row.CaseRef, row.Contact, row.Week)).Count > known.Count;
    }

    private bool Rests(FileKind kind) => extract.QuarterOnly.Contains(kind);

    private void AskRows<TRow, TKey>(
        FileKind kind,
        IReadOnlyList<TRow>? before,
        TypedRows<TRow>? sent,
        IReadOnlyList<TRow>? after,
        Func<TRow, TKey> key,
        Func<TRow, string?> caseRef
    )
        where TKey : notnull
    {
        if (before is null)
            return;
        var gone = sent switch
        {
            { HasEveryKey: true } => RecordRows.Missing(
                before.Where(row => caseRef(row) is not { } found || _listed.Contains(found)),
                after!,
                key
            ),
            // Carried with another answer than it came with, it may rest on less than before.
            null when extract.Carried.Has(kind) =>
            [
                .. before.Where(row => caseRef(row) is { } found && !_listed.Contains(found)),
                .. after is null
                    ? []
                    : RecordRows.Missing(before.Where(row => caseRef(row) is { } found && _listed.Contains(found)), after, key),
            ],
            _ => [],
        };
        var cases = gone.Select(caseRef).OfType<string>().Distinct().Count();
        var advice = cases == 0 ? null : FormattableString.Invariant($"Cases concerned: {cases}.");
        for (var row = 0; row < gone.Count; row++)
            log.Add(HistoryRules.RowsGone, kind, advice);
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
