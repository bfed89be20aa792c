using System.Globalization;

namespace Portal.Api.Samples;

/// <summary>One row of scores.csv; it is known from <c>Day</c> on. Either <c>Score</c> or <c>NotDoneReason</c> is empty.</summary>
internal sealed record SampleScore(
    int Day,
    string Measure,
    string Subscale,
    string Timepoint,
    int Week,
    string Respondent,
    string Score,
    string NotDoneReason,
    int? Goal
);

/// <summary>
/// Draws the scores of the cases of one service, in the order of closure. Baselines that get a later score are spread evenly rather than by
/// chance, so that small services keep the completion that they are meant to have.
/// </summary>
internal sealed class SampleScores(SampleService service)
{
    private const double BaselineShare = 0.78;
    private readonly Dictionary<string, double> _due = new(StringComparer.Ordinal);

    private static readonly WeightedCodes BaselineWeeks = new(("-1", 4), ("0", 54), ("1", 22), ("2", 12), ("3", 5), ("4", 3));
    private static readonly WeightedCodes WhyNoBaseline = new(
        ("STAFF_OMISSION", 40),
        ("DECLINED", 30),
        ("LANGUAGE", 12),
        ("REMOTE", 10),
        ("NOT_APPROPRIATE", 8)
    );
    private static readonly WeightedCodes WhyNoEnd = new(("DISENGAGED", 45), ("STAFF_OMISSION", 30), ("DECLINED", 20), ("REMOTE", 5));

    public IReadOnlyList<SampleScore> Draw(CaseFacts facts, CaseCourse course, SampleRandom random)
    {
        if (course.FirstContactDay is not { } firstDay)
            return [];
        var used = service
            .Measures.Where(use => Suits(use.Measure, facts) && random.Chance(use.Share / EligibleShare(use.Measure)))
            .Select(use => use.Measure)
            .ToList();
        if (used.Count == 0)
            used.Add(service.Measures[0].Measure);

        var sheet = new ScoreSheet(course, firstDay, MainRespondent(facts), random);
        if (!random.Chance(BaselineShare))
            return random.Chance(0.4) ? [.. sheet.NotDone(used[0], "BASELINE", 0, WhyNoBaseline.Draw(random))] : [];

        var baselineWeek = Math.Min(int.Parse(BaselineWeeks.Draw(random), CultureInfo.InvariantCulture), sheet.LastWeek);
        if (baselineWeek < 0 && firstDay - 7 < course.DecisionDay)
            baselineWeek = 0;
        var fatherRates = facts.Father is "ATTENDED_ONCE" or "ATTENDED_REGULARLY" && sheet.Respondent != "FATHER" && random.Chance(0.4);
        var (severity, newAtEnd) = (random.Normal(), random.Normal());
        var rows = new List<SampleScore>();
        foreach (var measure in used)
        {
            if (random.Chance(0.03))
            {
                rows.AddRange(sheet.NotDone(measure, "BASELINE", baselineWeek, WhyNoBaseline.Draw(random)));
                continue;
            }
            var respondent = sheet.RespondentOf(measure);
            var plan = PlanOf(measure, course, baselineWeek, sheet.LastWeek, random);
            foreach (var goal in Goals(measure, random))
            {
                // A later goal starts later, and some goals are given up.
                var week = goal > 1 && random.Chance(0.2) ? Math.Min(baselineWeek + 3, sheet.LastWeek) : baselineWeek;
                var goalPlan = goal > 1 && (week >= plan.LastScoreWeek || random.Chance(0.12)) ? ScorePlan.None : plan.For(goal);
                rows.AddRange(sheet.Scored(service, new(measure, respondent, goal), week, goalPlan, new(severity, newAtEnd)));
            }
            if (plan is { End: null, Review: null } && sheet.LastWeek > baselineWeek + 3 && random.Chance(0.45))
                rows.AddRange(
                    sheet.NotDone(measure, "END", sheet.LastWeek, course.DroppedOut ? "DISENGAGED" : WhyNoEnd.Draw(random), respondent)
                );
            if (fatherRates && measure != "GBO" && ScoreScale.Of(measure).First().Rater == Rater.Caregiver)
            {
                // A father may come before, with or after the first caregiver.
                var week = Math.Min(random.Between(0, 5), sheet.LastWeek);
                var fatherPlan = plan.LastScoreWeek > week && random.Chance(0.8) ? plan.For(2) : ScorePlan.None;
                rows.AddRange(
                    sheet.Scored(service, new(measure, "FATHER", null), week, fatherPlan, new(severity * 0.3 - 0.5, newAtEnd * 0.3))
                );
            }
        }
        return rows;
    }

    // The drop-outs, about a fifth, miss more; the rest make up for them.
    private ScorePlan PlanOf(string measure, CaseCourse course, int baselineWeek, int lastWeek, SampleRandom random)
    {
        var due = _due.GetValueOrDefault(measure, 0.5) + service.PairedShare * (course.DroppedOut ? 0.45 : 1.1);
        if (due < 1 || lastWeek < baselineWeek + 1)
        {
            _due[measure] = due;
            return ScorePlan.None;
        }
        _due[measure] = due - 1;
        var halfway = baselineWeek + 2 + (lastWeek - baselineWeek) / 2;
        var (longWork, again) = (lastWeek - baselineWeek >= 12, lastWeek > baselineWeek + 1 && random.Chance(0.03));
        if (longWork && random.Chance(course.DroppedOut ? 0.6 : 0.06))
            return new ScorePlan(halfway, null, again, false);
        var review =
            longWork && random.Chance(0.35) ? halfway
            : random.Chance(0.02) ? lastWeek
            : (int?)null;
        return new ScorePlan(review, lastWeek, again, service.FollowsUp && random.Chance(0.5));
    }

    private static IEnumerable<int?> Goals(string measure, SampleRandom random)
    {
        if (measure != "GBO")
            return [null];
        var goals =
            random.Chance(0.25) ? 1
            : random.Chance(0.55) ? 2
            : 3;
        return Enumerable.Range(1, goals).Select(goal => (int?)goal);
    }

    private static bool Suits(string measure, CaseFacts facts) =>
        measure switch
        {
            "ADBB" => facts.BabyAgeBand is "3-5" or "6-11" or "12-17" or "18-23",
            _ => !(facts.Unborn && ScoreScale.Of(measure).First().BornOnly),
        };

    // 82 % of the babies are born at referral and 55 % are of the age for the ADBB.
    private static double EligibleShare(string measure) =>
        measure == "ADBB" ? 0.55
        : ScoreScale.Of(measure).First().BornOnly ? 0.82
        : 1;

    private static string MainRespondent(CaseFacts facts) =>
        facts.Caregiver1Relationship switch
        {
            "BIRTH_MOTHER" => "MOTHER",
            "BIRTH_FATHER" => "FATHER",
            _ => "OTHER_CAREGIVER",
        };
}

/// <summary>In which weeks a measure is taken again; with <c>Again</c>, a second baseline follows in the week after the first.</summary>
internal sealed record ScorePlan(int? Review, int? End, bool Again, bool FollowUp)
{
    public static readonly ScorePlan None = new(null, null, false, false);

    public int LastScoreWeek => End ?? Review ?? int.MinValue;

    /// <summary>Only the main respondent and the first goal have a second baseline.</summary>
    public ScorePlan For(int? goal) => goal > 1 ? this with { Again = false } : this;
}
