using System.Globalization;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>Asks <see cref="ScoreRules.EndBeforeBaseline"/> of the scores of each case, measure, respondent and goal.</summary>
internal static class EndBeforeBaseline
{
    /// <param name="before">Scores of earlier quarters that the file rests on.</param>
    public static void Ask(TypedRows<ScoreRow> scores, IReadOnlyList<ScoreRow> before, ProblemLog log)
    {
        var baselines = new Dictionary<(string, string, string, string, int), int>();
        foreach (var row in scores.Rows.Where((_, index) => scores.Invalid[index] == 0).Concat(before))
        {
            if (row is { Timepoint: "BASELINE", Score: not null })
                baselines[Series(row)] = Math.Min(row.Week, baselines.GetValueOrDefault(Series(row), int.MaxValue));
        }
        for (var index = 0; index < scores.Rows.Count; index++)
        {
            var row = scores.Rows[index];
            if (
                scores.Invalid[index] == 0
                && row is { Timepoint: "END", Score: not null }
                && baselines.TryGetValue(Series(row), out var baseline)
                && row.Week < baseline
            )
                RowTesting.Report(
                    scores,
                    index,
                    new(ScoreRules.EndBeforeBaseline, "week", row.Week.ToString(CultureInfo.InvariantCulture)),
                    log
                );
        }
    }

    private static (string, string, string, string, int) Series(ScoreRow row) =>
        (row.CaseRef, row.Measure, row.Subscale, row.Respondent, row.Goal ?? 0);
}
