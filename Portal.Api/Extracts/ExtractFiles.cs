using static Portal.Api.Extracts.Requirement;

namespace Portal.Api.Extracts;

/// <summary>
/// The six files of the extract with their columns: templates, validation, documentation and help are all made from here.
/// </summary>
public static class ExtractFiles
{
    private static readonly CellForm Reference = new CellForm.Reference();
    private static readonly CellForm MonthOfYear = new CellForm.MonthOfYear();

    private static readonly ExtractColumn Service = new(
        "service_code",
        Required,
        new CellForm.ServiceCode(),
        "The code of your service.",
        "HARBOUR"
    );

    private static readonly ExtractColumn CaseReference = new(
        "case_ref",
        Required,
        Reference,
        "A random reference that your service made for this referral episode.",
        "C-7Q2K9"
    );

    public static readonly ExtractFile Cases = new(
        FileKind.Cases,
        "cases.csv",
        "referral episode",
        ["service_code", "case_ref"],
        [
            Service,
            CaseReference,
            new("family_ref", Optional, Reference, "A random reference that links siblings and re-referrals of one family.", "F-31XD8"),
            new("referral_month", Required, MonthOfYear, "The month of the referral.", "2025-04"),
            Coded("referral_source", Required, CaseCodes.ReferralSource, "Who referred the family.", "HEALTH_VISITOR"),
            Coded("baby_age_band", Required, CaseCodes.BabyAgeBand, "The baby's age at referral, in completed months.", "3-5"),
            Coded("baby_sex", Optional, CaseCodes.Sex, "The baby's sex, by the national person-sex codes.", "2"),
            Coded("baby_ethnicity", Required, CaseCodes.Ethnicity, "The baby's ethnicity, by the national 16+1 codes.", "A"),
            Coded(
                "preterm_or_neonatal",
                Optional,
                CaseCodes.PretermOrNeonatal,
                "Whether the baby was born preterm or stayed in neonatal care.",
                "NONE"
            ),
            Coded("multiple_birth", Optional, CodeLists.YesNoUnknown, "Whether the baby is a twin, triplet or more.", "N"),
            Coded("caregiver1_relationship", Required, CaseCodes.Relationship, "Who the first caregiver is to the baby.", "BIRTH_MOTHER"),
            Coded("caregiver1_age_band", Required, CaseCodes.CaregiverAgeBand, "The first caregiver's age in years.", "25-29"),
            Coded(
                "caregiver1_ethnicity",
                Optional,
                CaseCodes.Ethnicity,
                "The first caregiver's ethnicity, by the national 16+1 codes.",
                "A"
            ),
            Coded("caregiver2_relationship", Optional, CaseCodes.Relationship, "Who the second caregiver is to the baby.", "BIRTH_FATHER"),
            Coded("caregiver2_age_band", Optional, CaseCodes.CaregiverAgeBand, "The second caregiver's age in years.", "30-34"),
            Coded(
                "father_involvement",
                Required,
                CaseCodes.FatherInvolvement,
                "How far the baby's father took part in the work.",
                "ATTENDED_ONCE"
            ),
            Coded(
                "risks_assessed",
                Optional,
                CodeLists.YesNoUnknown,
                "With Y, a risk that is not listed at stage REFERRAL counts as not present.",
                "Y"
            ),
            Coded("household", Required, CaseCodes.Household, "Who the baby lives with.", "TWO_PARENT"),
            new("deprivation_decile", Optional, new CellForm.WholeNumber(1, 10), "Deprivation decile of the home, 1 = most deprived.", "3")
            {
                NeededWhen = "deprivation_nation is filled: both or neither",
            },
            Coded("deprivation_nation", Optional, CaseCodes.Nation, "The nation whose deprivation index the decile is from.", "E") with
            {
                NeededWhen = "deprivation_decile is filled: both or neither",
            },
            Coded("interpreter_used", Optional, CodeLists.YesNoUnknown, "Whether an interpreter was used.", "N"),
            Coded("social_care_start", Required, CaseCodes.SocialCare, "Social care status when the work began.", "NONE"),
            Coded("social_care_end", Conditional, CaseCodes.SocialCare, "Social care status when the work ended.", "NONE") with
            {
                NeededWhen = "the case was accepted and is CLOSED",
            },
            Coded("baby_living_start", Optional, CaseCodes.BabyLiving, "Who cared for the baby when the work began.", "WITH_CAREGIVER"),
            Coded("baby_living_end", Optional, CaseCodes.BabyLiving, "Who cared for the baby when the work ended.", "WITH_CAREGIVER"),
            Coded("decision", Required, CaseCodes.Decision, "What was decided about the referral.", "ACCEPTED"),
            Coded("not_accepted_reason", Conditional, CaseCodes.NotAcceptedReason, "Why the referral was not accepted.", "") with
            {
                NeededWhen = "the decision is SIGNPOSTED or DECLINED; blank otherwise",
            },
            new(
                "days_to_first_contact",
                Conditional,
                new CellForm.WholeNumber(0, 730),
                "Days from the referral to the first attended contact.",
                "21"
            )
            {
                NeededWhen = "the case was accepted and anybody of it was seen",
            },
            Coded("status", Required, CaseCodes.Status, "Where the case stands at the end of the quarter.", "CLOSED"),
            new("closure_month", Conditional, MonthOfYear, "The month in which the case was closed.", "2025-06")
            {
                NeededWhen = "the status is CLOSED; blank otherwise",
            },
            Coded("closure_reason", Conditional, CaseCodes.ClosureReason, "Why the work ended.", "COMPLETED") with
            {
                NeededWhen = "the case was accepted and is CLOSED; blank otherwise",
            },
            new(
                "contacts_attended",
                Optional,
                new CellForm.WholeNumber(0, 500),
                "Attended contacts so far, when contacts.csv is not sent.",
                "9"
            ),
        ]
    )
    {
        Purpose = "Who was referred, what was decided, and how the work began and ended. Every figure starts from this list.",
    };

