using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>What the snapshot's release itself says of a measure over all services, in its four quarters.</summary>
/// <remarks>Source: docs/disclosure.md, "The workspace", rule 4: the cells that the release has, and nothing finer.</remarks>
/// <param name="PooledChange">Change pooled over services, in points; positive is better; <c>null</c> when it is withheld.</param>
/// <param name="Completion">Share of families with a first score who have a last one, in per cent; <c>null</c> when it is withheld.</param>
/// <param name="Reliable">Improved, no clear change and worsened; <c>null</c> for a measure without a threshold.</param>
public sealed record ReleasedOutcome(ReleasedFigure? PooledChange, ReleasedFigure? Completion, ReliableShares? Reliable)
{
    /// <summary>The cells of one measure; <c>null</c> when the release holds none of them for these months.</summary>
    public static ReleasedOutcome? Of(FrozenRelease content, Measure measure, Periods.Window window)
    {
        var cells = content
            .Cells.Where(cell =>
                cell.Address is { Topic: ReleaseLattice.Outcome, Scope: ReleaseLattice.Network, Dimension: ReleaseLattice.None }
                && cell.Address.Item == measure.Code
                && cell.Address.Part == measure.Subscale
                && cell.Address.From == window.From.ToString()
                && cell.Address.Before == window.Before.ToString()
            )
            .ToDictionary(cell => cell.Address.Statistic, cell => cell.Figure);
        if (cells.Count == 0)
            return null;
        return new ReleasedOutcome(
            cells.GetValueOrDefault(Statistics.PooledChange)?.ValueOrNull,
            cells.GetValueOrDefault(Statistics.Completion)?.ValueOrNull,
            cells.TryGetValue(Statistics.ReliablyImproved, out var improved)
                ? ReliableShares.Of(
                    improved,
                    cells[Statistics.NoReliableChange],
                    cells[Statistics.ReliablyDeteriorated],
                    cells[Statistics.WithLastScore],
                    content.Policy
                )
                : null
        );
    }
}
