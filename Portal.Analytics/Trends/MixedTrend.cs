using Portal.Analytics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Trends;

/// <summary>
/// Straight line through quarterly figures that move by more than sampling error: the variance tau2 of quarters about the line by restricted maximum
/// likelihood, and Knapp-Hartung inference for the slope. The one to show for a slope with an interval.
/// </summary>
/// <param name="Tau2">Variance of true quarterly figures about the line, at least 0.</param>
/// <param name="Intercept">Value one quarter before the first.</param>
/// <param name="Slope">Change per quarter.</param>
/// <param name="SlopeStandardError">Knapp-Hartung, at least 0.</param>
/// <param name="Df">Quarters with a figure, less 2.</param>
/// <param name="Interval">t interval of the slope.</param>
/// <param name="T">Slope over its standard error; undefined when every figure lies on the line.</param>
/// <param name="PValue">Two-sided, in [0, 1]; undefined when every figure lies on the line.</param>
/// <remarks>Sources: Viechtbauer (2005), Knapp and Hartung (2003). Checked against Reference/trend_tests.json (reml_knha).</remarks>
public sealed record MixedTrend(
    double Tau2, double Intercept, double Slope, double SlopeStandardError, int Df, Interval Interval, Estimated<double> T, Estimated<double> PValue)
{
    /// <summary>Fits the line at times 1, 2, ...</summary>
    /// <param name="quarters">Figures in order of time; <c>null</c> for a quarter without one, which keeps its place.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three quarters with a figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A figure or the confidence is outside its range.</exception>
    public static Estimated<MixedTrend> Fit(IReadOnlyList<QuarterEstimate?> quarters, double confidence = 0.95)
    {
        var (times, values, errors) = QuarterEstimate.Known(quarters);
        Require.Confidence(confidence);
        var df = times.Length - 2;
        if (df < 1)
            return Estimated.Undefined<MixedTrend>(UndefinedBecause.TooFewCases);

        // In units of the smallest standard error and from the first value, so that sums neither overflow nor cancel.
        var (unit, origin) = (errors.Min(), values[0]);
        double[] scaled = [.. values.Select(value => (value - origin) / unit)];
        double[] variances = [.. errors.Select(error => error / unit * (error / unit))];
        WeightedLine At(double tau2) => WeightedLine.Of(times, scaled, [.. variances.Select(v => 1 / (v + tau2))]);
        var best = RestrictedPeak(At, variances, WeightedLine.Of(times, scaled, [.. values.Select(_ => 1.0)]).Wee, df);
        var line = At(best);
        var se = Math.Sqrt(line.Wee / df / line.TimeSquares) * unit;
        var t = se > 0 ? Estimated.Of(line.Slope * unit / se) : Estimated.Undefined<double>(UndefinedBecause.NoVariation);
        return Estimated.Of(new MixedTrend(
            best * unit * unit,
            line.Intercept * unit + origin,
            line.Slope * unit,
            se,
            df,
            Interval.Around(line.Slope * unit, Quantile.StudentTwoSided(confidence, df) * se),
            t,
            t.Map(statistic => Tail.StudentTwoSided(statistic, df))));
    }

    /// <summary>The highest of all local maxima of the restricted likelihood over [0, infinity).</summary>
    private static double RestrictedPeak(Func<double, WeightedLine> at, double[] variances, double unweightedSquares, int df)
    {
        double Slope(double tau2)
        {
            var line = at(tau2);
            return line.Wwee - line.TraceP;
        }

        double Likelihood(double tau2)
        {
            var line = at(tau2);
            return -0.5 * (variances.Sum(v => Math.Log(v + tau2)) + Math.Log(line.SumW) + Math.Log(line.TimeSquares) + line.Wee);
        }

        // Beyond this bound the slope is negative whatever the figures.
        var bound = Math.Max(variances.Max(), 2 * unweightedSquares / df);
        var peaks = new List<double>();
        double left = 0, right = 1.0 / 16;
        var leftSlope = Slope(0);
        if (leftSlope <= 0)
            peaks.Add(0);
        while (left < bound)
        {
            var rightSlope = Slope(right);
            if (leftSlope > 0 && rightSlope <= 0)
                peaks.Add(BracketedRoot.Find(Slope, left, right).Root);
            (left, leftSlope, right) = (right, rightSlope, right * Math.Sqrt(2));
        }

        return peaks.MaxBy(Likelihood);
    }
}
