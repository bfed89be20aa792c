namespace Portal.Analytics.Charts.Drawing;

/// <summary>A straight-line scale from values to drawing units, with round tick values.</summary>
/// <param name="Low">Value at <paramref name="Start"/>.</param>
/// <param name="High">Value at <paramref name="End"/>, greater than <paramref name="Low"/>.</param>
/// <param name="Start">SvgMarks position of <paramref name="Low"/>.</param>
/// <param name="End">SvgMarks position of <paramref name="High"/>.</param>
/// <param name="Ticks">Round values from <paramref name="Low"/> to <paramref name="High"/>, ascending.</param>
/// <param name="TickDecimals">Enough decimals to tell the ticks apart.</param>
public sealed record LinearScale(double Low, double High, double Start, double End, IReadOnlyList<double> Ticks, int TickDecimals)
{
    private static readonly double[] RoundSteps = [1, 2, 5];

    /// <summary>The scale that covers [<paramref name="low"/>, <paramref name="high"/>] and begins and ends on a tick.</summary>
    /// <param name="low">Least value to cover, within +/- 1e12.</param>
    /// <param name="high">Greatest value to cover, at least <paramref name="low"/>; equal values are given room on both sides.</param>
    /// <param name="start">SvgMarks position of the low end.</param>
    /// <param name="end">SvgMarks position of the high end.</param>
    /// <param name="steps">Most steps between ticks before the ends are rounded outward: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, too large, or out of order.</exception>
    public static LinearScale Covering(double low, double high, double start, double end, int steps)
    {
        if (!(Math.Abs(low) <= 1e12))
            throw new ArgumentOutOfRangeException(nameof(low));
        if (!(Math.Abs(high) <= 1e12) || high < low)
            throw new ArgumentOutOfRangeException(nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var room = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-6;
        if (high - low <= room || high - low < 1e-9)
            (low, high) = (low - Math.Max(room, 1), high + Math.Max(room, 1));

        var (mantissa, exponent) = StepOf((high - low) / steps);
        // Multiples come from whole numbers, so that 3 x 0.1 prints and compares as 0.3.
        double Multiple(double count) =>
            exponent < 0 ? count * mantissa / Math.Pow(10, -exponent) : count * mantissa * Math.Pow(10, exponent);
        var step = Multiple(1);
        var first = Math.Floor(low / step + 1e-9);
        var last = Math.Ceiling(high / step - 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => Multiple(first + index) + 0.0)];
        return new LinearScale(ticks[0], ticks[^1], start, end, ticks, Math.Max(0, -exponent));
    }

    /// <summary>The scale from one value to another as they are, without ticks: for marks that are read by their printed numbers.</summary>
    /// <param name="low">Value at the low end.</param>
    /// <param name="high">Value at the high end, greater than <paramref name="low"/>.</param>
    /// <param name="start">SvgMarks position of the low end.</param>
    /// <param name="end">SvgMarks position of the high end.</param>
    public static LinearScale Between(double low, double high, double start, double end) => new(low, high, start, end, [], 0);

    /// <summary>SvgMarks position of a value; values outside the scale lie outside the range.</summary>
    /// <param name="value">A finite value.</param>
    public double At(double value) => Start + (value - Low) / (High - Low) * (End - Start);

    /// <summary>The value at a position: the other way round than <see cref="At"/>. No number stays none.</summary>
    /// <param name="position">In drawing units.</param>
    public double Back(double position) => Low + (position - Start) / (End - Start) * (High - Low);

    /// <summary>SvgMarks position of a value, kept within the range.</summary>
    /// <param name="value">A finite value.</param>
    public double Within(double value) => At(Math.Clamp(value, Low, High));

    /// <summary>A tick as printed: enough decimals to tell the ticks apart, thousands grouped, no negative zero.</summary>
    /// <param name="tick">One of <see cref="Ticks"/>.</param>
    public string Label(double tick) =>
        Math.Max(Math.Abs(Low), Math.Abs(High)) >= 1e7 ? Numbers.Power(tick) : Numbers.Fixed(tick, TickDecimals);

    private static (double Mantissa, int Exponent) StepOf(double least)
    {
        var exponent = (int)Math.Floor(Math.Log10(least));
        var scaled = least / Math.Pow(10, exponent);
        foreach (var mantissa in RoundSteps)
            if (scaled <= mantissa * (1 + 1e-9))
                return (mantissa, exponent);
        return (1, exponent + 1);
    }
}
