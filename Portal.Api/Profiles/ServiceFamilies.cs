using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The families of one service: exact counts of the referrals of a window.</summary>
/// <param name="Groups">Who they are; nothing is left out that nobody has.</param>
public sealed record FamilyFigures(string From, string Before, FamilyFlow Flow, IReadOnlyList<FamilyGroup> Groups)
{
    /// <summary>The group with a code; <c>null</c> when there is none.</summary>
    public FamilyGroup? Find(string? code) => Groups.FirstOrDefault(group => group.Code == code);
}

/// <summary>The way of the caller's own families through the service, and who they are.</summary>
/// <remarks>Source: docs/statistics.md, "Families".</remarks>
public static class ServiceFamilies
{
    // Questions with fewer families behind them leave the others out: NULL is no answer to them, "" is one that was not recorded.
    private const string Counts = $"""
        WITH {SeenCases.Known}, {ReferralRisks.Known}, c AS MATERIALIZED (
          SELECT k.referral_month, k.referral_source, k.baby_age_band, k.baby_ethnicity, k.caregiver1_age_band, k.caregiver1_ethnicity,
            k.caregiver2_relationship, k.caregiver2_age_band, k.father_involvement, k.household, k.deprivation_decile, k.social_care_start,
            k.social_care_end, k.baby_living_start, k.baby_living_end, k.decision, k.days_to_first_contact, k.status, k.closure_month,
            s.case_ref IS NOT NULL AS seen, s.case_ref IS NOT NULL AND k.status = 'CLOSED' AS ended,
            CASE WHEN r.present | r.absent <> 0 THEN bit_count(r.present::bit(64)) END AS risks
          FROM current_case k
          LEFT JOIN seen_case s ON s.case_ref = k.case_ref
          LEFT JOIN known_risk r ON r.case_ref = k.case_ref
          WHERE k.service_id = @ServiceId AND k.referral_month >= @From AND k.referral_month < @Before
        )
        SELECT 'DECISION' AS Question, decision AS Code, count(*)::int AS Count, NULL::float8 AS Median FROM c GROUP BY decision
        UNION ALL SELECT 'SEEN', status, count(*)::int, NULL FROM c WHERE seen GROUP BY status
        UNION ALL SELECT 'UNSEEN', status, count(*)::int, NULL FROM c WHERE decision = 'ACCEPTED' AND NOT seen GROUP BY status
        UNION ALL SELECT 'WAIT', 'DAYS', count(days_to_first_contact)::int,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY days_to_first_contact) FROM c WHERE seen
        UNION ALL SELECT 'WAIT', 'MONTHS', count(*)::int, percentile_cont(0.5) WITHIN GROUP (ORDER BY
          12 * (extract(year FROM closure_month) - extract(year FROM referral_month))
          + extract(month FROM closure_month) - extract(month FROM referral_month)) FROM c WHERE ended
        UNION ALL SELECT one.question, one.code, count(*)::int, NULL FROM c CROSS JOIN LATERAL (VALUES
          ('RISK_NUMBER', CASE WHEN risks >= 5 THEN '5+' ELSE coalesce(risks::text, '') END),
          ('BABY_AGE', baby_age_band),
          ('CAREGIVER1_AGE', caregiver1_age_band),
          ('CAREGIVER2_AGE', CASE WHEN caregiver2_relationship IS NOT NULL THEN coalesce(caregiver2_age_band, '') END),
          ('HOUSEHOLD', household),
          ('FATHER', father_involvement),
          ('BABY_ETHNICITY', baby_ethnicity),
          ('CAREGIVER1_ETHNICITY', coalesce(caregiver1_ethnicity, '')),
          ('REFERRAL_SOURCE', referral_source),
          ('SOCIAL_CARE', social_care_start),
          ('SOCIAL_CARE_START', CASE WHEN ended THEN CASE WHEN social_care_end <> 'U' THEN social_care_start ELSE '' END END),
          ('SOCIAL_CARE_END', CASE WHEN ended THEN CASE WHEN social_care_start <> 'U' THEN coalesce(social_care_end, '') ELSE '' END END),
          ('HOME', coalesce(baby_living_start, '')),
          ('HOME_START', CASE WHEN ended THEN CASE WHEN baby_living_end <> 'U' THEN coalesce(baby_living_start, '') ELSE '' END END),
          ('HOME_END', CASE WHEN ended THEN CASE WHEN baby_living_start <> 'U' THEN coalesce(baby_living_end, '') ELSE '' END END),
          ('DEPRIVATION', coalesce(deprivation_decile::text, ''))
        ) AS one(question, code) WHERE one.code IS NOT NULL GROUP BY 1, 2
        """;

    /// <summary>Those referred in a window.</summary>
    internal static async Task<FamilyFigures> ReadAsync(
        PortalTransaction transaction,
        int serviceId,
        Window window,
        CancellationToken cancellation
    )
    {
        var asked = new
        {
            ServiceId = serviceId,
            RiskCodes = ReferralRisks.Codes,
            window.From,
            window.Before,
        };
        var rows = (await transaction.Connection.QueryAsync<Row>(transaction.Command(Counts, asked, cancellation))).AsList();
        var counts = rows.ToDictionary(row => (row.Question, row.Code), row => row.Count);
        var medians = rows.Where(row => row.Question == "WAIT").ToDictionary(row => row.Code, row => MedianWait.Of(row.Median, row.Count));
        return new FamilyFigures(window.From.ToString(), window.Before.ToString(), Flow(counts, medians), FamilyQuestions.Answered(counts));
    }

    private static FamilyFlow Flow(Dictionary<(string Question, string Code), int> counts, Dictionary<string, MedianWait> medians)
    {
        int Number(string question, string code) => counts.GetValueOrDefault((question, code));
        int All(string question) => counts.Where(count => count.Key.Question == question).Sum(count => count.Value);
        return new FamilyFlow(
            All("DECISION"),
            Number("DECISION", "ACCEPTED"),
            Number("DECISION", "SIGNPOSTED"),
            Number("DECISION", "DECLINED"),
            Number("DECISION", "PENDING"),
            All("SEEN"),
            All("UNSEEN") - Number("UNSEEN", "CLOSED"),
            Number("UNSEEN", "CLOSED"),
            Number("SEEN", "CLOSED"),
            medians["DAYS"],
            medians["MONTHS"]
        );
    }

    private sealed record Row(string Question, string Code, int Count, double? Median);
}
