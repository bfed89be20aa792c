namespace Portal.Api.Samples;

/// <summary>One row of activity.csv.</summary>
internal sealed record SampleActivityRow(string Activity, string Audience, int Sessions, int People, int Hours);

/// <summary>Indirect work of a quarter: about 3 training sessions for 60 people, consultation for 12 and supervision for 8.</summary>
internal static class SampleActivity
{
    private static readonly string[] Trained = ["HEALTH_VISITING", "SOCIAL_CARE", "MIDWIFERY", "EARLY_YEARS", "MIXED"];
    private static readonly string[] Consulted = ["SOCIAL_CARE", "PERINATAL_MH", "MIDWIFERY"];

    public static IEnumerable<SampleActivityRow> Draw(SampleRandom random)
    {
        var most = random.Between(30, 51);
        yield return new SampleActivityRow("TRAINING", Trained[0], 2, most, 6);
        yield return new SampleActivityRow(
            "TRAINING",
            Trained[random.Between(1, Trained.Length)],
            1,
            60 - most + random.Between(-6, 7) + 6,
            3
        );
        yield return new SampleActivityRow(
            "CONSULTATION",
            "HEALTH_VISITING",
            random.Between(4, 9),
            random.Between(5, 10),
            random.Between(4, 9)
        );
        yield return new SampleActivityRow(
            "CONSULTATION",
            random.OneOf(Consulted),
            random.Between(2, 6),
            random.Between(3, 7),
            random.Between(2, 6)
        );
        yield return new SampleActivityRow(
            "SUPERVISION",
            "HEALTH_VISITING",
            random.Between(4, 7),
            random.Between(6, 11),
            random.Between(6, 11)
        );
        if (random.Chance(0.3))
            yield return new SampleActivityRow("STRATEGIC", "MIXED", random.Between(1, 4), random.Between(8, 20), random.Between(2, 7));
    }
}
