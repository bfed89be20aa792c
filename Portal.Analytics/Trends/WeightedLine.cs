namespace Portal.Analytics.Trends;

/// <summary>A straight line fitted by weights, and the sums that its inference needs.</summary>
/// <param name="Intercept">Value at time 0.</param>
/// <param name="Slope">Per quarter.</param>
/// <param name="SumW">Sum of weights w.</param>
/// <param name="TimeSquares">Sum of w (t - weighted mean of t)^2.</param>
/// <param name="Wee">Sum of w e^2, with e the residual.</param>
/// <param name="Wwee">Sum of w^2 e^2.</param>
/// <param name="TraceP">Trace of P, the matrix that turns values into weighted residuals.</param>
internal readonly record struct WeightedLine(
    double Intercept, double Slope, double SumW, double TimeSquares, double Wee, double Wwee, double TraceP)
{
    public static WeightedLine Of(double[] times, double[] values, double[] weights)
    {
        var sumW = weights.Sum();
        var (time, value) = (Mean(times), Mean(values));
        double squares = 0, products = 0, leverage = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (w, t) = (weights[i], times[i] - time);
            squares += w * t * t;
            products += w * t * (values[i] - value);
            leverage += w * w * t * t;
        }

        var slope = products / squares;
        double wee = 0, wwee = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var we = weights[i] * (values[i] - value - slope * (times[i] - time));
            wee += we * we / weights[i];
            wwee += we * we;
        }

        return new WeightedLine(
            value - slope * time, slope, sumW, squares, wee, wwee, sumW - weights.Sum(w => w * w) / sumW - leverage / squares);

        // From the first value on, so that values far from zero keep their digits.
        double Mean(double[] x) => x[0] + weights.Select((w, i) => w * (x[i] - x[0])).Sum() / sumW;
    }
}
