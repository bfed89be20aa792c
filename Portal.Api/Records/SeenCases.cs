namespace Portal.Api.Records;

/// <summary>Which cases a service has seen.</summary>
internal static class SeenCases
{
    /// <summary>
    /// Three parts of a WITH clause. <c>seen_case</c> lists the accepted cases of @ServiceId with an attended contact.
    /// </summary>
    // Where neither contacts nor their number were ever sent for a case, the days to the first contact say that there was one.
    public const string Known = """
        contacted AS (
          SELECT case_ref, bool_or(attendance = 'ATTENDED') AS attended FROM current_contact WHERE service_id = @ServiceId GROUP BY case_ref
        ), has_contacts AS (
          SELECT DISTINCT case_ref FROM current_source WHERE service_id = @ServiceId AND kind = 'contacts'
        ), seen_case AS MATERIALIZED (
          SELECT k.case_ref FROM current_case k
          LEFT JOIN contacted t ON t.case_ref = k.case_ref
          LEFT JOIN has_contacts h ON h.case_ref = k.case_ref
          WHERE k.service_id = @ServiceId AND k.decision = 'ACCEPTED' AND CASE
            WHEN h.case_ref IS NOT NULL THEN coalesce(t.attended, false)
            WHEN k.contacts_attended IS NOT NULL THEN k.contacts_attended > 0
            ELSE k.days_to_first_contact IS NOT NULL END
        )
        """;
}
