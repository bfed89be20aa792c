using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The referral profile of the caller's own service: exact counts.</summary>
public static class ServiceProfile
{
    /// <summary>Drawn inside pictures of a service's own exact figures.</summary>
    public const string Mark = "Internal: exact figures, small numbers";

    public static async Task<ReferralProfile> ReadAsync(
        PortalDatabase database,
        Service service,
        Window window,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return ReferralProfile.Of(window, await ProfileCounts.ByServiceAsync(transaction, window, cancellation));
    }
}
