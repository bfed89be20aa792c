using System.Data;
using Portal.Analytics;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.OptIn;
using Portal.Api.Records;
using PooledService = Portal.Analytics.Pooling.ServiceMoments;

namespace Portal.Api.Outcomes;

/// <summary>A service that is not shown by name, and the reason: TOO_FEW_CASES.</summary>
public sealed record WithheldService(string Service, string ServiceName, string Reason);

/// <summary>The services that are not shown by name, taken together, as they enter the pooled estimate.</summary>
/// <param name="MeanImprovement">Of all their families with both scores; <c>null</c> for a measure without direction.</param>
/// <param name="Weight">Share of the pooled estimate, a fraction.</param>
public sealed record WithheldTogether(int Baseline, int Paired, IntervalEstimate? MeanImprovement, double? Weight);

/// <summary>One measure over the network.</summary>
/// <param name="Baseline">Cases with a first score over all services.</param>
/// <param name="Together">The withheld services as one; <c>null</c> when none of
/// them has a pair, or when so many have that they are pooled one by one.</param>
/// <param name="Pooled"><c>null</c> when nothing can be pooled; <paramref name="PooledReason"/> says why.</param>
public sealed record NetworkMeasure(
    string Measure,
    string Subscale,
    string Name,
    string Construct,
    string Direction,
    string Unit,
    string Cohort,
    int Eligible,
    int Baseline,
    int Paired,
    string Caution,
    PooledLine? Pooled,
    string? PooledReason,
    WholeSample WholeSample,
    IReadOnlyList<ServiceOutcomeLine> Services,
    IReadOnlyList<WithheldService> Withheld,
    WithheldTogether? Together
);

