using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Workspace;

namespace Portal.Api.NetworkViews;

/// <summary>Which measure of a frozen release is looked at, as text; any part may be absent.</summary>
public sealed record MeasureQuery
{
    /// <summary>Measure code.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code.</summary>
    public string? Subscale { get; init; }

    /// <summary>Id of a frozen release; without it the latest.</summary>
    public string? Release { get; init; }

    /// <summary>R12:2025-Q4, or FY:2024-25; without it the four quarters of the release.</summary>
    public string? Window { get; init; }
}

/// <summary>One measure over the network, as the workspace prints it: what every view here is made from.</summary>
/// <param name="Measure">A measure that is pooled.</param>
/// <param name="Network">The network's figures in the window.</param>
/// <param name="Found">Those of the measure; <c>null</c> when the window has none.</param>
public sealed record MeasureView(Measure Measure, NetworkOutcomes Network, NetworkMeasure? Found)
{
    /// <summary>Reads the figures.</summary>
    /// <returns>400 for a measure that is unknown or not pooled, and the refusals of the workspace.</returns>
    public static async Task<Answer<MeasureView>> ReadAsync(PortalDatabase database, MeasureQuery query, CancellationToken cancellation)
    {
        if (!PooledMeasures.Read((query.Measure, query.Subscale)).IsGiven(out var measure, out var refusal))
            return refusal;
        var asked = new WorkspaceQuery
        {
            Release = query.Release,
            Window = query.Window,
            Measure = measure.Code,
            Subscale = measure.Subscale,
        };
        var read = await NetworkOutcomes.ReadAsync(database, asked, cancellation);
        return read.Then<MeasureView>(network => new MeasureView(
            measure,
            network,
            network.Outcomes.FirstOrDefault(one => one.Measure == measure.Code && one.Subscale == measure.Subscale)
        ));
    }
}
