namespace Portal.Analytics.ReliableChange;

/// <summary>One person's outcome, judged on two measures together, such as depression and anxiety.</summary>
/// <param name="AtCaseness">Whether either first score was in its clinical range.</param>
/// <param name="Recovery">At caseness at the start, and neither last score in its clinical range.</param>
/// <param name="ReliableImprovement">At least one measure reliably better and neither reliably worse.</param>
/// <param name="ReliableDeterioration">At least one measure reliably worse and neither reliably better.</param>
public sealed record TwoMeasureOutcome(bool AtCaseness, bool Recovery, bool ReliableImprovement, bool ReliableDeterioration)
{
    /// <summary>Recovery with reliable improvement.</summary>
    public bool ReliableRecovery => Recovery && ReliableImprovement;
}

/// <summary>First and last scores of one person on two measures; a missing score is <c>null</c>.</summary>
/// <param name="First1">First score of the first measure.</param>
/// <param name="Last1">Last score of the first measure.</param>
/// <param name="First2">First score of the second measure.</param>
/// <param name="Last2">Last score of the second measure.</param>
public readonly record struct TwoMeasureScores(double? First1, double? Last1, double? First2, double? Last2);

/// <summary>Two-measure recovery of the families of one service.</summary>
/// <param name="Paired">Cases with all four scores; no count includes the others.</param>
/// <param name="Recovery">Of those at caseness at the start.</param>
/// <param name="ReliableRecovery">Of those at caseness at the start.</param>
/// <param name="ReliableImprovement">Of the paired.</param>
/// <param name="ReliableDeterioration">Of the paired.</param>
/// <remarks>
/// Source: Gyani et al. (2013); NHS Talking Therapies. Checked against Reference/reliable_recovery_two_measures.json.
/// </remarks>
public sealed record TwoMeasureRecovery(
    int Paired,
    Rate Recovery,
    Rate ReliableRecovery,
    Rate ReliableImprovement,
    Rate ReliableDeterioration
)
{
    /// <summary>Judges one person.</summary>
    /// <param name="scores">The four scores.</param>
    /// <param name="first">How change on the first measure is judged; needs a cut-off.</param>
    /// <param name="second">How change on the second measure is judged; needs a cut-off.</param>
    /// <returns>The outcome; <c>null</c> when a score is missing.</returns>
    /// <exception cref="ArgumentException">A measure has no cut-off, or a score is not finite.</exception>
    public static TwoMeasureOutcome? Judge(TwoMeasureScores scores, MeasureRule first, MeasureRule second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.CutOff is null || second.CutOff is null)
            throw new ArgumentException("Caseness needs a cut-off on both measures.");
        if (first.Judge(scores.First1, scores.Last1) is not { } one || second.Judge(scores.First2, scores.Last2) is not { } other)
            return null;
        var (better, worse) = (Either(one, other, ReliableChangeClass.Improved), Either(one, other, ReliableChangeClass.Deteriorated));
        var atCaseness = one.StartedClinical == true || other.StartedClinical == true;
        return new TwoMeasureOutcome(
            atCaseness,
            atCaseness && one.EndedClinical == false && other.EndedClinical == false,
            better && !worse,
            worse && !better
        );
    }

    /// <summary>Counts and rates of a service.</summary>
    /// <param name="scores">The four scores of each case.</param>
    /// <param name="first">How change on the first measure is judged; needs a cut-off.</param>
    /// <param name="second">How change on the second measure is judged; needs a cut-off.</param>
    /// <param name="confidence">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentException">A measure has no cut-off, or a score or the confidence is outside its range.</exception>
    public static TwoMeasureRecovery Of(
        IEnumerable<TwoMeasureScores> scores,
        MeasureRule first,
        MeasureRule second,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(scores);
        TwoMeasureOutcome[] judged = [.. scores.Select(one => Judge(one, first, second)).OfType<TwoMeasureOutcome>()];
        TwoMeasureOutcome[] cases = [.. judged.Where(outcome => outcome.AtCaseness)];
        return new TwoMeasureRecovery(
            judged.Length,
            Rate.Among(cases, outcome => outcome.Recovery, confidence),
            Rate.Among(cases, outcome => outcome.ReliableRecovery, confidence),
            Rate.Among(judged, outcome => outcome.ReliableImprovement, confidence),
            Rate.Among(judged, outcome => outcome.ReliableDeterioration, confidence)
        );
    }

    private static bool Either(MeasureChange one, MeasureChange other, ReliableChangeClass what) =>
        one.Class == what || other.Class == what;
}
