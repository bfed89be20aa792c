using Portal.Api.Periods;

namespace Portal.Api.Trends;

/// <summary>One quarter of a series. A figure that is not known is <c>null</c>, with a reason.</summary>
/// <param name="Quarter">The quarter.</param>
public sealed record QuarterFigure(Quarter Quarter)
{
    /// <summary>A mean or median of fewer families than this would be close to one family.</summary>
    public const int FewestCases = 5;

    public const string NotSent = "NOT_SENT";

    public const string NoCases = "NO_CASES";

    public const string TooFewCases = "TOO_FEW_CASES";

    /// <summary>In the unit of the series; a share is a fraction.</summary>
    public double? Value { get; init; }

    /// <summary>Families or referrals that the value rests on.</summary>
    public int? Count { get; init; }

    /// <summary>Those that it could have rested on.</summary>
    public int? Of { get; init; }

    /// <summary>Centre line of the chart at this quarter.</summary>
    public double? Centre { get; init; }

    /// <summary>Lower limit of what chance alone would bring.</summary>
    public double? Low { get; init; }

    /// <summary>Upper limit of what chance alone would bring.</summary>
    public double? High { get; init; }

    /// <summary>OUTSIDE, TREND, TWO_OF_THREE or SHIFT when the quarter is more than chance would bring.</summary>
    public string? Signal { get; init; }

    /// <summary>NOT_SENT, NO_CASES or TOO_FEW_CASES when there is no value.</summary>
    public string? Reason { get; init; }

    internal static QuarterFigure Counted(Quarter quarter, int count) => new(quarter) { Value = count, Count = count };
}
