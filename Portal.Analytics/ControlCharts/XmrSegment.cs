using Portal.Analytics.Moments;

namespace Portal.Analytics.ControlCharts;

/// <summary>Consecutive points with one mean and one pair of limits.</summary>
/// <param name="Start">Index of its first point, from 0.</param>
/// <param name="Points">Number of points that determine mean and limits.</param>
/// <param name="Mean">Centre line.</param>
/// <param name="MeanMovingRange">Mean distance of successive points; undefined for one point.</param>
/// <param name="Limits">Mean +/- 2.66 mean moving ranges; undefined for one point, of zero width for a constant series.</param>
public sealed record XmrSegment(int Start, int Points, double Mean, Estimated<double> MeanMovingRange, Estimated<Interval> Limits)
{
    private const double FewestForLimits = 12;
    private const double RangesToLimit = 2.66;
    private const double LargestRange = 3.267;

    /// <summary>Whether the limits are provisional, for fewer than 12 points; show a run chart instead.</summary>
    public bool IsProvisional => Points < FewestForLimits;

    internal static XmrSegment Of(int start, IReadOnlyList<double> values, bool screenOutliers)
    {
        var mean = Spread.Mean(values, value => value);
        if (values.Count == 1)
            return new XmrSegment(
                start,
                1,
                mean,
                Estimated.Undefined<double>(UndefinedBecause.OneCase),
                Estimated.Undefined<Interval>(UndefinedBecause.OneCase)
            );
        double[] ranges = [.. values.Skip(1).Select((value, i) => Math.Abs(value - values[i]))];
        var range = ranges.Average();

        // Dropped once, not repeatedly; a constant series has nothing to drop.
        if (screenOutliers && range > 0)
            range = ranges.Where(one => RoundOff.IsBelow(one, LargestRange * range)).Average();
        return new XmrSegment(start, values.Count, mean, Estimated.Of(range), Estimated.Of(Interval.Around(mean, RangesToLimit * range)));
    }
}
