using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.NetworkViews;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Network;

/// <summary>Change of each group of families; internal, not for publication.</summary>
public sealed class EquityPage(PortalDatabase database) : MeasurePage<NetworkEquity>(database)
{
    /// <inheritdoc/>
    public override bool HasWindow => false;

    /// <inheritdoc/>
    protected override async Task<Answer<NetworkEquity>> ReadAsync(MeasureQuery query, CancellationToken cancellation) =>
        ViewEndpoints.Noted(await NetworkEquity.ReadAsync(Database, query, cancellation), HttpContext);

    /// <inheritdoc/>
    protected override Picture Draw(NetworkEquity found) =>
        Picture.Of(layout => ViewPictures.Equity(found, layout), Address("/api/v1/network/charts/network-equity.svg"));
}
