namespace Portal.Analytics.ControlCharts;

/// <summary>Patterns of consecutive points that chance seldom makes.</summary>
/// <remarks>Source: NHS England, Making Data Count.</remarks>
internal static class SignalRuns
{
    private const int PointsOfAShift = 7;
    private const int StepsOfATrend = 6;

    /// <summary>Side of the centre line: +1, -1, or 0 for a point on it, also when only rounding keeps it off.</summary>
    public static int[] Sides(IReadOnlyList<double> values, double centre, double rounding) =>
        [.. values.Select(value => Math.Abs(value - centre) <= rounding ? 0 : Math.Sign(value - centre))];

    /// <summary>Points of a run of seven or more on one side; a point on the line ends a run.</summary>
    public static bool[] Shift(int[] sides)
    {
        var flagged = new bool[sides.Length];
        Mark(flagged, sides, PointsOfAShift, 0);
        return flagged;
    }

    /// <summary>Points of a rise or a fall of six or more steps; two equal points end it.</summary>
    public static bool[] Trend(IReadOnlyList<double> values)
    {
        var flagged = new bool[values.Count];
        Mark(flagged, [.. values.Skip(1).Select((value, i) => value.CompareTo(values[i]))], StepsOfATrend, 1);
        return flagged;
    }

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
