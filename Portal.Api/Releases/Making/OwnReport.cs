using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>A service's own protected figures: rounded, small ones withheld, and checked against what its readers saw before.</summary>
/// <param name="Content">Cells of scope OWN.</param>
/// <param name="Shown">What the ledger keeps: the cases behind each figure that is shown, under <see cref="Ledger.OwnScope"/>.</param>
/// <remarks>Source: docs/disclosure.md, "Who sees what" and "Differencing over time and filters", rule 4.</remarks>
public sealed record OwnReport(FrozenRelease Content, IReadOnlyList<KnownPopulation> Shown)
{
    /// <param name="source">Of the service, with the headline window.</param>
    /// <param name="releaseId">The release that is being made.</param>
    /// <param name="ledger">Is read, not changed.</param>
    /// <param name="earlier">Opens the report of the same service in an earlier release; <c>null</c> when there was none.</param>
    public static OwnReport Of(PartSource source, string releaseId, Ledger ledger, Func<string, FrozenRelease?> earlier)
    {
        var (snapshot, viewer, window, head, policy, _) = source;
        var own = snapshot.Only(viewer.Id);
        var scope = Ledger.OwnScope(viewer.Id);
        WithheldBecause? Judge(Population population) => ledger.JudgeOwn(population, viewer.Id);
        CellGroup[] groups =
        [
            ProfileCells.Risks(own, ReleaseLattice.Own, window, Judge, policy),
            .. ServicePart.Measures.Select(measure => HeadlineCells.Of(new(own, ReleaseLattice.Own, window, Judge, policy), measure)),
        ];
        var cells = new List<ReleaseCell>();
        var shown = new List<KnownPopulation>();
        foreach (var group in groups)
        {
            if (ledger.OwnHeldBy(group.Shown, viewer.Id) is not { } earlierId)
            {
                cells.AddRange(group.Cells.Select(cell => new ReleaseCell(cell.Address, cell.Figure)));
                shown.AddRange(
                    group.Shown.Select(population => new KnownPopulation(
                        releaseId,
                        scope,
                        population.Key.ToString(),
                        window,
                        population.Members
                    ))
                );
                continue;
            }

            // Figures that were protected together are shown together, as they were before.
            var before = earlier(earlierId);
            cells.AddRange(group.Cells.Select(cell => new ReleaseCell(cell.Address, before?[cell.Address] ?? ReleasedFigure.Withheld)));
            var current = group.Cells.Select(cell => cell.Population).ToArray();
            var keys = current.Select(population => population.Key.ToString()).ToHashSet();
            shown.AddRange(ledger.OfRelease(earlierId, scope, window, keys).Select(population => population.KeptIn(releaseId, current)));
        }

        return new OwnReport(FrozenRelease.Freeze(head, cells), shown);
    }
}
