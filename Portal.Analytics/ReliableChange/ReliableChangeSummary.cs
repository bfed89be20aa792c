namespace Portal.Analytics.ReliableChange;

/// <summary>Reliable change of one service's families on one measure. Rates are of paired cases, beside the number who started.</summary>
/// <param name="Started">Cases with a first score.</param>
/// <param name="Paired">Cases with both scores.</param>
/// <param name="StartedClinical">Paired cases whose first score was in the clinical range; 0 for a measure without cut-off.</param>
/// <param name="Recovered">Cases in this category; the four categories add up to <paramref name="Paired"/>.</param>
/// <param name="Improved">Cases in this category.</param>
/// <param name="Unchanged">Cases in this category.</param>
/// <param name="Deteriorated">Cases in this category.</param>
/// <param name="ReliableImprovement">Recovered and improved, of the paired.</param>
/// <param name="Deterioration">Deteriorated, of the paired: always shown beside improvement.</param>
/// <param name="Recovery">Recovered, of those who started clinical.</param>
/// <remarks>Source: Jacobson and Truax (1991). Checked against Reference/reliable_change.json.</remarks>
public sealed record ReliableChangeSummary(
    int Started,
    int Paired,
    int StartedClinical,
    int Recovered,
    int Improved,
    int Unchanged,
    int Deteriorated,
    Rate ReliableImprovement,
    Rate Deterioration,
    Rate Recovery
)
{
    /// <summary>Counts and rates of a service.</summary>
    /// <param name="scores">First and last score of each case; a missing score is <c>null</c>.</param>
    /// <param name="rule">How change on the measure is judged.</param>
    /// <param name="confidence">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A score, the rule or the confidence is outside its range.</exception>
    public static ReliableChangeSummary Of(IEnumerable<(double? First, double? Last)> scores, MeasureRule rule, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(rule);
        var cases = scores.ToArray();
        MeasureChange[] judged = [.. cases.Select(pair => rule.Judge(pair.First, pair.Last)).OfType<MeasureChange>()];
        MeasureChange[] clinical = [.. judged.Where(change => change.StartedClinical == true)];
        int Count(ChangeCategory category) => judged.Count(change => change.Category == category);
        return new ReliableChangeSummary(
            cases.Count(pair => pair.First is not null),
            judged.Length,
            clinical.Length,
            Count(ChangeCategory.Recovered),
            Count(ChangeCategory.Improved),
            Count(ChangeCategory.Unchanged),
            Count(ChangeCategory.Deteriorated),
            Rate.Among(judged, change => change.Class == ReliableChangeClass.Improved, confidence),
            Rate.Among(judged, change => change.Class == ReliableChangeClass.Deteriorated, confidence),
            Rate.Among(clinical, change => change.Category == ChangeCategory.Recovered, confidence)
        );
    }

    /// <summary>One summary per rater: mothers, fathers and clinicians see different things, so their scores are never mixed.</summary>
    /// <param name="scores">Rater, first and last score of each case.</param>
    /// <param name="rule">How change on the measure is judged.</param>
    /// <param name="confidence">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <returns>Raters in ordinal order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A score, the rule or the confidence is outside its range.</exception>
    public static IReadOnlyList<(string Rater, ReliableChangeSummary Summary)> ByRater(
        IEnumerable<(string Rater, double? First, double? Last)> scores,
        MeasureRule rule,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(scores);
        return
        [
            .. scores
                .GroupBy(score => score.Rater, StringComparer.Ordinal)
                .OrderBy(rater => rater.Key, StringComparer.Ordinal)
                .Select(rater => (rater.Key, Of(rater.Select(score => (score.First, score.Last)), rule, confidence))),
        ];
    }
}
