using System.Text.Json.Serialization;
using Portal.Analytics;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Releases.Making;
using PooledService = Portal.Analytics.Pooling.ServiceMoments;

namespace Portal.Api.Workspace;

/// <summary>A service that is not shown by name, and the reason: TOO_FEW_OR_TOO_NEAR.</summary>
public sealed record WithheldService(string Service, string ServiceName, string Reason);

/// <summary>The services that are not named but enter the pooled estimate, each by itself.</summary>
/// <param name="Services">At least three.</param>
/// <param name="Paired">Their families with both scores, to the nearest 5; at least 30.</param>
/// <param name="Weight">Their share of the pooled estimate together, a fraction with two decimals.</param>
public sealed record OtherServices(int Services, int Paired, double? Weight);

/// <summary>One measure over the network.</summary>
/// <param name="Paired">Families with both scores in the services that enter, to the nearest 5.</param>
/// <param name="Pooled"><c>null</c> when nothing can be pooled; <paramref name="PooledReason"/> says why.</param>
/// <param name="Bayesian">With a prior of how much services differ; for two to four services, where the pooled figure hangs on it.</param>
/// <param name="Withheld">Services that are not named, by name.</param>
/// <param name="Others">What of them enters joint figures; <c>null</c> when they stay out.</param>
public sealed record NetworkMeasure(
    string Measure,
    string Subscale,
    string Name,
    string Construct,
    string Direction,
    string Unit,
    string Cohort,
    int Paired,
    string Caution,
    PooledLine? Pooled,
    string? PooledReason,
    BayesianLine? Bayesian,
    WholeSample WholeSample,
    IReadOnlyList<NamedService> Services,
    IReadOnlyList<WithheldService> Withheld,
    OtherServices? Others
);

