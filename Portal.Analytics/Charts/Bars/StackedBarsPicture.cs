using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>One answer of those that a bar is made of.</summary>
/// <param name="Label">As the key prints it.</param>
/// <param name="IsAside">Outside the order of the others, such as "don't know"; drawn grey.</param>
public sealed record Segment(string Label, bool IsAside = false);

/// <summary>One bar: how many gave each answer.</summary>
/// <param name="Label">What was asked; long labels wrap, then end in an ellipsis.</param>
/// <param name="Counts">One for each segment, at least 0; their sum is n.</param>
public sealed record StackedBar(string Label, IReadOnlyList<int> Counts);

/// <summary>Answers as bars of equal length, each parted in the proportion of its answers.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose answers, and which months; may be empty.</param>
/// <param name="Segments">One to six, the best or first at the left, which is the darkest.</param>
/// <param name="Bars">The first at the top; an empty list draws the empty state.</param>
/// <param name="Unit">What n counts, such as "forms".</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; <c>null</c> for none.</param>
public sealed record StackedBarsPicture(
    string Title,
    string Subtitle,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<StackedBar> Bars,
    string Unit,
    string Caveat,
    string? Mark
)
{
    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["question", .. Segments.Select(segment => segment.Label), Unit],
            [
                .. Bars.Select(bar =>
                    (IReadOnlyList<string>)
                        [bar.Label, .. bar.Counts.Select(count => PictureTable.Cell(count)), PictureTable.Cell(bar.Counts.Sum())]
                ),
            ]
        );
}
