using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Released;

/// <summary>One referral risk of a release.</summary>
/// <param name="Label">Plain label of the risk; long labels wrap, then end in an ellipsis.</param>
/// <param name="Share">
/// Share of the families for whom it is known, in whole per cent, with its interval and printed denominator; "c" or "-" when none may be
/// shown.
/// </param>
public sealed record ReleasedRisk(string Label, Disclosed<ReleasedFigure> Share);

/// <summary>What the picture of released referral risks shows.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose families, which window, which release; may be empty.</param>
/// <param name="Risks">The risks in catalogue order; an empty list draws the empty state.</param>
public sealed record ReleasedRisksPicture(string Title, string Subtitle, IReadOnlyList<ReleasedRisk> Risks)
{
    /// <summary>A caveat for the reader, printed below the axis; may be empty.</summary>
    public string Caveat { get; init; } =
        "Risks are as known at referral and often under-recorded: a low share can mean that nobody asked. "
        + "Families can have several risks, so shares do not add up to 100 %.";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["risk", .. ReleasedWords.Headings],
            [.. Risks.Select(risk => (IReadOnlyList<string>)[risk.Label, .. ReleasedWords.Cells(risk.Share)])]
        );
}
