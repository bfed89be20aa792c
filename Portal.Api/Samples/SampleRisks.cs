namespace Portal.Api.Samples;

/// <summary>One risk of one case, in risks.csv from <c>Day</c> on.</summary>
internal sealed record SampleRisk(int Day, string Code, string Stage, string Present, string Whose, string Timing);

/// <summary>Which risks a family brings, about five each.</summary>
internal static class SampleRisks
{
    // Shares in per cent of all families at referral; BornOnly risks are drawn for 82 % of them.
    private static readonly (string Code, double Share, string Whose, bool BornOnly)[] All =
    [
        ("PERINATAL_MENTAL_ILLNESS", 62, "MOTHER", false),
        ("ISOLATION", 44, "FAMILY", false),
        ("RECENT_LIFE_STRESS", 41, "FAMILY", false),
        ("PARENT_CHILDHOOD_ABUSE", 38, "MOTHER", false),
        ("BONDING_DIFFICULTY", 36, "MOTHER", false),
        ("BIRTH_TRAUMA", 24, "MOTHER", true),
        ("PARENTAL_CONFLICT", 24, "FAMILY", false),
        ("DOMESTIC_ABUSE", 21, "FAMILY", false),
        ("POVERTY", 22, "FAMILY", false),
        ("SEVERE_MENTAL_ILLNESS", 19, "MOTHER", false),
        ("SAFEGUARDING_CONCERN", 15, "BABY", false),
        ("PREMATURITY", 11, "BABY", true),
        ("HOUSING", 12, "FAMILY", false),
        ("SUBSTANCE_MISUSE", 7, "FATHER", false),
        ("COMPLEX_TRAUMA", 10, "MOTHER", false),
        ("BEREAVEMENT_OR_LOSS", 12, "FAMILY", false),
        ("CARE_EXPERIENCED_PARENT", 8, "MOTHER", false),
        ("MIGRATION_OR_ASYLUM", 5, "FAMILY", false),
        ("PARENT_LEARNING_DISABILITY", 5, "MOTHER", false),
        ("PARENT_PHYSICAL_ILLNESS", 5, "MOTHER", false),
        ("UNPLANNED_PREGNANCY", 10, "MOTHER", false),
        ("CHILD_PREVIOUSLY_REMOVED", 4, "FAMILY", false),
        ("OFFENDING", 3, "FATHER", false),
        ("BABY_ILLNESS_OR_DISABILITY", 5, "BABY", true),
        ("REGULATION_FEEDING_SLEEP", 20, "BABY", true),
        ("DEVELOPMENTAL_CONCERN", 6, "BABY", true),
    ];

    private const int TwelveStated = 12;

    /// <summary>Shares of all families in per cent, by risk code.</summary>
    public static IEnumerable<(string Code, double Share)> Shares => All.Select(risk => (risk.Code, risk.Share));

    /// <summary>The rows, and the value of <c>risks_assessed</c>, which is empty in services that state each risk.</summary>
    public static (string Assessed, IReadOnlyList<SampleRisk> Risks) Draw(
        SampleService service,
        CaseFacts facts,
        CaseCourse course,
        SampleRandom random
    )
    {
        var onlyPresent = service.Risks == RiskRecording.OnlyPresent;
        if (!random.Chance(course.Accepted ? 0.97 : 0.7))
            return (
                onlyPresent
                    ? random.Chance(0.7)
                        ? "N"
                        : "U"
                    : "",
                []
            );

        var risks = new List<SampleRisk>();
        var asked = service.Risks == RiskRecording.TwelveStated ? TwelveStated : All.Length;
        foreach (var (code, share, whose, bornOnly) in All.AsSpan(0, asked))
        {
            var present = Present(service, facts, code, share, bornOnly, random);
            if (onlyPresent && present == "N")
                continue;
            var details = !onlyPresent && present == "Y";
            risks.Add(
                new SampleRisk(
                    course.ReferralDay,
                    code,
                    "REFERRAL",
                    present,
                    details ? whose : "",
                    details
                        ? random.Chance(0.7)
                            ? "CURRENT"
                            : "PAST"
                        : ""
                )
            );
            if (service.RisksAtEnd && present == "Y" && code != "PREMATURITY" && course.FirstContactDay is not null)
                risks.Add(new SampleRisk(course.ClosureDay, code, "END", random.Chance(0.55) ? "Y" : "N", "", ""));
        }
        return (onlyPresent ? "Y" : "", risks);
    }

    private static string Present(SampleService service, CaseFacts facts, string code, double share, bool bornOnly, SampleRandom random)
    {
        // Prematurity follows preterm_or_neonatal, which was drawn with the same probability.
        if (code == "PREMATURITY")
            return facts.PretermOrNeonatal == "U" ? "U"
                : facts.Preterm ? "Y"
                : "N";
        if (bornOnly && facts.Unborn)
            return "N";
        if (random.Chance(0.02))
            return "U";
        var chance = share * ServiceFactor(service, code) / (bornOnly ? 82 : 100);
        return random.Chance(chance) ? "Y" : "N";
    }

    // Services differ by up to 15 % of the network's share, each in its own way.
    private static double ServiceFactor(SampleService service, string code)
    {
        var mixed = 0UL;
        foreach (var letter in service.Code + code)
            mixed = SampleRandom.Mixed(mixed + letter);
        return 0.85 + 0.3 * new SampleRandom(mixed).Fraction();
    }
}
