using Portal.Analytics;
using Portal.Analytics.Funnel;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Workspace;

namespace Portal.Api.NetworkViews;

/// <summary>A service in the funnel.</summary>
/// <param name="Families">With both scores, to the nearest 5.</param>
/// <param name="Change">Mean change in points, positive being better, with one decimal.</param>
/// <param name="Place">WITHIN the 95 % limits, WATCH between those and the 99.8 % limits, or OUTSIDE.</param>
public sealed record FunnelService(string Service, string ServiceName, int Families, double Change, string Place);

/// <summary>Limits at a number of families, in points.</summary>
public sealed record FunnelLimits(int Families, double WatchLow, double WatchHigh, double OutsideLow, double OutsideHigh);

/// <summary>
/// Mean change of the named services by their size, with limits that allow for differences between services: internal, not for publication.
/// It is made from figures that the workspace prints, and tells no more than they do.
/// </summary>
/// <remarks>Source: docs/statistics.md, "Funnels and over-dispersion".</remarks>
/// <param name="K">Services in the pooled change.</param>
/// <param name="N">Their families, to the nearest 5.</param>
/// <param name="Centre">The pooled change in points; <c>null</c> when there is no funnel, and <paramref name="Reason"/> says why.</param>
/// <param name="WithinSd">SD of change between families of one service, in points.</param>
/// <param name="BetweenSd">SD between services beyond chance that the limits allow for, in points.</param>
public sealed record NetworkFunnel(
    string Mark,
    string Release,
    string Window,
    Month From,
    Month Before,
    string Measure,
    string Subscale,
    string Name,
    int K,
    int N,
    double? Centre,
    double? WithinSd,
    double? BetweenSd,
    IReadOnlyList<FunnelService> Services,
    IReadOnlyList<FunnelLimits> Limits,
    string? Reason
)
{
    /// <summary>With fewer named services there is nothing to compare.</summary>
    public const int FewestServices = 3;

    private const double Watch = 0.95;
    private const double Outside = 0.998;

    /// <summary>Reads the measure and draws the limits.</summary>
    /// <returns>As <see cref="MeasureView.ReadAsync"/>.</returns>
    public static async Task<Answer<NetworkFunnel>> ReadAsync(
        PortalDatabase database,
        MeasureQuery query,
        CancellationToken cancellation
    ) => (await MeasureView.ReadAsync(database, query, cancellation)).Then<NetworkFunnel>(Of);

    private static Answer<NetworkFunnel> Of(MeasureView view)
    {
        var (network, found) = (view.Network, view.Found);
        var none = new NetworkFunnel(
            WorkspacePrint.Mark,
            network.Release,
            network.Window,
            network.From,
            network.Before,
            view.Measure.Code,
            view.Measure.Subscale,
            view.Measure.FullName,
            found?.Pooled?.K ?? 0,
            found?.Paired ?? 0,
            null,
            null,
            null,
            [],
            [],
            "TOO_FEW_SERVICES"
        );
        if (found is not { Pooled: { K: >= FewestServices } pooled, WholeSample.OneStage: { ResidualVariance: > 0 } fit })
            return none;
        var named = found.Services.Where(service => service is { MeanImprovement: not null, Paired: > 0 }).ToArray();
        if (named.Length < FewestServices)
            return none;
        var within = Math.Sqrt(fit.ResidualVariance);
        double Error(int families) => within / Math.Sqrt(families);
        return ValueFunnel
            .Of(
                [.. named.Select(service => new ServiceValue(service.Service, service.MeanImprovement!.Estimate, Error(service.Paired)))],
                pooled.Estimate
            )
            .Then(funnel =>
                funnel
                    .Limits(Watch)
                    .Then(watch =>
                        funnel
                            .Limits(Outside)
                            .Map(outside =>
                                none with
                                {
                                    Centre = pooled.Estimate,
                                    WithinSd = within,
                                    BetweenSd = funnel.Dispersion.Map(one => Math.Sqrt(one.Tau2)).ValueOrNull() ?? 0,
                                    Services = [.. named.Select((service, place) => LineOf(service, watch[place], outside[place]))],
                                    Limits =
                                    [
                                        .. Sizes(named.Max(service => service.Paired))
                                            .Select(families => LimitsOf(funnel, families, Error(families))),
                                    ],
                                    Reason = null,
                                }
                            )
                    )
            )
            .Match<NetworkFunnel>(WorkspacePrint.Figures, why => none with { Reason = Codes.Of(why) });
    }

    private static FunnelService LineOf(NamedService service, FunnelLimit watch, FunnelLimit outside) =>
        new(
            service.Service,
            service.ServiceName,
            service.Paired,
            service.MeanImprovement!.Estimate,
            watch.Position == FunnelPosition.In ? "WITHIN"
                : outside.Position == FunnelPosition.In ? "WATCH"
                : "OUTSIDE"
        );

    private static FunnelLimits LimitsOf(ValueFunnel funnel, int families, double error)
    {
        var none = new Interval(funnel.Target, funnel.Target);
        var (watch, outside) = (
            funnel.LimitsAt(error, Watch).Match(found => found, _ => none),
            funnel.LimitsAt(error, Outside).Match(found => found, _ => none)
        );
        return new FunnelLimits(families, watch.Low, watch.High, outside.Low, outside.High);
    }

    // From 5 families up, closer together where the limits bend most.
    private static IEnumerable<int> Sizes(int most)
    {
        for (var families = 5; families < most + 10; families += families < 30 ? 1 : 5)
            yield return families;
    }
}
