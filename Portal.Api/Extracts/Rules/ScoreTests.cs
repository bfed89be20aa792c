using System.Globalization;

namespace Portal.Api.Extracts.Rules;

/// <summary>The questions asked of every row of scores.csv; those about a measure that is not in the catalogue are not asked twice.</summary>
public static class ScoreTests
{
    public static readonly IReadOnlyList<RowTest<ScoreRow>> All =
    [
        new(
            ScoreRules.UnknownMeasure,
            "measure",
            [],
            (row, context) => context.Measures.Subscales(row.Measure).Count > 0,
            row => row.Measure
        ),
        new(
            ScoreRules.UnknownSubscale,
            "subscale",
            ["measure"],
            (row, context) => Of(row, context) is not null || context.Measures.Subscales(row.Measure).Count == 0,
            row => row.Subscale
        ),
        new(ScoreRules.MissingReason, "not_done_reason", ["score"], (row, _) => row.Score is not null || row.NotDoneReason is not null),
        new(
            ScoreRules.BelowRange,
            "score",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || !(row.Score < measure.Minimum),
            Score
        ),
        new(
            ScoreRules.AboveRange,
            "score",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || !(row.Score > measure.Maximum),
            Score
        ),
        new(
            ScoreRules.RespondentMismatch,
            "respondent",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { } measure || measure.Respondents.Contains(row.Respondent),
            row => row.Respondent
        ),
        new(
            ScoreRules.GoalMissing,
            "goal",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is not { Construct: "goals" } || row.Goal is not null
        ),
        new(
            ScoreRules.GoalUnexpected,
            "goal",
            ["measure", "subscale"],
            (row, context) => Of(row, context) is null or { Construct: "goals" } || row.Goal is null,
            row => row.Goal?.ToString(CultureInfo.InvariantCulture)
        ),
        new(
            ScoreRules.AntenatalAfterBirth,
            "measure",
            ["subscale", "case_ref"],
            (row, context) =>
                Of(row, context) is not { AntenatalOnly: true } || CaseOf(row, context)?.BabyAgeBand is null or "" or "UNBORN" or "U",
            row => row.Measure
        ),
        new(
            ScoreRules.EndWhileOpen,
            "timepoint",
            ["case_ref"],
            (row, context) => row.Timepoint != "END" || CaseOf(row, context)?.Status is null or "" or "CLOSED",
            row => row.Timepoint
        ),
    ];

    private static Measure? Of(ScoreRow row, ExtractContext context) => context.Measures.Find(row.Measure, row.Subscale);

    private static CaseRow? CaseOf(ScoreRow row, ExtractContext context) => context.Cases.GetValueOrDefault(row.CaseRef);

    private static string? Score(ScoreRow row) => row.Score?.ToString(CultureInfo.InvariantCulture);
}
