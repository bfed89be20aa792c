using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>
/// Finds corrections that will not count: a later quarter lists the case in the same file, or holds the same row in a file of what is new.
/// </summary>
internal sealed class SupersededHistory(ReadExtract extract, StandingQuarter standing, ProblemLog log)
{
    public void Ask()
    {
        var before = standing.Rows;
        var cases = Later<CaseRow, string>(FileKind.Cases, _ => null, row => row.CaseRef);
        Ask(FileKind.Cases, before.Cases, extract.Cases, row => row.CaseRef, row => cases(row.CaseRef, row));
        var risks = Later(FileKind.Risks, rows => rows.Risks, RecordRows.Key);
        Ask(FileKind.Risks, before.Risks, extract.Risks, RecordRows.Key, row => risks(row.CaseRef, row));
        var scores = Later(FileKind.Scores, rows => rows.Scores, RecordRows.Key);
        Ask(FileKind.Scores, before.Scores, extract.Scores, RecordRows.Key, row => scores(row.CaseRef, row));
        // Within a quarter the number alone is the key of a contact.
        var contacts = Later(FileKind.Contacts, rows => rows.Contacts, RecordRows.Key);
        Ask(FileKind.Contacts, before.Contacts, extract.Contacts, row => (row.CaseRef, row.Contact), row => contacts(row.CaseRef, row));
    }

    // The latest quarter in whose place nothing said here can stand.
    private Func<string, TRow, Quarter?> Later<TRow, TKey>(FileKind kind, Func<SentRows, IReadOnlyList<TRow>?> rows, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var held = new Dictionary<TKey, Quarter>();
        foreach (var (period, sent) in standing.OnTop)
        foreach (var row in rows(sent) ?? [])
            held[key(row)] = period;
        return (caseRef, row) =>
        {
            var whole = standing.Later.TryGetValue((kind, caseRef), out var all) ? all : (Quarter?)null;
            var part = held.TryGetValue(key(row), out var one) ? one : (Quarter?)null;
            return whole is null || part > whole ? part : whole;
        };
    }

    private void Ask<TRow, TKey>(
        FileKind kind,
        IReadOnlyList<TRow>? before,
        TypedRows<TRow>? sent,
        Func<TRow, TKey> key,
        Func<TRow, Quarter?> countsIn
    )
        where TKey : notnull
    {
        if (before is null || sent is not { HasEveryKey: true })
            return;
        var file = ExtractFiles.Of(kind);
        var columns = file
            .Columns.Where(column => column.Name != "service_code" && !file.Key.Contains(column.Name))
            .Select(column => (column.Name, Read: KnownCells.Reader<TRow>(column), Bit: RowTesting.Mask(file, [column.Name])))
            .ToList();
        var then = before.DistinctBy(key).ToDictionary(key);
        for (var index = 0; index < sent.Rows.Count; index++)
        {
            var row = sent.Rows[index];
            if (countsIn(row) is not { } later)
                continue;
            if (!then.TryGetValue(key(row), out var known))
                Report(sent, index, null, later);
            else
                foreach (var (name, read, bit) in columns)
                    if ((sent.Invalid[index] & bit) == 0 && read(row) != read(known))
                        Report(sent, index, name, later);
        }
    }

    private void Report<TRow>(TypedRows<TRow> sent, int index, string? column, Quarter later) =>
        RowTesting.Report(sent, index, new(HistoryRules.Superseded, column, Advice: $"The quarter that counts: {later}."), log);
}
