using System.Collections.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Cases closed in the quarter after two attended contacts, by measure and subscale (statistics of record, 0b).</summary>
/// <param name="Measure">Measure code.</param>
/// <param name="Subscale">Subscale code; empty for a measure with one score.</param>
/// <param name="Eligible">Cases in the cohort.</param>
/// <param name="Baseline">Those of them with a first score.</param>
/// <param name="Paired">Those of them with a first score and a later last score by the same respondent.</param>
public sealed record PairedCount(string Measure, string Subscale, int Eligible, int Baseline, int Paired);

/// <summary>First and last scores of the cases that closed in the quarter after two attended contacts (statistics of record, 0b).</summary>
internal static class PairedCounts
{
    private static readonly string[] RespondentOrder = ["MOTHER", "OTHER_CAREGIVER", "FATHER", "CLINICIAN", "OBSERVER"];

    public static IReadOnlyList<PairedCount> Of(ExtractRows rows, Quarter period, MeasureCatalogue measures)
    {
        var cohort = Cohort(rows, period);
        var scores = (rows.Scores ?? []).ToLookup(row => (row.Measure, row.Subscale));
        return
        [
            .. measures
                .All.Where(measure => scores.Contains((measure.Code, measure.Subscale)))
                .Select(measure =>
                {
                    var firsts = scores[(measure.Code, measure.Subscale)]
                        .Where(row => row.Score is not null && cohort.Contains(row.CaseRef))
                        .GroupBy(row => row.CaseRef)
                        .Where(HasFirst)
                        .ToList();
                    return new PairedCount(measure.Code, measure.Subscale, cohort.Count, firsts.Count, firsts.Count(IsPaired));
                }),
        ];
    }

    // Contacts do not filter a service that sends none at all.
    private static FrozenSet<string> Cohort(ExtractRows rows, Quarter period)
    {
        var attended = rows.Contacts?.Where(row => row.Attendance == "ATTENDED").CountBy(row => row.CaseRef).ToDictionary();
        var filtered = attended is not null || rows.Cases.Any(row => row.ContactsAttended is not null);
        return rows
            .Cases.Where(row =>
                row is { Status: "CLOSED", Decision: "ACCEPTED" }
                && row.ClosureMonth >= period.FirstMonth
                && row.ClosureMonth < period.Before
            )
            .Where(row => !filtered || (attended is not null ? attended.GetValueOrDefault(row.CaseRef) : row.ContactsAttended ?? 0) >= 2)
            .Select(row => row.CaseRef)
            .ToFrozenSet(StringComparer.Ordinal);
    }

    private static bool HasFirst(IEnumerable<ScoreRow> ofCase) => ofCase.Any(row => row.Timepoint == "BASELINE");

    private static bool IsPaired(IEnumerable<ScoreRow> ofCase)
    {
        var rows = ofCase.ToList();
        var rater = rows.Where(row => row.Timepoint == "BASELINE")
            .OrderBy(row => row.Week)
            .ThenBy(row => Array.IndexOf(RespondentOrder, row.Respondent))
            .First()
            .Respondent;
        return rows.Where(row => row.Respondent == rater)
            .GroupBy(row => row.Goal)
            .Any(goal =>
                goal.Where(row => row.Timepoint == "BASELINE").Select(row => (int?)row.Week).Min() is { } first
                && goal.Any(row => row.Timepoint is "REVIEW" or "END" && row.Week > first)
            );
    }
}
