using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>Finds corrections that will not count: a later quarter lists the case in the same file, and that is what counts.</summary>
internal sealed class SupersededHistory(ReadExtract extract, StandingQuarter standing, ProblemLog log)
{
    public void Ask()
    {
        var before = standing.Rows;
        Ask(FileKind.Cases, before.Cases, extract.Cases, row => row.CaseRef, row => row.CaseRef);
        Ask(FileKind.Risks, before.Risks, extract.Risks, row => (row.CaseRef, row.RiskCode, row.Stage), row => row.CaseRef);
        Ask(
            FileKind.Scores,
            before.Scores,
            extract.Scores,
            row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal),
            row => row.CaseRef
        );
        Ask(FileKind.Contacts, before.Contacts, extract.Contacts, row => (row.CaseRef, row.Contact), row => row.CaseRef);
    }

    private void Ask<TRow, TKey>(
        FileKind kind,
        IReadOnlyList<TRow>? before,
        TypedRows<TRow>? sent,
        Func<TRow, TKey> key,
        Func<TRow, string> caseRef
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
            if (!standing.Later.TryGetValue((kind, caseRef(row)), out var later))
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
