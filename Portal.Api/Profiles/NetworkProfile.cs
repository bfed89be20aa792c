using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Outcomes;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>One service's profile in the analyst's workspace: only from ten referrals up.</summary>
public sealed record ServiceProfileLine(string Service, string Name, ReferralProfile? Profile, string? Reason);

/// <summary>The referral profile of all services, for the analyst's workspace: internal, not for publication.</summary>
/// <param name="Network">All services' cases together.</param>
public sealed record NetworkProfile(string Mark, string From, string Before, ReferralProfile Network, IReadOnlyList<ServiceProfileLine> Services)
{
    private const int FewestReferrals = 10;

    public static async Task<NetworkProfile> ReadAsync(PortalDatabase database, Window window, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, Scope.None, cancellation);
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        var counts = await ProfileCounts.ByServiceAsync(transaction, window, cancellation);
        var byService = counts.ToLookup(count => count.ServiceId);
        return new NetworkProfile(
            NetworkOutcomes.WorkspaceMark, window.From.ToString(), window.Before.ToString(), ReferralProfile.Of(window, counts),
            [.. services.Where(service => byService.Contains(service.Id)).Select(LineOf)]);

        ServiceProfileLine LineOf(Service service)
        {
            var profile = ReferralProfile.Of(window, byService[service.Id]);
            return profile.Referrals >= FewestReferrals
                ? new ServiceProfileLine(service.Code, service.Name, profile, null)
                : new ServiceProfileLine(service.Code, service.Name, null, "TOO_FEW_CASES");
        }
    }
}