    public static readonly ExtractFile Risks = new(
        FileKind.Risks,
        "risks.csv",
        "case, risk and stage",
        ["service_code", "case_ref", "risk_code", "stage"],
        [
            Service,
            CaseReference,
            Coded("risk_code", Required, CareCodes.Risk, "The risk.", "ISOLATION"),
            Coded("stage", Required, CareCodes.RiskStage, "When the risk was looked at.", "REFERRAL"),
            Coded("present", Required, CodeLists.YesNoUnknown, "Whether the risk was present.", "Y"),
            Coded("whose", Optional, CareCodes.RiskWhose, "Whose risk it is.", "MOTHER"),
            Coded("timing", Optional, CareCodes.RiskTiming, "Whether it is current or past.", "CURRENT"),
        ]
    )
    {
        Purpose = "Which risks were known at referral, at assessment and at the end. The picture of families' risks is made from it.",
    };

    public static readonly ExtractFile Scores = new(
        FileKind.Scores,
        "scores.csv",
        "administration and subscale",
        ["service_code", "case_ref", "measure", "subscale", "timepoint", "respondent", "week", "goal"],
        [
            Service,
            CaseReference,
            new("measure", Required, new CellForm.Measure(), "The measure, by its code in the catalogue.", "HADS"),
            new("subscale", Conditional, new CellForm.Subscale(), "The subscale; blank for a measure with one score.", "ANXIETY")
            {
                NeededWhen = "the score is of a subscale; blank for a measure's only or total score. The column itself is always needed",
            },
            Coded("timepoint", Required, CareCodes.Timepoint, "Before, during, at the end of, or after the work.", "BASELINE"),
            new("week", Required, new CellForm.WholeNumber(-104, 260), "Weeks from the first contact; before it is negative.", "0"),
            Coded("respondent", Required, CareCodes.ScoreRespondent, "Who gave the ratings.", "MOTHER"),
            new("score", Conditional, new CellForm.DecimalNumber(null, null), "The total or subscale score, never an item.", "12")
            {
                NeededWhen = "no not_done_reason is given",
            },
            Coded(
                "not_done_reason",
                Conditional,
                CareCodes.NotDoneReason,
                "Why there is no score; needed when the score is blank.",
                ""
            ) with
            {
                NeededWhen = "the score is blank",
            },
            new("goal", Conditional, new CellForm.WholeNumber(1, 3), "Which goal; only for goal-based outcomes.", "")
            {
                NeededWhen = "the measure is a goal-based outcome; blank otherwise",
            },
        ]
    )
    {
        Purpose = "First, middle and last scores of questionnaires and ratings, as totals. Outcomes are made from pairs of them.",
    };

