namespace Portal.Analytics.ControlCharts;

/// <summary>Why a point is more than common variation; when several reasons apply, the first in this order is given.</summary>
public enum SpecialCause
{
    /// <summary>No rule applies.</summary>
    None,

    /// <summary>Beyond a limit.</summary>
    Outside,

    /// <summary>Part of a rise or fall over seven points.</summary>
    Trend,

    /// <summary>One of at least two in three successive points near the same limit.</summary>
    TwoOfThree,

    /// <summary>Part of a run of seven points on one side of the mean.</summary>
    Shift,
}

/// <summary>One point of an XmR chart.</summary>
/// <param name="Value">As given.</param>
/// <param name="Segment">Index, from 0, of the segment whose limits apply.</param>
/// <param name="Side">+1 above the mean of its segment, -1 below, 0 on it.</param>
/// <param name="Outside">Whether it lies beyond a limit.</param>
/// <param name="Trend">Whether it belongs to six or more consecutive rises, or falls.</param>
/// <param name="TwoOfThree">
/// Whether it is one of at least two, in three successive points on one side, between two thirds of the way to the limit and the limit.
/// </param>
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
