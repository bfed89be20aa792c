using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Compared;

/// <summary>The viewer's own mean change, exact, as only the service itself sees it.</summary>
/// <param name="Estimate">In points, positive being better; within +/- 1e12.</param>
/// <param name="Interval">Its 95 % interval; <c>null</c> when there is none, as with one family.</param>
/// <param name="Cases">Families behind it, at least 1.</param>
public sealed record OwnChange(double Estimate, Interval? Interval, int Cases);

/// <summary>One measure of the viewer's service beside all other services.</summary>
/// <param name="Label">Name of the measure; long names wrap.</param>
/// <param name="Own">The service's own change; <c>null</c> when no family has both scores.</param>
/// <param name="Rest">Change pooled over all other services, in points, with its intervals; "c" when none may be shown.</param>
public sealed record ComparedChange(string Label, OwnChange? Own, Disclosed<ReleasedFigure> Rest)
{
    /// <summary>Kind of measure, such as "Relationship"; a heading is drawn where it changes. May be empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>The service's families with a first score; <c>null</c> when not said.</summary>
    public int? FirstScores { get; init; }

    /// <summary>Share of all services' families with a first score who have a last one, in per cent; "c" when withheld.</summary>
    public Disclosed<ReleasedFigure> Completion { get; init; } = ReleasedFigure.Withheld;

    /// <summary>Where the own change lies beside the others', in words; may be empty.</summary>
    public string Position { get; init; } = "";
}

/// <summary>What the picture of the service's changes beside the network's shows.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Cohort, window and release; may be empty.</param>
/// <param name="Measures">The measures in catalogue order; an empty list draws the empty state.</param>
public sealed record ComparedChangesPicture(string Title, string Subtitle, IReadOnlyList<ComparedChange> Measures)
{
    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } =
        ReleasedWords.NoComparison + " Services differ in the families they see, and the figures cover families with both scores only.";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; } = "Internal, small numbers";

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            [
                "measure",
                "own first scores",
                "own families",
                "own",
                "own low",
                "own high",
                .. ReleasedWords.Headings.Select(heading => "others " + heading),
                "others prediction low",
                "others prediction high",
                "all services with both scores per cent",
                "in words",
            ],
            [
                .. Measures.Select(measure =>
                    (IReadOnlyList<string>)
                        [
                            measure.Label,
                            PictureTable.Cell(measure.FirstScores),
                            PictureTable.Cell(measure.Own?.Cases),
                            PictureTable.Cell(measure.Own?.Estimate),
                            PictureTable.Cell(measure.Own?.Interval?.Low),
                            PictureTable.Cell(measure.Own?.Interval?.High),
                            .. ReleasedWords.Cells(measure.Rest),
                            .. ReleasedWords.Ends(measure.Rest, measure.Rest.ValueOrNull?.Prediction),
                            measure.Completion.ToString(),
                            measure.Position,
                        ]
                ),
            ]
        );
}
