using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>
/// Finds an extract that was made for another quarter: its files are those of one that stands, each row is as the quarter before has it,
/// or none of its months falls in the quarter.
/// </summary>
internal static class SameAsOtherQuarter
{
    /// <summary>Cases below which a quarter without any referral or closure is nothing unusual.</summary>
    public const int FewestCases = 5;

    // Forms and indirect work may be alike from quarter to quarter.
    private static readonly FileKind[] ByCase = [FileKind.Cases, FileKind.Risks, FileKind.Scores, FileKind.Contacts];

    public static void Ask(ReadExtract extract, CheckRequest request, EarlierFacts earlier, ProblemLog log)
    {
        if (extract.Cases is not { HasEveryKey: true, Rows.Count: > 0 } cases)
            return;
        var before = request.Period.Plus(-1);
        if (SameBytes(extract, earlier) is { } same)
            log.Add(HistoryRules.SameAsOtherQuarter, FileKind.Cases, $"The files are those of {same.Words}.");
        else if (IsAsBefore(extract, cases, before, earlier))
            log.Add(HistoryRules.SameAsOtherQuarter, FileKind.Cases, $"Every row is as {before.Words} has it.");
        else if (NoMonthWithin(cases, request.Period, earlier) && !log.Has(CaseRules.NothingInQuarter))
            log.Add(
                HistoryRules.SameAsOtherQuarter,
                FileKind.Cases,
                $"No referral_month and no closure_month is in {request.Period.Words}."
            );
    }

    private static Quarter? SameBytes(ReadExtract extract, EarlierFacts earlier)
    {
        var sent = ByCase
            .Select(kind => (Kind: kind, File: extract.FileOf(kind)))
            .Where(one => one.File is not null)
            .Select(one => (one.Kind, one.File!.Source.Sha256))
            .ToList();
        return earlier
            .Others.Where(other => sent.TrueForAll(one => other.Sha256.GetValueOrDefault(one.Kind) == one.Sha256))
            .Select(other => (Quarter?)other.Period)
            .FirstOrDefault();
    }

    private static bool IsAsBefore(ReadExtract extract, TypedRows<CaseRow> cases, Quarter before, EarlierFacts earlier)
    {
        var listed = earlier.Cases.Where(found => found.Period == before).Select(found => found.CaseRef).ToHashSet(StringComparer.Ordinal);
        return cases.Rows.Count == listed.Count
            && cases.Rows.TrueForAll(row => listed.Contains(row.CaseRef))
            && earlier.Record is { } record
            && AreKnown(cases, record.Cases, row => row with { Record = 0 })
            && AreKnown(extract.Risks, record.Risks, row => row with { Record = 0 })
            && AreKnown(extract.Scores, record.Scores, row => row with { Record = 0 })
            && AreKnown(extract.Contacts, record.Contacts, row => row with { Record = 0 });
    }

    private static bool AreKnown<TRow>(TypedRows<TRow>? sent, IReadOnlyList<TRow>? known, Func<TRow, TRow> cells)
        where TRow : notnull =>
        sent is null || (sent.Invalid.TrueForAll(invalid => invalid == 0) && RecordRows.Missing(sent.Rows, known ?? [], cells).Count == 0);

    // Only where the quarters before had referrals of their own.
    private static bool NoMonthWithin(TypedRows<CaseRow> cases, Quarter period, EarlierFacts earlier) =>
        cases.Rows.Count >= FewestCases
        && earlier.Quarters.Any(quarter => quarter.Referrals > 0)
        && cases.Invalid.TrueForAll(invalid => invalid == 0)
        && cases.Rows.TrueForAll(row =>
            !IsWithin(row.ReferralMonth, period) && !(row.ClosureMonth is { } closed && IsWithin(closed, period))
        );

    private static bool IsWithin(Month month, Quarter period) => month >= period.FirstMonth && month < period.Before;
}
