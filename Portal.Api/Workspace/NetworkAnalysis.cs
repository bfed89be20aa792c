using Portal.Analytics;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moderators;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Calculator;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>A service in the analysis; services below ten pairs are merged into one.</summary>
/// <param name="Effect">Mean change in points, positive being better.</param>
/// <param name="Se">From the pooled spread within services.</param>
/// <remarks>Its moderators are not given: a share of twelve families is a count of few.</remarks>
public sealed record AnalysedService(string Service, string ServiceName, int N, double Effect, double Se, string? Subgroup);

/// <summary>Families of all services in one band.</summary>
/// <param name="MeanImprovement">Of all families as one sample; <c>null</c> below ten pairs, or to protect another band that is.</param>
/// <param name="Pooled">Over services, by the analysis of record.</param>
public sealed record AnalysedBand(
    string Code,
    string Label,
    int? N,
    int? Services,
    IntervalEstimate? MeanImprovement,
    IntervalEstimate? Pooled,
    string? Reason
);

/// <summary>
/// Subgroups and moderators of change on one measure: internal, not for publication. It uses the moments of a frozen release.
/// </summary>
public sealed record NetworkAnalysis(
    string Mark,
    string Release,
    Quarter Quarter,
    Month From,
    Month Before,
    string Measure,
    string Subscale,
    string Name,
    string? By,
    IReadOnlyList<string> Moderators,
    IReadOnlyList<AnalysedService> Services,
    PooledLine? Pooled,
    SubgroupsLine? Subgroups,
    IReadOnlyList<AnalysedBand>? Bands,
    ModeratorsLine? Regression,
    IReadOnlyDictionary<string, string> Reasons
)
{
    private const string TogetherLabel = "OTHERS";

    /// <summary>Reads the moments and analyses them.</summary>
    /// <returns>404 for a release that is not frozen; 409 when there is none yet.</returns>
    public static async Task<Answer<NetworkAnalysis>> ReadAsync(
        PortalDatabase database,
        AnalysisQuestion question,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, Scope.None, cancellation);
        var snapshots = await WorkspaceSnapshot.AllAsync(transaction, cancellation);
        if (snapshots.Count == 0)
            return new Refusal(
                StatusCodes.Status409Conflict,
                "NO_SNAPSHOT",
                "Subgroups are analysed from the moments of a release, and there is none yet. "
                    + "Make a draft release first; it need not be published."
            );
        if (snapshots.FirstOrDefault(one => question.Release is null || one.Id == question.Release) is not { } snapshot)
            return Refusal.NotFound;
        var window = question.IsFinancialYear ? ReleaseLattice.FinancialYear(snapshot.Quarter) : ReleaseLattice.Headline(snapshot.Quarter);
        var groups = await ServiceGroup.ReadAsync(transaction, snapshot.Id, question.Measure, window, cancellation);
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var contributors = Contributors(groups, question);
        var studies = Studies(question.Measure, contributors);
        var named = contributors.Where(one => studies.ContainsKey(one.Label)).ToArray();
        StudyEstimate[] inOrder = [.. named.Select(one => studies[one.Label])];
        var pooled = Pool(inOrder, reasons);
        return new NetworkAnalysis(
            NetworkOutcomes.WorkspaceMark,
            snapshot.Id,
            snapshot.Quarter,
            window.From,
            window.Before,
            question.Measure.Code,
            question.Measure.Subscale,
            question.Measure.FullName,
            question.By,
            [.. question.Moderators.Select(moderator => moderator.Code)],
            [
                .. named.Select(one => new AnalysedService(
                    one.Label,
                    one.Name,
                    one.Pairs.N,
                    studies[one.Label].Effect,
                    Math.Sqrt(studies[one.Label].Variance),
                    one.Subgroup
                )),
            ],
            pooled is null ? null : PooledLine.Of(pooled, named.Sum(one => one.Pairs.N), "POINTS", "POOLED", null),
            question.IsByService ? Compare(inOrder, [.. named.Select(one => one.Subgroup!)], reasons) : null,
            question.By is { } by && !question.IsByService ? BandsOf(question.Measure, by, groups) : null,
            question.Moderators.Count == 0 ? null : Regress(inOrder, question, named, reasons),
            reasons
        );
    }

    private sealed record Contributor(
        string Label,
        string Name,
        PairedMoments Pairs,
        string? Subgroup,
        IReadOnlyList<ServiceGroup> Groups,
        IReadOnlyList<double> Moderators
    );

    // As elsewhere in the workspace, services below ten pairs enter as one, so that nothing shows them singly.
    private static IReadOnlyList<Contributor> Contributors(IReadOnlyList<ServiceGroup> groups, AnalysisQuestion question)
    {
        var services = groups
            .GroupBy(group => group.Service)
            .Select(service => (Whole: service.Single(group => group.Dimension == ReleaseLattice.None), Groups: service.ToArray()))
            .ToArray();
        var named = SmallContributors.Named([.. services.Select(service => service.Whole.Pairs.N)], NetworkOutcomes.FewestPairs);
        var joined = SmallContributors.Joined(
            [
                .. services.Select(
                    (service, place) =>
                        named[place]
                            ? new Contributor(
                                service.Whole.Service,
                                service.Whole.ServiceName,
                                service.Whole.Pairs,
                                question.SubgroupOf(service.Whole),
                                service.Groups,
                                []
                            )
                            : new Contributor(
                                TogetherLabel,
                                "Services with fewer than ten pairs, together",
                                service.Whole.Pairs,
                                "Small services",
                                service.Groups,
                                []
                            )
                ),
            ],
            named,
            (one, other) => one with { Pairs = one.Pairs.Merge(other.Pairs), Groups = [.. one.Groups, .. other.Groups] }
        );
        return
        [
            .. joined
                .Where(one => one.Label != TogetherLabel || one.Pairs.N >= NetworkOutcomes.FewestPairs)
                .Select(one =>
                    one with
                    {
                        Moderators = [.. question.Moderators.Select(moderator => moderator.Value(one.Pairs, one.Groups))],
                    }
                ),
        ];
    }

    private static Dictionary<string, StudyEstimate> Studies(Measure measure, IReadOnlyList<Contributor> contributors)
    {
        var within = PooledWithinVariance.Of(contributors.Select(one => new ServiceMoments(one.Label, one.Pairs)));
        var sign = measure.Sign ?? 1;
        return within is Estimated<PooledWithinVariance>.Defined { Value: var found }
            ? found.Studies.ToDictionary(study => study.Label, study => study with { Effect = sign * study.Effect })
            : [];
    }

    private static PooledResult? Pool(StudyEstimate[] studies, SortedDictionary<string, string> reasons)
    {
        if (studies.Length > 0 && MetaAnalysis.Fit(studies, PoolingOptions.OfRecord).TryGet(out var pooled))
            return pooled;
        reasons["pooled"] = Codes.Of(studies.Length == 0 ? UndefinedBecause.NoCases : UndefinedBecause.NotEstimable);
        return null;
    }

    private static SubgroupsLine? Compare(StudyEstimate[] studies, string[] subgroups, SortedDictionary<string, string> reasons)
    {
        if (subgroups.Distinct(StringComparer.Ordinal).Count() >= 2)
            return CompareSubgroups.Run(studies, subgroups, PoolingOptions.OfRecord);
        reasons["subgroups"] = "ONE_SUBGROUP";
        return null;
    }

    private static List<AnalysedBand> BandsOf(Measure measure, string dimension, IReadOnlyList<ServiceGroup> groups)
    {
        var bands = ServiceGroup
            .Bands(dimension)
            .Select(band => (Band: band, Groups: groups.Where(group => group.Dimension == dimension && group.Code == band.Code).ToArray()))
            .ToList();
        var wholes = bands.ConvertAll(band => band.Groups.Aggregate(PairedMoments.Empty, (merged, group) => merged.Merge(group.Pairs)));
        var named = SmallContributors.Named(wholes.ConvertAll(pairs => pairs.N), NetworkOutcomes.FewestPairs);
        return
        [
            .. bands.Select(
                (band, place) =>
                    named[place]
                        ? BandOf(measure, band.Band, wholes[place], band.Groups)
                        : new AnalysedBand(band.Band.Code, band.Band.Label, null, null, null, null, "TOO_FEW_CASES")
            ),
        ];
    }

    private static AnalysedBand BandOf(Measure measure, LatticeBand band, PairedMoments pairs, ServiceGroup[] groups)
    {
        var sign = measure.Sign ?? 1;
        var mean = MeanChangeEstimate.For(pairs).Match(found => found.Oriented(sign), _ => (MeanChangeEstimate?)null);
        var small = SmallContributors.Named([.. groups.Select(group => group.Pairs.N)], NetworkOutcomes.FewestPairs);
        var contributors = SmallContributors.Joined(
            [.. groups.Select((group, place) => new ServiceMoments(small[place] ? group.Service : TogetherLabel, group.Pairs))],
            small,
            (one, other) => one with { Moments = one.Moments.Merge(other.Moments) }
        );
        var (pooled, reason) = PooledChange.Of(measure, contributors);
        return new AnalysedBand(
            band.Code,
            band.Label,
            pairs.N,
            groups.Length,
            mean is null ? null : new IntervalEstimate(mean.Estimate, mean.Interval.Low, mean.Interval.High),
            pooled is null ? null : new IntervalEstimate(pooled.Estimate, pooled.Interval.Low, pooled.Interval.High),
            reason
        );
    }

    private static ModeratorsLine? Regress(
        StudyEstimate[] studies,
        AnalysisQuestion question,
        Contributor[] named,
        SortedDictionary<string, string> reasons
    )
    {
        var input = new ModeratorsInput(
            [.. question.Moderators.Select(moderator => moderator.Label)],
            [.. named.Select(one => one.Moderators)],
            null
        );
        if (studies.Length == 0)
            return null;
        switch (RegressFigures.Run(studies, input, PoolingOptions.OfRecord))
        {
            case RegressionOutcome.Fitted fitted:
                return RegressFigures.Line(fitted.Result, input);
            case RegressionOutcome.Undefined undefined:
                reasons["moderators"] = Codes.Of(undefined.Reason);
                return null;
            default:
                reasons["moderators"] = Codes.Of(UndefinedBecause.NotEstimable);
                return null;
        }
    }
}
