using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using PooledService = Portal.Analytics.Pooling.ServiceMoments;

namespace Portal.Api.Workspace;

/// <summary>Change by band of families, over all services that enter.</summary>
/// <remarks>
/// Source: docs/disclosure.md, "The workspace", rule 4, and "Means, effect sizes, percentiles", rule 7. A band is shown when its services
/// may share a pooled cell, and the bands that are not shown have enough families together.
/// </remarks>
internal static class AnalysedBands
{
    /// <param name="groups">Of all services.</param>
    /// <param name="entering">Codes of the services whose families count.</param>
    public static IReadOnlyList<AnalysedBand> Of(
        Measure measure,
        string dimension,
        IReadOnlyList<ServiceGroup> groups,
        IReadOnlyCollection<string> entering
    )
    {
        var bands = ServiceGroup
            .Bands(dimension)
            .Select(band =>
                (
                    Band: band,
                    Groups: groups
                        .Where(group => group.Dimension == dimension && group.Code == band.Code && entering.Contains(group.Service))
                        .ToArray()
                )
            )
            .ToList();
        var counts = bands.ConvertAll(band => band.Groups.Sum(group => group.Pairs.N));
        var barred = bands.ConvertAll(band =>
            ContributorRule.Shared([.. band.Groups.Select(group => group.Pairs.N)], WorkspacePrint.Policy) is not null
        );
        // The families of hidden bands are what is left of the whole, so they must be many enough as well.
        var shown = SmallContributors.Named(
            [.. counts.Select((count, place) => barred[place] ? Math.Min(count, WorkspacePrint.Policy.CasesForMean - 1) : count)],
            WorkspacePrint.Policy.CasesForMean
        );
        return
        [
            .. bands.Select(
                (band, place) =>
                    shown[place]
                        ? BandOf(measure, band.Band, band.Groups)
                        : new AnalysedBand(band.Band.Code, band.Band.Label, null, null, null, null, "TOO_FEW_CASES")
            ),
        ];
    }

    private static AnalysedBand BandOf(Measure measure, LatticeBand band, ServiceGroup[] groups)
    {
        var pairs = groups.Aggregate(PairedMoments.Empty, (merged, group) => merged.Merge(group.Pairs));
        var mean = WorkspacePrint.Mean(measure, new FrozenPairs(pairs, 0));
        var (pooled, reason) = PooledChange.Of(measure, groups.Select(group => new PooledService(group.Service, group.Pairs)));
        return new AnalysedBand(
            band.Code,
            band.Label,
            WorkspacePrint.Families(pairs.N),
            groups.Length,
            mean is null ? null : new IntervalEstimate(mean.Mean, mean.Interval.Low, mean.Interval.High),
            pooled is null
                ? null
                : WorkspacePrint.Figures(new IntervalEstimate(pooled.Estimate, pooled.Interval.Low, pooled.Interval.High)),
            reason
        );
    }
}
