namespace Portal.Api.Extracts;

/// <summary>Every code list of the extract (data contract, "columns" and "risks.csv").</summary>
public static class CodeLists
{
    public static readonly CodeList YesNoUnknown = Of("yes_no_unknown", "Y Yes", "N No", "U Not known");

    public static readonly CodeList ReferralSource = Of(
        "referral_source",
        "GP GP",
        "HEALTH_VISITOR Health visitor",
        "OTHER_PRIMARY Other primary care",
        "MIDWIFERY Midwifery",
        "SELF Self-referral",
        "RELATIVE Relative or friend",
        "SOCIAL_CARE Social care",
        "FAMILY_HUB Family hub",
        "PERINATAL_MH Perinatal mental health",
        "ADULT_MH Adult mental health",
        "CAMHS Child and adolescent mental health",
        "NEONATAL Neonatal unit",
        "FNP Family Nurse Partnership",
        "VOLUNTARY Voluntary organisation",
        "EARLY_YEARS Early years setting",
        "COURT Court",
        "OTHER Other",
        "U Not known"
    );

    public static readonly CodeList BabyAgeBand = Of(
        "baby_age_band",
        "UNBORN Unborn",
        "0-2 0-2 months",
        "3-5 3-5 months",
        "6-11 6-11 months",
        "12-17 12-17 months",
        "18-23 18-23 months",
        "24-35 24-35 months",
        "36+ 36 months and over",
        "U Not known"
    );

    public static readonly CodeList Sex = Of("baby_sex", "1 Male", "2 Female", "9 Indeterminate", "X Not known");

    public static readonly CodeList Ethnicity = Of(
        "ethnicity",
        "A White British",
        "B White Irish",
        "C Any other White background",
        "D White and Black Caribbean",
        "E White and Black African",
        "F White and Asian",
        "G Any other mixed background",
        "H Indian",
        "J Pakistani",
        "K Bangladeshi",
        "L Any other Asian background",
        "M Caribbean",
        "N African",
        "P Any other Black background",
        "R Chinese",
        "S Any other ethnic group",
        "Z Not stated",
        "99 Not known"
    );

    public static readonly CodeList PretermOrNeonatal = Of(
        "preterm_or_neonatal",
        "NONE Neither",
        "PRETERM Born preterm",
        "NEONATAL_STAY Stayed in neonatal care",
        "BOTH Preterm and neonatal stay",
        "U Not known"
    );

    public static readonly CodeList Relationship = Of(
        "caregiver_relationship",
        "BIRTH_MOTHER Birth mother",
        "BIRTH_FATHER Birth father",
        "NON_BIRTH_PARENT Non-birth parent",
        "STEP_PARENT Step-parent",
        "GRANDPARENT Grandparent",
        "OTHER_KIN Other relative",
        "FOSTER_CARER Foster carer",
        "ADOPTIVE_PARENT Adoptive parent",
        "SPECIAL_GUARDIAN Special guardian",
        "OTHER Other",
        "U Not known"
    );

    public static readonly CodeList CaregiverAgeBand = Of(
        "caregiver_age_band",
        "U18 Under 18",
        "18-20 18-20",
        "21-24 21-24",
        "25-29 25-29",
        "30-34 30-34",
        "35-39 35-39",
        "40+ 40 and over",
        "U Not known"
    );

    public static readonly CodeList FatherInvolvement = Of(
        "father_involvement",
        "NONE Not involved",
        "KNOWN_NOT_SEEN Known, not seen by the service",
        "ATTENDED_ONCE Attended once",
        "ATTENDED_REGULARLY Attended regularly",
        "NO_FATHER No legal or social father",
        "NOT_RECORDED Not recorded"
    );

    public static readonly CodeList Household = Of(
        "household",
        "TWO_PARENT Two parents",
        "SINGLE_PARENT Single parent",
        "MULTI_GENERATION More than two generations",
        "OTHER Other",
        "U Not known"
    );

    public static readonly CodeList Nation = Of("deprivation_nation", "E England", "W Wales", "S Scotland", "N Northern Ireland");

    public static readonly CodeList SocialCare = Of(
        "social_care",
        "NONE None",
        "EARLY_HELP Early help",
        "CHILD_IN_NEED Child in need",
        "CHILD_PROTECTION Child protection plan",
        "PRE_BIRTH Pre-birth assessment",
        "CARE_PROCEEDINGS Care proceedings",
        "LOOKED_AFTER Looked after",
        "U Not known"
    );

