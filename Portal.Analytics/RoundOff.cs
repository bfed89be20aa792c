namespace Portal.Analytics;

// A computed number that equals its threshold on paper misses it in binary; here it counts as equal, whichever side it fell on.
internal static class RoundOff
{
    // Far above what a fit leaves of rounding, far below what any data can tell apart.
    private const double Relative = 1e-9;

    public static bool IsBelow(double value, double threshold) => value < threshold && !AreEqual(value, threshold);

    public static bool IsAbove(double value, double threshold) => value > threshold && !AreEqual(value, threshold);

    /// <summary>
    /// -1 below both ends of an interval, +1 above them, 0 inside or on one. The ends set the scale, as one of them may be 0.
    /// </summary>
    public static int Side(double value, Interval limits)
    {
        var leeway = Relative * Math.Max(Math.Abs(limits.Low), Math.Abs(limits.High));
        return value < limits.Low - leeway ? -1
            : value > limits.High + leeway ? 1
            : 0;
    }

    // Relative to the larger of the two, so that the unit of the numbers does not matter; only 0 equals 0.
    private static bool AreEqual(double value, double threshold) =>
        Math.Abs(value - threshold) <= Relative * Math.Max(Math.Abs(value), Math.Abs(threshold));
}
