using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Moments;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>
/// Looks at pairs of first and last scores over the last four quarters, this one included: are they reversed, copied or rare? It asks about
/// a measure only when rows of this file are involved, because a sender can no longer change earlier files here.
/// </summary>
internal static class PairHistory
{
    /// <summary>Pairs below which chance explains too much. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int FewestPairs = 8;

    /// <summary>Per cent of pairs that get worse. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int WorsePercent = 70;

    /// <summary>Mean worsening in standard deviations. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const double MeanWorsening = 0.5;

    /// <summary>Per cent of pairs without any change. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int IdenticalPercent = 80;

    /// <summary>First scores at closure. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int FewestBaselines = 20;

    /// <summary>Per cent of first scores that must have a last one. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int LowestPairedPercent = 20;

    // Means of whole points have rounding errors in their last digits.
    private const double Rounding = 1e-9;

    public static void Ask(ReadExtract extract, TypedRows<ScoreRow> scores, CheckRequest request, EarlierFacts earlier, ProblemLog log)
    {
        var cohort = ClosedCases.Of(extract, request.Period, earlier);
        var byMeasure = Scores(extract, scores, earlier)
            .Where(placed => cohort.Contains(placed.Score.CaseRef))
            .ToLookup(placed => (placed.Score.Measure, placed.Score.Subscale));
        var reversed = new Findings(HistoryRules.DirectionReversed, "score");
        var identical = new Findings(HistoryRules.IdenticalScores, "score");
        var low = new Findings(HistoryRules.LowPairing, "timepoint");
        foreach (var measure in request.Measures.All)
        {
            var cases = byMeasure[(measure.Code, measure.Subscale)]
                .GroupBy(placed => placed.Score.CaseRef)
                .Select(FirstAndLast.Of)
                .OfType<FirstAndLast>()
                .ToList();
            var pairs = cases.Where(found => found.Change is not null).ToList();
            AskDirection(measure, pairs, reversed);
            AskIdentical(measure, pairs, identical);
            if (cases.Count >= FewestBaselines && pairs.Count * 100 < cases.Count * LowestPairedPercent)
                low.Add(
                    measure,
                    cases.Where(found => found.Change is null).SelectMany(found => found.FirstIndices),
                    $"{pairs.Count} of {cases.Count} have both scores"
                );
        }
        foreach (var findings in new[] { reversed, identical, low })
            findings.Report(scores, log);
    }

    private static void AskDirection(Measure measure, List<FirstAndLast> pairs, Findings findings)
    {
        if (measure.Sign is not { } sign || pairs.Count < FewestPairs)
            return;
        var worse = pairs.Where(pair => sign * pair.Change < 0).ToList();
        var worsening = -sign * pairs.Average(pair => pair.Change!.Value);
        // Pages standardise by the published norm if there is one; without it the spread of these first scores serves.
        var sd = measure.NormativeSd ?? SampleMoments.OfValues(pairs.Select(pair => pair.First!.Value)).Sd.ValueOrNull() ?? 0;
        if (sd > 0 && worse.Count * 100 >= pairs.Count * WorsePercent && worsening >= MeanWorsening * sd - Rounding)
            findings.Add(
                measure,
                worse.SelectMany(pair => pair.LastIndices),
                $"{worse.Count} of {pairs.Count} pairs got worse, by {worsening:0.0} points on average"
            );
    }

    private static void AskIdentical(Measure measure, List<FirstAndLast> pairs, Findings findings)
    {
        var same = pairs.Where(pair => pair.Change == 0).ToList();
        if (pairs.Count >= FewestPairs && same.Count * 100 >= pairs.Count * IdenticalPercent)
            findings.Add(measure, same.SelectMany(pair => pair.LastIndices), $"{same.Count} of {pairs.Count} pairs are the same twice");
    }

    // Cases in this extract have the scores of its file, and of the quarters that it rests on; the others have those sent before.
    private static IEnumerable<PlacedScore> Scores(ReadExtract extract, TypedRows<ScoreRow> scores, EarlierFacts earlier)
    {
        var listed = extract.ListedCases!.Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        var rests = extract.QuarterOnly.Contains(FileKind.Scores);
        var sent = (rests ? scores.Rows : [])
            .Select(row => (row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Respondent, row.Week, row.Goal ?? 0))
            .ToHashSet();
        for (var index = 0; index < scores.Rows.Count; index++)
        {
            var row = scores.Rows[index];
            if (scores.Invalid[index] == 0 && row.Score is { } score)
                yield return new PlacedScore(
                    new EarlierScore(row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Week, row.Respondent, row.Goal ?? 0, score),
                    index
                );
        }
        foreach (var score in earlier.Scores)
        {
            if (
                !listed.Contains(score.CaseRef)
                || (
                    rests
                    && !sent.Contains(
                        (score.CaseRef, score.Measure, score.Subscale, score.Timepoint, score.Respondent, score.Week, score.Goal)
                    )
                )
            )
                yield return new PlacedScore(score, -1);
        }
    }
}

/// <summary>Breaches of one rule by several measures. A report shows them as one problem, and the advice names each measure.</summary>
internal sealed class Findings(Rule rule, string column)
{
    private readonly SortedSet<int> _indices = [];
    private readonly List<string> _advice = [];

    /// <summary>Adds a finding for a measure; does nothing when no row of this file is involved.</summary>
    public void Add(Measure measure, IEnumerable<int> indices, FormattableString found)
    {
        var concerned = indices.ToList();
        if (concerned.Count == 0)
            return;
        _indices.UnionWith(concerned);
        _advice.Add($"{measure.FullName}: {FormattableString.Invariant(found)}.");
    }

    public void Report(TypedRows<ScoreRow> scores, ProblemLog log)
    {
        foreach (var index in _indices)
        {
            var row = scores.Rows[index];
            var value = column == "timepoint" ? row.Timepoint : row.Score?.ToString("R", CultureInfo.InvariantCulture);
            RowTesting.Report(scores, index, new(rule, column, value, string.Join(' ', _advice)), log);
        }
    }
}
