using Portal.Analytics.LinearModels;
using Portal.Analytics.Proportions;

namespace Portal.Analytics.Trends;

/// <summary>Logistic regression of an event on the quarter, by maximum likelihood.</summary>
/// <param name="Intercept">Log odds one quarter before the first.</param>
/// <param name="Slope">Change of the log odds per quarter.</param>
/// <param name="SlopeStandardError">Above 0.</param>
/// <param name="Interval">Normal interval of the slope.</param>
/// <param name="PValue">Two-sided Wald p value of the slope, in [0, 1].</param>
/// <remarks>Checked against Reference/trend_tests.json (logistic_trend).</remarks>
public sealed record LogisticTrend(double Intercept, double Slope, double SlopeStandardError, Interval Interval, double PValue)
{
    /// <summary>Fits the log odds at times 1, 2, ...</summary>
    /// <param name="quarters">Counts in order of time; a quarter without cases keeps its place.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>
    /// The fit; undefined below two quarters with cases, when nobody or everybody had the event, and
    /// (<see cref="UndefinedBecause.Separation"/>) when one quarter separates all events from all non-events, so that the slope has no
    /// bound.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is outside its range.</exception>
    public static Estimated<LogisticTrend> Fit(IReadOnlyList<EventCount> quarters, double confidence = 0.95)
    {
        EventCount.RequireAll(quarters, 0);
        Require.Confidence(confidence);
        (double Time, EventCount Count)[] known =
        [
            .. quarters.Select((quarter, i) => (i + 1.0, quarter)).Where(quarter => quarter.quarter.Cases > 0),
        ];
        if (known.Length < 2)
            return Estimated.Undefined<LogisticTrend>(UndefinedBecause.TooFewCases);
        double[][] columns =
        [
            [.. known.Select(_ => 1.0)],
            [.. known.Select(quarter => quarter.Time)],
        ];
        double[] events = [.. known.Select(quarter => (double)quarter.Count.Events)];
        return LogisticFit
            .OfCounts(columns, events, [.. known.Select(quarter => (double)quarter.Count.Cases)], confidence)
            .Map(fit =>
            {
                var slope = fit.Coefficients[1];
                return new LogisticTrend(
                    fit.Coefficients[0].Estimate,
                    slope.Estimate,
                    slope.StandardError,
                    slope.Interval.ValueOrNull()!.Value,
                    slope.PValue.ValueOrNull()!.Value
                );
            });
    }
}
