namespace Portal.Api.Extracts;

/// <summary>Every code list of the extract (data contract, "columns" and "risks.csv").</summary>
public static class CodeLists
{
    public static readonly CodeList YesNoUnknown = CodeList.Of("yes_no_unknown", "Y Yes", "N No", "U Not known");

    public static readonly IReadOnlyList<CodeList> All =
    [
        YesNoUnknown,
        CaseCodes.ReferralSource,
        CaseCodes.BabyAgeBand,
        CaseCodes.Sex,
        CaseCodes.Ethnicity,
        CaseCodes.PretermOrNeonatal,
        CaseCodes.Relationship,
        CaseCodes.CaregiverAgeBand,
        CaseCodes.FatherInvolvement,
        CaseCodes.Household,
        CaseCodes.Nation,
        CaseCodes.SocialCare,
        CaseCodes.BabyLiving,
        CaseCodes.Decision,
        CaseCodes.NotAcceptedReason,
        CaseCodes.Status,
        CaseCodes.ClosureReason,
        CareCodes.Risk,
        CareCodes.RiskStage,
        CareCodes.RiskWhose,
        CareCodes.RiskTiming,
        CareCodes.Timepoint,
        CareCodes.ScoreRespondent,
        CareCodes.NotDoneReason,
        CareCodes.Intervention,
        CareCodes.ContactFormat,
        CareCodes.ContactMechanism,
        CareCodes.Attendance,
        CareCodes.ContactSetting,
        FeedbackAndActivityCodes.FeedbackRespondent,
        FeedbackAndActivityCodes.FeedbackForm,
        FeedbackAndActivityCodes.FeedbackItem,
        FeedbackAndActivityCodes.IndirectActivity,
        FeedbackAndActivityCodes.Audience,
    ];

    /// <summary>Whether a code of <paramref name="list"/> says that the value is not known; a blank cell says so too.</summary>
    public static bool MeansUnknown(CodeList list, string? value) =>
        value is null or "" or "U" or "NOT_RECORDED"
        || (list == CaseCodes.Ethnicity && value is ("Z" or "99"))
        || (list == CaseCodes.Sex && value == "X");
}
