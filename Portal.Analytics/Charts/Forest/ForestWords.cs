using System.Globalization;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Forest;

/// <summary>
/// The forest plot in words: the numbers of a row, the legend, and the description for screen readers. Refuses impossible rows.
/// </summary>
internal static class ForestWords
{
    internal const string Nothing = "No service has enough families with a first and a last score here yet, so there is nothing to draw.";

    internal static string Interval(double low, double high, int decimals) =>
        $"[{Numbers.Fixed(low, decimals)}, {Numbers.Fixed(high, decimals)}]";

    internal static string Row(ForestRow row, int decimals) =>
        $"{row.Label}: {Families(row.Cases)}{Numbers.Fixed(row.Estimate, decimals)} ({Between(row.Low, row.High, decimals)}), "
        + $"weight {Numbers.Percent(row.Weight)}";

    internal static string Pooled(ForestPicture picture, ForestPooled pooled) =>
        $"Pooled over {picture.Several(pooled.Services)}{(pooled.Cases is { } cases ? " and " + Numbers.Families(cases) : "")}: "
        + $"{Numbers.Fixed(pooled.Estimate, picture.Decimals)} ({Between(pooled.Low, pooled.High, picture.Decimals)})";

    internal static string Prediction(ForestPicture picture, double low, double high) =>
        $"95 % prediction interval for another {picture.One} like these: "
        + $"{Numbers.Fixed(low, picture.Decimals)} to {Numbers.Fixed(high, picture.Decimals)}";

    internal static string Legend(ForestPicture picture, bool clipped)
    {
        List<string> parts = [];
        if (picture.Rows.Count > 0)
            parts.Add(
                picture.Pooled is null ? "Squares: estimates, area by weight." : "Squares: estimates, area by weight in the pooled result."
            );
        if (picture.Rows.Count > 0)
            parts.Add("Lines: 95 % intervals.");
        if (picture.Pooled is { } pooled)
        {
            parts.Add("Diamond: pooled estimate and its 95 % interval.");
            if (pooled.PredictionLow is not null)
                parts.Add(
                    $"Light bar: where the change of another {picture.One} like these is expected to lie (95 % prediction interval)."
                );
        }
        if (clipped)
            parts.Add("Arrows: the interval goes on beyond the axis.");
        return string.Join(' ', parts);
    }

    internal static string Description(ForestPicture picture)
    {
        List<string> parts = [];
        if (!string.IsNullOrWhiteSpace(picture.Mark))
            parts.Add(picture.Mark + ".");
        if (picture.Rows.Count == 0 && picture.Pooled is null)
            parts.Add(Nothing);
        else
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"Forest plot in {picture.Unit}; intervals are 95 %."));
        if (picture.Pooled is { } pooled)
        {
            parts.Add(Pooled(picture, pooled) + ".");
            if (pooled is { PredictionLow: { } low, PredictionHigh: { } high })
                parts.Add(Prediction(picture, low, high) + ".");
        }
        parts.Add(picture.HeterogeneityLine);
        if (picture.Rows.Count > 0)
            parts.Add(string.Join("; ", picture.Rows.Select(row => Row(row, picture.Decimals))) + ".");
        parts.Add(picture.Caveat);
        return string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    internal static void Check(ForestPicture picture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(picture.Decimals, nameof(picture));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picture.Decimals, 4, nameof(picture));
        foreach (var row in picture.Rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row.Cases ?? 0, nameof(picture));
            Check(row.Low, row.Estimate, row.High);
            if (row.Weight is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(picture), "A weight is a fraction in [0, 1].");
        }
        if (picture.Pooled is not { } pooled)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(pooled.Services, 1, nameof(picture));
        ArgumentOutOfRangeException.ThrowIfNegative(pooled.Cases ?? 0, nameof(picture));
        Check(pooled.Low, pooled.Estimate, pooled.High);
        if (pooled.PredictionLow is null != pooled.PredictionHigh is null)
            throw new ArgumentOutOfRangeException(nameof(picture), "A prediction interval has two limits or none.");
        if (pooled is { PredictionLow: { } low, PredictionHigh: { } high })
            Check(low, pooled.Estimate, high);
    }

    private static void Check(double low, double estimate, double high)
    {
        // Written so that NaN fails too.
        if (!(low >= -1e12 && low <= estimate && estimate <= high && high <= 1e12))
            throw new ArgumentOutOfRangeException(nameof(estimate), "An estimate lies between its limits, all within +/- 1e12.");
    }

    private static string Families(int? cases) => cases is { } known ? Numbers.Families(known) + ", " : "";

    private static string Between(double low, double high, int decimals) =>
        $"{Numbers.Fixed(low, decimals)} to {Numbers.Fixed(high, decimals)}";
}
