using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.History;

/// <summary>Finds cases that vanished, and an unusual number of referrals.</summary>
internal static class CaseHistory
{
    /// <summary>Smallest share of the median that is usual. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const double LowestShare = 0.5;

    /// <summary>Largest multiple of the median that is usual. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const double HighestShare = 2;

    /// <summary>Referrals below which numbers vary too much to compare. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int FewestReferrals = 10;

    public static void Ask(TypedRows<CaseRow> cases, Quarter period, EarlierFacts earlier, ProblemLog log)
    {
        AskVanished(cases, period.Plus(-1), earlier, log);
        AskVolume(cases, period, earlier, log);
    }

    // Only the quarter just before counts: if a quarter was not sent, the case may have ended properly in it.
    private static void AskVanished(TypedRows<CaseRow> cases, Quarter before, EarlierFacts earlier, ProblemLog log)
    {
        var listed = cases.Rows.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        foreach (var _ in earlier.OpenIn(before).Where(caseRef => !listed.Contains(caseRef)))
            log.Add(HistoryRules.CaseVanished, FileKind.Cases, $"The quarter before is {before.Words}.");
    }

    private static void AskVolume(TypedRows<CaseRow> cases, Quarter period, EarlierFacts earlier, ProblemLog log)
    {
        var month = RowTesting.Mask(ExtractFiles.Cases, ["referral_month"]);
        if (earlier.Quarters.Count < EarlierFacts.QuartersLookedAt || cases.Invalid.Exists(invalid => (invalid & month) != 0))
            return;
        var referrals = cases.Rows.Count(row => row.ReferralMonth >= period.FirstMonth && row.ReferralMonth < period.Before);
        var usual = Median([.. earlier.Quarters.Select(quarter => quarter.Referrals)]);
        if (Math.Max(referrals, usual) >= FewestReferrals && (referrals < LowestShare * usual || referrals > HighestShare * usual))
            log.Add(
                HistoryRules.VolumeJump,
                FileKind.Cases,
                FormattableString.Invariant($"This quarter: {referrals}; median of the last four quarters: {usual}.")
            );
    }

    private static double Median(int[] counts)
    {
        Array.Sort(counts);
        return (counts[(counts.Length - 1) / 2] + counts[counts.Length / 2]) / 2.0;
    }
}
