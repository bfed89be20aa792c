using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>One risk, and in how many families it is present.</summary>
/// <param name="Label">Long labels wrap, then end in an ellipsis.</param>
/// <param name="Present">At least 0.</param>
/// <param name="Assessed">Families of whom it is known, at least <paramref name="Present"/>.</param>
public sealed record RiskAlone(string Label, int Present, int Assessed);

/// <summary>Two risks in the families of whom both are known.</summary>
/// <param name="Both">Families with both.</param>
/// <param name="Assessed">Families of whom both are known, at least <paramref name="Both"/>.</param>
/// <param name="Rarer">Those with the rarer of the two, between <paramref name="Both"/> and <paramref name="Assessed"/>.</param>
public sealed record RiskPair(int Both, int Assessed, int Rarer)
{
    private const int TooFewBelow = 10;

    /// <summary>How many of the families with the rarer risk have the other one, too; <c>null</c> of fewer than 10.</summary>
    public double? Share => Rarer < TooFewBelow ? null : (double)Both / Rarer;
}

/// <summary>Which risks come together in the families of a service.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose families, which months and how many; may be empty.</param>
/// <param name="Risks">At most ten, the most frequent first; fewer than two draw the empty state.</param>
/// <param name="Pairs">Each risk with those before it: the second has one pair, the third two, and so on; the first has none.</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">Drawn inside the picture; <c>null</c> for none.</param>
public sealed record RisksTogetherPicture(
    string Title,
    string Subtitle,
    IReadOnlyList<RiskAlone> Risks,
    IReadOnlyList<IReadOnlyList<RiskPair>> Pairs,
    string Caveat,
    string? Mark
)
{
    /// <summary>The numbers behind the marks: each risk, then its pairs.</summary>
    public PictureTable Table =>
        new(
            ["risk", "with", "families", "of families assessed", "families with the rarer risk", "share"],
            [.. Risks.SelectMany((risk, row) => Pairs[row].Select((pair, column) => Row(risk, Risks[column], pair)).Prepend(Row(risk)))]
        );

    private static IReadOnlyList<string> Row(RiskAlone risk) =>
        [risk.Label, "", PictureTable.Cell(risk.Present), PictureTable.Cell(risk.Assessed), "", ""];

    private static IReadOnlyList<string> Row(RiskAlone risk, RiskAlone other, RiskPair pair) =>
        [
            risk.Label,
            other.Label,
            PictureTable.Cell(pair.Both),
            PictureTable.Cell(pair.Assessed),
            PictureTable.Cell(pair.Rarer),
            PictureTable.Cell(pair.Share),
        ];
}
