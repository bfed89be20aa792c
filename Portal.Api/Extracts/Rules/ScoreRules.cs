using System.Globalization;

namespace Portal.Api.Extracts.Rules;

/// <summary>
/// Rules about scores, which need the catalogue of measures. A measure that is not in it breaks <see cref="UnknownMeasure"/> only.
/// </summary>
public static class ScoreRules
{
    public static readonly Rule UnknownMeasure = Error(
        "score.unknown_measure",
        "measure",
        "The measure is not in the catalogue. Use its code from the list of measures, or ask the network to add it.",
        ScoreRuleHelp.UnknownMeasure,
        new RowTest<ScoreRow>("measure", [], (row, context) => context.Measures.Subscales(row.Measure).Count > 0, row => row.Measure)
    );

    public static readonly Rule UnknownSubscale = Error(
        "score.unknown_subscale",
        "subscale",
        "The measure has no such score. Use the subscale's code from the list of measures; blank only for a measure with one score.",
        ScoreRuleHelp.UnknownSubscale,
        new RowTest<ScoreRow>(
            "subscale",
            ["measure"],
            (row, context) => Of(row, context) is not null || context.Measures.Subscales(row.Measure).Count == 0,
            row => row.Subscale
        )
    );

    public static readonly Rule MissingReason = Error(
        "score.missing_reason",
        "not_done_reason",
        "A row without a score needs not_done_reason.",
        ScoreRuleHelp.MissingReason,
        new RowTest<ScoreRow>("not_done_reason", ["score"], (row, _) => row.Score is not null || row.NotDoneReason is not null)
    );

    public static readonly Rule BelowRange = Error(
        "score.below_range",
        "score",
        "The score is lower than the measure allows. Send the total or subscale score as the catalogue defines it.",
        ScoreRuleHelp.BelowRange,
        new RowTest<ScoreRow>(
            "score",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || !(row.Score < measure.Minimum),
            Score
        )
    );

    public static readonly Rule AboveRange = Error(
        "score.above_range",
        "score",
        "The score is higher than the measure allows. Send the total or subscale score as the catalogue defines it (a mean where it says "
            + "so, not the sum).",
        ScoreRuleHelp.AboveRange,
        new RowTest<ScoreRow>(
            "score",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || !(row.Score > measure.Maximum),
            Score
        )
    );

    public static readonly Rule OffStep = Warning(
        "score.off_step",
        "score",
        "The score is within the range but not one that the measure can give. Check that it is the total or subscale score, not a mean or "
            + "a share.",
        ScoreRuleHelp.OffStep,
        new RowTest<ScoreRow>(
            "score",
            ["measure", "subscale"],
            (row, context) =>
                Of(row, context) is not { } measure
                || row.Score is not { } score
                || score < measure.Minimum
                || score > measure.Maximum
                || measure.CanGive(score),
            Score
        )
    );

    public static readonly Rule SameWeek = Warning(
        "score.same_week",
        "week",
        "The first and the last score are of one week, so they are not compared. Correct the week of one of them.",
        ScoreRuleHelp.SameWeek
    );

    public static readonly Rule RaterChanged = Warning(
        "score.rater_changed",
        "respondent",
        "The last score is by somebody else than the first, so they are not compared. Correct the respondent, if it was the same person.",
        ScoreRuleHelp.RaterChanged
    );

    public static readonly Rule UnlikeNetwork = Warning(
        "score.unlike_network",
        "score",
        "You send this measure for the first time, and its first scores are more like those of another scale than like the network's. "
            + "Check that it is the right scale, and a sum where the network has sums.",
        ScoreRuleHelp.UnlikeNetwork
    ) with
    {
        Gate = Gate.History,
    };

    public static readonly Rule RespondentMismatch = Error(
        "score.respondent_mismatch",
        "respondent",
        "This measure is not rated by that respondent. Correct the respondent or the measure.",
        ScoreRuleHelp.RespondentMismatch,
        new RowTest<ScoreRow>(
            "respondent",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || measure.Respondents.Contains(row.Respondent),
            row => row.Respondent
        )
    );

