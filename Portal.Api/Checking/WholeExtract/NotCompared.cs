using System.Globalization;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>
/// Asks <see cref="ScoreRules.SameWeek"/> and <see cref="ScoreRules.RaterChanged"/> of the scores of each case, measure and goal: a last
/// score that is there and will not count.
/// </summary>
internal static class NotCompared
{
    /// <param name="before">Scores of earlier quarters that the file rests on.</param>
    public static void Ask(TypedRows<ScoreRow> scores, IReadOnlyList<ScoreRow> before, MeasureCatalogue measures, ProblemLog log)
    {
        List<ScoreRow> rows = before.Count == 0 ? scores.Rows : [.. scores.Rows, .. before];
        var series = Enumerable
            .Range(0, rows.Count)
            .Where(index =>
                (index >= scores.Rows.Count || scores.Invalid[index] == 0) && rows[index].Score is not null && MayRate(rows[index])
            )
            .GroupBy(index => (rows[index].CaseRef, rows[index].Measure, rows[index].Subscale, rows[index].Goal ?? 0));
        foreach (var one in series)
            Ask([.. one.GroupBy(index => rows[index].Respondent).Select(rated => new Rated(rows, [.. rated]))], scores, log);

        // Whoever cannot rate the measure has an error already.
        bool MayRate(ScoreRow row) => measures.Find(row.Measure, row.Subscale)?.Respondents.Contains(row.Respondent) == true;
    }

    private static void Ask(IReadOnlyList<Rated> raters, TypedRows<ScoreRow> scores, ProblemLog log)
    {
        foreach (var rater in raters.Where(rater => rater is { First: not null, Last: null } && IsHere(rater.OfTheFirstWeek)))
            RowTesting.Report(
                scores,
                rater.OfTheFirstWeek!.Value,
                new(ScoreRules.SameWeek, "week", rater.First!.Value.ToString(CultureInfo.InvariantCulture)),
                log
            );
        // Whoever came to both rated twice; the others are only asked about when nobody did.
        if (raters.Any(rater => rater is { First: not null, Last: not null }) || raters.All(rater => rater.First is null))
            return;
        foreach (var rater in raters.Where(rater => rater.First is null && IsHere(rater.Last)))
            RowTesting.Report(
                scores,
                rater.Last!.Value,
                new(ScoreRules.RaterChanged, "respondent", scores.Rows[rater.Last.Value].Respondent),
                log
            );

        bool IsHere(int? index) => index < scores.Rows.Count;
    }

    /// <summary>The scores that one person gave.</summary>
    private sealed class Rated(IReadOnlyList<ScoreRow> rows, IReadOnlyList<int> indices)
    {
        /// <summary>Week of the first score.</summary>
        public int? First { get; } =
            indices.Where(index => rows[index].Timepoint == "BASELINE").Select(index => (int?)rows[index].Week).Min();

        /// <summary>Row of a later score; of any, when there is no first one.</summary>
        public int? Last => Later.Where(index => First is null || rows[index].Week > First).Select(index => (int?)index).LastOrDefault();

        /// <summary>Row of a later score that is of the same week as the first one.</summary>
        public int? OfTheFirstWeek => Later.Where(index => rows[index].Week == First).Select(index => (int?)index).LastOrDefault();

        private IEnumerable<int> Later => indices.Where(index => rows[index].Timepoint is "REVIEW" or "END");
    }
}