    public static readonly CodeList BabyLiving = Of(
        "baby_living",
        "WITH_CAREGIVER With the caregiver",
        "OTHER_PARENT_OR_KIN With the other parent or kin",
        "FOSTER Foster care",
        "ADOPTION Adoption",
        "MOTHER_BABY_PLACEMENT Mother and baby placement",
        "U Not known"
    );

    public static readonly CodeList Decision = Of(
        "decision",
        "ACCEPTED Accepted",
        "SIGNPOSTED Signposted elsewhere",
        "DECLINED Declined",
        "PENDING Decision pending"
    );

    public static readonly CodeList NotAcceptedReason = Of(
        "not_accepted_reason",
        "DUPLICATE Duplicate referral",
        "OTHER_SERVICE Another service is better placed",
        "INCOMPLETE Referral incomplete",
        "OUT_OF_AGE Outside the age range",
        "OUT_OF_AREA Outside the area",
        "CAPACITY No capacity",
        "FAMILY_DECLINED Family declined"
    );

    public static readonly CodeList Status = Of("status", "WAITING Waiting", "OPEN Open", "CLOSED Closed");

    public static readonly CodeList ClosureReason = Of(
        "closure_reason",
        "COMPLETED Completed as planned",
        "COMPLETED_EARLY Completed early by agreement",
        "DROPPED_OUT Dropped out",
        "DECLINED_BEFORE_START Declined before the start",
        "MOVED_AWAY Moved away",
        "REFERRED_ON Referred on",
        "NOT_APPROPRIATE Not appropriate",
        "BABY_LEFT_CARE Baby left the caregiver's care",
        "DIED Died",
        "SERVICE_ENDED Service ended",
        "OTHER Other"
    );

    public static readonly CodeList Risk = Of(
        "risk_code",
        "PERINATAL_MENTAL_ILLNESS Perinatal mental illness",
        "ISOLATION Isolation",
        "RECENT_LIFE_STRESS Recent life stress",
        "PARENT_CHILDHOOD_ABUSE Parent abused in childhood",
        "BONDING_DIFFICULTY Bonding difficulty",
        "BIRTH_TRAUMA Birth trauma",
        "PARENTAL_CONFLICT Parental conflict",
        "DOMESTIC_ABUSE Domestic abuse",
        "POVERTY Poverty",
        "HOUSING Housing problems",
        "SUBSTANCE_MISUSE Substance misuse",
        "SEVERE_MENTAL_ILLNESS Severe mental illness",
        "COMPLEX_TRAUMA Complex trauma",
        "BEREAVEMENT_OR_LOSS Bereavement or loss",
        "CARE_EXPERIENCED_PARENT Care-experienced parent",
        "MIGRATION_OR_ASYLUM Migration or asylum",
        "PARENT_LEARNING_DISABILITY Parent with a learning disability",
        "PARENT_PHYSICAL_ILLNESS Parent's physical illness",
        "UNPLANNED_PREGNANCY Unplanned pregnancy",
        "CHILD_PREVIOUSLY_REMOVED Child previously removed",
        "SAFEGUARDING_CONCERN Safeguarding concern",
        "OFFENDING Offending",
        "PREMATURITY Prematurity",
        "BABY_ILLNESS_OR_DISABILITY Baby's illness or disability",
        "REGULATION_FEEDING_SLEEP Regulation, feeding or sleep",
        "DEVELOPMENTAL_CONCERN Developmental concern",
        "OTHER Other"
    );

    public static readonly CodeList RiskStage = Of("risk_stage", "REFERRAL At referral", "ASSESSMENT At assessment", "END At the end");

    public static readonly CodeList RiskWhose = Of("risk_whose", "MOTHER Mother", "FATHER Father", "BABY Baby", "FAMILY Family");

    public static readonly CodeList RiskTiming = Of("risk_timing", "CURRENT Current", "PAST Past");

    public static readonly CodeList Timepoint = Of(
        "timepoint",
        "BASELINE Before the work",
        "REVIEW During the work",
        "END At the end",
        "FOLLOW_UP Follow-up"
    );

    public static readonly CodeList ScoreRespondent = Of(
        "score_respondent",
        "MOTHER Mother",
        "FATHER Father",
        "OTHER_CAREGIVER Other caregiver",
        "CLINICIAN Clinician",
        "OBSERVER Observer"
    );

    public static readonly CodeList NotDoneReason = Of(
        "not_done_reason",
        "DECLINED Declined",
        "NOT_APPROPRIATE Not appropriate",
        "LANGUAGE No version in the language",
        "DISENGAGED Family disengaged",
        "STAFF_OMISSION Not offered",
        "REMOTE Not possible remotely"
    );

