using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Risks;

/// <summary>One referral risk: the share of the families assessed for it who have it.</summary>
/// <param name="Label">Plain label of the risk; long labels wrap, then end in an ellipsis.</param>
/// <param name="Present">Families with the risk: a count in [0, <paramref name="Assessed"/>].</param>
/// <param name="Assessed">Families for whom the risk is known, yes or no; 0 is drawn as "not assessed".</param>
/// <param name="Fraction">Share as a fraction in [0, 1]: 0.62, never 62. Ignored when <paramref name="Assessed"/> is 0.</param>
/// <param name="Low">Lower Wilson limit as a fraction in [0, <paramref name="Fraction"/>].</param>
/// <param name="High">Upper Wilson limit as a fraction in [<paramref name="Fraction"/>, 1].</param>
public sealed record RiskBar(string Label, int Present, int Assessed, double Fraction, double Low, double High)
{
    /// <summary>The released share of all services, in per cent; <c>null</c> without a release.</summary>
    /// <remarks>It takes a released figure only, so the picture cannot reveal what is withheld.</remarks>
    public Disclosed<ReleasedFigure>? Network { get; init; }
}

/// <summary>What the referral-risk picture shows. Bars are drawn in the order given: see <see cref="ReferralRisksOrder"/>.</summary>
/// <param name="Title">States what is shown and the number of families.</param>
/// <param name="Subtitle">Whose families and which window; may be empty.</param>
/// <param name="Bars">The risks, first at the top; an empty list draws the empty state.</param>
/// <param name="Caveat">A caveat for the reader, printed below the axis; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; null for none.</param>
public sealed record ReferralRisksPicture(string Title, string Subtitle, IReadOnlyList<RiskBar> Bars, string Caveat, string? Mark)
{
    /// <summary>Says what the pale marks are, or why there are none; empty where there is nothing to compare with.</summary>
    public string NetworkKey { get; init; } = "";

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["risk", "present", "of", "share", "low", "high", .. NetworkKey.Length > 0 ? new[] { "all services, per cent" } : []],
            [
                .. Bars.Select(bar =>
                    (IReadOnlyList<string>)
                        [
                            bar.Label,
                            PictureTable.Cell(bar.Present),
                            PictureTable.Cell(bar.Assessed),
                            .. new double?[] { bar.Fraction, bar.Low, bar.High }.Select(value =>
                                bar.Assessed == 0 ? "" : PictureTable.Cell(value)
                            ),
                            .. NetworkKey.Length > 0 ? new[] { bar.Network?.ToString() ?? "" } : [],
                        ]
                ),
            ]
        );
}
