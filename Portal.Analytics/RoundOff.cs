namespace Portal.Analytics;

// A computed number that equals its threshold on paper misses it in binary; here it counts as equal, whichever side it fell on.
internal static class RoundOff
{
    // Far above what a fit leaves of rounding, far below what any data can tell apart.
    private const double Relative = 1e-9;

    public static bool IsBelow(double value, double threshold) => value < threshold && !AreEqual(value, threshold);

    public static bool IsAbove(double value, double threshold) => value > threshold && !AreEqual(value, threshold);

    // Relative to the larger of the two, so that the unit of the numbers does not matter; only 0 equals 0.
    private static bool AreEqual(double value, double threshold) =>
        Math.Abs(value - threshold) <= Relative * Math.Max(Math.Abs(value), Math.Abs(threshold));
}
