using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Workspace;

namespace Portal.Api.NetworkViews;

/// <summary>A measure in twelve months that end with a quarter.</summary>
/// <param name="Window">As the workspace names it, such as R12:2025-Q4.</param>
/// <param name="K">Services in the pooled change.</param>
/// <param name="N">Their families with both scores, to the nearest 5.</param>
/// <param name="Change">Pooled change in points, positive being better; <c>null</c> when nothing can be pooled.</param>
public sealed record YearOfChange(
    string Window,
    Month From,
    Month Before,
    int K,
    int N,
    double? Change,
    double? Low,
    double? High,
    string? Reason
)
{
    /// <summary>The quarter that it ends with.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Quarter Last => Quarter.Of(Before.Plus(-1));
}

/// <summary>
/// One measure over the twelve windows of a snapshot, oldest first: internal, not for publication. Every figure is the one that the
/// workspace prints for that window.
/// </summary>
/// <remarks>
/// Neighbouring windows share nine months, so no rule for runs or signals applies. Source: docs/disclosure.md, "The workspace", rule 1.
/// </remarks>
public sealed record NetworkOverTime(
    string Mark,
    string Release,
    string Measure,
    string Subscale,
    string Name,
    IReadOnlyList<YearOfChange> Years
)
{
    /// <summary>Reads every window.</summary>
    /// <returns>As <see cref="MeasureView.ReadAsync"/>.</returns>
    public static async Task<Answer<NetworkOverTime>> ReadAsync(PortalDatabase database, MeasureQuery query, CancellationToken cancellation)
    {
        var read = await MeasureView.ReadAsync(database, query with { Window = null }, cancellation);
        if (!read.IsGiven(out var newest, out var refusal))
            return refusal;
        var years = new List<YearOfChange>();
        foreach (var window in WorkspaceWindow.Of(Quarter.Of(newest.Network.Before.Plus(-1))).Reverse())
        {
            var asked = query with { Release = newest.Network.Release, Window = window.Code };
            if (!(await MeasureView.ReadAsync(database, asked, cancellation)).IsGiven(out var view, out refusal))
                return refusal;
            years.Add(Of(view));
        }

        return new NetworkOverTime(
            WorkspacePrint.Mark,
            newest.Network.Release,
            newest.Measure.Code,
            newest.Measure.Subscale,
            newest.Measure.FullName,
            years
        );
    }

    private static YearOfChange Of(MeasureView view)
    {
        var pooled = view.Found?.Pooled;
        return new YearOfChange(
            view.Network.Window,
            view.Network.From,
            view.Network.Before,
            pooled?.K ?? 0,
            view.Found?.Paired ?? 0,
            pooled?.Estimate,
            pooled?.Low,
            pooled?.High,
            pooled is null ? view.Found?.PooledReason ?? "NO_CASES" : null
        );
    }
}
