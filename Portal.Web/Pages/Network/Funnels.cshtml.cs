using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.NetworkViews;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Network;

/// <summary>Named services by size, with control limits; internal, not for publication.</summary>
public sealed class FunnelsPage(PortalDatabase database) : MeasurePage<NetworkFunnel>(database)
{
    /// <inheritdoc/>
    public override bool HasWindow => true;

    /// <inheritdoc/>
    protected override async Task<Answer<NetworkFunnel>> ReadAsync(MeasureQuery query, CancellationToken cancellation) =>
        ViewEndpoints.Noted(await NetworkFunnel.ReadAsync(Database, query, cancellation), HttpContext);

    /// <inheritdoc/>
    protected override Picture Draw(NetworkFunnel found) =>
        Picture.Of(layout => ViewPictures.Funnel(found, layout), Address("/api/v1/network/charts/network-funnel.svg"));
}
