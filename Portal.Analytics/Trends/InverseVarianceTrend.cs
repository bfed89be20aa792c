using Portal.Analytics.Distributions;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Trends;

/// <summary>Straight line through quarterly figures weighted by their inverse variances, as if only sampling error moved them.</summary>
/// <param name="Intercept">Value one quarter before the first.</param>
/// <param name="Slope">Change per quarter.</param>
/// <param name="SlopeStandardError">Above 0.</param>
/// <param name="Interval">Normal interval of the slope.</param>
/// <param name="Z">Slope over its standard error.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
/// <param name="Q">Weighted squares about the line.</param>
/// <param name="QDf">Quarters with a figure, less 2.</param>
/// <param name="QPValue">For the hypothesis that only sampling error moves figures off the line, in [0, 1].</param>
/// <remarks>Checked against Reference/trend_tests.json (inverse_variance).</remarks>
public sealed record InverseVarianceTrend(
    double Intercept,
    double Slope,
    double SlopeStandardError,
    Interval Interval,
    double Z,
    double PValue,
    double Q,
    int QDf,
    double QPValue
)
{
    /// <summary>Fits the line at times 1, 2, ...</summary>
    /// <param name="quarters">Figures in order of time; <c>null</c> for a quarter without one, which keeps its place.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three quarters with a figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A figure or the confidence is outside its range.</exception>
    public static Estimated<InverseVarianceTrend> Fit(IReadOnlyList<QuarterEstimate?> quarters, double confidence = 0.95)
    {
        var options = new PoolingOptions(PoolingModel.Common, Tau2Method.REML, PoolingTest.Z, Require.Confidence(confidence));
        return QuarterEstimate
            .Line(quarters, options)
            .Map(line =>
            {
                var slope = line.Coefficients[1];
                var z = slope.Estimate / slope.StandardError;
                return new InverseVarianceTrend(
                    line.Coefficients[0].Estimate,
                    slope.Estimate,
                    slope.StandardError,
                    slope.Interval.ValueOrNull()!.Value,
                    z,
                    Tail.NormalTwoSided(z),
                    line.Q,
                    line.QDf,
                    line.QPValue
                );
            });
    }
}
