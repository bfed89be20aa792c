using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Released;

/// <summary>The pooled change of one measure in a release.</summary>
/// <param name="Label">Name of the measure; long names wrap, then end in an ellipsis.</param>
/// <param name="Change">
/// Pooled change in standard deviations of first scores, positive being better, with its intervals; "c" when none may be shown.
/// </param>
/// <param name="HasOthers">
/// Whether the release shows other figures of the measure. Only where it shows none is the measure counted as not shown.
/// </param>
public sealed record ReleasedChange(string Label, Disclosed<ReleasedFigure> Change, bool HasOthers = false)
{
    /// <summary>Share of the families with a first score who have a last one, in per cent; "c" when withheld.</summary>
    public Disclosed<ReleasedFigure> Completion { get; init; } = ReleasedFigure.Withheld;
}

/// <summary>What the picture of released changes shows.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Cohort, window and release; may be empty.</param>
/// <param name="Changes">The measures in catalogue order; an empty list draws the empty state.</param>
public sealed record ReleasedChangesPicture(string Title, string Subtitle, IReadOnlyList<ReleasedChange> Changes)
{
    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } =
        ReleasedWords.NoComparison
        + " The figures cover families with a first and a last score only, "
        + "and measures of different things are not to be ranked against each other.";

    /// <summary>Whether the changes are means over one service's families, not pooled over services.</summary>
    public bool IsOfOneService { get; init; }

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["measure", .. ReleasedWords.Headings, "prediction low", "prediction high", "with both scores per cent"],
            [
                .. Changes.Select(change =>
                    (IReadOnlyList<string>)
                        [
                            change.Label,
                            .. ReleasedWords.Cells(change.Change),
                            .. ReleasedWords.Ends(change.Change, change.Change.ValueOrNull?.Prediction),
                            change.Completion.ToString(),
                        ]
                ),
            ]
        );
}
