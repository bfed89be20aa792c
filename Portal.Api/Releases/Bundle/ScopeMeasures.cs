using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>One measure of a scope of a release.</summary>
/// <param name="Cells">All its cells there, in the order of the release.</param>
public sealed record ScopeMeasure(Measure Measure, IReadOnlyList<ReleaseCell> Cells)
{
    /// <summary>Whether anything is shown of it, be it of all families or of a band.</summary>
    public bool IsShown => Cells.Any(cell => cell.Figure.IsShown);
}

/// <summary>
/// The measures of a scope, and which of them are not shown at all: the one place that counts them, for the table, the sentence and the
/// picture.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 8.</remarks>
public static class ScopeMeasures
{
    /// <summary>The measures in the usual order.</summary>
    /// <param name="scope">NETWORK, a nation or a kind of host; OWN in a service's report.</param>
    public static IReadOnlyList<ScopeMeasure> Of(FrozenRelease release, string scope)
    {
        ArgumentNullException.ThrowIfNull(release);
        return
        [
            .. MeasureOrder
                .InOrder(
                    release
                        .Cells.Where(cell => cell.Address.Topic == ReleaseLattice.Outcome && cell.Address.Scope == scope)
                        .GroupBy(cell => (cell.Address.Item, cell.Address.Part)),
                    group => group.Key
                )
                .Select(found => new ScopeMeasure(found.Measure, [.. found.Item])),
        ];
    }
}
