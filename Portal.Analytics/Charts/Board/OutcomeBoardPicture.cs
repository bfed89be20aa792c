using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Board;

/// <summary>One measure's scale.</summary>
/// <param name="Lowest">Lowest possible score.</param>
/// <param name="Highest">Highest possible score, above <paramref name="Lowest"/>.</param>
/// <param name="Sign">+1 when a higher score is better, -1 when a lower one is, 0 when neither is.</param>
/// <param name="CutOff">Where the clinical range begins; <c>null</c> for none.</param>
public sealed record BoardScale(double Lowest, double Highest, int Sign, double? CutOff);

/// <summary>Families with both scores by class of reliable change.</summary>
public sealed record BoardClasses(int Worsened, int Same, int Improved);

/// <summary>One measure on the board.</summary>
/// <param name="Label">Short name of the measure and subscale.</param>
/// <param name="Eligible">Families that could have scores.</param>
/// <param name="First">Those with a first score.</param>
/// <param name="Both">Those with a first and a last score.</param>
public sealed record BoardRow(string Label, int Eligible, int First, int Both)
{
    /// <summary>The scale that before and after stand on.</summary>
    public required BoardScale Scale { get; init; }

    /// <summary>Mean first score of the families with both; <c>null</c> without any.</summary>
    public double? Before { get; init; }

    /// <summary>Mean last score of the same families.</summary>
    public double? After { get; init; }

    /// <summary>Classes of reliable change; <c>null</c> when the measure has none.</summary>
    public BoardClasses? Classes { get; init; }

    /// <summary>Standardised improvement, positive being better; <c>null</c> when it is not known.</summary>
    public double? Change { get; init; }

    /// <summary>Its 95 % interval; <c>null</c> when it is not known.</summary>
    public Interval? ChangeInterval { get; init; }

    /// <summary>Families with both scores a year earlier; <c>null</c> when they are not compared.</summary>
    public int? BothBefore { get; init; }

    /// <summary>Standardised improvement a year earlier; <c>null</c> when it is not known or not compared.</summary>
    public double? ChangeBefore { get; init; }

    /// <summary>Why there are no classes, in a few words.</summary>
    public string NoClasses { get; init; } = "";

    /// <summary>Why there is no standardised change, in a few words.</summary>
    public string NoChange { get; init; } = "";

    /// <summary>Whether fewer than 10 families have both scores: exact, but it says little.</summary>
    public bool IsFew => Both < OutcomeBoardChart.FewBelow;

    /// <summary>The change a year earlier when enough families have it to be drawn beside this one.</summary>
    internal double? DrawnBefore => BothBefore >= OutcomeBoardChart.FewBelow ? ChangeBefore : null;
}

/// <summary>Measures of one kind.</summary>
/// <param name="Name">Such as "Relationship".</param>
/// <param name="Rows">In the order of the catalogue.</param>
public sealed record BoardGroup(string Name, IReadOnlyList<BoardRow> Rows);

/// <summary>All measures of a service at a glance.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose families, and which months; may be empty.</param>
/// <param name="Groups">From the baby to goals; an empty list draws the empty state.</param>
/// <param name="Caveat">For the reader; may be empty.</param>
/// <param name="Mark">Drawn inside the picture; <c>null</c> for none.</param>
public sealed record OutcomeBoardPicture(string Title, string Subtitle, IReadOnlyList<BoardGroup> Groups, string Caveat, string? Mark)
{
    /// <summary>Whether the year before is drawn and told.</summary>
    public bool IsCompared { get; init; }

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            [
                "kind",
                "measure",
                "can count",
                "first score",
                "both scores",
                "mean before",
                "mean after",
                "worsened",
                "no clear change",
                "improved",
                "standardised change",
                "low",
                "high",
                .. IsCompared ? ["both scores, year before", "standardised change, year before"] : Array.Empty<string>(),
            ],
            [
                .. Groups.SelectMany(group =>
                    group.Rows.Select(row =>
                        (IReadOnlyList<string>)
                            [
                                group.Name,
                                row.Label,
                                PictureTable.Cell(row.Eligible),
                                PictureTable.Cell(row.First),
                                PictureTable.Cell(row.Both),
                                PictureTable.Cell(row.Before),
                                PictureTable.Cell(row.After),
                                PictureTable.Cell(row.Classes?.Worsened),
                                PictureTable.Cell(row.Classes?.Same),
                                PictureTable.Cell(row.Classes?.Improved),
                                PictureTable.Cell(row.Change),
                                PictureTable.Cell(row.ChangeInterval?.Low),
                                PictureTable.Cell(row.ChangeInterval?.High),
                                .. IsCompared
                                    ? [PictureTable.Cell(row.BothBefore ?? 0), PictureTable.Cell(row.ChangeBefore)]
                                    : Array.Empty<string>(),
                            ]
                    )
                ),
            ]
        );
}
