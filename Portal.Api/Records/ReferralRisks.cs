using Portal.Api.Extracts;

namespace Portal.Api.Records;

/// <summary>What is known of the risks of each case at referral.</summary>
internal static class ReferralRisks
{
    /// <summary>
    /// Three parts of a WITH clause. <c>known_risk</c> has one row per case whose risks were sent; its <c>present</c> and <c>absent</c>
    /// hold one bit per code of @RiskCodes, in that order. @ServiceId limits both to one service; NULL takes all that the role may see.
    /// </summary>
    // risks_assessed counts only in an extract that sent the risks: another quarter's answer proves nothing about that file. The latest of
    // those that rest on each other speaks.
    public const string Known = """
        listed_risk AS (
          SELECT service_id, case_ref, bit_or(mask) AS listed,
            coalesce(bit_or(mask) FILTER (WHERE present = 'Y'), 0) AS present,
            coalesce(bit_or(mask) FILTER (WHERE present = 'N'), 0) AS absent
          FROM (
            SELECT service_id, case_ref, present, 1::bigint << (array_position(@RiskCodes, risk_code) - 1) AS mask
            FROM referral_risk
            WHERE @ServiceId::int IS NULL OR service_id = @ServiceId
          ) AS one
          GROUP BY service_id, case_ref
        ), asked AS (
          SELECT s.service_id, s.case_ref, (array_agg(r.risks_assessed ORDER BY s.period DESC)
            FILTER (WHERE r.risks_assessed IS NOT NULL))[1] = 'Y' AS of_all
          FROM current_source s
          JOIN case_record r ON r.service_id = s.service_id AND r.submission_id = s.submission_id AND r.case_ref = s.case_ref
          WHERE s.kind = 'risks' AND (@ServiceId::int IS NULL OR s.service_id = @ServiceId)
          GROUP BY s.service_id, s.case_ref
        ), known_risk AS MATERIALIZED (
          SELECT s.service_id, s.case_ref, coalesce(l.present, 0) AS present,
            CASE WHEN s.of_all
                 -- Asked about and not listed: absent.
                 THEN coalesce(l.absent, 0) | (((1::bigint << cardinality(@RiskCodes)) - 1) & ~coalesce(l.listed, 0))
                 ELSE coalesce(l.absent, 0)
            END AS absent
          FROM asked s
          LEFT JOIN listed_risk l ON l.service_id = s.service_id AND l.case_ref = s.case_ref
        )
        """;

    /// <summary>The parameter @RiskCodes.</summary>
    public static readonly string[] Codes = [.. CareCodes.Risk.Codes.Select(code => code.Value)];
}
