namespace Portal.Analytics.ControlCharts;

/// <summary>Patterns of consecutive points that chance seldom produces.</summary>
/// <remarks>Source: NHS England, Making Data Count.</remarks>
internal static class SignalRuns
{
    private const int PointsOfAShift = 7;
    private const int StepsOfATrend = 6;
    private const double RelativeRounding = 1e-12;

    /// <summary>Round-off to expect in sums and means of these values.</summary>
    public static double Rounding(IReadOnlyList<double> values) => values.Count == 0 ? 0 : RelativeRounding * values.Max(Math.Abs);

    /// <summary>Side of the centre line: +1, -1, or 0 for a point on it up to round-off.</summary>
    public static int[] Sides(IReadOnlyList<double> values, double centre)
    {
        var rounding = Rounding(values);
        return [.. values.Select(value => Step(value, centre, rounding))];
    }

    /// <summary>Points of a run of seven or more on one side; a point on the line ends a run.</summary>
    public static bool[] Shift(int[] sides)
    {
        var flagged = new bool[sides.Length];
        Mark(flagged, sides, PointsOfAShift, 0);
        return flagged;
    }

    /// <summary>Points of a rise or fall of six or more steps; two equal points end it.</summary>
    public static bool[] Trend(IReadOnlyList<double> values)
    {
        var (flagged, rounding) = (new bool[values.Count], Rounding(values));
        Mark(flagged, [.. values.Skip(1).Select((value, i) => Step(value, values[i], rounding))], StepsOfATrend, 1);
        return flagged;
    }

    private static int Step(double value, double from, double rounding) => Math.Abs(value - from) <= rounding ? 0 : Math.Sign(value - from);

    // A run of steps covers one point more than it has steps.
    private static void Mark(bool[] flagged, int[] signs, int length, int extra)
    {
        for (int start = 0, end; start < signs.Length; start = end)
        {
            end = start + 1;
            while (end < signs.Length && signs[end] == signs[start])
                end++;
            if (signs[start] != 0 && end - start >= length)
                Array.Fill(flagged, true, start, end - start + extra);
        }
    }
}
