using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Api.Releases.Making;

/// <summary>A protected cell before it is frozen, with details that only the preview may show.</summary>
/// <param name="Reason">Why it is withheld; <c>null</c> when it is shown or impossible.</param>
/// <param name="Population">The cases behind it.</param>
public sealed record DraftCell(CellAddress Address, Disclosed<ReleasedFigure> Figure, WithheldBecause? Reason, Population Population)
{
    /// <summary>The release that shows the figure, where a service in it takes part no longer; otherwise <c>null</c>.</summary>
    public string? Earlier { get; init; }

    public static DraftCell Of<T>(
        CellAddress address,
        Protected<T> figure,
        Func<Disclosed<T>, Disclosed<ReleasedFigure>> form,
        Population population
    )
        where T : class => new(address, form(figure.Released), figure.Reason, population);
}

/// <summary>
/// Cells that are protected and judged together. If the ledger holds one of them because of
/// an earlier release of the same window, the whole group stays as that release gave it.
/// </summary>
/// <param name="Cells">In the order of the lattice.</param>
public sealed record CellGroup(IReadOnlyList<DraftCell> Cells)
{
    /// <summary>The populations with at least one cell shown.</summary>
    public IEnumerable<Population> Shown => Cells.Where(cell => cell.Figure.IsShown).Select(cell => cell.Population).Distinct();
}
