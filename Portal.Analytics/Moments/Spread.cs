namespace Portal.Analytics.Moments;

internal static class Spread
{
    public static Estimated<double> Sd(int n, double m2) =>
        n switch
        {
            0 => Estimated.Undefined<double>(UndefinedBecause.NoCases),
            1 => Estimated.Undefined<double>(UndefinedBecause.OneCase),
            _ => Estimated.Of(Math.Sqrt(m2 / (n - 1))),
        };

    // Equal decimal scores leave a spread of round-off, and dividing by it would make effects of 1e15. No measured spread is that small.
    public static double AboveRounding(double m2, int n, double magnitude)
    {
        var rounding = 1.8e-15 * magnitude;
        return m2 > n * rounding * rounding ? m2 : 0;
    }

    // Summing distances from the first value keeps the digits of scores that are far from zero.
    public static double Mean<T>(IReadOnlyList<T> rows, Func<T, double> value)
    {
        var origin = Require.Finite(value(rows[0]), nameof(value));
        return origin + rows.Sum(row => Require.Finite(value(row), nameof(value)) - origin) / rows.Count;
    }
}
