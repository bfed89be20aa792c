using System.Data;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Proportions;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.OptIn;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The profile of one service with at least ten referrals in the analyst's workspace.</summary>
public sealed record ServiceProfileLine(string Service, string ServiceName, ReferralProfile Profile);

/// <summary>
/// The referral profile of the services that opted in to being pooled, for the analyst's workspace: internal, not for publication.
/// </summary>
/// <param name="NotOptedIn">Services with referrals in the window that did not opt
/// in for each of its calendar years; they are named and counted only here.</param>
/// <param name="Network">The cases of all these services together. Each risk has
/// the share at the median service beside the share of all families.</param>
public sealed record NetworkProfile(
    string Mark,
    string From,
    string Before,
    int NotOptedIn,
    ReferralProfile Network,
    IReadOnlyList<ServiceProfileLine> Services,
    IReadOnlyList<WithheldService> Withheld
)
{
    private const int FewestReferrals = 10;

    /// <param name="withModel">Whether to fit the risks' logistic-normal models as well, which takes seconds.</param>
    public static async Task<NetworkProfile> ReadAsync(
        PortalDatabase database,
        Window window,
        CancellationToken cancellation,
        bool withModel = false
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Network,
            Scope.None,
            cancellation,
            IsolationLevel.RepeatableRead
        );
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        var optedIn = await PooledServices.OptedInAsync(transaction, window, cancellation);
        var found = (await ProfileCounts.ByServiceAsync(transaction, window, cancellation)).ToLookup(count =>
            optedIn.Contains(count.ServiceId)
        );
        var counts = found[true].ToList();
        var byService = counts.ToLookup(count => count.ServiceId);
        var lines = services
            .Where(service => byService.Contains(service.Id))
            .Select(service => (Service: service, Profile: ReferralProfile.Of(window, byService[service.Id])))
            .ToList();
        var mayBeNamed = SmallContributors.Named([.. lines.Select(line => line.Profile.Referrals)], FewestReferrals);
        var named = lines.Select((line, place) => (line.Service, line.Profile, IsNamed: mayBeNamed[place])).ToLookup(line => line.IsNamed);
        // A total of few families would describe those families.
        var network = ReferralProfile.Of(window, lines.Sum(line => line.Profile.Referrals) >= FewestReferrals ? counts : []);
        return new NetworkProfile(
            NetworkOutcomes.WorkspaceMark,
            window.From.ToString(),
            window.Before.ToString(),
            found[false].Select(count => count.ServiceId).Distinct().Count(),
            WithMedianService(network, lines.ConvertAll(line => line.Profile), mayBeNamed, withModel),
            [.. named[true].Select(line => new ServiceProfileLine(line.Service.Code, line.Service.Name, line.Profile))],
            [.. named[false].Select(line => new WithheldService(line.Service.Code, line.Service.Name, "TOO_FEW_CASES"))]
        );
    }

    private static ReferralProfile WithMedianService(
        ReferralProfile network,
        IReadOnlyList<ReferralProfile> services,
        IReadOnlyList<bool> named,
        bool withModel
    )
    {
        var byRisk = services
            .Zip(named)
            .SelectMany(
                line => line.First.Risks.Items,
                (line, risk) => (Count: new EventCount(risk.Code, risk.Present, risk.Assessed), IsNamed: line.Second)
            )
            .Where(line => line.Count.Cases > 0)
            .ToLookup(line => line.Count.Label);
        var isEmpty = network.Referrals == 0;
        return network with
        {
            Risks = network.Risks with
            {
                Items =
                [
                    .. network
                        .Risks.Items.AsParallel()
                        .AsOrdered()
                        .Select(risk => risk with { Pooled = PooledShare.Of(isEmpty ? [] : Contributors(risk.Code), withModel) }),
                ],
            },
        };

        IReadOnlyList<EventCount> Contributors(string risk) =>
            SmallContributors.Joined(
                [.. byRisk[risk].Select(line => line.Count)],
                [.. byRisk[risk].Select(line => line.IsNamed)],
                (one, other) => new EventCount(risk, one.Events + other.Events, one.Cases + other.Cases)
            );
    }
}
