using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Forest;

/// <summary>One service in a forest plot.</summary>
/// <param name="Label">Name or code of the service; long labels wrap, then end in an ellipsis.</param>
/// <param name="Cases">Families behind the estimate, at least 0; null when not known.</param>
/// <param name="Estimate">Estimate on the picture's scale, within +/- 1e12.</param>
/// <param name="Low">Lower limit of the 95 % interval, at most <paramref name="Estimate"/>.</param>
/// <param name="High">Upper limit of the 95 % interval, at least <paramref name="Estimate"/>.</param>
/// <param name="Weight">Share of the total weight as a fraction in [0, 1]; the square's area is proportional to it.</param>
public sealed record ForestRow(string Label, int? Cases, double Estimate, double Low, double High, double Weight);

/// <summary>The pooled result under the rows.</summary>
/// <param name="Services">Services pooled: at least 1.</param>
/// <param name="Cases">Families behind the pooled result, at least 0; null when not known.</param>
/// <param name="Estimate">Pooled estimate on the picture's scale, within +/- 1e12.</param>
/// <param name="Low">Lower limit of its 95 % interval.</param>
/// <param name="High">Upper limit of its 95 % interval.</param>
/// <param name="PredictionLow">
/// Lower limit of the 95 % prediction interval; null when none may be shown (fewer than three services).
/// </param>
/// <param name="PredictionHigh">Upper limit of the 95 % prediction interval; null exactly when <paramref name="PredictionLow"/> is.</param>
public sealed record ForestPooled(
    int Services,
    int? Cases,
    double Estimate,
    double Low,
    double High,
    double? PredictionLow,
    double? PredictionHigh
);

/// <summary>What the rows of a forest plot stand for.</summary>
public enum ForestRows
{
    /// <summary>Services of the network.</summary>
    Services,

    /// <summary>Studies, from any source.</summary>
    Studies,

    /// <summary>Groups of families.</summary>
    Groups,
}

/// <summary>What a forest plot shows. Rows are drawn in the order given.</summary>
/// <param name="Title">States what is shown and the numbers of services and families.</param>
/// <param name="Subtitle">Cohort, window and model; may be empty.</param>
/// <param name="Unit">Axis title with the direction, such as "points of change, right = better".</param>
/// <param name="LeftNote">What left of zero means, such as "worse"; may be empty.</param>
/// <param name="RightNote">What right of zero means, such as "better"; may be empty.</param>
/// <param name="Rows">The services; may be empty when only the pooled result is released.</param>
/// <param name="Pooled">The pooled result; null when none may be shown.</param>
/// <param name="HeterogeneityLine">How much services differ, in a sentence with numbers; may be empty.</param>
/// <param name="Caveat">A caveat for the reader; may be empty.</param>
/// <param name="Mark">A mark such as "Internal, not for publication", drawn inside the picture; null for none.</param>
public sealed record ForestPicture(
    string Title,
    string Subtitle,
    string Unit,
    string LeftNote,
    string RightNote,
    IReadOnlyList<ForestRow> Rows,
    ForestPooled? Pooled,
    string HeterogeneityLine,
    string Caveat,
    string? Mark
)
{
    /// <summary>Decimals of every printed number, 0 to 4. A mean change shows at most one; standardised effects show two.</summary>
    public int Decimals { get; init; } = 1;

    /// <summary>What the rows are called.</summary>
    public ForestRows Called { get; init; }

    internal string One =>
        Called switch
        {
            ForestRows.Studies => "study",
            ForestRows.Groups => "group",
            _ => "service",
        };

    internal string Several(int number) => Called == ForestRows.Studies ? Numbers.Studies(number) : Numbers.Services(number);

    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            [One, "families", "estimate", "low", "high", "weight"],
            [
                .. Rows.Select(row =>
                    (IReadOnlyList<string>)
                        [
                            row.Label,
                            PictureTable.Cell(row.Cases),
                            Numbers.Plain(row.Estimate, Decimals),
                            Numbers.Plain(row.Low, Decimals),
                            Numbers.Plain(row.High, Decimals),
                            Numbers.Plain(row.Weight, 3),
                        ]
                ),
                .. PooledRows(),
            ]
        );

    private IEnumerable<IReadOnlyList<string>> PooledRows()
    {
        if (Pooled is not { } pooled)
            yield break;
        string Cell(double value) => Numbers.Plain(value, Decimals);
        yield return ["pooled", PictureTable.Cell(pooled.Cases), Cell(pooled.Estimate), Cell(pooled.Low), Cell(pooled.High), ""];
        if (pooled is { PredictionLow: { } low, PredictionHigh: { } high })
            yield return ["prediction for another " + One, "", "", Cell(low), Cell(high), ""];
    }
}
