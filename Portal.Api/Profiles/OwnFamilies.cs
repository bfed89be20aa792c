using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>All that the page of a service's families shows of them, read together and kept until its records change.</summary>
public sealed record OwnFamilies(ReferralProfile Profile, FamilyFigures Families, RisksTogether Together)
{
    /// <summary>Those referred in a window.</summary>
    public static Task<OwnFamilies> ReadAsync(ServiceCall call, Window window, CancellationToken cancellation) =>
        KeptFigures.ReadAsync(
            call,
            window,
            async transaction =>
            {
                var profile = ReferralProfile.Of(window, await ProfileCounts.ByServiceAsync(transaction, window, cancellation));
                return new OwnFamilies(
                    profile,
                    await ServiceFamilies.ReadAsync(transaction, call.Service.Id, window, cancellation),
                    await RisksTogether.ReadAsync(transaction, call.Service.Id, (profile, window), cancellation)
                );
            },
            cancellation
        );
}
