namespace Portal.Analytics.ControlCharts;

/// <summary>The options of an XmR chart.</summary>
/// <param name="ScreenOutliers">Whether moving ranges of at least 3.267 times their mean are dropped, once.</param>
/// <param name="RebaseAt">Positions, from 0, at which new segments start: rising, and only at documented changes.</param>
/// <param name="FixAfter">
/// How many of the first points, at least 1, determine mean and limits; <c>null</c> for all. Not together with rebasing.
/// </param>
public sealed record XmrOptions(bool ScreenOutliers = true, IReadOnlyList<int>? RebaseAt = null, int? FixAfter = null);

/// <summary>Whether the process meets a target by common variation alone.</summary>
public enum TargetAssurance
{
    /// <summary>Both limits are on the better side of the target.</summary>
    ConsistentPass,

    /// <summary>Both limits are on the worse side of the target.</summary>
    ConsistentFail,

    /// <summary>The target lies between the limits or on one: meeting it is a matter of chance.</summary>
    Inconsistent,
}

/// <summary>XmR chart of single values, one a quarter, with the rules of Making Data Count.</summary>
/// <param name="Segments">At least one unless there are no points.</param>
/// <param name="Points">Parallel to the values. Rules do not run across segments.</param>
/// <remarks>Source: NHS England, Making Data Count. Checked against Reference/spc_xmr.json.</remarks>
public sealed record XmrChart(IReadOnlyList<XmrSegment> Segments, IReadOnlyList<XmrPoint> Points)
{
    /// <summary>The chart of these values.</summary>
    /// <param name="values">Finite, in order of time, without the quarters that have no value.</param>
    /// <param name="options">Screening, rebasing or fixing of limits.</param>
    /// <returns>The chart; empty without values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or an option is outside its range.</exception>
    public static XmrChart Of(IReadOnlyList<double> values, XmrOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        options ??= new XmrOptions();
        foreach (var value in values)
            Require.Finite(value, nameof(values));
        int[] starts = [.. values.Count == 0 ? Enumerable.Empty<int>() : [0], .. Starts(values.Count, options)];
        var segments = new List<XmrSegment>();
        var points = new List<XmrPoint>();
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : values.Count;
            double[] inside = [.. values.Skip(starts[i]).Take(end - starts[i])];
            var segment = XmrSegment.Of(starts[i], [.. inside.Take(options.FixAfter ?? inside.Length)], options.ScreenOutliers);
            segments.Add(segment);
            points.AddRange(Judged(inside, segment, i));
        }

        return new XmrChart(segments, points);
    }

    /// <summary>Whether the limits of the last segment assure that a target is met.</summary>
    /// <param name="target">In the unit of the values, finite.</param>
    /// <param name="sign">+1 when a higher value is better, -1 when a lower one is.</param>
    /// <returns>The assurance; undefined without limits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<TargetAssurance> Assurance(double target, int sign)
    {
        Require.Finite(target);
        Require.Sign(sign);
        return Segments.Count == 0
            ? Estimated.Undefined<TargetAssurance>(UndefinedBecause.NoCases)
            : Segments[^1]
                .Limits.Map(limits =>
                    RoundOff.Side(sign * target, limits.Oriented(sign)) switch
                    {
                        < 0 => TargetAssurance.ConsistentPass,
                        > 0 => TargetAssurance.ConsistentFail,
                        _ => TargetAssurance.Inconsistent,
                    }
                );
    }

    private static IReadOnlyList<int> Starts(int count, XmrOptions options)
    {
        var starts = options.RebaseAt ?? [];
        if (starts.Where((start, i) => start >= count || start <= (i == 0 ? 0 : starts[i - 1])).Any())
            throw new ArgumentOutOfRangeException(nameof(options), "Segments must start at rising positions inside the series.");
        return options.FixAfter is { } fix && (fix < 1 || starts.Count > 0)
            ? throw new ArgumentOutOfRangeException(
                nameof(options),
                "Limits are fixed from at least one point, and not together with rebasing."
            )
            : starts;
    }

    private static IEnumerable<XmrPoint> Judged(double[] values, XmrSegment segment, int index)
    {
        var rounding = SignalRuns.Rounding(values);
        var sides = SignalRuns.Sides(values, segment.Mean);
        var reach = segment.Limits.Match(limits => limits.High - segment.Mean, _ => double.PositiveInfinity);
        double[] distances = [.. values.Select(value => Math.Abs(value - segment.Mean))];
        bool[] outside = [.. distances.Select(distance => distance > reach + rounding)];
        bool[] near = [.. distances.Select((distance, i) => distance > reach * 2 / 3 + rounding && !outside[i])];
        var (trend, twoOfThree, shift) = (SignalRuns.Trend(values), TwoOfThree(sides, near), SignalRuns.Shift(sides));
        return values.Select((value, i) => new XmrPoint(value, index, sides[i], outside[i], trend[i], twoOfThree[i], shift[i]));
    }

    private static bool[] TwoOfThree(int[] sides, bool[] near)
    {
        var flagged = new bool[sides.Length];
        for (var i = 2; i < sides.Length; i++)
        {
            int[] three = [i - 2, i - 1, i];
            if (sides[i] == 0 || three.Any(point => sides[point] != sides[i]) || three.Count(point => near[point]) < 2)
                continue;
            foreach (var point in three.Where(point => near[point]))
                flagged[point] = true;
        }

        return flagged;
    }
}
