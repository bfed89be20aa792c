using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>
/// Families whose work ended in the quarter after two attended contacts, by measure and subscale (statistics of record, 0b).
/// </summary>
/// <param name="Measure">Measure code.</param>
/// <param name="Subscale">Subscale code; empty for a measure with one score.</param>
/// <param name="Eligible">Families in the cohort.</param>
/// <param name="Baseline">Those of them with a first score.</param>
/// <param name="Paired">Those of them with a first score and a later last score by the same respondent.</param>
public sealed record PairedCount(string Measure, string Subscale, int Eligible, int Baseline, int Paired);

/// <summary>First and last scores of the families whose work ended in the quarter after two attended contacts.</summary>
internal static class PairedCounts
{
    private static readonly string[] RespondentOrder = ["MOTHER", "OTHER_CAREGIVER", "FATHER", "CLINICIAN", "OBSERVER"];

    public static IReadOnlyList<PairedCount> Of(ExtractRows rows, Quarter period, MeasureCatalogue measures)
    {
        var cohort = Cohort(rows, period);
        var scores = (rows.Scores ?? []).Where(row => row.Score is not null).ToLookup(row => (row.Measure, row.Subscale, row.CaseRef));
        var used = (rows.Scores ?? []).Select(row => (row.Measure, row.Subscale)).ToHashSet();
        return
        [
            .. measures
                .All.Where(measure => used.Contains((measure.Code, measure.Subscale)))
                .Select(measure =>
                {
                    var started = cohort
                        .Select(unit =>
                            unit.Cases.Select(one => (one, scores[(measure.Code, measure.Subscale, one.CaseRef)].ToArray())).ToArray()
                        )
                        .Where(unit => unit.Any(one => one.Item2.Any(IsFirst)))
                        .ToList();
                    return new PairedCount(measure.Code, measure.Subscale, cohort.Length, started.Count, started.Count(IsPaired));
                }),
        ];
    }

    // Contacts do not filter a service that sends none at all. A family is in the cohort when one of its cases is.
    private static FamilyUnit[] Cohort(ExtractRows rows, Quarter period)
    {
        var attended = rows.Contacts?.Where(row => row.Attendance == "ATTENDED").CountBy(row => row.CaseRef).ToDictionary();
        var filtered = attended is not null || rows.Cases.Any(row => row.ContactsAttended is not null);
        return
        [
            .. FamilyUnits
                .Of(rows.Cases)
                .Where(unit => unit.Closed is { } closed && closed >= period.FirstMonth && closed < period.Before)
                .Where(unit => !filtered || unit.Cases.Any(row => Attended(row) >= 2)),
        ];

        int Attended(CaseRow row) => attended is not null ? attended.GetValueOrDefault(row.CaseRef) : row.ContactsAttended ?? 0;
    }

    private static bool IsFirst(ScoreRow row) => row.Timepoint == "BASELINE";

    private static bool IsPaired((CaseRow Case, ScoreRow[] Scores)[] unit)
    {
        var rater = unit.SelectMany(one => one.Scores.Where(IsFirst), (one, row) => (Day: DayOf(one.Case, row), row.Respondent))
            .OrderBy(first => first.Day)
            .ThenBy(first => Array.IndexOf(RespondentOrder, first.Respondent))
            .First()
            .Respondent;
        return unit.Any(one =>
            one.Scores.Where(row => row.Respondent == rater)
                .GroupBy(row => row.Goal)
                .Any(goal =>
                    goal.Where(IsFirst).Select(row => (int?)row.Week).Min() is { } first
                    && goal.Any(row => row.Timepoint is "REVIEW" or "END" && row.Week > first)
                )
        );
    }

    // Weeks run from each case's first contact, so that the baselines of siblings are put in order by day.
    private static int DayOf(CaseRow row, ScoreRow score) =>
        row.ReferralMonth.FirstDay.DayNumber + (row.DaysToFirstContact ?? 0) + 7 * score.Week;
}
