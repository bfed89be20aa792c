namespace Portal.Api.Extracts.Rules;

/// <summary>Rules about scores, which need the catalogue of measures.</summary>
public static class ScoreRules
{
    public static readonly Rule UnknownMeasure = Error(
        "score.unknown_measure",
        "measure",
        "The measure is not in the catalogue. Use its code from the list of measures, or ask the network to add it.",
        ScoreRuleHelp.UnknownMeasure
    );

    public static readonly Rule UnknownSubscale = Error(
        "score.unknown_subscale",
        "subscale",
        "The measure has no such score. Use the subscale's code from the list of measures; blank only for a measure with one score.",
        ScoreRuleHelp.UnknownSubscale
    );

    public static readonly Rule MissingReason = Error(
        "score.missing_reason",
        "not_done_reason",
        "A row without a score needs not_done_reason.",
        ScoreRuleHelp.MissingReason
    );

    public static readonly Rule BelowRange = Error(
        "score.below_range",
        "score",
        "The score is lower than the measure allows. Send the total or subscale score as the catalogue defines it.",
        ScoreRuleHelp.BelowRange
    );

    public static readonly Rule AboveRange = Error(
        "score.above_range",
        "score",
        "The score is higher than the measure allows. Send the total or subscale score as the catalogue defines it (a mean where it says so, not the sum).",
        ScoreRuleHelp.AboveRange
    );

    public static readonly Rule RespondentMismatch = Error(
        "score.respondent_mismatch",
        "respondent",
        "This measure is not rated by that respondent. Correct the respondent or the measure.",
        ScoreRuleHelp.RespondentMismatch
    );

    public static readonly Rule GoalMissing = Error(
        "score.goal_missing",
        "goal",
        "A goal-based outcome needs the number of its goal, 1 to 3; one row a goal.",
        ScoreRuleHelp.GoalMissing
    );

    public static readonly Rule GoalUnexpected = Error(
        "score.goal_unexpected",
        "goal",
        "Only goal-based outcomes have a goal number. Blank it.",
        ScoreRuleHelp.GoalUnexpected
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
        ScoreRuleHelp.AntenatalAfterBirth
    );

    public static readonly Rule EndWhileOpen = Warning(
        "score.end_while_open",
        "timepoint",
        "There is a score at the end of the work, but the case is not closed. Use REVIEW for scores during the work, or close the case.",
        ScoreRuleHelp.EndWhileOpen
    );

    public static IReadOnlyList<Rule> All =>
        [
            UnknownMeasure,
            UnknownSubscale,
            MissingReason,
            BelowRange,
            AboveRange,
            RespondentMismatch,
            GoalMissing,
            GoalUnexpected,
            EndBeforeBaseline,
            AntenatalAfterBirth,
            EndWhileOpen,
        ];

    private static Rule Error(string code, string column, string message, RuleHelp? explained = null) =>
        new(code, Gate.Extract, Severity.Error, FileKind.Scores, column, message) { Explained = explained };

    private static Rule Warning(string code, string column, string message, RuleHelp? explained = null) =>
        Error(code, column, message, explained) with
        {
            Severity = Severity.Warning,
        };
}