/// <summary>
/// Outcomes of the services that opted in to being pooled, from a frozen release, for the analyst's workspace: internal, not for
/// publication.
/// </summary>
/// <param name="Release">The snapshot.</param>
/// <param name="Window">As it is asked for, such as R12:2025-Q4.</param>
/// <param name="NotOptedIn">Services with pairs in the window that did not opt in for each of its calendar years; they are named and
/// counted only here.</param>
/// <param name="TooFew">Measures of which nothing may be shown in this window.</param>
public sealed record NetworkOutcomes(
    string Mark,
    string Release,
    string Window,
    Month From,
    Month Before,
    int NotOptedIn,
    IReadOnlyList<NetworkMeasure> Outcomes,
    IReadOnlyList<string> TooFew
)
{
    /// <summary>The window in months.</summary>
    [JsonIgnore]
    public Periods.Window Months => new(From, Before);

    /// <summary>Reads and computes.</summary>
    /// <returns>Refusals as in <see cref="WorkspaceQuestion"/>.</returns>
    public static async Task<Answer<NetworkOutcomes>> ReadAsync(
        PortalDatabase database,
        WorkspaceQuery query,
        CancellationToken cancellation
    )
    {
        var frozen = await FrozenStandardisers.ReadAsync(database, cancellation);
        return await WorkspaceQuestion.AnswerAsync<NetworkOutcomes>(
            database,
            query,
            async (transaction, question) =>
            {
                // What may be shown is read each time; the fits of the same parts are kept, because they take most of the time.
                var parts = await WorkspacePartReading.OutcomesAsync(transaction, question, cancellation);
                return await database.Kept.ReadAsync(
                    (question.Snapshot.Id, question.Window.Code, frozen.Release, new AskedParts(parts)),
                    () => Task.FromResult(Of(question, parts, frozen))
                );
            },
            cancellation
        );
    }

    // Equal when every part says the same: another opt-in, another name or another figure is another question.
    private sealed class AskedParts(IReadOnlyList<WorkspacePart<FrozenPairs>> parts) : IEquatable<AskedParts>
    {
        private readonly IReadOnlyList<WorkspacePart<FrozenPairs>> _parts = parts;

        public bool Equals(AskedParts? other) => other is not null && _parts.SequenceEqual(other._parts);

        public override bool Equals(object? obj) => Equals(obj as AskedParts);

        public override int GetHashCode() => _parts.Aggregate(_parts.Count, HashCode.Combine);
    }

    private static NetworkOutcomes Of(
        WorkspaceQuestion question,
        IReadOnlyList<WorkspacePart<FrozenPairs>> parts,
        FrozenStandardisers frozen
    )
    {
        var byMeasure = parts.Where(part => part.OptedIn).GroupBy(part => (part.Measure, part.Subscale));
        var shown = byMeasure.ToLookup(group => group.Any(part => part.Figures is not null));
        var months = question.Window.Months;
        return new NetworkOutcomes(
            WorkspacePrint.Mark,
            question.Snapshot.Id,
            question.Window.Code,
            months.From,
            months.Before,
            parts.Where(part => !part.OptedIn).Select(part => part.Service).Distinct().Count(),
            // One measure per processor. A single fit is never split, so that its digits do not depend on the machine.
            [
                .. MeasureOrder
                    .InOrder(shown[true], group => group.Key)
                    .AsParallel()
                    .AsOrdered()
                    .Select(found =>
                        MeasureOf(found.Measure, [.. found.Item], frozen.Of(found.Measure) ?? Standardiser.Published(found.Measure))
                    ),
            ],
            [.. MeasureOrder.InOrder(shown[false], group => group.Key).Select(found => found.Measure.FullName)]
        );
    }

    private static NetworkMeasure MeasureOf(Measure measure, WorkspacePart<FrozenPairs>[] parts, Standardiser? standardiser)
    {
        var entering = parts.Where(part => part.Figures is not null).ToArray();
        var contributors = entering.Select(part => new PooledService(part.Service.Code, part.Figures!.Pairs)).ToArray();
        var (pooled, reason) = PooledChange.Of(measure, contributors);
        var without = pooled is null ? null : OneServiceLess.OfAll(pooled);
        var merged = entering.Aggregate(PairedMoments.Empty, (one, part) => one.Merge(part.Figures!.Pairs));
        var all = MeasureFigures.Of(
            measure,
            WorkspaceQuestion.Cohort,
            0,
            new MeasureMoments(0, measure.Code, measure.Subscale, merged.First, merged),
            standardiser
        );
        var families = WorkspacePrint.Families(merged.N);
        var others = entering.Where(part => !part.IsNamed).ToArray();
        return new NetworkMeasure(
            all.Measure,
            all.Subscale,
            all.Name,
            all.Construct,
            all.Direction,
            all.Unit,
            all.Cohort,
            families,
            measure.Caution,
            pooled is null
                ? null
                : WorkspacePrint.Figures(
                    PooledLine.Of(pooled, families, "POINTS", "POOLED", measure.EffectSize ? standardiser?.Apply(EstimateOf(pooled)) : null)
                ),
            reason,
            BayesianOf(pooled, standardiser?.Sd ?? merged.First.Sd.ValueOrNull() ?? 0),
            WorkspacePrint.Figures(WholeSample.Of(measure, all, contributors)).For(families),
            [.. entering.Where(part => part.IsNamed).Select(part => LineOf(measure, part, pooled, without))],
            [
                .. parts
                    .Where(part => !part.IsNamed)
                    .Select(part => new WithheldService(part.Service.Code, part.Service.Name, "TOO_FEW_OR_TOO_NEAR")),
            ],
            others.Length == 0
                ? null
                : new OtherServices(
                    others.Length,
                    WorkspacePrint.Families(others.Sum(part => part.Figures!.Pairs.N)),
                    pooled is null ? null : Weight(others.Sum(part => WeightOf(pooled, part.Service.Code) ?? 0))
                )
        );
    }

    private static BayesianLine? BayesianOf(PooledResult? pooled, double sd) =>
        pooled is { K: >= 2 and <= BayesianLine.MostServices }
        && sd > 0
        && BayesianLine.Of(pooled, BayesianLine.ShareOfSd * sd) is { } found
            ? WorkspacePrint.Figures(found)
            : null;

    private static NamedService LineOf(
        Measure measure,
        WorkspacePart<FrozenPairs> part,
        PooledResult? pooled,
        IReadOnlyDictionary<string, OneServiceLess>? without
    )
    {
        var (pairs, mostFrequent) = part.Figures!;
        var mean = WorkspacePrint.Mean(measure, part.Figures!);
        var effect = measure is { EffectSize: true, Sign: { } known }
            ? Effects.Protect(EffectSizeKind.Smcrh, pairs, mostFrequent, WorkspacePrint.Policy, known).Released.ValueOrNull
            : null;
        var less = without?.GetValueOrDefault(part.Service.Code);
        var study = pooled?.Studies.FirstOrDefault(candidate => candidate.Label == part.Service.Code);
        var shrunken = study?.Shrunken is Estimated<ShrunkenEffect>.Defined { Value: var drawn } ? drawn : null;
        return new NamedService(
            part.Service.Code,
            part.Service.Name,
            WorkspacePrint.Families(pairs.N),
            WorkspacePrint.Policy.IsLowPrecision(pairs.N),
            mean is null || measure.Sign is null ? null : new IntervalEstimate(mean.Mean, mean.Interval.Low, mean.Interval.High),
            effect is null ? null : new IntervalEstimate(effect.Estimate, effect.Interval.Low, effect.Interval.High),
            shrunken is null
                ? null
                : WorkspacePrint.Figures(new IntervalEstimate(shrunken.Estimate, shrunken.Interval.Low, shrunken.Interval.High)),
            study is null ? null : Weight(study.Weight),
            less?.Others is { } rest ? WorkspacePrint.Figures(rest) : null,
            WorkspacePrint.Figure(less?.Hat),
            WorkspacePrint.Figure(less?.StudentisedResidual),
            WorkspacePrint.Figure(less?.Dffits),
            WorkspacePrint.Figure(less?.CooksDistance),
            less?.Influential,
            part.HeldFrom,
            less?.Reasons ?? new Dictionary<string, string>()
        );
    }

    private static double? WeightOf(PooledResult pooled, string service) =>
        pooled.Studies.FirstOrDefault(study => study.Label == service)?.Weight;

    private static double Weight(double weight) => Math.Round(weight, 2, MidpointRounding.AwayFromZero);

    private static IntervalEstimate EstimateOf(PooledResult pooled) => new(pooled.Estimate, pooled.Interval.Low, pooled.Interval.High);
}
