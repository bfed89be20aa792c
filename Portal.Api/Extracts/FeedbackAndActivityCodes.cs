namespace Portal.Api.Extracts;

/// <summary>Code lists of feedback.csv and activity.csv.</summary>
public static class FeedbackAndActivityCodes
{
    public static readonly CodeList FeedbackRespondent = CodeList.Of(
        "feedback_respondent",
        "MOTHER Mother",
        "FATHER Father",
        "OTHER_CAREGIVER Other caregiver",
        "REFERRER Referrer",
        "CONSULTEE Professional consulted with"
    );

    public static readonly CodeList FeedbackForm = CodeList.Of(
        "feedback_form",
        "ESQ Experience of Service Questionnaire",
        "POEM Patient-rated outcome and experience measure",
        "FFT Friends and Family Test",
        "LOCAL Local form"
    );

    /// <summary>Items of all forms; the form of an item decides which values it takes.</summary>
    public static readonly CodeList FeedbackItem = new(
        "feedback_item",
        [
            .. Enumerable.Range(1, 12).Select(number => new Code($"ESQ_{number}", $"ESQ item {number}")),
            new Code("FFT", "Friends and Family Test"),
            .. Enumerable.Range(1, 12).Select(number => new Code($"POEM_{number}", $"POEM item {number}")),
            .. Enumerable.Range(1, 10).Select(number => new Code($"LOCAL_{number}", $"Local item {number}")),
        ]
    );

    public static readonly CodeList IndirectActivity = CodeList.Of(
        "activity",
        "TRAINING Training",
        "CONSULTATION Consultation",
        "SUPERVISION Supervision",
        "REFLECTIVE_GROUP Reflective group",
        "STRATEGIC Strategic work",
        "STUDENT_PLACEMENT Student placement",
        "COMMUNITY_EVENT Community event"
    );

    public static readonly CodeList Audience = CodeList.Of(
        "audience",
        "HEALTH_VISITING Health visiting",
        "MIDWIFERY Midwifery",
        "SOCIAL_CARE Social care",
        "PERINATAL_MH Perinatal mental health",
        "ADULT_MH Adult mental health",
        "NEONATAL Neonatal care",
        "GP General practice",
        "EARLY_YEARS Early years",
        "FAMILY_COURT Family court",
        "FOSTER_CARERS Foster carers",
        "INTERPRETERS Interpreters",
        "VOLUNTARY Voluntary organisations",
        "MIXED Mixed",
        "OTHER Other"
    );
}
