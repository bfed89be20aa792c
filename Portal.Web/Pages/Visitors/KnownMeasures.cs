using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.LocalMeasures;

namespace Portal.Web.Pages.Visitors;

/// <summary>The measures of the network for pages; they are read once a request.</summary>
public sealed class KnownMeasures(PortalDatabase database)
{
    private NetworkMeasures? _read;

    /// <summary>With retired ones, which may have been sent.</summary>
    public async Task<MeasureCatalogue> AllAsync() => (await ReadAsync()).All;

    public async Task<NetworkMeasures> ReadAsync() => _read ??= await NetworkMeasures.ReadAsync(database, CancellationToken.None);
}
