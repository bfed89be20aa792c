using Portal.Analytics.Distributions;

namespace Portal.Analytics.ControlCharts;

/// <summary>One point of a run chart.</summary>
/// <param name="Value">As given.</param>
/// <param name="Side">+1 above the median, -1 below, 0 on it.</param>
/// <param name="Trend">Whether it belongs to six or more consecutive rises, or falls.</param>
/// <param name="Shift">Whether it belongs to seven or more consecutive points on one side of the median.</param>
public sealed record RunPoint(double Value, int Side, bool Trend, bool Shift);

/// <summary>Run chart: points around their median, without limits. The chart for fewer than 12 points.</summary>
/// <param name="Median">Centre line; undefined without points.</param>
/// <param name="Points">Parallel to the values.</param>
/// <remarks>Source: NHS England, Making Data Count, for the rules that need no limits.</remarks>
public sealed record RunChart(Estimated<double> Median, IReadOnlyList<RunPoint> Points)
{
    /// <summary>The chart of these values.</summary>
    /// <param name="values">Finite, in order of time, without the quarters that have no value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static RunChart Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
            Require.Finite(value, nameof(values));
        if (values.Count == 0)
            return new RunChart(Estimated.Undefined<double>(UndefinedBecause.NoCases), []);
        var median = SampleQuantile.Of(values, 0.5);
        var sides = SignalRuns.Sides(values, median);
        var (trend, shift) = (SignalRuns.Trend(values), SignalRuns.Shift(sides));
        return new RunChart(Estimated.Of(median), [.. values.Select((value, i) => new RunPoint(value, sides[i], trend[i], shift[i]))]);
    }
}
