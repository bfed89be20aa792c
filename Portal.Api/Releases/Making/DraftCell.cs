using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Api.Releases.Making;

/// <summary>A protected cell before it is frozen, with what only the preview may say.</summary>
/// <param name="Reason">Why it is withheld; <c>null</c> when it is shown or impossible.</param>
/// <param name="Population">The cases behind it.</param>
public sealed record DraftCell(CellAddress Address, Disclosed<ReleasedFigure> Figure, WithheldBecause? Reason, Population Population)
{
    public static DraftCell Of<T>(
        CellAddress address,
        Protected<T> figure,
        Func<Disclosed<T>, Disclosed<ReleasedFigure>> form,
        Population population
    )
        where T : class => new(address, form(figure.Released), figure.Reason, population);
}

/// <summary>
/// Cells that were protected together and are known together. When the ledger holds one of them back for the sake of an earlier release of the
/// same window, the whole group stays as it was released then.
/// </summary>
/// <param name="Cells">In the order of the lattice.</param>
public sealed record CellGroup(IReadOnlyList<DraftCell> Cells)
{
    /// <summary>The populations of which something is shown.</summary>
    public IEnumerable<Population> Shown => Cells.Where(cell => cell.Figure.IsShown).Select(cell => cell.Population).Distinct();
}
