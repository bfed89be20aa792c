namespace Portal.Api.Extracts.Rules;

/// <summary>
/// Rules that compare an extract with the service's earlier ones. All are warnings, since what is unusual may still be true.
/// </summary>
public static class HistoryRules
{
    public static readonly Rule CaseVanished = Warning(
        "history.case_vanished",
        FileKind.Cases,
        null,
        "Cases that you sent before are not in this extract: they were waiting or open at the end of the quarter before, or they stand for "
            + "this quarter. List them; if they ended, with status CLOSED and the month.",
        new RuleHelp(
            "A case that you sent as WAITING or OPEN for the quarter before, or in the extract that stands for this quarter, is missing "
                + "from cases.csv. The comparison on the check report names it.",
            "A case that is no longer listed stays as it was sent before, waiting or open for ever, or stops counting with its risks and "
                + "scores.",
            "Look the case up in your system. Add its row to cases.csv, with status CLOSED and the closure month if it ended. If its "
                + "reference changed, give it the old one again.",
            "Jan-Mar lists C-4M8TB as OPEN, Apr-Jun does not list it.",
            "Apr-Jun lists C-4M8TB as OPEN, or as CLOSED with closure_month 2025-05."
        )
    );

    public static readonly Rule BaselineChanged = Warning(
        "history.baseline_changed",
        FileKind.Scores,
        "score",
        "A first score differs from the one that was sent for an earlier quarter. Check which one is right.",
        new RuleHelp(
            "For the same case, measure, respondent and goal you sent another BASELINE score before, or one that is now missing.",
            "First scores are what change is measured from. One that moves changes figures that were already read and reported.",
            "Compare the score with the questionnaire. If the new one is right, keep it and give the reason; if not, put the old one "
                + "back. Later scores belong in rows with REVIEW or END.",
            "BASELINE, week 0, score 8 in Apr-Jun; it was 14 in Jan-Mar.",
            "BASELINE, week 0, score 14; END, week 18, score 8."
        )
    );

    public static readonly Rule VolumeJump = Warning(
        "history.volume_jump",
        FileKind.Cases,
        null,
        "The number of referrals is less than half, or more than twice, what is usual. Check that the file is whole and for the right "
            + "quarter.",
        new RuleHelp(
            "Referrals whose month is in the quarter are counted and compared with the median of your last four quarters. Small numbers, "
                + "under 10, are not compared.",
            "A filter left on, half an export or two quarters in one file show themselves by their number first.",
            "Count the referrals of the quarter in your system. If the number is right, for example because a new team began, choose the "
                + "reason and submit.",
            "9 referrals, when the last four quarters had 24, 26, 22 and 25.",
            "24 referrals, after the filter on one worker was taken off."
        )
    );

    public static readonly Rule EndWithoutBaseline = Warning(
        "history.end_without_baseline",
        FileKind.Scores,
        "timepoint",
        "A score at the end has no first score of the same measure and respondent in this file. An extract lists every score so far, the "
            + "first ones too.",
        new RuleHelp(
            "The file scores.csv has an END row with a score, but no BASELINE row for the same case, measure, subscale, respondent and "
                + "goal.",
            "Without its first score a last score says nothing about change: the family drops out of every outcome figure.",
            "Add the BASELINE row, also when you sent it for an earlier quarter. If it was never done, add it with a blank score and the "
                + "reason in not_done_reason.",
            "Only: END, week 18, MOTHER, score 7.",
            "BASELINE, week 0, MOTHER, score 12 and END, week 18, MOTHER, score 7."
        )
    );

    public static readonly Rule DirectionReversed = Warning(
        "history.direction_reversed",
        FileKind.Scores,
        "score",
        "Nearly all families seem to get worse on a measure. Check that it was not scored the wrong way round.",
        new RuleHelp(
            "Over the last four quarters at least 8 families have a first and a last score, at least 70 % of them got worse, by half a "
                + "standard deviation or more on average.",
            "When items are added up the wrong way round, improvement reads as harm, in your figures and in those of the network.",
            "Take two questionnaires and score them by hand with the instructions of the measure. The page of the measures says which way "
                + "is better.",
            "A confidence scale, where higher is better, falls from 38 to 31 in nearly every family.",
            "The same answers scored as the instructions say: 31 to 38."
        )
    );

    public static readonly Rule ScaleShift = Warning(
        "history.scale_shift",
        FileKind.Scores,
        "score",
        "New scores of a measure are on another scale than the ones before. Check that it is the right subscale, and a sum where it was a "
            + "sum or a mean where it was a mean.",
        new RuleHelp(
            "At least 8 new scores lie where another scale of the same questionnaire has its values and the usual ones do not, or their "
                + "mean is five times the usual one, or a fifth.",
            "Scores on two scales cannot be averaged; the change between them means nothing.",
            "Look at how your system exports the measure: the total or a subscale, the sum of the items or their mean. Export it as "
                + "before and check again.",
            "2.3, the mean of the items, where you sent 34, their sum, until now.",
            "34."
        )
    );

