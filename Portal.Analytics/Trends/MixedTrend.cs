using Portal.Analytics.Pooling;

namespace Portal.Analytics.Trends;

/// <summary>
/// Straight line through quarterly figures that move by more than sampling error: tau2, the variance of quarters about the line, by
/// restricted maximum likelihood, and Knapp-Hartung inference for the slope. Show this one when a slope needs an interval.
/// </summary>
/// <param name="Tau2">Variance of true quarterly figures about the line, at least 0.</param>
/// <param name="Intercept">Value one quarter before the first.</param>
/// <param name="Slope">Change per quarter.</param>
/// <param name="SlopeStandardError">Knapp-Hartung, at least 0.</param>
/// <param name="Df">Quarters with a figure, less 2.</param>
/// <param name="Interval">t interval of the slope.</param>
/// <param name="T">Slope over its standard error; undefined when every figure lies on the line.</param>
/// <param name="PValue">Two-sided, in [0, 1]; undefined when every figure lies on the line.</param>
/// <remarks>Source: Viechtbauer (2005); Knapp and Hartung (2003). Checked against Reference/trend_tests.json (reml_knha).</remarks>
public sealed record MixedTrend(
    double Tau2,
    double Intercept,
    double Slope,
    double SlopeStandardError,
    int Df,
    Interval Interval,
    Estimated<double> T,
    Estimated<double> PValue
)
{
    /// <summary>Fits the line at times 1, 2, ...</summary>
    /// <param name="quarters">Figures in order of time; <c>null</c> for a quarter without one, which keeps its place.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three quarters with a figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A figure or the confidence is outside its range.</exception>
    public static Estimated<MixedTrend> Fit(IReadOnlyList<QuarterEstimate?> quarters, double confidence = 0.95)
    {
        var options = new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Knha, Require.Confidence(confidence));
        return QuarterEstimate
            .Line(quarters, options)
            .Map(line =>
            {
                var slope = line.Coefficients[1];
                return new MixedTrend(
                    line.Tau2.ValueOrNull()!.Value,
                    line.Coefficients[0].Estimate,
                    slope.Estimate,
                    slope.StandardError,
                    line.QDf,
                    slope.Interval.ValueOrNull()!.Value,
                    slope.Statistic,
                    slope.PValue
                );
            });
    }
}
