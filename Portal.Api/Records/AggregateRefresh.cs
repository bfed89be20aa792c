using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Records;

/// <summary>
/// Makes a service's counts and moments again from its current rows, inside the transaction that changed the rows. A service has a few
/// thousand rows: rebuilding everything costs less than tracking what changed, and cannot drift.
/// </summary>
public static class AggregateRefresh
{
    private const string Clear = """
        DELETE FROM profile_count WHERE service_id = @ServiceId;
        DELETE FROM cohort_count WHERE service_id = @ServiceId;
        DELETE FROM outcome_moment WHERE service_id = @ServiceId;
        """;

    // Every part needs the current cases, so they are worked out once.
    private const string Profile = $"""
        WITH c AS MATERIALIZED (
          SELECT service_id, case_ref, referral_month, referral_source, baby_age_band, baby_ethnicity, caregiver1_age_band,
            father_involvement, household, social_care_start
          FROM current_case WHERE service_id = @ServiceId
        ), {ReferralRisks.Known}, known AS MATERIALIZED (
          SELECT c.referral_month, c.case_ref, risk.code AS risk_code, (k.present >> (risk.place - 1)::int) & 1 = 1 AS is_present
          FROM c JOIN known_risk k ON k.case_ref = c.case_ref
          CROSS JOIN unnest(@RiskCodes) WITH ORDINALITY AS risk (code, place)
          WHERE ((k.present | k.absent) >> (risk.place - 1)::int) & 1 = 1
        )
        INSERT INTO profile_count (service_id, referral_month, dimension, code, cases)
        SELECT @ServiceId, referral_month, 'REFERRALS', '', count(*) FROM c GROUP BY referral_month
        UNION ALL
        SELECT @ServiceId, referral_month, 'REFERRAL_SOURCE', referral_source, count(*) FROM c GROUP BY referral_month, referral_source
        UNION ALL
        SELECT @ServiceId, referral_month, 'BABY_AGE_BAND', baby_age_band, count(*) FROM c GROUP BY referral_month, baby_age_band
        UNION ALL
        SELECT @ServiceId, referral_month, 'BABY_ETHNICITY', baby_ethnicity, count(*) FROM c GROUP BY referral_month, baby_ethnicity
        UNION ALL
        SELECT @ServiceId, referral_month, 'CAREGIVER_AGE_BAND', caregiver1_age_band, count(*) FROM c
        GROUP BY referral_month, caregiver1_age_band
        UNION ALL
        SELECT @ServiceId, referral_month, 'FATHER_INVOLVEMENT', father_involvement, count(*) FROM c
        GROUP BY referral_month, father_involvement
        UNION ALL
        SELECT @ServiceId, referral_month, 'HOUSEHOLD', household, count(*) FROM c GROUP BY referral_month, household
        UNION ALL
        SELECT @ServiceId, referral_month, 'SOCIAL_CARE', social_care_start, count(*) FROM c GROUP BY referral_month, social_care_start
        UNION ALL
        SELECT @ServiceId, referral_month, 'RISK_ASSESSED', risk_code, count(*) FROM known GROUP BY referral_month, risk_code
        UNION ALL
        SELECT @ServiceId, referral_month, 'RISK_PRESENT', risk_code, count(*) FROM known WHERE is_present
        GROUP BY referral_month, risk_code
        UNION ALL
        SELECT @ServiceId, referral_month, 'ANY_RISK_ASSESSED', '', count(DISTINCT case_ref) FROM known GROUP BY referral_month
        """;

    private const string Cohorts = """
        INSERT INTO cohort_count (service_id, cohort, closure_month, eligible, contacts_known)
        SELECT service_id, cohort, closure_month, count(*), bool_and(contacts_known)
        FROM unit_cohort WHERE service_id = @ServiceId
        GROUP BY service_id, cohort, closure_month
        """;

    private const string Moments = $"""
        WITH member AS MATERIALIZED (
          SELECT unit_ref, cohort, closure_month FROM unit_cohort WHERE service_id = @ServiceId
        ), selected AS (
          SELECT selection, unit_ref, measure, subscale, respondent, baseline_score, first_score, last_score
          FROM respondent_pair CROSS JOIN (VALUES ('RESPONDENT'), ('HEADLINE')) AS kinds (selection)
          WHERE service_id = @ServiceId AND (selection = 'RESPONDENT' OR is_headline)
        )
        INSERT INTO outcome_moment (service_id, cohort, selection, respondent, measure, subscale, closure_month,
          baseline, baseline_mean, baseline_m2, paired, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        SELECT @ServiceId, m.cohort, s.selection, s.respondent, s.measure, s.subscale, m.closure_month,
          {MomentColumns.OfScores}
        FROM selected s JOIN member m ON m.unit_ref = s.unit_ref
        GROUP BY m.cohort, s.selection, s.respondent, s.measure, s.subscale, m.closure_month
        """;

    private const string Senders = "SELECT DISTINCT service_id FROM submission ORDER BY service_id";

    // One change at a time per service, because counts and moments are made from all its quarters.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.submission'), @ServiceId)";

    /// <summary>
    /// Waits for other transactions that change rows or aggregates of the service, then keeps them out until this one ends.
    /// </summary>
    public static Task LockAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, new { ServiceId = serviceId }, cancellation));

    /// <summary>Rebuilds the aggregates of every service that has submitted, one transaction each.</summary>
    public static async Task AllAsync(PortalDatabase database, CancellationToken cancellation)
    {
        List<int> services;
        await using (var network = await PortalTransaction.BeginAsync(database.Network, cancellation))
            services = (await network.Connection.QueryAsync<int>(network.Command(Senders, null, cancellation))).AsList();
        foreach (var service in services)
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                database.ForJob("REBUILD_AGGREGATES").Application,
                new Scope([service]),
                cancellation
            );
            await LockAsync(transaction, service, cancellation);
            await RunAsync(transaction, service, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    /// <summary>Rebuilds the aggregates of one service inside a transaction that holds its lock.</summary>
    public static async Task RunAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation)
    {
        foreach (var sql in new[] { RowJoins.ByHash, Clear, Profile, Cohorts, Moments })
            await transaction.Connection.ExecuteAsync(
                transaction.Command(sql, new { ServiceId = serviceId, RiskCodes = ReferralRisks.Codes }, cancellation)
            );
    }
}
