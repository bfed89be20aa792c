namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about scores, explained.</summary>
internal static class ScoreRuleHelp
{
    public static readonly RuleHelp UnknownMeasure = new(
        "The measure's code is not in the catalogue.",
        "Range, direction and cut-off come from the catalogue. For a measure that is not in it, nobody can say whether a higher score is "
            + "better.",
        "Use the code as it stands in the list of measures: no spaces, no version words. If your team uses a measure that is not listed, "
            + "ask the network to add it, and leave its rows out until then.",
        "measure = PHQ-9",
        "measure = PHQ9"
    );

    public static readonly RuleHelp UnknownSubscale = new(
        "The measure has no such score: the subscale's code is not in the catalogue, or it is blank for a measure that has several.",
        "Scores of different subscales have different ranges and directions, and are never mixed.",
        "Use the subscale's code from the list of measures. Leave it blank only for a measure with one score. A total of a measure that "
            + "is scored by subscales only cannot be sent.",
        "measure = HADS, subscale = (blank)",
        "measure = HADS, subscale = ANXIETY"
    );

    public static readonly RuleHelp MissingReason = new(
        "The row has no score and does not say why.",
        "Why scores are missing matters as much as the scores: if families who struggle are the ones without a last score, the average "
            + "looks better than it is.",
        "If there is a score, fill it. If the measure was due but not done, give not_done_reason. If it was not due, delete the row.",
        "score = (blank), not_done_reason = (blank)",
        "score = (blank), not_done_reason = DECLINED"
    );

    public static readonly RuleHelp BelowRange = new(
        "The score is lower than the lowest that this measure can give.",
        "It is then another score: of another measure, of a single item, or a mean in place of a sum. One such score can turn a small "
            + "team's average around.",
        "Compare it with the form. The list of measures gives the range. If the measure wants a sum and you have the mean of the items, "
            + "multiply by the number of items; if a measure was scored from 0 where it should be from 1, score it again.",
        "MPAS = 4.1 (a mean; the range is 19 to 95)",
        "MPAS = 77.9 (the sum)"
    );

    public static readonly RuleHelp AboveRange = new(
        "The score is higher than the highest that this measure can give.",
        "It is then another score: of another measure, a sum where the measure has a mean, or a slip of a digit.",
        "Compare it with the form. The list of measures gives the range and says where a mean is wanted. For a mean, divide the sum by "
            + "the number of items.",
        "KIPS = 43 (a sum; the range is 1 to 5)",
        "KIPS = 3.58 (the mean of 12 items)"
    );

    public static readonly RuleHelp RespondentMismatch = new(
        "The measure is not one that this person rates.",
        "First and last scores are compared for the same respondent only. A wrong one breaks the pair, or compares a parent with a "
            + "clinician.",
        "Correct the respondent: who filled in or rated the form, not who typed it in. Observed measures are rated by OBSERVER or "
            + "CLINICIAN; the list of measures says which. If a father filled in the maternal form, use the paternal one's code where "
            + "there is one.",
        "measure = PPAS, respondent = MOTHER",
        "measure = PPAS, respondent = FATHER"
    );

    public static readonly RuleHelp GoalMissing = new(
        "A goal-based outcome has no number of its goal.",
        "A family may have up to three goals. Without the number the first rating of one goal could be compared with the last rating of "
            + "another.",
        "Number each family's goals 1, 2 and 3, keep the numbers for the whole of the work, and send one row a goal and timepoint.",
        "measure = GBO, goal = (blank)",
        "measure = GBO, goal = 1"
    );

    public static readonly RuleHelp GoalUnexpected = new(
        "There is a goal number, but the measure is not a goal-based outcome.",
        "The goal number tells rows apart. With one where none belongs, a first and a last score would not be found as a pair.",
        "Blank the cell. If it holds something else, such as a number of sessions, its column may have been mapped wrongly.",
        "measure = HADS, goal = 1",
        "measure = HADS, goal = (blank)"
    );

