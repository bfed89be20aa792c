using Portal.Analytics.Roots;

namespace Portal.Analytics.Pooling;

/// <summary>The highest point of a likelihood of tau2 over [0, infinity).</summary>
internal static class LikelihoodPeak
{
    /// <summary>Finds every local maximum and keeps the highest: unequal variances can make several.</summary>
    /// <param name="studies">Studies on the unit scale.</param>
    /// <param name="score">The two terms whose difference is the derivative of the likelihood, up to a positive factor.</param>
    /// <param name="logLikelihood">The likelihood itself.</param>
    public static Tau2Estimate Highest(
        ScaledStudies studies,
        Func<WeightedFit, (double Rise, double Fall)> score,
        Func<WeightedFit, double, double> logLikelihood
    )
    {
        double Slope(double tau2)
        {
            var (rise, fall) = score(studies.At(tau2));
            return rise - fall;
        }

        // Above this bound the score is negative whatever the data, so no peak is missed.
        var bound = Math.Max(studies.V.Max(), 2 * studies.ResidualSquares / studies.Df);
        var peaks = new List<(double Tau2, bool Converged)>();
        double left = 0,
            right = studies.SmallestVariance / 16;
        var (riseAtZero, fallAtZero) = score(studies.At(0));
        var leftSlope = RoundOff.IsAbove(riseAtZero, fallAtZero) ? riseAtZero - fallAtZero : 0;
        if (leftSlope <= 0)
            peaks.Add((0, true));
        while (left < bound)
        {
            var rightSlope = Slope(right);
            if (leftSlope > 0 && rightSlope <= 0)
                peaks.Add(BracketedRoot.Find(Slope, left, right));

            // The score bends on the scale of v + tau2, so steps by a factor of root two miss no turn that matters.
            (left, leftSlope, right) = (right, rightSlope, right * Math.Sqrt(2));
        }

        if (peaks.Count == 1)
            return new Tau2Estimate(peaks[0].Tau2, 0, peaks[0].Converged);
        var (best, _) = peaks.Select(peak => (peak.Tau2, logLikelihood(studies.At(peak.Tau2), peak.Tau2))).MaxBy(peak => peak.Item2);
        return new Tau2Estimate(best, 0, peaks.TrueForAll(peak => peak.Converged), peaks.Count);
    }
}
