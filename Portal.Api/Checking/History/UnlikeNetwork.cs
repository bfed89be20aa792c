using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>
/// Looks at a measure that a service sends for the first time, when its own usual scores cannot tell whether it is the right scale: the
/// network's mean first score can.
/// </summary>
internal static class UnlikeNetwork
{
    /// <param name="scores">Of the extract.</param>
    public static void Ask(TypedRows<ScoreRow> scores, MeasureCatalogue measures, EarlierFacts earlier, ProblemLog log)
    {
        var known = earlier.Scores.Select(score => (score.Measure, score.Subscale)).ToHashSet();
        var first = Enumerable
            .Range(0, scores.Rows.Count)
            .Where(index => scores.Invalid[index] == 0 && scores.Rows[index] is { Timepoint: "BASELINE", Score: not null })
            .ToLookup(index => (scores.Rows[index].Measure, scores.Rows[index].Subscale));
        var findings = new Findings(ScoreRules.UnlikeNetwork, "score");
        foreach (var measure in measures.All)
        {
            var rows = first[(measure.Code, measure.Subscale)].ToList();
            if (
                rows.Count < ScaleShift.FewestScores
                || known.Contains((measure.Code, measure.Subscale))
                || Network(measure) is not { } network
            )
                continue;
            var mean = rows.Average(index => scores.Rows[index].Score!.Value);
            if (mean > 0 && network > 0 && (mean >= ScaleShift.MeanRatio * network || network >= ScaleShift.MeanRatio * mean))
                findings.Add(measure, rows, $"the mean of {rows.Count} first scores is {mean:0.0}, that of the network {network:0.0}");
            else if (
                ScaleShift
                    .Siblings(measure, measures)
                    .FirstOrDefault(sibling => Network(sibling) is { } other && IsNearer(mean, network, other) && Fits(rows, sibling)) is
                { } found
            )
                findings.Add(
                    measure,
                    rows,
                    $"the mean of {rows.Count} first scores is {mean:0.0}; network {network:0.0}, {found.FullName} {Network(found):0.0}"
                );
        }
        findings.Report(scores, log);

        double? Network(Measure measure) => earlier.NetworkMeans.TryGetValue((measure.Code, measure.Subscale), out var mean) ? mean : null;

        bool Fits(List<int> rows, Measure sibling) =>
            rows.Count(index => ScaleShift.IsWithin(scores.Rows[index].Score!.Value, sibling)) * 100 >= rows.Count * ScaleShift.FitPercent;
    }

    private static bool IsNearer(double mean, double network, double sibling) => Math.Abs(mean - sibling) < Math.Abs(mean - network);
}
