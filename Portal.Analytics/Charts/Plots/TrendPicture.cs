using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>One quarter of a trend.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Value">In the unit of the picture; <c>null</c> when the quarter has none, and then the line has a gap.</param>
public sealed record TrendPoint(int Year, int Quarter, double? Value)
{
    /// <summary>Height of the centre line at this quarter; <c>null</c> for none.</summary>
    public double? Centre { get; init; }

    /// <summary>Limits of common variation at this quarter; <c>null</c> for none.</summary>
    public Interval? Limits { get; init; }

    /// <summary>Why the point is more than common variation, in words; <c>null</c> when it is not.</summary>
    public string? Signal { get; init; }

    /// <summary>What stands behind the value or instead of it, such as "31 of 40 families"; may be empty.</summary>
    public string Behind { get; init; } = "";

    /// <summary>The months of the quarter.</summary>
    public string Words => $"{Months} {Year}";

    internal string Months =>
        Quarter switch
        {
            1 => "Jan-Mar",
            2 => "Apr-Jun",
            3 => "Jul-Sep",
            _ => "Oct-Dec",
        };
}

/// <summary>Something that happened at the start of a quarter, as the team wrote it down.</summary>
/// <param name="Position">Index of the quarter, from 0.</param>
/// <param name="Words">A short sentence.</param>
public sealed record TrendNote(int Position, string Words);

/// <summary>A figure over the quarters.</summary>
/// <param name="Title">States what is shown, with its unit.</param>
/// <param name="Subtitle">Whose figures; may be empty.</param>
/// <param name="Points">Consecutive quarters; an empty list draws the empty state.</param>
/// <param name="Notes">Drawn as numbered lines and listed below.</param>
public sealed record TrendPicture(string Title, string Subtitle, IReadOnlyList<TrendPoint> Points, IReadOnlyList<TrendNote> Notes)
{
    /// <summary>Which way is better, or that neither is, in words that stand above the axis.</summary>
    public required string Better { get; init; }

    /// <summary>Name of the centre line: "average" or "middle value".</summary>
    public required string CentreName { get; init; }

    /// <summary>The rule of the limits, or why there are none, in a sentence.</summary>
    public required string LimitsRule { get; init; }

    /// <summary>Whether values are fractions that are printed in per cent.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Decimals of printed values, 0 to 2.</summary>
    public int Decimals { get; init; }

    /// <summary>Whether the axis begins at 0: for counts, shares and waits.</summary>
    public bool FromZero { get; init; }

    /// <summary>Why nothing is drawn when no quarter has a value.</summary>
    public string Nothing { get; init; } = "No quarter has a figure yet.";

    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } = "";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; }

    /// <summary>A value as the picture prints it.</summary>
    /// <param name="value">In the unit of the picture.</param>
    public string Print(double value) => IsPercent ? Drawing.Numbers.Percent(value) : Drawing.Numbers.Fixed(value, Decimals);

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["quarter", "value", CentreName, "low limit", "high limit", "signal", "behind"],
            [
                .. Points.Select(point =>
                    (IReadOnlyList<string>)
                        [
                            point.Words,
                            PictureTable.Cell(point.Value),
                            PictureTable.Cell(point.Centre),
                            PictureTable.Cell(point.Limits?.Low),
                            PictureTable.Cell(point.Limits?.High),
                            point.Signal ?? "",
                            point.Behind,
                        ]
                ),
            ]
        );
}
