using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;
using Portal.Api.Workspace;

namespace Portal.Api.NetworkViews;

/// <summary>The bands of one dimension, such as the ages of babies.</summary>
public sealed record EquityDimension(string Code, string Label, IReadOnlyList<AnalysedBand> Bands);

/// <summary>
/// Change on one measure in every group of families that the snapshot's release shows, over its financial year: internal, not for
/// publication.
/// </summary>
/// <remarks>
/// Groups are compared as they are, whatever their service. Source: docs/disclosure.md, "The workspace", rule 4.
/// </remarks>
/// <param name="Dimensions">In the order of the release; those of which it shows nothing too.</param>
/// <param name="Reason">NOT_OPENED for a draft whose figures nobody has opened; otherwise <c>null</c>.</param>
public sealed record NetworkEquity(
    string Mark,
    string Release,
    Month From,
    Month Before,
    string Measure,
    string Subscale,
    string Name,
    IReadOnlyList<EquityDimension> Dimensions,
    string? Reason
)
{
    /// <summary>Reads the cells of the release.</summary>
    /// <returns>As <see cref="MeasureView.ReadAsync"/>.</returns>
    public static async Task<Answer<NetworkEquity>> ReadAsync(PortalDatabase database, MeasureQuery query, CancellationToken cancellation)
    {
        var read = await MeasureView.ReadAsync(database, query with { Window = null }, cancellation);
        if (!read.IsGiven(out var view, out var refusal))
            return refusal;
        var opened = await OpenRelease.PreviewAsync(database, view.Network.Release, cancellation);
        var content = opened.IsGiven(out var release) ? release.Content : null;
        var year = ReleaseLattice.FinancialYear(Quarter.Of(view.Network.Before.Plus(-1)));
        return new NetworkEquity(
            WorkspacePrint.Mark,
            view.Network.Release,
            year.From,
            year.Before,
            view.Measure.Code,
            view.Measure.Subscale,
            view.Measure.FullName,
            [
                .. ReleaseLattice.Dimensions.Select(dimension => new EquityDimension(
                    dimension.Code,
                    dimension.Label,
                    AnalysedBands.Of(content, view.Measure, dimension.Code, year)
                )),
            ],
            content is null ? AnalysedBands.NotOpened : null
        );
    }
}
