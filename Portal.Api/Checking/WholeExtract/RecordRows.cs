using Portal.Api.Extracts;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Rows of a file that holds only what is new, together with those known before (design of record: the data contract).</summary>
internal static class RecordRows
{
    /// <summary>The record with files that rest on it: where a key is in both, the file's row counts.</summary>
    /// <param name="kinds">The files that hold only what is new; the others are the record by themselves.</param>
    public static ExtractRows Resting(ExtractRows rows, SentRows? record, IReadOnlySet<FileKind> kinds)
    {
        if (record is null || kinds.Count == 0)
            return rows;
        var known = record.OfListed(rows.Cases);
        return rows with
        {
            Risks = kinds.Contains(FileKind.Risks) ? Risks(known.Risks, rows.Risks) : rows.Risks,
            Scores = kinds.Contains(FileKind.Scores) ? Scores(known.Scores, rows.Scores) : rows.Scores,
            Contacts = kinds.Contains(FileKind.Contacts) ? Contacts(known.Contacts, rows.Contacts) : rows.Contacts,
        };
    }

    public static IReadOnlyList<RiskRow>? Risks(IReadOnlyList<RiskRow>? known, IReadOnlyList<RiskRow>? sent) =>
        LaterCounts(known, sent, Key);

    public static IReadOnlyList<ScoreRow>? Scores(IReadOnlyList<ScoreRow>? known, IReadOnlyList<ScoreRow>? sent) =>
        LaterCounts(known, sent, Key);

    public static IReadOnlyList<ContactRow>? Contacts(IReadOnlyList<ContactRow>? known, IReadOnlyList<ContactRow>? sent) =>
        LaterCounts(known, sent, Key);

    /// <summary>What makes a row the same in two quarters.</summary>
    public static (string CaseRef, string Risk, string Stage) Key(RiskRow row) => (row.CaseRef, row.RiskCode, row.Stage);

    /// <inheritdoc cref="Key(RiskRow)"/>
    public static (string CaseRef, string Measure, string Subscale, string Timepoint, string Respondent, int Week, int Goal) Key(
        ScoreRow row
    ) => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal ?? 0);

    /// <inheritdoc cref="Key(RiskRow)"/>
    /// <remarks>Numbers may begin again each quarter; of the same number and week it is the same contact, sent twice.</remarks>
    public static (string CaseRef, int Contact, int Week) Key(ContactRow row) => (row.CaseRef, row.Contact, row.Week);

    /// <summary>Rows that are there no longer. A key may occur several times, as often as the score was taken.</summary>
    public static List<TRow> Missing<TRow, TKey>(IEnumerable<TRow> before, IEnumerable<TRow> after, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var left = after.CountBy(key).ToDictionary();
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

    private static IReadOnlyList<TRow>? LaterCounts<TRow, TKey>(IReadOnlyList<TRow>? known, IReadOnlyList<TRow>? sent, Func<TRow, TKey> key)
    {
        if (known is null || sent is null)
            return sent;
        var keys = sent.Select(key).ToHashSet();
        return [.. known.Where(row => !keys.Contains(key(row))), .. sent];
    }
}
