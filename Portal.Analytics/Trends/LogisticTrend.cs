using Portal.Analytics.Distributions;
using Portal.Analytics.Proportions;
using Portal.Analytics.Roots;

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
    /// The fit; undefined when nobody or everybody had the event, and (<see cref="UndefinedBecause.NotEstimable"/>) when one quarter parts all events
    /// from all others, so that the slope has no bound.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is outside its range.</exception>
    public static Estimated<LogisticTrend> Fit(IReadOnlyList<EventCount> quarters, double confidence = 0.95)
    {
        EventCount.RequireAll(quarters, 0);
        var quantile = Quantile.NormalTwoSided(Require.Confidence(confidence));
        (double Time, double Events, double Cases)[] known = [.. quarters.Select((quarter, i) => (i + 1.0, (double)quarter.Events, (double)quarter.Cases))];
        double[] with = [.. known.Where(quarter => quarter.Events > 0).Select(quarter => quarter.Time)];
        double[] without = [.. known.Where(quarter => quarter.Events < quarter.Cases).Select(quarter => quarter.Time)];
        if (with.Length == 0 || without.Length == 0)
            return Estimated.Undefined<LogisticTrend>(UndefinedBecause.NoVariation);
        if (with[0] >= without[^1] || with[^1] <= without[0])
            return Estimated.Undefined<LogisticTrend>(UndefinedBecause.NotEstimable);

        // The likelihood is concave, so both slopes of it have one root; times count from their middle, where the two hardly depend on each other.
        var middle = known.Sum(quarter => quarter.Cases * quarter.Time) / known.Sum(quarter => quarter.Cases);
        double Residuals(double intercept, double slope, Func<double, double> by) => known.Sum(quarter =>
            (quarter.Events - quarter.Cases * Chance(intercept + slope * (quarter.Time - middle))) * by(quarter.Time - middle));
        double InterceptAt(double slope) => FallingRoot(intercept => Residuals(intercept, slope, _ => 1));
        var best = FallingRoot(slope => Residuals(InterceptAt(slope), slope, time => time));
        var centre = InterceptAt(best);
        double[] weights = [.. known.Select(quarter => quarter.Cases * Chance(centre + best * (quarter.Time - middle)) * Chance(-centre - best * (quarter.Time - middle)))];
        var mean = known.Zip(weights, (quarter, w) => w * (quarter.Time - middle)).Sum() / weights.Sum();
        var se = 1 / Math.Sqrt(known.Zip(weights, (quarter, w) => w * (quarter.Time - middle - mean) * (quarter.Time - middle - mean)).Sum());
        return Estimated.Of(new LogisticTrend(
            centre - best * middle, best, se, Interval.Around(best, quantile * se), Tail.NormalTwoSided(best / se)));
    }

    private static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    // The root of a falling function of the whole real line.
    private static double FallingRoot(Func<double, double> f)
    {
        double below = -1, above = 1;
        while (f(below) < 0)
            below *= 2;
        while (f(above) > 0)
            above *= 2;
        return BracketedRoot.Find(f, below, above).Root;
    }
}
