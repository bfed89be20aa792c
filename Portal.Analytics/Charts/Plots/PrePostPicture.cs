using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>Families whose scores lie in one stretch of the scale.</summary>
/// <param name="From">Lowest score of the stretch.</param>
/// <param name="To">Highest score of the stretch, at least <paramref name="From"/>.</param>
/// <param name="Families">At least 10, so that no family can be seen.</param>
public sealed record ScoreBin(double From, double To, int Families);

/// <summary>Scores before and after on one measure's own scale.</summary>
/// <param name="Title">States what is shown and the number of families with both scores.</param>
/// <param name="Subtitle">Whose families, and which months.</param>
/// <param name="Before">Mean first score of the families with both.</param>
/// <param name="After">Mean last score of the same families.</param>
public sealed record PrePostPicture(string Title, string Subtitle, double Before, double After)
{
    /// <summary>Lowest and highest possible score.</summary>
    public required Interval Scale { get; init; }

    /// <summary>How much one step of the scale is; a stretch of one score is drawn this high.</summary>
    public required double Step { get; init; }

    /// <summary>Which way is better, in words.</summary>
    public required string Better { get; init; }

    /// <summary>The clinical range; <c>null</c> when none is published.</summary>
    public Interval? Clinical { get; init; }

    /// <summary>First scores in stretches; empty below 20 families.</summary>
    public IReadOnlyList<ScoreBin> FirstScores { get; init; } = [];

    /// <summary>Last scores in stretches; empty below 20 families.</summary>
    public IReadOnlyList<ScoreBin> LastScores { get; init; } = [];

    /// <summary>The mean improvement with its interval, in words; may be empty.</summary>
    public string Change { get; init; } = "";

    /// <summary>A caveat for the reader; may be empty.</summary>
    public string Caveat { get; init; } = "";

    /// <summary>A mark drawn inside the picture; <c>null</c> for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["what", "from", "to", "families", "mean"],
            [
                ["first scores", "", "", "", PictureTable.Cell(Before)],
                ["last scores", "", "", "", PictureTable.Cell(After)],
                .. FirstScores.Select(bin => Row("first scores", bin)),
                .. LastScores.Select(bin => Row("last scores", bin)),
            ]
        );

    private static IReadOnlyList<string> Row(string what, ScoreBin bin) =>
        [what, PictureTable.Cell(bin.From), PictureTable.Cell(bin.To), PictureTable.Cell(bin.Families), ""];
}
