using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Compared;

/// <summary>One risk of the viewer's families beside all services.</summary>
/// <param name="Label">Name of the risk.</param>
/// <param name="Present">The service's families with the risk.</param>
/// <param name="Known">Those of whom it is known, at least <paramref name="Present"/>.</param>
/// <param name="Interval">95 % interval of the own share, as fractions; <c>null</c> when it is known of none.</param>
/// <param name="Network">Share of all services, in per cent; "c" when withheld.</param>
public sealed record ComparedRisk(string Label, int Present, int Known, Interval? Interval, Disclosed<ReleasedFigure> Network)
{
    /// <summary>Where the own share lies beside the network's, in words; may be empty.</summary>
    public string Position { get; init; } = "";
}

/// <summary>The service's risks at referral beside the network's.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose families, which months; may be empty.</param>
/// <param name="Risks">Drawn in the order given; an empty list draws <paramref name="Nothing"/>.</param>
/// <param name="Nothing">What is said instead of an empty picture.</param>
public sealed record ComparedRisksPicture(string Title, string Subtitle, IReadOnlyList<ComparedRisk> Risks, string Nothing)
{
    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } =
        "Higher means more families with the risk, which is neither good nor bad. Risks that nobody asked about are under-recorded.";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; } = "Internal, small numbers";

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["risk", "own families with it", "own families known", "own low", "own high", .. ReleasedWords.Headings, "in words"],
            [
                .. Risks.Select(risk =>
                    (IReadOnlyList<string>)
                        [
                            risk.Label,
                            PictureTable.Cell(risk.Present),
                            PictureTable.Cell(risk.Known),
                            PictureTable.Cell(risk.Interval?.Low),
                            PictureTable.Cell(risk.Interval?.High),
                            .. ReleasedWords.Cells(risk.Network),
                            risk.Position,
                        ]
                ),
            ]
        );
}