    public static readonly CodeList Intervention = Of(
        "intervention",
        "PARENT_INFANT_PSYCHOTHERAPY Parent-infant psychotherapy",
        "WATCH_WAIT_WONDER Watch, Wait and Wonder",
        "CIRCLE_OF_SECURITY Circle of Security",
        "VIG Video interaction guidance",
        "VIPP Video-feedback to promote positive parenting",
        "OTHER_VIDEO_FEEDBACK Other video feedback",
        "MELLOW Mellow programme",
        "NBO_NBAS Newborn observation (NBO, NBAS)",
        "MENTALISATION Mentalisation-based work",
        "BABY_MASSAGE Baby massage",
        "PLAY_THERAPY Play therapy",
        "ANTENATAL_PROGRAMME Antenatal programme",
        "SOLIHULL Solihull Approach",
        "COUPLE_OR_FAMILY Couple or family work",
        "CBT Cognitive behavioural therapy",
        "EMDR Eye movement desensitisation (EMDR)",
        "ADULT_PSYCHOTHERAPY Adult psychotherapy",
        "KEYWORK Keywork",
        "PEER_SUPPORT Peer support",
        "ASSESSMENT Assessment",
        "OTHER Other"
    );

    public static readonly CodeList ContactFormat = Of(
        "contact_format",
        "INDIVIDUAL Individual",
        "DYAD Parent and baby",
        "TRIAD Two parents and baby",
        "COUPLE Couple",
        "GROUP Group"
    );

    public static readonly CodeList ContactMechanism = Of(
        "contact_mechanism",
        "FACE_TO_FACE Face to face",
        "VIDEO Video",
        "TELEPHONE Telephone",
        "OTHER Other"
    );

    public static readonly CodeList Attendance = Of(
        "attendance",
        "ATTENDED Attended",
        "DID_NOT_ATTEND Did not attend",
        "CANCELLED_BY_FAMILY Cancelled by the family",
        "CANCELLED_BY_SERVICE Cancelled by the service"
    );

    public static readonly CodeList ContactSetting = Of(
        "contact_setting",
        "HOME Home",
        "CLINIC Clinic",
        "FAMILY_HUB Family hub",
        "HOSPITAL Hospital",
        "ONLINE Online",
        "OTHER Other"
    );

    public static readonly CodeList FeedbackRespondent = Of(
        "feedback_respondent",
        "MOTHER Mother",
        "FATHER Father",
        "OTHER_CAREGIVER Other caregiver",
        "REFERRER Referrer",
        "CONSULTEE Professional consulted with"
    );

    public static readonly CodeList FeedbackForm = Of(
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

    public static readonly CodeList IndirectActivity = Of(
        "activity",
        "TRAINING Training",
        "CONSULTATION Consultation",
        "SUPERVISION Supervision",
        "REFLECTIVE_GROUP Reflective group",
        "STRATEGIC Strategic work",
        "STUDENT_PLACEMENT Student placement",
        "COMMUNITY_EVENT Community event"
    );

    public static readonly CodeList Audience = Of(
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

    public static readonly IReadOnlyList<CodeList> All =
    [
        YesNoUnknown,
        ReferralSource,
        BabyAgeBand,
        Sex,
        Ethnicity,
        PretermOrNeonatal,
        Relationship,
        CaregiverAgeBand,
        FatherInvolvement,
        Household,
        Nation,
        SocialCare,
        BabyLiving,
        Decision,
        NotAcceptedReason,
        Status,
        ClosureReason,
        Risk,
        RiskStage,
        RiskWhose,
        RiskTiming,
        Timepoint,
        ScoreRespondent,
        NotDoneReason,
        Intervention,
        ContactFormat,
        ContactMechanism,
        Attendance,
        ContactSetting,
        FeedbackRespondent,
        FeedbackForm,
        FeedbackItem,
        IndirectActivity,
        Audience,
    ];

    /// <summary>Whether a code of <paramref name="list"/> says that the value is not known; a blank cell says so too.</summary>
    public static bool MeansUnknown(CodeList list, string? value) =>
        value is null or "" or "U" or "NOT_RECORDED" || (list == Ethnicity && value is ("Z" or "99")) || (list == Sex && value == "X");

    // "CODE Label": the code has no space, the label is the rest.
    private static CodeList Of(string name, params string[] codes) =>
        new(
            name,
            [
                .. codes.Select(code => new Code(
                    code[..code.IndexOf(' ', StringComparison.Ordinal)],
                    code[(code.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                )),
            ]
        );
}
