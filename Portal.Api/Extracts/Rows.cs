using Portal.Api.Periods;

namespace Portal.Api.Extracts;

/// <summary>A row of cases.csv: codes as in the contract, months as months. <c>Record</c> is the number of the data row, from 1.</summary>
public sealed record CaseRow(
    int Record,
    string CaseRef,
    string? FamilyRef,
    Month ReferralMonth,
    string ReferralSource,
    string BabyAgeBand,
    string? BabySex,
    string BabyEthnicity,
    string? PretermOrNeonatal,
    string? MultipleBirth,
    string Caregiver1Relationship,
    string Caregiver1AgeBand,
    string? Caregiver1Ethnicity,
    string? Caregiver2Relationship,
    string? Caregiver2AgeBand,
    string FatherInvolvement,
    string? RisksAssessed,
    string Household,
    int? DeprivationDecile,
    string? DeprivationNation,
    string? InterpreterUsed,
    string SocialCareStart,
    string? SocialCareEnd,
    string? BabyLivingStart,
    string? BabyLivingEnd,
    string Decision,
    string? NotAcceptedReason,
    int? DaysToFirstContact,
    string Status,
    Month? ClosureMonth,
    string? ClosureReason,
    int? ContactsAttended
);

public sealed record RiskRow(int Record, string CaseRef, string RiskCode, string Stage, string Present, string? Whose, string? Timing);

/// <summary><c>Subscale</c> is empty, never null, for a measure with one score.</summary>
public sealed record ScoreRow(
    int Record,
    string CaseRef,
    string Measure,
    string Subscale,
    string Timepoint,
    int Week,
    string Respondent,
    double? Score,
    string? NotDoneReason,
    int? Goal
);

public sealed record ContactRow(
    int Record,
    string CaseRef,
    int Contact,
    int Week,
    string Intervention,
    string Format,
    string Mechanism,
    string Attendance,
    string? Setting,
    string? FatherPresent,
    int? Minutes
);

public sealed record FeedbackRow(int Record, string FormRef, string Respondent, string Form, string Item, int Value, string? CaseRef);

public sealed record ActivityRow(int Record, string Activity, string Audience, int Sessions, int People, double? Hours);

/// <summary>The typed rows of an extract; <c>null</c> means that the file was not sent.</summary>
public sealed record ExtractRows(
    IReadOnlyList<CaseRow> Cases,
    IReadOnlyList<RiskRow>? Risks,
    IReadOnlyList<ScoreRow>? Scores,
    IReadOnlyList<ContactRow>? Contacts,
    IReadOnlyList<FeedbackRow>? Feedback,
    IReadOnlyList<ActivityRow>? Activity
);
