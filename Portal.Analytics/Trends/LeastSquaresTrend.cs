using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Trends;

/// <summary>Straight line through quarterly values by least squares, all quarters counting the same.</summary>
/// <param name="Intercept">Value one quarter before the first.</param>
/// <param name="Slope">Change per quarter.</param>
/// <param name="SlopeStandardError">At least 0.</param>
/// <param name="Df">Quarters with a value, less 2.</param>
/// <param name="Interval">t interval of the slope.</param>
/// <param name="T">Slope over its standard error; undefined when every value lies on the line.</param>
/// <param name="PValue">Two-sided, in [0, 1]; undefined when every value lies on the line.</param>
/// <remarks>Checked against Reference/trend_tests.json (ols).</remarks>
public sealed record LeastSquaresTrend(
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
    /// <param name="quarters">Values in order of time; <c>null</c> for a quarter without one, which keeps its place.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three quarters with a value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the confidence is outside its range.</exception>
    public static Estimated<LeastSquaresTrend> Fit(IReadOnlyList<double?> quarters, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        Require.Confidence(confidence);
        ModelRow[] known =
        [
            .. quarters
                .Select((value, i) => (Time: i + 1.0, Value: value))
                .Where(quarter => quarter.Value is not null)
                .Select(quarter => new ModelRow("", Require.Finite(quarter.Value!.Value, nameof(quarters)), [quarter.Time])),
        ];
        if (known.Length < 3)
            return Estimated.Undefined<LeastSquaresTrend>(UndefinedBecause.TooFewCases);
        return LinearFit
            .OfRows(known, confidence)
            .Map(line =>
            {
                var slope = line.Coefficients[1];
                return new LeastSquaresTrend(
                    line.Coefficients[0].Estimate,
                    slope.Estimate,
                    slope.StandardError,
                    line.Df,
                    slope.Interval.ValueOrNull()!.Value,
                    slope.Statistic,
                    slope.PValue
                );
            });
    }
}
