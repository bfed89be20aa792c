namespace Portal.Analytics.Disclosure.Frozen;

/// <summary>
/// Figures of the same families give one number of them. Where their count is withheld, no figure of them prints a number; and the mark
/// "low precision" goes by the number that is printed. Releases made under an earlier rule are read so too; their frozen text stays.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rules 1 and 8.</remarks>
public static class OneNumber
{
    /// <summary>Statistic that counts the families with both scores, who are behind every figure of change.</summary>
    public const string PairsCounted = "WITH_LAST_SCORE";

    // Figures of a band are of other families, whom no cell counts.
    private const string NoDimension = "NONE";

    internal static IReadOnlyList<ReleaseCell> In(IReadOnlyList<ReleaseCell> cells, DisclosurePolicy policy)
    {
        var hidden = cells
            .Where(cell => cell.Address.Statistic == PairsCounted && cell.Figure is { IsShown: false, IsImpossible: false })
            .Select(cell => cell.Address)
            .ToHashSet();
        return [.. cells.Select(cell => cell.Figure.ValueOrNull is { } figure ? cell with { Figure = Seen(cell, figure) } : cell)];

        Disclosed<ReleasedFigure> Seen(ReleaseCell cell, ReleasedFigure figure)
        {
            if (cell.Address.Dimension == NoDimension && hidden.Contains(cell.Address with { Statistic = PairsCounted }))
                return figure.Unit == FigureUnit.Count ? Disclosed<ReleasedFigure>.Withheld
                    : figure.Cases is null ? cell.Figure
                    : Disclosed<ReleasedFigure>.Show(figure with { Cases = null, CasesFrom = policy.CasesForMean });
            return figure.LowPrecision && figure.Cases >= policy.LowPrecisionBelow
                ? Disclosed<ReleasedFigure>.Show(figure with { LowPrecision = false })
                : cell.Figure;
        }
    }
}
