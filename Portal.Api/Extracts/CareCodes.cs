namespace Portal.Api.Extracts;

/// <summary>Code lists of risks.csv, scores.csv and contacts.csv.</summary>
public static class CareCodes
{
    public static readonly CodeList Risk = CodeList.Of(
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

    public static readonly CodeList RiskStage = CodeList.Of(
        "risk_stage",
        "REFERRAL At referral",
        "ASSESSMENT At assessment",
        "END At the end"
    );

    public static readonly CodeList RiskWhose = CodeList.Of("risk_whose", "MOTHER Mother", "FATHER Father", "BABY Baby", "FAMILY Family");

    public static readonly CodeList RiskTiming = CodeList.Of("risk_timing", "CURRENT Current", "PAST Past");

    public static readonly CodeList Timepoint = CodeList.Of(
        "timepoint",
        "BASELINE Before the work",
        "REVIEW During the work",
        "END At the end",
        "FOLLOW_UP Follow-up"
    );

    public static readonly CodeList ScoreRespondent = CodeList.Of(
        "score_respondent",
        "MOTHER Mother",
        "FATHER Father",
        "OTHER_CAREGIVER Other caregiver",
        "CLINICIAN Clinician",
        "OBSERVER Observer"
    );

    public static readonly CodeList NotDoneReason = CodeList.Of(
        "not_done_reason",
        "DECLINED Declined",
        "NOT_APPROPRIATE Not appropriate",
        "LANGUAGE No version in the language",
        "DISENGAGED Family disengaged",
        "STAFF_OMISSION Not offered",
        "REMOTE Not possible remotely"
    );

    public static readonly CodeList Intervention = CodeList.Of(
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

    public static readonly CodeList ContactFormat = CodeList.Of(
        "contact_format",
        "INDIVIDUAL Individual",
        "DYAD Parent and baby",
        "TRIAD Two parents and baby",
        "COUPLE Couple",
        "GROUP Group"
    );

    public static readonly CodeList ContactMechanism = CodeList.Of(
        "contact_mechanism",
        "FACE_TO_FACE Face to face",
        "VIDEO Video",
        "TELEPHONE Telephone",
        "OTHER Other"
    );

    public static readonly CodeList Attendance = CodeList.Of(
        "attendance",
        "ATTENDED Attended",
        "DID_NOT_ATTEND Did not attend",
        "CANCELLED_BY_FAMILY Cancelled by the family",
        "CANCELLED_BY_SERVICE Cancelled by the service"
    );

    public static readonly CodeList ContactSetting = CodeList.Of(
        "contact_setting",
        "HOME Home",
        "CLINIC Clinic",
        "FAMILY_HUB Family hub",
        "HOSPITAL Hospital",
        "ONLINE Online",
        "OTHER Other"
    );
}
