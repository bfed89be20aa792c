using System.Globalization;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>Finds first scores that differ from those sent before, and last scores without a first one.</summary>
internal static class BaselineHistory
{
    private static readonly ulong Score = RowTesting.Mask(ExtractFiles.Scores, ["score"]);

    public static void Ask(TypedRows<ScoreRow> scores, ReadExtract extract, EarlierFacts earlier, ProblemLog log)
    {
        // Of a file that holds only what is new no first score is missing.
        var rests = extract.QuarterOnly.Contains(FileKind.Scores);
        var cases = extract.ListsEveryCase && !rests ? extract.ListedCases! : [];
        var baselines = Indices(scores, "BASELINE");
        var ends = Indices(scores, "END");
        var before = earlier.Scores.Where(score => score.Timepoint == "BASELINE").ToLookup(Series);
        AskChanged(scores, cases, baselines, ends, before, log);
        AskEnds(scores, baselines, ends, before, rests, log);
    }

    private static void AskChanged(
        TypedRows<ScoreRow> scores,
        IReadOnlyList<CaseRow> cases,
        ILookup<ScoreSeries, int> baselines,
        ILookup<ScoreSeries, int> ends,
        ILookup<ScoreSeries, EarlierScore> before,
        ProblemLog log
    )
    {
        var listed = cases.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        var changed = new SortedSet<int>();
        var gone = 0;
        foreach (var series in before)
        {
            var weeks = series.Select(score => score.Week).ToHashSet();
            foreach (var score in series)
            {
                // If only the week was corrected, it is still the same score.
                var same = baselines[series.Key].Where(index => scores.Rows[index].Week == score.Week).ToList();
                var now = same.Count > 0 ? same : [.. baselines[series.Key].Where(index => !weeks.Contains(scores.Rows[index].Week))];
                if (now.Count > 0 && !now.Exists(index => (scores.Invalid[index] & Score) != 0 || scores.Rows[index].Score == score.Score))
                    changed.Add(now[0]);
                else if (
                    now.Count == 0
                    && listed.Contains(score.CaseRef)
                    && !ends[series.Key].Any(index => scores.Rows[index].Score is not null)
                )
                    gone++;
            }
        }
        var advice = gone == 0 ? null : FormattableString.Invariant($"First scores of listed cases that are missing now: {gone}.");
        foreach (var index in changed)
            RowTesting.Report(
                scores,
                index,
                new(HistoryRules.BaselineChanged, "score", scores.Rows[index].Score?.ToString("R", CultureInfo.InvariantCulture), advice),
                log
            );
        for (var missing = 0; missing < gone; missing++)
            log.Add(
                HistoryRules.BaselineChanged,
                FileKind.Scores,
                RowTesting.Place(scores.File.Header, "score"),
                RowPlace.None,
                default,
                advice
            );
    }

    // A first score marked as not done needs no question.
    private static void AskEnds(
        TypedRows<ScoreRow> scores,
        ILookup<ScoreSeries, int> baselines,
        ILookup<ScoreSeries, int> ends,
        ILookup<ScoreSeries, EarlierScore> before,
        bool rests,
        ProblemLog log
    )
    {
        // A first score whose row has an error does exist: ask about that error, not about what follows from it.
        var errors = log.RecordsWithErrors(FileKind.Scores);
        var doubtful = scores.Rows.Where(row => errors.Contains(row.Record)).Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        // With a first score by somebody else the question is who rated (score.rater_changed), not where the first score is.
        var known = baselines.Select(series => series.Key).Concat(rests ? before.Select(series => series.Key) : []).ToHashSet();
        var begun = known.Select(series => series with { Respondent = "" }).ToHashSet();
        var alone = ends.Where(series =>
                !known.Contains(series.Key)
                && !begun.Contains(series.Key with { Respondent = "" })
                && !doubtful.Contains(series.Key.CaseRef)
            )
            .SelectMany(series => series)
            .Where(index => scores.Rows[index].Score is not null)
            .Order()
            .ToList();
        var sent = alone.Count(index => before.Contains(Series(scores.Rows[index])));
        var advice =
            sent == 0
                ? null
                : FormattableString.Invariant($"First scores that were sent for an earlier quarter and are missing now: {sent}.");
        foreach (var index in alone)
            RowTesting.Report(scores, index, new(HistoryRules.EndWithoutBaseline, "timepoint", "END", advice), log);
    }

    private static ILookup<ScoreSeries, int> Indices(TypedRows<ScoreRow> scores, string timepoint) =>
        Enumerable
            .Range(0, scores.Rows.Count)
            .Where(index => scores.Rows[index].Timepoint == timepoint)
            .ToLookup(index => Series(scores.Rows[index]));

    private static ScoreSeries Series(ScoreRow row) => new(row.CaseRef, row.Measure, row.Subscale, row.Respondent, row.Goal ?? 0);

    private static ScoreSeries Series(EarlierScore score) =>
        new(score.CaseRef, score.Measure, score.Subscale, score.Respondent, score.Goal);

    private readonly record struct ScoreSeries(string CaseRef, string Measure, string Subscale, string Respondent, int Goal);
}
