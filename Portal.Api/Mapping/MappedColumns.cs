using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Api.Mapping;

/// <summary>A column of a sheet with one row a case whose cells are scores.</summary>
/// <param name="Measure">Code of the measure.</param>
/// <param name="Subscale">Code of the subscale; empty or left out for a measure with one score.</param>
/// <param name="Timepoint">BASELINE, REVIEW, END or FOLLOW_UP.</param>
/// <param name="Respondent">Code of who gave the rating.</param>
/// <param name="Week">Weeks from the first contact, the same for all cells. Without it and without <paramref name="WeekHeading"/> it is 0
/// at the start and estimated at the end; other timepoints need one of the two.</param>
/// <param name="WeekHeading">Heading of the column of the same sheet that holds the weeks.</param>
/// <param name="Goal">1 to 3, for goal-based outcomes.</param>
public sealed record MappedScoreText(
    string? Measure,
    string? Subscale,
    string? Timepoint,
    string? Respondent,
    int? Week,
    string? WeekHeading,
    int? Goal
)
{
    internal static MappedScoreText Of(HeadingMeaning.Score score) =>
        new(score.Measure, score.Subscale, score.Timepoint, score.Respondent, score.Week, score.WeekHeading, score.Goal);

    /// <summary>What it says; no longer strict where it was saved under other measures.</summary>
    internal HeadingMeaning.Score ToMeaning() =>
        new(Measure ?? "", Subscale ?? "", Timepoint ?? "", Respondent ?? "")
        {
            Week = Week,
            WeekHeading = WeekHeading,
            Goal = Goal,
        };

    /// <summary>What is wrong with it; <c>null</c> when nothing is.</summary>
    internal string? Fault(MeasureCatalogue measures)
    {
        var file = ExtractFiles.Of(FileKind.Scores);
        var week = (CellForm.WholeNumber)file.Column("week")!.Form;
        return measures.Find(Measure ?? "", Subscale ?? "") is not { } measure ? "a score needs a measure and subscale of the catalogue"
            : !IsCode(file, "timepoint", Timepoint) ? "a score needs a timepoint: BASELINE, REVIEW, END or FOLLOW_UP"
            : !measure.Respondents.Contains(Respondent) ? $"{measure.Code} is rated by {string.Join(", ", measure.Respondents)}"
            : Week is not null && WeekHeading is not null ? "a score has a week or a column of weeks, not both"
            : Week < week.Low || Week > week.High ? $"the week is from {week.Low} to {week.High}"
            : Week is null && string.IsNullOrWhiteSpace(WeekHeading) && Timepoint is not ("BASELINE" or "END")
                ? "scores between start and end, and after it, need a week or a column of weeks"
            : measure.Construct == "goals" != Goal is not null ? "goal-based outcomes need the number of the goal, and nothing else has one"
            : Goal is < 1 or > 3 ? "the number of a goal is 1, 2 or 3"
            : null;
    }

    internal static bool IsCode(ExtractFile file, string column, string? code) =>
        code is not null && file.Column(column)!.Form is CellForm.Code coded && coded.List.Codes.Any(one => one.Value == code);
}

/// <summary>A column of a sheet with one row a case whose cells say whether a risk is there.</summary>
/// <param name="RiskCode">Code of the risk.</param>
/// <param name="Stage">REFERRAL, ASSESSMENT or END.</param>
public sealed record MappedRiskText(string? RiskCode, string? Stage)
{
    internal static MappedRiskText Of(HeadingMeaning.Risk risk) => new(risk.RiskCode, risk.Stage);

    internal HeadingMeaning.Risk ToMeaning() => new(RiskCode ?? "", Stage ?? "");

    /// <summary>What is wrong with it; <c>null</c> when nothing is.</summary>
    internal string? Fault()
    {
        var file = ExtractFiles.Of(FileKind.Risks);
        return !MappedScoreText.IsCode(file, "risk_code", RiskCode) ? "a risk needs one of the codes of risk_code"
            : !MappedScoreText.IsCode(file, "stage", Stage) ? "a risk needs a stage: REFERRAL, ASSESSMENT or END"
            : null;
    }
}