    public static readonly ExtractFile Contacts = new(
        FileKind.Contacts,
        "contacts.csv",
        "contact",
        ["service_code", "case_ref", "contact"],
        [
            Service,
            CaseReference,
            new("contact", Required, new CellForm.WholeNumber(1, 9999), "The number of the contact within the case, from 1.", "1"),
            new("week", Required, new CellForm.WholeNumber(-104, 260), "Weeks from the first contact.", "0"),
            Coded("intervention", Required, CareCodes.Intervention, "The main approach of the contact.", "PARENT_INFANT_PSYCHOTHERAPY"),
            Coded("format", Required, CareCodes.ContactFormat, "Who took part.", "DYAD"),
            Coded("mechanism", Required, CareCodes.ContactMechanism, "How the contact was held.", "FACE_TO_FACE"),
            Coded("attendance", Required, CareCodes.Attendance, "Whether the family attended.", "ATTENDED"),
            Coded("setting", Optional, CareCodes.ContactSetting, "Where the contact was held.", "HOME"),
            Coded("father_present", Optional, CodeLists.YesNoUnknown, "Whether the father was present.", "N"),
            new("minutes", Optional, new CellForm.WholeNumber(0, 1440), "How long the contact lasted, in minutes.", "50"),
        ]
    )
    {
        Purpose = "Offered and attended sessions: how, where and by which approach. Says how much work lay between two scores.",
    };

    public static readonly ExtractFile Feedback = new(
        FileKind.Feedback,
        "feedback.csv",
        "form and item",
        ["service_code", "form_ref", "item"],
        [
            Service,
            new("form_ref", Required, Reference, "A random reference that your service made for this form.", "E-55TRW"),
            Coded("respondent", Required, FeedbackAndActivityCodes.FeedbackRespondent, "Who filled in the form.", "MOTHER"),
            Coded("form", Required, FeedbackAndActivityCodes.FeedbackForm, "Which form.", "ESQ"),
            Coded("item", Required, FeedbackAndActivityCodes.FeedbackItem, "Which item of the form.", "ESQ_1"),
            new("value", Required, new CellForm.WholeNumber(1, 6), "The answer: ESQ 1-3, FFT 1-6, POEM 1-4, LOCAL 1-5.", "3"),
            new("case_ref", Optional, Reference, "The case, if known; blank keeps the form anonymous.", ""),
        ]
    )
    {
        Purpose = "Answers of families, referrers and other professionals to feedback forms. They can stay without a case.",
    };

    public static readonly ExtractFile Activity = new(
        FileKind.Activity,
        "activity.csv",
        "activity and audience",
        ["service_code", "activity", "audience"],
        [
            Service,
            Coded("activity", Required, FeedbackAndActivityCodes.IndirectActivity, "The kind of indirect work.", "TRAINING"),
            Coded("audience", Required, FeedbackAndActivityCodes.Audience, "Whom it was for.", "HEALTH_VISITING"),
            new("sessions", Required, new CellForm.WholeNumber(0, 10000), "Sessions in the quarter.", "3"),
            new("people", Required, new CellForm.WholeNumber(0, 100000), "People reached in the quarter.", "60"),
            new("hours", Optional, new CellForm.DecimalNumber(0, 10000), "Hours in the quarter.", "9"),
        ]
    )
    {
        Purpose = "Training, consultation and other work with professionals, as numbers for the quarter.",
    };

    public static readonly IReadOnlyList<ExtractFile> All = [Cases, Risks, Scores, Contacts, Feedback, Activity];

    public static ExtractFile Of(FileKind kind) => All[(int)kind];

    private static ExtractColumn Coded(string name, Requirement requirement, CodeList list, string meaning, string example) =>
        new(name, requirement, new CellForm.Code(list), meaning, example);
}