    public static readonly RuleHelp EndBeforeBaseline = new(
        "The last score is from an earlier week than the first one of the same person on the same measure.",
        "Change is taken from first to last. With the two swapped, better would count as worse.",
        "Compare both weeks with your record. Weeks are counted from the first contact; before it they are negative. Often BASELINE and "
            + "END are swapped, or the week was counted from another date.",
        "BASELINE in week 14, END in week 0",
        "BASELINE in week 0, END in week 14"
    );

    public static readonly RuleHelp AntenatalAfterBirth = new(
        "The measure is made for pregnancy, but the baby was already born at the referral.",
        "Often the postnatal form of the same measure was used and the code of the antenatal one was sent: MAAS for MPAS, PAAS for PPAS. "
            + "Their ranges differ.",
        "Look at the form. If it is the postnatal one, correct the measure. If the baby was not born at the referral, correct "
            + "baby_age_band. If the record is right, for instance because a mother was pregnant again, give the reason.",
        "baby_age_band = 3-5, measure = MAAS",
        "baby_age_band = 3-5, measure = MPAS"
    );

    public static readonly RuleHelp EndWhileOpen = new(
        "There is a score from the end of the work, but the case is not closed.",
        "A score is the last one only once the work has ended; a score from a review tells something else.",
        "If the work has ended, close the case with closure_month and closure_reason. If it goes on, use REVIEW as the timepoint. If the "
            + "last session was in the quarter and the case will be closed in the next, give the reason.",
        "status = OPEN, timepoint = END",
        "status = OPEN, timepoint = REVIEW"
    );

    public static readonly RuleHelp WeekEstimated = new(
        "A column of your sheet holds scores from the end of the work and says no week. The portal estimated it from the months.",
        "Weeks put a family's scores in order and tell how long the work took. Months are near enough for the order, not for the length.",
        "Nothing, if that is enough. For exact weeks, add a column with the weeks since the first contact, and say in your own columns "
            + "and words that it holds the weeks of these scores.",
        "HADS at end = 7, no week",
        "HADS at end = 7, Weeks at end = 23"
    );

    public static readonly RuleHelp OffStep = new(
        "The score lies between the lowest and the highest of the measure, but its steps do not lead there: half a point where only whole "
            + "points are given, for example.",
        "A mean of the items, a percentage or a score of another form looks like a right score and moves every average.",
        "Look at how your system exports the measure. Send the total or subscale score as the list of measures defines it.",
        "HADS, anxiety, score 9.5",
        "HADS, anxiety, score 9"
    );

    public static readonly RuleHelp SameWeek = new(
        "A case has a first and a later score of the same measure and respondent, and both have the same week.",
        "Change is measured over time. Two scores of one week say nothing about it, so the family does not count as having both.",
        "Look up when the last score was taken and correct its week. If both are really of one week, give the reason.",
        "BASELINE in week 0 and END in week 0",
        "BASELINE in week 0 and END in week 18"
    );

    public static readonly RuleHelp RaterChanged = new(
        "The respondent of the first score has no later one, and somebody else has a later score without a first one.",
        "Two people see things differently. Their difference would look like change, so the scores are not compared.",
        "Look at the questionnaires. If it was the same person, correct the respondent. A second mother is OTHER_CAREGIVER both times. If "
            + "it was somebody else, give the reason.",
        "BASELINE by MOTHER, END by FATHER",
        "BASELINE by MOTHER, END by MOTHER"
    );

    public static readonly RuleHelp UnlikeNetwork = new(
        "None of your earlier quarters has this measure, and the mean of at least 8 first scores is five times the network's, or a fifth, "
            + "or nearer to the network's mean on another subscale or length of the questionnaire, into whose range they fit.",
        "A team that exports another scale from the start has no scores of its own to compare with, and all its figures would be wrong.",
        "Look at how your system exports the measure: the total or a subscale, the sum of the items or their mean, the long or the short "
            + "form. If it is right and your families are different, choose the reason and submit.",
        "1.9 on average, the mean of the items, where the network has 13",
        "13 on average, their sum"
    );
}
