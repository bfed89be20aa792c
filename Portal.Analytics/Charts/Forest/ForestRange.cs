using Portal.Analytics.Distributions;

namespace Portal.Analytics.Charts.Forest;

/// <summary>Chooses the values a forest plot's axis covers, so that one very wide row cannot flatten the others.</summary>
internal static class ForestRange
{
    /// <summary>Covers zero, the pooled result and every interval that is not far wider than the rest; wider ones end in arrows.</summary>
    internal static (double Low, double High) Of(ForestPicture picture)
    {
        var sure = new List<double> { 0 };
        if (picture.Pooled is { } pooled)
            sure.AddRange([pooled.Low, pooled.High, pooled.PredictionLow ?? pooled.Low, pooled.PredictionHigh ?? pooled.High]);
        var (least, greatest) = Fences([.. picture.Rows.Select(row => row.Estimate)]);
        sure.AddRange(picture.Rows.Select(row => row.Estimate).Where(estimate => estimate >= least && estimate <= greatest));

        var (low, high) = (sure.Min(), sure.Max());
        var typicalWidth = picture.Rows.Count == 0 ? 0 : SampleQuantile.Of([.. picture.Rows.Select(row => row.High - row.Low)], 0.5);
        var reach = 0.75 * Math.Max(high - low, typicalWidth);
        low = Math.Min(low, picture.Rows.Select(row => Math.Max(row.Low, low - reach)).DefaultIfEmpty(low).Min());
        high = Math.Max(high, picture.Rows.Select(row => Math.Min(row.High, high + reach)).DefaultIfEmpty(high).Max());
        // Both sides of zero are always in view.
        var margin = (high - low) / 10;
        return (Math.Min(low, -margin), Math.Max(high, margin));
    }

    // Tukey's outer fences: three interquartile ranges beyond the quartiles.
    private static (double Least, double Greatest) Fences(double[] estimates)
    {
        if (estimates.Length < 4)
            return (double.NegativeInfinity, double.PositiveInfinity);
        var (lower, upper) = (SampleQuantile.Of(estimates, 0.25), SampleQuantile.Of(estimates, 0.75));
        var room = 3 * (upper - lower);
        return room > 0 ? (lower - room, upper + room) : (double.NegativeInfinity, double.PositiveInfinity);
    }
}
