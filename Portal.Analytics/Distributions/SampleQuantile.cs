namespace Portal.Analytics.Distributions;

internal static class SampleQuantile
{
    /// <summary>Quantile of a sample of at least one value, by linear interpolation between order statistics (type 7 of R).</summary>
    public static double Of(IEnumerable<double> values, double probability)
    {
        double[] sorted = [.. values.Order()];
        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
