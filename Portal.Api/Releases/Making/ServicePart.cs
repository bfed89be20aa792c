using System.Text.Json.Nodes;
using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>A service's own exact change on one measure as it was when the release was made; positive is better.</summary>
/// <param name="FirstScores">Closed cases with a first score.</param>
/// <param name="Paired">Those that have a last score too.</param>
/// <param name="StandardError">In points; <c>null</c> with fewer than two pairs or without variation.</param>
/// <param name="Reliable">
/// Reliable change by the rule of the network's cells; <c>null</c> where there is none, and in releases made before it was kept.
/// </param>
public sealed record OwnMeasure(
    string Measure,
    string Subscale,
    int FirstScores,
    int Paired,
    double? Improvement,
    double? StandardError,
    double? Low,
    double? High,
    OwnReliable? Reliable = null
);

/// <summary>How many of a service's own pairs changed reliably, exact.</summary>
public sealed record OwnReliable(int Improved, int NoChange, int Worsened);

/// <summary>How often the service's own referrals had a risk when the release was made.</summary>
public sealed record OwnRisk(string Code, int Present, int Known);

/// <summary>A service's own exact figures when the release was made: for its own screen only.</summary>
public sealed record OwnFigures(int Referrals, IReadOnlyList<OwnRisk> Risks, IReadOnlyList<OwnMeasure> Measures);

/// <summary>The pairs of all services on one measure.</summary>
/// <param name="Mix">The same cases by what case mix says of them.</param>
public sealed record NetworkPairs(Measure Measure, Population Paired, SnapshotScores[] Pairs, CaseMixSums CaseMix, Population Mix);

/// <summary>What the part of one service is made from.</summary>
/// <param name="Viewer">The service.</param>
/// <param name="Head">The head of the part, above its cells.</param>
/// <param name="Standardiser">What the network's reliable change goes by, so that the service's own goes by the same.</param>
public sealed record PartSource(
    ReleaseSnapshot Snapshot,
    SnapshotService Viewer,
    Window Window,
    JsonObject Head,
    DisclosurePolicy Policy,
    Func<Measure, Standardiser?> Standardiser
);

/// <summary>What one service gets of a release beside the released cells.</summary>
/// <param name="Content">Cells of scope REST, for its own screen.</param>
/// <param name="Report">Cells of scope OWN, protected, for readers with whom it shares them.</param>
/// <param name="RestShown">The populations behind the cells of scope REST that are shown.</param>
public sealed record ServicePart(
    int ServiceId,
    FrozenRelease Content,
    OwnReport Report,
    OwnFigures Own,
    IReadOnlyList<PopulationKey> RestShown
)
{
    /// <param name="networkPairs">The pairs of all services, by measure.</param>
    /// <param name="judgeRest">What the ledger says of the rest of the network.</param>
    /// <param name="report">Its own protected figures.</param>
    public static ServicePart Of(
        PartSource source,
        IReadOnlyList<NetworkPairs> networkPairs,
        Func<Population, WithheldBecause?> judgeRest,
        OwnReport report
    )
    {
        var (snapshot, viewer, window, head, policy, standardiser) = source;
        var cells = new List<ReleaseCell>();
        var restShown = new List<PopulationKey>();
        foreach (var (measure, paired, pairs, caseMix, mix) in networkPairs)
        {
            var rest = Rest(measure, paired, pairs, viewer.LegalId, judgeRest, policy);
            cells.Add(new ReleaseCell(paired.Key.At(Statistics.PooledChange, ReleaseLattice.Rest, window), ReleasedFigure.Of(rest)));
            // The expected change describes the same other services as the pooled change, so it is not shown without it. It also uses
            // what case mix knows of their families, which may change where their scores do not.
            var adjusted =
                rest.IsShown && judgeRest(mix.Without(viewer.LegalId)) is null
                    ? caseMix.Difference(viewer, [.. pairs.Where(one => one.Case.Service.Id == viewer.Id)], policy)
                    : ReleasedFigure.Withheld;
            cells.Add(new ReleaseCell(paired.Key.At(Statistics.AdjustedDifference, ReleaseLattice.Rest, window), adjusted));
            if (rest.IsShown)
                restShown.Add(paired.Key);
            if (adjusted.IsShown)
                restShown.Add(mix.Key);
        }

        return new ServicePart(
            viewer.Id,
            FrozenRelease.Freeze(head, cells),
            report,
            Exact(snapshot.Only(viewer.Id), window, standardiser),
            restShown
        );
    }

    /// <summary>The measures in the order of the lattice.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [.. MeasureOrder.InOrder(MeasureCatalogue.Published.All, measure => (measure.Code, measure.Subscale)).Select(found => found.Measure)];

    // The service knows its own cases, so the rest is judged without them; the figure of all services must be allowed too.
    private static Disclosed<ReleasedPooled> Rest(
        Measure measure,
        Population paired,
        SnapshotScores[] pairs,
        int legalId,
        Func<Population, WithheldBecause?> judgeRest,
        DisclosurePolicy policy
    )
    {
        var others = pairs.Where(one => one.Case.Service.LegalId != legalId).ToArray();
        var rest = paired.Without(legalId);
        if (ContributorRule.RestOfNetwork(rest.Contributions, policy) is not null || judgeRest(rest) is not null)
            return ReleasedPooled.WithheldFigure;
        var (pooled, _) = PooledChange.Of(measure, OutcomeCells.ByService(others));
        return pooled is null
            ? ReleasedPooled.WithheldFigure
            : ReleasedPooled.ProtectRestOfNetwork(OutcomeCells.Sample(pooled), rest.Contributions, policy).Released;
    }

    private static OwnFigures Exact(ReleaseSnapshot own, Window window, Func<Measure, Standardiser?> standardiser)
    {
        var referred = own.Referred(ReleaseLattice.Own, window).ToArray();
        var risks = CareCodes.Risk.Codes.Select(
            (risk, place) =>
                new OwnRisk(
                    risk.Value,
                    referred.Count(one => (one.RisksPresent >> place & 1) != 0),
                    referred.Count(one => ((one.RisksPresent | one.RisksAbsent) >> place & 1) != 0)
                )
        );
        return new OwnFigures(
            referred.Length,
            [.. risks],
            [
                .. Measures.Select(measure =>
                    Exact(measure, OutcomeCells.Scores(own, measure, ReleaseLattice.Own, window), standardiser(measure))
                ),
            ]
        );
    }

    private static OwnMeasure Exact(Measure measure, SnapshotScores[] scores, Standardiser? standardiser)
    {
        var pairs = PairedMoments.OfPairs(scores.Where(one => one.IsPaired).Select(one => (one.First!.Value, one.Last!.Value)));
        var change =
            measure.Sign is { } sign && MeanChangeEstimate.For(pairs) is Estimated<MeanChangeEstimate>.Defined { Value: var found }
                ? found.Oriented(sign)
                : null;
        var hasWidth = change?.StandardError > 0;
        // One pair has a change, but no standard error.
        var improvement = change?.Estimate ?? (pairs.N == 1 ? measure.Sign * (pairs.MeanLast - pairs.MeanFirst) : null);
        return new OwnMeasure(
            measure.Code,
            measure.Subscale,
            scores.Length,
            pairs.N,
            improvement,
            hasWidth ? change!.StandardError : null,
            hasWidth ? change!.Interval.Low : null,
            hasWidth ? change!.Interval.High : null,
            ReliableCells.Exact(measure, scores, standardiser)
        );
    }
}
