namespace Portal.Api.Records;

/// <summary>Families by the age of their baby. A unit of work with a family goes by its first case, as in a release.</summary>
internal static class UnitsOfAge
{
    /// <summary>
    /// A part of WITH: <c>counted</c> has the units of @Cohort that closed in the window with a baby of one of @Ages at referral.
    /// </summary>
    public const string Counted = """
        counted AS MATERIALIZED (
          SELECT u.service_id, u.unit_ref, u.closure_month, u.contacts_known
          FROM unit_cohort u JOIN current_case f ON f.service_id = u.service_id AND f.case_ref = u.unit_ref
          WHERE u.cohort = @Cohort AND u.closure_month >= @From AND u.closure_month < @Before AND f.baby_age_band = ANY (@Ages)
        )
        """;
}