    public static readonly Rule GoalMissing = Error(
        "score.goal_missing",
        "goal",
        "A goal-based outcome needs the number of its goal, 1 to 3; one row a goal.",
        ScoreRuleHelp.GoalMissing,
        new RowTest<ScoreRow>(
            "goal",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { Construct: "goals" } || row.Goal is not null
        )
    );

    public static readonly Rule GoalUnexpected = Error(
        "score.goal_unexpected",
        "goal",
        "Only goal-based outcomes have a goal number. Blank it.",
        ScoreRuleHelp.GoalUnexpected,
        new RowTest<ScoreRow>(
            "goal",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is null or { Construct: "goals" } || row.Goal is null,
            row => row.Goal?.ToString(CultureInfo.InvariantCulture)
        )
    );

    public static readonly Rule EndBeforeBaseline = Error(
        "score.end_before_baseline",
        "week",
        "The score at the end is from an earlier week than the same person's first baseline. Correct the week or the timepoint.",
        ScoreRuleHelp.EndBeforeBaseline
    );

    public static readonly Rule AntenatalAfterBirth = Warning(
        "score.antenatal_after_birth",
        "measure",
        "The measure is for pregnancy, but the baby was already born at referral. Check the measure and baby_age_band.",
        ScoreRuleHelp.AntenatalAfterBirth,
        new RowTest<ScoreRow>(
            "measure",
            ["subscale", "case_ref"],
            (row, context) =>
                Of(row, context) is not { AntenatalOnly: true } || CaseOf(row, context)?.BabyAgeBand is null or "" or "UNBORN" or "U",
            row => row.Measure
        )
    );

    public static readonly Rule EndWhileOpen = Warning(
        "score.end_while_open",
        "timepoint",
        "There is a score at the end of the work, but the case is not closed. Use REVIEW for scores during the work, or close the case.",
        ScoreRuleHelp.EndWhileOpen,
        new RowTest<ScoreRow>(
            "timepoint",
            ["case_ref"],
            (row, context) => row.Timepoint != "END" || CaseOf(row, context)?.Status is null or "" or "CLOSED",
            row => row.Timepoint
        )
    );

    public static readonly Rule WeekEstimated = new(
        "score.week_estimated",
        Gate.Rows,
        Severity.Note,
        null,
        null,
        "Nobody wrote down the week of these scores. It was taken to be four for each month from referral to closure, or to the end of the "
            + "quarter while the case is open."
    )
    {
        Explained = ScoreRuleHelp.WeekEstimated,
    };

    public static IReadOnlyList<Rule> All =>
        [
            UnknownMeasure,
            UnknownSubscale,
            MissingReason,
            BelowRange,
            AboveRange,
            OffStep,
            RespondentMismatch,
            GoalMissing,
            GoalUnexpected,
            EndBeforeBaseline,
            SameWeek,
            RaterChanged,
            UnlikeNetwork,
            AntenatalAfterBirth,
            EndWhileOpen,
            WeekEstimated,
        ];

    private static Measure? Of(ScoreRow row, ExtractContext context) => context.Measures.Find(row.Measure, row.Subscale);

    private static CaseRow? CaseOf(ScoreRow row, ExtractContext context) => context.Cases.GetValueOrDefault(row.CaseRef);

    private static string? Score(ScoreRow row) => row.Score?.ToString(CultureInfo.InvariantCulture);

    private static Rule Error(string code, string column, string message, RuleHelp explained, params RowTest<ScoreRow>[] tests) =>
        new(code, Gate.Extract, Severity.Error, FileKind.Scores, column, message) { Explained = explained, Tests = tests };

    private static Rule Warning(string code, string column, string message, RuleHelp explained, params RowTest<ScoreRow>[] tests) =>
        Error(code, column, message, explained, tests) with
        {
            Severity = Severity.Warning,
        };
}
