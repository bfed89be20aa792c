namespace Portal.Analytics.ControlCharts;

/// <summary>Why a point is more than common variation, in the order in which one is named when several apply.</summary>
public enum SpecialCause
{
    /// <summary>No rule applies.</summary>
    None,

    /// <summary>Beyond a limit.</summary>
    Outside,

    /// <summary>In a rise or fall over seven points.</summary>
    Trend,

    /// <summary>One of two in three successive points that are near the same limit.</summary>
    TwoOfThree,

    /// <summary>In a run of seven points on one side of the mean.</summary>
    Shift,
}

/// <summary>One point of an XmR chart.</summary>
/// <param name="Value">As given.</param>
/// <param name="Segment">Position, from 0, of the segment whose limits apply.</param>
/// <param name="Side">+1 above the mean of its segment, -1 below, 0 on it.</param>
/// <param name="Outside">Whether it lies beyond a limit.</param>
/// <param name="Trend">Whether it belongs to six or more consecutive rises, or falls.</param>
/// <param name="TwoOfThree">Whether it is one of at least two, in three successive points on one side, between two thirds of the way to the limit and the limit.</param>
/// <param name="Shift">Whether it belongs to seven or more consecutive points on one side of the mean.</param>
public sealed record XmrPoint(double Value, int Segment, int Side, bool Outside, bool Trend, bool TwoOfThree, bool Shift)
{
    /// <summary>The first rule that applies.</summary>
    public SpecialCause Cause =>
        Outside ? SpecialCause.Outside
        : Trend ? SpecialCause.Trend
        : TwoOfThree ? SpecialCause.TwoOfThree
        : Shift ? SpecialCause.Shift
        : SpecialCause.None;
}
