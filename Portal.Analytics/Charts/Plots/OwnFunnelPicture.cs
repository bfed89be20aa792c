using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Plots;

/// <summary>The viewer's own point in a funnel, exact, as only the service itself sees it.</summary>
/// <param name="Estimate">Mean change in points, positive being better; within +/- 1e12.</param>
/// <param name="StandardError">In points, finite and above 0.</param>
/// <param name="Cases">Families behind it, at least 1.</param>
public sealed record OwnPoint(double Estimate, double StandardError, int Cases);

/// <summary>What the funnel of one measure shows on a service's own screen.</summary>
/// <param name="Title">States what is shown and the number of the service's families.</param>
/// <param name="Subtitle">Measure, cohort, window and release; may be empty.</param>
/// <param name="Rest">
/// Change pooled over all other services in points: the centre line. Its spread is tau, the standard deviation between services; without
/// either, the funnel is not drawn.
/// </param>
/// <param name="Own">The viewer's point; <c>null</c> when the service has too few families, and then the funnel is not drawn.</param>
public sealed record OwnFunnelPicture(string Title, string Subtitle, Disclosed<ReleasedFigure> Rest, OwnPoint? Own)
{
    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } =
        ReleasedWords.NoComparison
        + " Services differ in the families they see; a point outside the limits is a reason to look closer, not a verdict.";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; } = "Internal, small numbers";

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["own families", "own", "own standard error", .. ReleasedWords.Headings.Select(heading => "others " + heading)],
            [
                [
                    PictureTable.Cell(Own?.Cases),
                    PictureTable.Cell(Own?.Estimate),
                    PictureTable.Cell(Own?.StandardError),
                    .. ReleasedWords.Cells(Rest),
                ],
            ]
        );
}
