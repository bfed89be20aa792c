using System.Data;
using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Records;
using PooledService = Portal.Analytics.Pooling.ServiceMoments;

namespace Portal.Api.Outcomes;

/// <summary>A service that is not shown by name, and why: TOO_FEW_CASES.</summary>
public sealed record WithheldService(string Service, string ServiceName, string Reason);

/// <summary>One measure over the network.</summary>
/// <param name="Baseline">Cases with a first score over all services.</param>
/// <param name="Pooled"><c>null</c> when nothing can be pooled; <paramref name="PooledReason"/> says why.</param>
public sealed record NetworkMeasure(
    string Measure, string Subscale, string Name, string Construct, string Direction, string Unit, string Cohort, int Eligible, int Baseline, int Paired, string Caution,
    PooledLine? Pooled, string? PooledReason, WholeSample WholeSample, IReadOnlyList<ServiceOutcomeLine> Services, IReadOnlyList<WithheldService> Withheld);

/// <summary>Outcomes of all services, for the analyst's workspace: internal, not for publication.</summary>
/// <param name="TooFew">Measures with fewer than ten pairs in the whole network: named only.</param>
public sealed record NetworkOutcomes(string Mark, string From, string Before, string Cohort, string? Respondent, IReadOnlyList<NetworkMeasure> Outcomes, IReadOnlyList<string> TooFew)
{
    public const string WorkspaceMark = "Internal, not for publication";

    // The standardiser must not move with the question: all current first scores of closed cases, whatever the window and cohort.
    private static readonly OutcomeFilter AllClosed = new(new Window(new Month(1900, 1), new Month(2199, 12)), "CLOSED", null, null, null);

    /// <summary>Below this many pairs a service is not shown by name.</summary>
    public const int FewestPairs = 10;

    public static async Task<NetworkOutcomes> ReadAsync(PortalDatabase database, OutcomeFilter filter, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, Scope.None, cancellation, IsolationLevel.RepeatableRead);
        var services = (await ServiceRegistry.AllAsync(transaction, cancellation)).ToDictionary(service => service.Id);
        var eligible = (await OutcomeMoments.EligibleAsync(transaction, filter, cancellation)).ToDictionary(count => count.ServiceId, count => count.Eligible);
        var moments = await OutcomeMoments.ByServiceAsync(transaction, filter, cancellation);
        var baselines = (await OutcomeMoments.ByServiceAsync(transaction, AllClosed, cancellation))
            .GroupBy(part => (part.Measure, part.Subscale))
            .ToDictionary(group => group.Key, group => group.Aggregate(SampleMoments.Empty, (merged, part) => merged.Merge(part.Baselines)));
        var byMeasure = moments.GroupBy(part => (part.Measure, part.Subscale));
        var enough = byMeasure.ToLookup(group => group.Sum(part => part.Pairs.N) >= FewestPairs);
        return new NetworkOutcomes(
            WorkspaceMark, filter.Window.From.ToString(), filter.Window.Before.ToString(), filter.Cohort, filter.Respondent,
            // One measure a processor; a fit itself is never divided, so that its digits do not depend on the machine.
            [.. MeasureOrder.InOrder(enough[true], group => group.Key).AsParallel().AsOrdered().Select(found => MeasureOf(found.Measure, [.. found.Item], services, eligible, filter.Cohort, baselines.GetValueOrDefault(found.Item.Key, SampleMoments.Empty)))],
            [.. MeasureOrder.InOrder(enough[false], group => group.Key).Select(found => found.Measure.FullName)]);
    }

    private static NetworkMeasure MeasureOf(
        Measure measure, IReadOnlyList<MeasureMoments> parts, Dictionary<int, Service> services, Dictionary<int, int> eligible, string cohort, SampleMoments networkBaselines)
    {
        var whole = new MeasureMoments(
            0, measure.Code, measure.Subscale, parts.Aggregate(SampleMoments.Empty, (merged, part) => merged.Merge(part.Baselines)),
            parts.Aggregate(PairedMoments.Empty, (merged, part) => merged.Merge(part.Pairs)));
        var standardiser = Standardiser.Provisional(measure, networkBaselines);
        var all = MeasureFigures.Of(measure, cohort, eligible.Values.Sum(), whole, standardiser);
        var (pooled, reason) = Pool(measure, parts, services);
        var mayBeNamed = SmallContributors.Named([.. parts.Select(part => part.Pairs.N)], FewestPairs);
        var without = pooled is null ? null : OneServiceLess.OfAll(pooled);
        var named = parts.Select((part, place) => (Part: part, Service: services[part.ServiceId], IsNamed: mayBeNamed[place]))
            .OrderBy(line => line.Service.Name, StringComparer.Ordinal).ToLookup(line => line.IsNamed);
        return new NetworkMeasure(
            all.Measure, all.Subscale, all.Name, all.Construct, all.Direction, all.Unit, cohort, all.Eligible, all.Baseline, all.Paired, measure.Caution,
            pooled is null ? null : PooledLine.Of(pooled, whole.Pairs.N, "POINTS", "POOLED", measure.EffectSize ? standardiser?.Apply(EstimateOf(pooled)) : null),
            reason, WholeSample.Of(measure, all, parts.Select(part => new PooledService(services[part.ServiceId].Code, part.Pairs))), [.. named[true].Select(line => LineOf(line.Part, line.Service))],
            [.. named[false].Select(line => new WithheldService(line.Service.Code, line.Service.Name, "TOO_FEW_CASES"))]);

        ServiceOutcomeLine LineOf(MeasureMoments part, Service service)
        {
            var study = pooled?.Studies.FirstOrDefault(candidate => candidate.Label == service.Code);
            var shrunken = study?.Shrunken is Estimated<ShrunkenEffect>.Defined { Value: var drawn }
                ? new IntervalEstimate(drawn.Estimate, drawn.Interval.Low, drawn.Interval.High)
                : null;
            var outcome = MeasureFigures.Of(measure, cohort, eligible.GetValueOrDefault(part.ServiceId), part, standardiser);
            return new ServiceOutcomeLine(outcome, service, shrunken, study?.Weight, without?.GetValueOrDefault(service.Code));
        }
    }

    // Mean change in points with the within-service variance pooled over services, REML, guarded Knapp-Hartung: the analysis of record.
    private static (PooledResult? Pooled, string? Reason) Pool(Measure measure, IReadOnlyList<MeasureMoments> parts, Dictionary<int, Service> services)
    {
        if (measure.Sign is not { } sign)
            return (null, "NO_DIRECTION");
        if (!measure.EffectSize)
            return (null, "NOT_SUITABLE_FOR_EFFECT_SIZES");
        var within = PooledWithinVariance.Of(parts.Select(part => new PooledService(services[part.ServiceId].Code, part.Pairs)));
        if (within is not Estimated<PooledWithinVariance>.Defined { Value: var found })
            return (null, Codes.Of(within.WhyUndefined ?? UndefinedBecause.NotEstimable));
        return MetaAnalysis.Fit(found.Studies, PoolingOptions.OfRecord).TryGet(out var pooled) ? (pooled.Oriented(sign), null) : (null, "NOT_ESTIMABLE");
    }

    private static IntervalEstimate EstimateOf(PooledResult pooled) => new(pooled.Estimate, pooled.Interval.Low, pooled.Interval.High);
}