/// <summary>Outcomes of the services that opted in to being pooled, for the analyst's workspace: internal, not for publication.</summary>
/// <param name="NotOptedIn">Services with closed cases in the window that did not opt
/// in for each of its calendar years; they are named and counted only here.</param>
/// <param name="TooFew">Measures with fewer than ten pairs in the whole network; they are only named.</param>
public sealed record NetworkOutcomes(
    string Mark,
    string From,
    string Before,
    string Cohort,
    string? Respondent,
    int NotOptedIn,
    IReadOnlyList<NetworkMeasure> Outcomes,
    IReadOnlyList<string> TooFew
)
{
    public const string WorkspaceMark = "Internal, not for publication";

    /// <summary>Why a figure is not given: it would reveal something about services that are not shown by name.</summary>
    public const string WithheldServices = "WITHHELD_SERVICES";

    // Cannot be a service's code, since codes are in capitals.
    private const string TogetherLabel = "withheld";

    /// <summary>With fewer pairs than this a service is not shown by name.</summary>
    public const int FewestPairs = 10;

    public static async Task<NetworkOutcomes> ReadAsync(PortalDatabase database, OutcomeFilter filter, CancellationToken cancellation)
    {
        var frozen = await FrozenStandardisers.ReadAsync(database, cancellation);
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Network,
            Scope.None,
            cancellation,
            IsolationLevel.RepeatableRead
        );
        var services = (await ServiceRegistry.AllAsync(transaction, cancellation)).ToDictionary(service => service.Id);
        var optedIn = await PooledServices.OptedInAsync(transaction, filter.Window, cancellation);
        var counts = (await OutcomeMoments.EligibleAsync(transaction, filter, cancellation)).ToLookup(count =>
            optedIn.Contains(count.ServiceId)
        );
        var eligible = counts[true].ToDictionary(count => count.ServiceId, count => count.Eligible);
        var moments = (await OutcomeMoments.ByServiceAsync(transaction, filter, cancellation)).Where(part =>
            optedIn.Contains(part.ServiceId)
        );
        // The standardiser must not change with the question.
        var baselines = await OutcomeMoments.BaselinesOptedInAsync(transaction, cancellation);
        var byMeasure = moments.GroupBy(part => (part.Measure, part.Subscale));
        var enough = byMeasure.ToLookup(group => group.Sum(part => part.Pairs.N) >= FewestPairs);
        return new NetworkOutcomes(
            WorkspaceMark,
            filter.Window.From.ToString(),
            filter.Window.Before.ToString(),
            filter.Cohort,
            filter.Respondent,
            counts[false].Count(),
            // One measure per processor. A single fit is never split, so that its digits do not depend on the machine.
            [
                .. MeasureOrder
                    .InOrder(enough[true], group => group.Key)
                    .AsParallel()
                    .AsOrdered()
                    .Select(found =>
                        MeasureOf(
                            found.Measure,
                            [.. found.Item],
                            services,
                            eligible,
                            filter.Cohort,
                            frozen.Of(found.Measure)
                                ?? Standardiser.Provisional(found.Measure, baselines.GetValueOrDefault(found.Item.Key, SampleMoments.Empty))
                        )
                    ),
            ],
            [.. MeasureOrder.InOrder(enough[false], group => group.Key).Select(found => found.Measure.FullName)]
        );
    }

    private static NetworkMeasure MeasureOf(
        Measure measure,
        IReadOnlyList<MeasureMoments> parts,
        Dictionary<int, Service> services,
        Dictionary<int, int> eligible,
        string cohort,
        Standardiser? standardiser
    )
    {
        var whole = new MeasureMoments(
            0,
            measure.Code,
            measure.Subscale,
            parts.Aggregate(SampleMoments.Empty, (merged, part) => merged.Merge(part.Baselines)),
            parts.Aggregate(PairedMoments.Empty, (merged, part) => merged.Merge(part.Pairs))
        );
        var all = MeasureFigures.Of(measure, cohort, eligible.Values.Sum(), whole, standardiser);
        var mayBeNamed = SmallContributors.Named([.. parts.Select(part => part.Pairs.N)], FewestPairs);
        var contributing = parts
            .Select((part, place) => (Part: part, IsNamed: mayBeNamed[place]))
            .Where(line => line.Part.Pairs.N > 0)
            .ToList();
        var areApart = contributing.Count(line => !line.IsNamed) >= SmallContributors.FewestApart;
        var contributors = SmallContributors.Joined(
            contributing.ConvertAll(line => new PooledService(
                line.IsNamed || areApart ? services[line.Part.ServiceId].Code : TogetherLabel,
                line.Part.Pairs
            )),
            contributing.ConvertAll(line => line.IsNamed),
            (one, other) => one with { Moments = one.Moments.Merge(other.Moments) }
        );
        var (pooled, reason) = PooledChange.Of(measure, contributors);
        var without = pooled is null || areApart ? null : OneServiceLess.OfAll(pooled);
        var named = parts
            .Select((part, place) => (Part: part, Service: services[part.ServiceId], IsNamed: mayBeNamed[place]))
            .OrderBy(line => line.Service.Name, StringComparer.Ordinal)
            .ToLookup(line => line.IsNamed);
        return new NetworkMeasure(
            all.Measure,
            all.Subscale,
            all.Name,
            all.Construct,
            all.Direction,
            all.Unit,
            cohort,
            all.Eligible,
            all.Baseline,
            all.Paired,
            measure.Caution,
            pooled is null
                ? null
                : PooledLine.Of(
                    pooled,
                    whole.Pairs.N,
                    "POINTS",
                    "POOLED",
                    measure.EffectSize ? standardiser?.Apply(EstimateOf(pooled)) : null
                ),
            reason,
            WholeSample.Of(measure, all, contributors),
            [.. named[true].Select(line => LineOf(line.Part, line.Service))],
            [.. named[false].Select(line => new WithheldService(line.Service.Code, line.Service.Name, "TOO_FEW_CASES"))],
            TogetherOf([.. named[false].Select(line => line.Part)])
        );

        WithheldTogether? TogetherOf(IReadOnlyList<MeasureMoments> withheld)
        {
            if (contributors.FirstOrDefault(contributor => contributor.Label == TogetherLabel) is not { } one)
                return null;
            var together = new MeasureMoments(
                0,
                measure.Code,
                measure.Subscale,
                withheld.Aggregate(SampleMoments.Empty, (merged, part) => merged.Merge(part.Baselines)),
                one.Moments
            );
            var outcome = MeasureFigures.Of(measure, cohort, 0, together, null);
            return new WithheldTogether(
                outcome.Baseline,
                outcome.Paired,
                outcome.MeanImprovement,
                pooled?.Studies.FirstOrDefault(study => study.Label == TogetherLabel)?.Weight
            );
        }

        ServiceOutcomeLine LineOf(MeasureMoments part, Service service)
        {
            var outcome = MeasureFigures.Of(measure, cohort, eligible.GetValueOrDefault(part.ServiceId), part, standardiser);
            if (areApart)
                return new ServiceOutcomeLine(outcome, service, null, null, OneServiceLess.NotGiven);
            var study = pooled?.Studies.FirstOrDefault(candidate => candidate.Label == service.Code);
            var shrunken = study?.Shrunken is Estimated<ShrunkenEffect>.Defined { Value: var drawn }
                ? new IntervalEstimate(drawn.Estimate, drawn.Interval.Low, drawn.Interval.High)
                : null;
            return new ServiceOutcomeLine(outcome, service, shrunken, study?.Weight, without?.GetValueOrDefault(service.Code));
        }
    }

    private static IntervalEstimate EstimateOf(PooledResult pooled) => new(pooled.Estimate, pooled.Interval.Low, pooled.Interval.High);
}