    public static readonly Rule IdenticalScores = Warning(
        "history.identical_scores",
        FileKind.Scores,
        "score",
        "Nearly all last scores of a measure are the same as the first ones. Check that the first score was not copied.",
        new RuleHelp(
            "Over the last four quarters at least 8 families have a first and a last score, and at least 80 % of them have exactly the "
                + "same score twice.",
            "A copied score looks like a family for whom nothing changed, and hides what did.",
            "Compare some last scores with their questionnaires. Where none was done, leave the score blank and fill not_done_reason.",
            "BASELINE 14 and END 14, in nine of ten families.",
            "BASELINE 14 and END 9; or END blank with DISENGAGED."
        )
    );

    public static readonly Rule LowPairing = Warning(
        "history.low_pairing",
        FileKind.Scores,
        "timepoint",
        "Of the closed cases with a first score, fewer than one in five have a last one. Check that the export holds the scores at the "
            + "end.",
        new RuleHelp(
            "Over the last four quarters at least 20 closed cases have a first score on a measure, and under 20 % of them a later one of "
                + "the same respondent.",
            "Change can only be shown for families with both scores. With so few, figures tell of those who stayed, not of those you saw.",
            "Look whether last scores are in your system but not in the export. If they were not done, say so with not_done_reason, so "
                + "that the reason can be seen.",
            "BASELINE only, for 21 of 24 closed cases.",
            "BASELINE and END, or END blank with a reason."
        )
    );

    public static readonly Rule RowsGone = Warning(
        "history.rows_gone",
        null,
        null,
        "Rows that you sent before are not in this file, so they would stop counting. Send the file with everything so far, say that it "
            + "holds only what is new, or say why they go.",
        new RuleHelp(
            "You sent this file before, for this quarter or an earlier one, and it had rows of cases that are still listed, or of this "
                + "quarter's feedback and indirect work, that are missing now. Or the cases of a file that you did not send again are no "
                + "longer listed.",
            "The latest file of a case takes the place of the ones before. With a filter left on, or an export of the quarter's own rows "
                + "only, risks, scores and contacts would disappear from your figures without anybody noticing.",
            "Look at what submitting changes, on the check report. If the rows belong there, export everything so far again: many "
                + "systems ask for a range of dates, which has to begin with the first referral. If yours can only export what is new, say "
                + "so under the question on the check report (in the API with coverage), and the earlier rows stay. If the rows were "
                + "wrong, choose a reason. A file without changes need not be sent again.",
            "scores.csv with 14 rows, when the one before has 31 of the same cases.",
            "scores.csv with all 31 rows and the 14 new ones."
        )
    );

    public static readonly Rule ValueLost = Warning(
        "history.value_lost",
        null,
        null,
        "Values that were known are now blank or \"not known\". Fill them in again, or say why they go.",
        new RuleHelp(
            "You sent the same row with a value in this column before, for this quarter or the one before. Now the cell is blank, or has "
                + "the code for not known.",
            "What is not known leaves the figures: the shares of risks, ages and ethnicity then describe fewer families.",
            "Look whether the column is still in your export, and whether its codes are still translated. If the value was wrong and the "
                + "right one is not known, choose a reason.",
            "baby_ethnicity 99, where the extract before has A.",
            "baby_ethnicity A."
        )
    );

    public static readonly Rule SameAsOtherQuarter = Warning(
        "history.same_as_other_quarter",
        FileKind.Cases,
        null,
        "This looks like the extract of another quarter. Check the quarter that you chose, and the dates of the export.",
        new RuleHelp(
            "The files of cases, risks, scores and contacts are those of another quarter that stands, or every row is as the quarter "
                + "before has it, or none of five cases or more was referred or closed in the quarter.",
            "An extract under the wrong quarter puts families into months in which they were not seen, and the right quarter stays empty.",
            "Look at the quarter at the top of the report. If it is wrong, send the files for the right one. If the quarter is right, make "
                + "the export again for its dates. If nothing happened in the quarter, choose the reason and submit.",
            "The files of Jan-Mar sent again for Apr-Jun.",
            "An export that was made on the last day of June, for Apr-Jun."
        )
    );

    public static readonly Rule Superseded = Warning(
        "history.superseded",
        null,
        null,
        "What you changed here will not count, because a later quarter lists the same cases in this file. Change it there as well.",
        new RuleHelp(
            "The quarter stands already, and this file differs from it in rows of cases that a later quarter lists too. The latest quarter "
                + "that has a case speaks for it.",
            "An extract says everything known so far, so the later one takes the place of this one. A correction in the older quarter "
                + "alone changes no figure.",
            "Correct the case in your own system and send the later quarter again. Where both shall say the same, send this one too.",
            "week 0 of 2025-Q1 corrected from 15 to 18, while 2025-Q2 still says 15.",
            "18 in both quarters."
        )
    );

    public static IReadOnlyList<Rule> All =>
        [
            CaseVanished,
            RowsGone,
            ValueLost,
            Superseded,
            SameAsOtherQuarter,
            BaselineChanged,
            VolumeJump,
            EndWithoutBaseline,
            DirectionReversed,
            ScaleShift,
            IdenticalScores,
            LowPairing,
        ];

    private static Rule Warning(string code, FileKind? file, string? column, string message, RuleHelp explained) =>
        new(code, Gate.History, Severity.Warning, file, column, message) { Explained = explained };
}
