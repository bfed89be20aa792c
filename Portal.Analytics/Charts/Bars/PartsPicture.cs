using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>One answer of a question, and how many it fits.</summary>
/// <param name="Label">In plain words; the key prints it below the bar.</param>
/// <param name="Count">At least 0; a part of 0 is neither drawn nor listed, but keeps its shade.</param>
public sealed record Part(string Label, int Count);

/// <summary>One question as a bar of full length.</summary>
/// <param name="Label">What is asked.</param>
/// <param name="Parts">One to eight in their order, the first the darkest; their sum is n.</param>
/// <param name="NotRecorded">How many have no answer; it stands beside the bar, not in it.</param>
public sealed record PartedBar(string Label, IReadOnlyList<Part> Parts, int NotRecorded)
{
    /// <summary>How many have an answer.</summary>
    public int Known => Parts.Sum(part => part.Count);
}

/// <summary>Questions with answers of their own, as bars of equal length with the key of each below it.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose, and which months; may be empty.</param>
/// <param name="Bars">The first at the top; those without an answer are left out, and without any the empty state is drawn.</param>
/// <param name="Unit">What n counts, such as "families".</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; <c>null</c> for none.</param>
public sealed record PartsPicture(string Title, string Subtitle, IReadOnlyList<PartedBar> Bars, string Unit, string Caveat, string? Mark)
{
    /// <summary>The numbers behind the marks; what is not recorded has a row of its own without a share.</summary>
    public PictureTable Table =>
        new(
            ["question", "answer", Unit, "of", "share"],
            [
                .. Bars.SelectMany(bar =>
                    bar.Parts.Where(part => part.Count > 0)
                        .Select(part =>
                            (IReadOnlyList<string>)
                                [
                                    bar.Label,
                                    part.Label,
                                    PictureTable.Cell(part.Count),
                                    PictureTable.Cell(bar.Known),
                                    PictureTable.Cell((double)part.Count / bar.Known),
                                ]
                        )
                        .Concat(
                            bar.NotRecorded > 0
                                ?
                                [
                                    [bar.Label, PartsChart.NotRecorded, PictureTable.Cell(bar.NotRecorded), "", ""],
                                ]
                                : []
                        )
                ),
            ]
        );
}
