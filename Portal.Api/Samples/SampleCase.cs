using System.Globalization;

namespace Portal.Api.Samples;

/// <summary>One case with its whole course; an extract shows what was known of it at the end of a quarter.</summary>
internal sealed record SampleCase(
    string Reference,
    string FamilyReference,
    CaseFacts Facts,
    CaseCourse Course,
    string RisksAssessed,
    IReadOnlyList<SampleRisk> Risks,
    IReadOnlyList<SampleScore> Scores
)
{
    /// <summary>True for the second of twins, who came and went with the first; counted among no family's numbers.</summary>
    public bool IsSecondTwin { get; init; }
}

/// <summary>Draws the cases of one service.</summary>
internal static class SampleCases
{
    private const double ReferralsForOneSeen = 1.4;

    // Families who were referred in the year before are waiting or open when the first quarter begins.
    private const int EarlierQuarters = 4;

    /// <param name="service">The service.</param>
    /// <param name="size">Multiplies the families seen; 1 in the committed samples.</param>
    /// <param name="firstOrdinal">Number of the service's first case in the network, for its reference.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <returns>In the order of closure; a second twin after the first.</returns>
    public static IReadOnlyList<SampleCase> Draw(SampleService service, double size, int firstOrdinal, ulong seed)
    {
        var ofService = service.Code.Aggregate(new SampleRandom(seed), (random, letter) => random.Branch(letter));
        var scores = new SampleScores(service);
        var references = new List<string>();
        var courses = new List<(int Number, SampleRandom Random, CaseFacts Facts, CaseCourse Course)>();
        foreach (var day in ReferralDays(service.SeenAYear * size, ofService))
        {
            var random = ofService.Branch(1).Branch((ulong)courses.Count);
            var facts = CaseFacts.Draw(service, random.Branch(1));
            courses.Add((courses.Count, random, facts, CaseCourse.Draw(service, facts, day, random.Branch(2))));
        }

        return
        [
            .. courses
                .OrderBy(drawn => drawn.Course.ClosureDay)
                .ThenBy(drawn => drawn.Number)
                .SelectMany(drawn =>
                {
                    var (number, random, facts, course) = drawn;
                    var (assessed, risks) = SampleRisks.Draw(service, facts, course, random.Branch(3));
                    var first = new SampleCase(
                        SampleReferences.Of('C', firstOrdinal + number, seed),
                        FamilyOf(service, number, firstOrdinal, seed, random.Branch(4)),
                        facts,
                        course,
                        assessed,
                        risks,
                        scores.Draw(facts, course, random.Branch(5))
                    );
                    return service.LinksFamilies && facts.MultipleBirth == "Y"
                        ? new[] { first, SecondTwin(first, SampleReferences.Of('T', firstOrdinal + number, seed), random.Branch(6)) }
                        : [first];
                }),
        ];
    }

    // The work is one, so all but the baby is the same; many teams enter the mother's forms with both twins, others with one.
    private static SampleCase SecondTwin(SampleCase first, string reference, SampleRandom random) =>
        first with
        {
            Reference = reference,
            Facts = first.Facts.Unborn ? first.Facts : first.Facts with { BabySex = random.Chance(0.51) ? "1" : "2" },
            Scores = random.Chance(0.6) ? [.. first.Scores.Select(OfSecondTwin)] : [],
            IsSecondTwin = true,
        };

    // How a mother sees each baby is not the same.
    private static SampleScore OfSecondTwin(SampleScore score) =>
        score.Measure == "MORS_SF" && int.TryParse(score.Score, CultureInfo.InvariantCulture, out var points) && points > 0
            ? score with
            {
                Score = (points - 1).ToString(CultureInfo.InvariantCulture),
            }
            : score;

    private static IEnumerable<int> ReferralDays(double seenAYear, SampleRandom random)
    {
        var first = SampleQuarters.First.Plus(-EarlierQuarters);
        for (var quarter = first; quarter < SampleQuarters.Before; quarter = quarter.Plus(1))
        {
            var referrals = (int)(seenAYear * ReferralsForOneSeen / 4 * (0.85 + 0.3 * random.Fraction()) + random.Fraction());
            for (var referral = 0; referral < referrals; referral++)
                yield return random.Between(quarter.FirstMonth.FirstDay.DayNumber, quarter.Before.FirstDay.DayNumber);
        }
    }

    // One family in twenty has come before: a sibling or a second referral.
    private static string FamilyOf(SampleService service, int number, int firstOrdinal, ulong seed, SampleRandom random)
    {
        if (!service.LinksFamilies)
            return "";
        var earlier = number > 20 && random.Chance(0.05) ? random.Between(0, number) : number;
        return SampleReferences.Of('F', firstOrdinal + earlier, seed);
    }
}
