namespace Portal.Api.Extracts;

/// <summary>Code lists of cases.csv.</summary>
public static class CaseCodes
{
    public static readonly CodeList ReferralSource = CodeList.Of(
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

    public static readonly CodeList BabyAgeBand = CodeList.Of(
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

    public static readonly CodeList Sex = CodeList.Of("baby_sex", "1 Male", "2 Female", "9 Indeterminate", "X Not known");

    public static readonly CodeList Ethnicity = CodeList.Of(
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

    public static readonly CodeList PretermOrNeonatal = CodeList.Of(
        "preterm_or_neonatal",
        "NONE Neither",
        "PRETERM Born preterm",
        "NEONATAL_STAY Stayed in neonatal care",
        "BOTH Preterm and neonatal stay",
        "U Not known"
    );

    public static readonly CodeList Relationship = CodeList.Of(
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

    public static readonly CodeList CaregiverAgeBand = CodeList.Of(
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

    public static readonly CodeList FatherInvolvement = CodeList.Of(
        "father_involvement",
        "NONE Not involved",
        "KNOWN_NOT_SEEN Known, not seen by the service",
        "ATTENDED_ONCE Attended once",
        "ATTENDED_REGULARLY Attended regularly",
        "NO_FATHER No legal or social father",
        "NOT_RECORDED Not recorded"
    );

    public static readonly CodeList Household = CodeList.Of(
        "household",
        "TWO_PARENT Two parents",
        "SINGLE_PARENT Single parent",
        "MULTI_GENERATION More than two generations",
        "OTHER Other",
        "U Not known"
    );

    public static readonly CodeList Nation = CodeList.Of("deprivation_nation", "E England", "W Wales", "S Scotland", "N Northern Ireland");

    public static readonly CodeList SocialCare = CodeList.Of(
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

    public static readonly CodeList BabyLiving = CodeList.Of(
        "baby_living",
        "WITH_CAREGIVER With the caregiver",
        "OTHER_PARENT_OR_KIN With the other parent or kin",
        "FOSTER Foster care",
        "ADOPTION Adoption",
        "MOTHER_BABY_PLACEMENT Mother and baby placement",
        "U Not known"
    );

    public static readonly CodeList Decision = CodeList.Of(
        "decision",
        "ACCEPTED Accepted",
        "SIGNPOSTED Signposted elsewhere",
        "DECLINED Declined",
        "PENDING Decision pending"
    );

    public static readonly CodeList NotAcceptedReason = CodeList.Of(
        "not_accepted_reason",
        "DUPLICATE Duplicate referral",
        "OTHER_SERVICE Another service is better placed",
        "INCOMPLETE Referral incomplete",
        "OUT_OF_AGE Outside the age range",
        "OUT_OF_AREA Outside the area",
        "CAPACITY No capacity",
        "FAMILY_DECLINED Family declined"
    );

    public static readonly CodeList Status = CodeList.Of("status", "WAITING Waiting", "OPEN Open", "CLOSED Closed");

    public static readonly CodeList ClosureReason = CodeList.Of(
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
}
