using NpgsqlTypes;
using Portal.Api.Extracts;

namespace Portal.Api.Submissions.Storing;

/// <summary>The six row tables: which property fills which column.</summary>
public static class RowTables
{
    public static readonly RowTable<CaseRow> Cases = new(
        "case_record",
        [
            new("case_ref", NpgsqlDbType.Text, row => row.CaseRef),
            new("family_ref", NpgsqlDbType.Text, row => row.FamilyRef),
            new("referral_month", NpgsqlDbType.Date, row => row.ReferralMonth.FirstDay),
            new("referral_source", NpgsqlDbType.Text, row => row.ReferralSource),
            new("baby_age_band", NpgsqlDbType.Text, row => row.BabyAgeBand),
            new("baby_sex", NpgsqlDbType.Text, row => row.BabySex),
            new("baby_ethnicity", NpgsqlDbType.Text, row => row.BabyEthnicity),
            new("preterm_or_neonatal", NpgsqlDbType.Text, row => row.PretermOrNeonatal),
            new("multiple_birth", NpgsqlDbType.Text, row => row.MultipleBirth),
            new("caregiver1_relationship", NpgsqlDbType.Text, row => row.Caregiver1Relationship),
            new("caregiver1_age_band", NpgsqlDbType.Text, row => row.Caregiver1AgeBand),
            new("caregiver1_ethnicity", NpgsqlDbType.Text, row => row.Caregiver1Ethnicity),
            new("caregiver2_relationship", NpgsqlDbType.Text, row => row.Caregiver2Relationship),
            new("caregiver2_age_band", NpgsqlDbType.Text, row => row.Caregiver2AgeBand),
            new("father_involvement", NpgsqlDbType.Text, row => row.FatherInvolvement),
            new("risks_assessed", NpgsqlDbType.Text, row => row.RisksAssessed),
            new("household", NpgsqlDbType.Text, row => row.Household),
            new("deprivation_decile", NpgsqlDbType.Integer, row => row.DeprivationDecile),
            new("deprivation_nation", NpgsqlDbType.Text, row => row.DeprivationNation),
            new("interpreter_used", NpgsqlDbType.Text, row => row.InterpreterUsed),
            new("social_care_start", NpgsqlDbType.Text, row => row.SocialCareStart),
            new("social_care_end", NpgsqlDbType.Text, row => row.SocialCareEnd),
            new("baby_living_start", NpgsqlDbType.Text, row => row.BabyLivingStart),
            new("baby_living_end", NpgsqlDbType.Text, row => row.BabyLivingEnd),
            new("decision", NpgsqlDbType.Text, row => row.Decision),
            new("not_accepted_reason", NpgsqlDbType.Text, row => row.NotAcceptedReason),
            new("days_to_first_contact", NpgsqlDbType.Integer, row => row.DaysToFirstContact),
            new("status", NpgsqlDbType.Text, row => row.Status),
            new("closure_month", NpgsqlDbType.Date, row => row.ClosureMonth?.FirstDay),
            new("closure_reason", NpgsqlDbType.Text, row => row.ClosureReason),
            new("contacts_attended", NpgsqlDbType.Integer, row => row.ContactsAttended),
        ]
    );

    public static readonly RowTable<RiskRow> Risks = new(
        "risk_record",
        [
            new("case_ref", NpgsqlDbType.Text, row => row.CaseRef),
            new("risk_code", NpgsqlDbType.Text, row => row.RiskCode),
            new("stage", NpgsqlDbType.Text, row => row.Stage),
            new("present", NpgsqlDbType.Text, row => row.Present),
            new("whose", NpgsqlDbType.Text, row => row.Whose),
            new("timing", NpgsqlDbType.Text, row => row.Timing),
        ]
    );

    public static readonly RowTable<ScoreRow> Scores = new(
        "score_record",
        [
            new("case_ref", NpgsqlDbType.Text, row => row.CaseRef),
            new("measure", NpgsqlDbType.Text, row => row.Measure),
            new("subscale", NpgsqlDbType.Text, row => row.Subscale),
            new("timepoint", NpgsqlDbType.Text, row => row.Timepoint),
            new("week", NpgsqlDbType.Integer, row => row.Week),
            new("respondent", NpgsqlDbType.Text, row => row.Respondent),
            new("score", NpgsqlDbType.Double, row => row.Score),
            new("not_done_reason", NpgsqlDbType.Text, row => row.NotDoneReason),
            new("goal", NpgsqlDbType.Integer, row => row.Goal ?? 0) { Stored = "NULLIF(goal, 0)" },
        ]
    );

    public static readonly RowTable<ContactRow> Contacts = new(
        "contact_record",
        [
            new("case_ref", NpgsqlDbType.Text, row => row.CaseRef),
            new("contact", NpgsqlDbType.Integer, row => row.Contact),
            new("week", NpgsqlDbType.Integer, row => row.Week),
            new("intervention", NpgsqlDbType.Text, row => row.Intervention),
            new("format", NpgsqlDbType.Text, row => row.Format),
            new("mechanism", NpgsqlDbType.Text, row => row.Mechanism),
            new("attendance", NpgsqlDbType.Text, row => row.Attendance),
            new("setting", NpgsqlDbType.Text, row => row.Setting),
            new("father_present", NpgsqlDbType.Text, row => row.FatherPresent),
            new("minutes", NpgsqlDbType.Integer, row => row.Minutes),
        ]
    );

    public static readonly RowTable<FeedbackRow> Feedback = new(
        "feedback_record",
        [
            new("form_ref", NpgsqlDbType.Text, row => row.FormRef),
            new("respondent", NpgsqlDbType.Text, row => row.Respondent),
            new("form", NpgsqlDbType.Text, row => row.Form),
            new("item", NpgsqlDbType.Text, row => row.Item),
            new("value", NpgsqlDbType.Integer, row => row.Value),
            new("case_ref", NpgsqlDbType.Text, row => row.CaseRef),
        ]
    );

    public static readonly RowTable<ActivityRow> Activity = new(
        "activity_record",
        [
            new("activity", NpgsqlDbType.Text, row => row.Activity),
            new("audience", NpgsqlDbType.Text, row => row.Audience),
            new("sessions", NpgsqlDbType.Integer, row => row.Sessions),
            new("people", NpgsqlDbType.Integer, row => row.People),
            new("hours", NpgsqlDbType.Double, row => row.Hours),
        ]
    );
}
