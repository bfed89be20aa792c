using MathNet.Numerics.Distributions;

namespace Portal.Analytics.Comparison;

/// <summary>Families selected by their first score, and how much they would change for that reason alone.</summary>
/// <param name="MeanSelected">Mean first score of those beyond the cut, in points.</param>
/// <param name="ExpectedChange">Last minus first, in points, towards the mean of the population.</param>
public sealed record SelectedChange(double MeanSelected, double ExpectedChange);

/// <summary>Change expected without any treatment, because families enter when their scores are bad.</summary>
/// <remarks>
/// Bivariate normal scores with equal variances. Source: Davis (1976); Barnett et al. (2005). Checked against
/// Reference/regression_to_mean.json.
/// </remarks>
public static class RegressionToMean
{
    /// <summary>Expected change of a group with the given mean first score: (1 - r) (population mean - observed mean), in points.</summary>
    /// <param name="populationMean">Mean of the population that the group comes from, finite.</param>
    /// <param name="reliability">Test-retest correlation over the time between the scores, in [0, 1].</param>
    /// <param name="observedMean">Mean first score of the group, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static double GivenMean(double populationMean, double reliability, double observedMean) =>
        (1 - Reliability(reliability)) * (Require.Finite(populationMean) - Require.Finite(observedMean));

    /// <summary>Expected change of families who enter because their first score is above a cut.</summary>
    /// <param name="populationMean">Finite.</param>
    /// <param name="populationSd">Above 0.</param>
    /// <param name="reliability">Test-retest correlation, in [0, 1].</param>
    /// <param name="cut">Score above which families enter, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static SelectedChange AboveCut(double populationMean, double populationSd, double reliability, double cut) =>
        Beyond(1, populationMean, populationSd, reliability, cut);

    /// <summary>The same for measures where families enter because their first score is below a cut.</summary>
    /// <param name="populationMean">Finite.</param>
    /// <param name="populationSd">Above 0.</param>
    /// <param name="reliability">Test-retest correlation, in [0, 1].</param>
    /// <param name="cut">Score below which families enter, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static SelectedChange BelowCut(double populationMean, double populationSd, double reliability, double cut) =>
        Beyond(-1, populationMean, populationSd, reliability, cut);

    private static SelectedChange Beyond(int side, double populationMean, double populationSd, double reliability, double cut)
    {
        var z = side * (Require.Finite(cut) - Require.Finite(populationMean)) / Require.Positive(populationSd);
        var distance = side * populationSd * MeanBeyond(z);
        return new SelectedChange(populationMean + distance, -(1 - Reliability(reliability)) * distance);
    }

    // Mean of a standard normal beyond z, phi(z) / (1 - Phi(z)).
    private static double MeanBeyond(double z)
    {
        const double FarOut = 5;
        const int Terms = 100;
        if (z <= FarOut)
            return Normal.PDF(0, 1, z) / Normal.CDF(0, 1, -z);

        // Both vanish far out; the continued fraction of their ratio does not.
        var tail = z;
        for (var term = Terms; term > 0; term--)
            tail = z + term / tail;
        return tail;
    }

    private static double Reliability(double value) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), "Must be a correlation from 0 to 1.");
}
