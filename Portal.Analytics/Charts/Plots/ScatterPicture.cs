using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>A point of a scatter plot.</summary>
/// <param name="Label">Its name; empty for one of many points that are not named.</param>
/// <param name="X">From left to right, within +/- 1e12.</param>
/// <param name="Y">From bottom to top, within +/- 1e12.</param>
public sealed record ScatterPoint(string Label, double X, double Y)
{
    /// <summary>Its area beside the largest one, a fraction above 0 and at most 1.</summary>
    public double Area { get; init; } = 0.25;

    /// <summary>Whether it is drawn as one that stands out.</summary>
    public bool StandsOut { get; init; }
}

/// <summary>A line through places in order.</summary>
/// <param name="Words">What it is; said in the legend.</param>
/// <param name="Places">At least two, from left to right.</param>
public sealed record ScatterLine(string Words, IReadOnlyList<(double X, double Y)> Places)
{
    /// <summary>Whether it is dashed.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>Points by two numbers, with lines to compare them with.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">May be empty.</param>
/// <param name="Across">What goes from left to right, with its unit.</param>
/// <param name="Up">What goes from bottom to top, with its unit.</param>
/// <param name="Points">In the order of the table; an empty list draws the empty state.</param>
/// <param name="Lines">May be empty.</param>
public sealed record ScatterPicture(
    string Title,
    string Subtitle,
    string Across,
    string Up,
    IReadOnlyList<ScatterPoint> Points,
    IReadOnlyList<ScatterLine> Lines
)
{
    /// <summary>How to read the picture, in a sentence or two.</summary>
    public required string HowToRead { get; init; }

    /// <summary>Stands where the plot would be.</summary>
    public string Nothing { get; init; } = "Too few to say.";

    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } = "";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether zero is always on the axis from left to right, and from bottom to top.</summary>
    public (bool Across, bool Up) FromZero { get; init; }

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["name", Across, Up],
            [.. Points.Select(point => new[] { point.Label, PictureTable.Cell(point.X), PictureTable.Cell(point.Y) })]
        );
}
