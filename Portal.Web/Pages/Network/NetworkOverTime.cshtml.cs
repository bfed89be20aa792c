using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.NetworkViews;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Network;

/// <summary>One measure of the network in each twelve months; internal, not for publication.</summary>
public sealed class NetworkOverTimePage(PortalDatabase database) : MeasurePage<NetworkOverTime>(database)
{
    /// <inheritdoc/>
    public override bool HasWindow => false;

    /// <inheritdoc/>
    protected override async Task<Answer<NetworkOverTime>> ReadAsync(MeasureQuery query, CancellationToken cancellation) =>
        ViewEndpoints.Noted(await NetworkOverTime.ReadAsync(Database, query, cancellation), HttpContext);

    /// <inheritdoc/>
    protected override Picture Draw(NetworkOverTime found) =>
        Picture.Of(layout => ViewPictures.OverTime(found, layout), Address("/api/v1/network/charts/network-over-time.svg"));
}
