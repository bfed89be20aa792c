namespace Portal.Tests.Recount;

/// <summary>A score of the files; its day is counted as the recount says.</summary>
internal sealed record RecountScore(
    string Measure,
    string Subscale,
    string Timepoint,
    int Week,
    int Day,
    string Respondent,
    string Goal,
    double Value
);

/// <summary>The part of <see cref="SampleRecount"/> that finds first and last scores.</summary>
internal static class PairsRecount
{
    private static readonly string[] RespondentsInOrder = ["MOTHER", "OTHER_CAREGIVER", "FATHER", "CLINICIAN", "OBSERVER"];

    /// <param name="families">For each family the scores of each of its cases, on one measure and subscale.</param>
    /// <param name="respondent">Whose scores; <c>null</c> for those of the first who gave one.</param>
    public static PairRecount OfMeasure(IEnumerable<List<List<RecountScore>>> families, string? respondent)
    {
        var baseline = 0;
        var (pre, post) = (new List<double>(), new List<double>());
        var all = new List<(double, double?)>();
        foreach (var family in families)
        {
            var earliest = family
                .SelectMany(scores => scores)
                .Where(row => row.Timepoint == "BASELINE" && (respondent is null || row.Respondent == respondent))
                .OrderBy(row => row.Day)
                .ThenBy(row => Array.IndexOf(RespondentsInOrder, row.Respondent))
                .FirstOrDefault();
            if (earliest is null)
                continue;
            baseline++;
            var goals = family.ConvertAll(scores =>
                scores.Where(row => row.Respondent == earliest.Respondent).GroupBy(row => row.Goal).ToList()
            );
            var pairs = goals
                .Select(ofCase => ofCase.Select(Pair).OfType<(double First, double Last)>().ToList())
                .Where(ofCase => ofCase.Count > 0)
                .Select(ofCase => (First: ofCase.Average(goal => goal.First), Last: ofCase.Average(goal => goal.Last)))
                .ToList();
            if (pairs.Count == 0)
            {
                all.Add(
                    (
                        goals
                            .Select(ofCase =>
                                ofCase
                                    .Select(goal => goal.Where(row => row.Timepoint == "BASELINE").MinBy(row => row.Week))
                                    .OfType<RecountScore>()
                                    .ToList()
                            )
                            .Where(firsts => firsts.Count > 0)
                            .Average(firsts => firsts.Average(row => row.Value)),
                        null
                    )
                );
                continue;
            }

            pre.Add(pairs.Average(pair => pair.First));
            post.Add(pairs.Average(pair => pair.Last));
            all.Add((pre[^1], post[^1]));
        }
        return Described(baseline, pre, post) with { Families = all };
    }

    private static (double First, double Last)? Pair(IEnumerable<RecountScore> ofOneGoal)
    {
        var rows = ofOneGoal.ToList();
        var first = rows.Where(row => row.Timepoint == "BASELINE").OrderBy(row => row.Week).FirstOrDefault();
        var last = first is null
            ? null
            : rows.Where(row => row.Timepoint is "REVIEW" or "END" && row.Week > first.Week)
                .OrderByDescending(row => row.Week)
                .ThenBy(row => row.Timepoint == "END" ? 0 : 1)
                .FirstOrDefault();
        return last is null ? null : (first!.Value, last.Value);
    }

    private static PairRecount Described(int baseline, List<double> pre, List<double> post)
    {
        var paired = pre.Count;
        if (paired == 0)
            return new PairRecount(baseline, 0, null, null, null, null, null);
        var (preMean, postMean) = (pre.Sum() / paired, post.Sum() / paired);
        if (paired == 1)
            return new PairRecount(baseline, 1, preMean, null, postMean, null, null);
        var preSquares = pre.Sum(score => (score - preMean) * (score - preMean));
        var postSquares = post.Sum(score => (score - postMean) * (score - postMean));
        var products = pre.Zip(post, (first, last) => (first - preMean) * (last - postMean)).Sum();
        return new PairRecount(
            baseline,
            paired,
            preMean,
            Math.Sqrt(preSquares / (paired - 1)),
            postMean,
            Math.Sqrt(postSquares / (paired - 1)),
            preSquares > 0 && postSquares > 0 ? products / Math.Sqrt(preSquares * postSquares) : null
        );
    }
}
