namespace Portal.Analytics.ReliableChange;

/// <summary>The score that separates the clinical from the non-clinical range of a measure.</summary>
/// <param name="Score">In points of the measure, finite.</param>
/// <param name="Inclusive">Whether the score itself is clinical, as in "13 or more".</param>
/// <param name="Sign">+1 when a higher score is better, so that low scores are clinical; -1 when a lower one is.</param>
/// <remarks>
/// Source: Jacobson and Truax (1991); Evans, Margison and Barkham (1998). Checked against Reference/reliable_change.json.
/// </remarks>
public sealed record ClinicalCutOff(double Score, bool Inclusive, int Sign)
{
    /// <summary>Whether a score is in the clinical range.</summary>
    /// <param name="score">In points, finite, on the scale's own steps.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not finite, or the sign is neither +1 nor -1.</exception>
    public bool IsClinical(double score)
    {
        var (own, cut) = (Require.Sign(Sign) * Require.Finite(score), Sign * Score);
        return Inclusive ? !RoundOff.IsAbove(own, cut) : RoundOff.IsBelow(own, cut);
    }

    /// <summary>
    /// Cut-off a: two standard deviations from the clinical mean, towards the functional range. For measures without norms.
    /// </summary>
    /// <param name="meanClinical">Mean of a clinical group, finite.</param>
    /// <param name="sdClinical">Standard deviation of the clinical group, above 0.</param>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <param name="inclusive">Whether the score itself is clinical.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static ClinicalCutOff A(double meanClinical, double sdClinical, int sign, bool inclusive = true) =>
        new(Require.Finite(meanClinical) + Require.Sign(sign) * 2 * Require.Positive(sdClinical), inclusive, sign);

    /// <summary>Cut-off b: two standard deviations from the normative mean, on its clinical side.</summary>
    /// <param name="meanNorm">Mean of a normative group, finite.</param>
    /// <param name="sdNorm">Standard deviation of the normative group, above 0.</param>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <param name="inclusive">Whether the score itself is clinical.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static ClinicalCutOff B(double meanNorm, double sdNorm, int sign, bool inclusive = true) =>
        new(Require.Finite(meanNorm) - Require.Sign(sign) * 2 * Require.Positive(sdNorm), inclusive, sign);

    /// <summary>
    /// Cut-off c: between the two means, the same number of standard deviations from each. The one to use when norms exist.
    /// </summary>
    /// <param name="meanClinical">Mean of a clinical group, finite.</param>
    /// <param name="sdClinical">Standard deviation of the clinical group, above 0.</param>
    /// <param name="meanNorm">Mean of a normative group, finite.</param>
    /// <param name="sdNorm">Standard deviation of the normative group, above 0.</param>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <param name="inclusive">Whether the score itself is clinical.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static ClinicalCutOff C(double meanClinical, double sdClinical, double meanNorm, double sdNorm, int sign, bool inclusive = true)
    {
        var total = Require.Positive(sdClinical) + Require.Positive(sdNorm);
        return new((sdNorm * Require.Finite(meanClinical) + sdClinical * Require.Finite(meanNorm)) / total, inclusive, Require.Sign(sign));
    }
}
