namespace Portal.Api.Samples;

/// <summary>
/// What is known about a family from the referral on, as codes of cases.csv; empty where nothing was recorded. <c>Father</c> says how far
/// he will have taken part by the end.
/// </summary>
internal sealed record CaseFacts(
    string ReferralSource,
    string BabyAgeBand,
    string BabySex,
    string BabyEthnicity,
    string PretermOrNeonatal,
    string MultipleBirth,
    string Caregiver1Relationship,
    string Caregiver1AgeBand,
    string Caregiver1Ethnicity,
    string Caregiver2Relationship,
    string Caregiver2AgeBand,
    string Father,
    string Household,
    string DeprivationDecile,
    string InterpreterUsed,
    string SocialCareStart,
    string SocialCareEnd,
    string BabyLivingStart,
    string BabyLivingEnd
)
{
    private static readonly WeightedCodes Sources = new(
        ("HEALTH_VISITOR", 34),
        ("PERINATAL_MH", 14),
        ("MIDWIFERY", 13),
        ("SELF", 9),
        ("SOCIAL_CARE", 8),
        ("GP", 6),
        ("FAMILY_HUB", 4),
        ("ADULT_MH", 3),
        ("CAMHS", 2),
        ("NEONATAL", 2),
        ("FNP", 1),
        ("VOLUNTARY", 1),
        ("EARLY_YEARS", 1),
        ("RELATIVE", 0.5),
        ("OTHER", 1),
        ("U", 0.5)
    );

    private static readonly WeightedCodes BabyAges = new(
        ("UNBORN", 18),
        ("0-2", 22),
        ("3-5", 17),
        ("6-11", 20),
        ("12-17", 11),
        ("18-23", 7),
        ("24-35", 4),
        ("36+", 1)
    );

    private static readonly WeightedCodes White = new(("A", 88), ("B", 2), ("C", 10));
    private static readonly WeightedCodes NotWhite = new(
        ("D", 8),
        ("E", 5),
        ("F", 8),
        ("G", 7.5),
        ("H", 8),
        ("J", 14),
        ("K", 6),
        ("L", 6),
        ("M", 5),
        ("N", 12.5),
        ("P", 4),
        ("R", 1.5),
        ("S", 7),
        ("Z", 4),
        ("99", 3.5)
    );

    // 11 % of all babies are preterm when 18 % are unborn.
    private static readonly WeightedCodes Births = new(("NONE", 76.6), ("PRETERM", 7), ("BOTH", 6.4), ("NEONATAL_STAY", 7), ("U", 3));

    private static readonly WeightedCodes Caregivers = new(
        ("BIRTH_MOTHER", 92),
        ("BIRTH_FATHER", 4),
        ("GRANDPARENT", 1),
        ("OTHER_KIN", 0.5),
        ("FOSTER_CARER", 1.5),
        ("ADOPTIVE_PARENT", 0.5),
        ("SPECIAL_GUARDIAN", 0.5)
    );

    private static readonly WeightedCodes CaregiverAges = new(
        ("U18", 2),
        ("18-20", 6),
        ("21-24", 14),
        ("25-29", 25),
        ("30-34", 29),
        ("35-39", 18),
        ("40+", 6)
    );

    // With the 4 % of fathers who are the first caregiver, 16 % attend regularly.
    private static readonly WeightedCodes Fathers = new(
        ("NONE", 14.6),
        ("NO_FATHER", 1),
        ("KNOWN_NOT_SEEN", 34.5),
        ("ATTENDED_ONCE", 18.8),
        ("ATTENDED_REGULARLY", 12.5),
        ("NOT_RECORDED", 18.6)
    );

    private static readonly WeightedCodes Households = new(
        ("TWO_PARENT", 66),
        ("SINGLE_PARENT", 24),
        ("MULTI_GENERATION", 6),
        ("OTHER", 2),
        ("U", 2)
    );

    private static readonly WeightedCodes Deciles = new(
        ("1", 17),
        ("2", 15),
        ("3", 13),
        ("4", 11),
        ("5", 10),
        ("6", 9),
        ("7", 8),
        ("8", 7),
        ("9", 6),
        ("10", 4)
    );

    // PRE_BIRTH, 2 % of all, is for the unborn only.
    private static readonly WeightedCodes SocialCareOfUnborn = new(
        ("NONE", 66),
        ("EARLY_HELP", 9),
        ("CHILD_IN_NEED", 8),
        ("CHILD_PROTECTION", 6),
        ("PRE_BIRTH", 11)
    );
    private static readonly WeightedCodes SocialCareOfBorn = new(
        ("NONE", 68),
        ("EARLY_HELP", 10),
        ("CHILD_IN_NEED", 9),
        ("CHILD_PROTECTION", 8.5),
        ("LOOKED_AFTER", 3.7),
        ("U", 0.8)
    );

    public bool Unborn => BabyAgeBand == "UNBORN";

    public bool Preterm => PretermOrNeonatal is "PRETERM" or "BOTH";

    public static CaseFacts Draw(SampleService service, SampleRandom random)
    {
        var age = BabyAges.Draw(random);
        var unborn = age == "UNBORN";
        var ethnicity = (random.Chance(service.WhiteShare) ? White : NotWhite).Draw(random);
        var caregiver = Caregivers.Draw(random);
        var household = Households.Draw(random);
        var father = caregiver == "BIRTH_FATHER" ? "ATTENDED_REGULARLY" : Fathers.Draw(random);
        var second = SecondCaregiver(caregiver, household, random);
        var socialCare = (unborn ? SocialCareOfUnborn : SocialCareOfBorn).Draw(random);
        var living = unborn ? "" : LivingStart(caregiver, socialCare);
        return new CaseFacts(
            Sources.Draw(random),
            age,
            unborn ? "X"
                : random.Chance(0.51) ? "1"
                : "2",
            ethnicity,
            unborn ? "" : Births.Draw(random),
            random.Chance(0.03) ? "Y" : "N",
            caregiver,
            caregiver is "GRANDPARENT" or "FOSTER_CARER" ? "40+" : CaregiverAges.Draw(random),
            random.Chance(0.06) ? ""
                : random.Chance(0.9) ? ethnicity
                : White.Draw(random),
            second,
            second.Length == 0 ? "" : CaregiverAges.Draw(random),
            father,
            household,
            random.Chance(0.06) ? "" : Deciles.Draw(random),
            random.Chance(0.05) ? "U"
                : random.Chance(0.12 * (1.4 - service.WhiteShare)) ? "Y"
                : "N",
            socialCare,
            SocialCareLater(socialCare, random),
            living,
            LivingLater(living, random)
        );
    }

    private static string SecondCaregiver(string first, string household, SampleRandom random)
    {
        if (household is "SINGLE_PARENT" or "U" || random.Chance(0.15))
            return "";
        return first switch
        {
            "BIRTH_MOTHER" => random.Chance(0.93) ? "BIRTH_FATHER"
            : random.Chance(0.5) ? "NON_BIRTH_PARENT"
            : "STEP_PARENT",
            "BIRTH_FATHER" => "BIRTH_MOTHER",
            _ => first,
        };
    }

    private static string SocialCareLater(string start, SampleRandom random) =>
        start switch
        {
            "NONE" => random.Chance(0.96) ? "NONE" : "EARLY_HELP",
            "EARLY_HELP" => random.Chance(0.55) ? "NONE" : "EARLY_HELP",
            "CHILD_IN_NEED" => random.Chance(0.4) ? "NONE"
            : random.Chance(0.4) ? "EARLY_HELP"
            : "CHILD_IN_NEED",
            "CHILD_PROTECTION" => random.Chance(0.45) ? "CHILD_IN_NEED"
            : random.Chance(0.85) ? "CHILD_PROTECTION"
            : "CARE_PROCEEDINGS",
            "PRE_BIRTH" => random.Chance(0.5) ? "CHILD_IN_NEED"
            : random.Chance(0.5) ? "CHILD_PROTECTION"
            : "NONE",
            _ => start,
        };

    private static string LivingStart(string caregiver, string socialCare) =>
        caregiver switch
        {
            "FOSTER_CARER" => "FOSTER",
            "ADOPTIVE_PARENT" => "ADOPTION",
            "GRANDPARENT" or "OTHER_KIN" or "SPECIAL_GUARDIAN" => "OTHER_PARENT_OR_KIN",
            _ => socialCare == "LOOKED_AFTER" ? "MOTHER_BABY_PLACEMENT" : "WITH_CAREGIVER",
        };

    private static string LivingLater(string start, SampleRandom random) =>
        start switch
        {
            "" => random.Chance(0.95) ? "WITH_CAREGIVER" : "U",
            "WITH_CAREGIVER" => random.Chance(0.98) ? start : "OTHER_PARENT_OR_KIN",
            "MOTHER_BABY_PLACEMENT" => random.Chance(0.6) ? "WITH_CAREGIVER" : start,
            _ => start,
        };
}
