using System.Text.Json.Nodes;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>A release that is computed and protected, but not yet stored.</summary>
/// <param name="Reasons">For each cell, why it is withheld, or <c>null</c>.</param>
/// <param name="Populations">What the ledger keeps.</param>
public sealed record MadeRelease(
    FrozenRelease Content,
    IReadOnlyList<WithheldBecause?> Reasons,
    IReadOnlyList<KnownPopulation> Populations,
    IReadOnlyList<ServicePart> Parts
);

/// <summary>Opens earlier releases, for cells that keep their earlier figures.</summary>
/// <param name="Content">Opens a published release.</param>
/// <param name="Part">Opens what one service got of it; <c>null</c> when it got nothing.</param>
/// <param name="Report">Opens a service's own protected figures of it; <c>null</c> when there are none.</param>
public sealed record EarlierReleases(
    Func<string, FrozenRelease> Content,
    Func<string, int, FrozenRelease?> Part,
    Func<string, int, FrozenRelease?> Report
);

/// <summary>
/// Turns a snapshot into protected cells: counts, statistics, disclosure
/// control and ledger, in that order. Pure, except that it adds to the ledger.
/// </summary>
public sealed class MakeRelease(
    ReleaseSnapshot snapshot,
    Quarter quarter,
    string releaseId,
    Ledger ledger,
    EarlierReleases earlier,
    DisclosurePolicy policy
)
{
    private readonly Window _headline = ReleaseLattice.Headline(quarter);
    private readonly Window _year = ReleaseLattice.FinancialYear(quarter);
    private readonly List<DraftCell> _cells = [];

    // The network's standard deviations of first scores by measure and subscale, once they are settled.
    private ILookup<(string, string), DraftCell> _spreads = Enumerable.Empty<DraftCell>().ToLookup(_ => ("", ""));
    private readonly List<KnownPopulation> _shown = [];
    private readonly Dictionary<PopulationKey, string> _held = [];
    private readonly HashSet<(string Scope, PopulationKey Key, Window Window)> _barred = [];
    private readonly ScopeDifferences _scopes = new(snapshot.Services);
    private readonly TakingPart _taking = new(snapshot);

    /// <summary>The windows of a release.</summary>
    public static IReadOnlyList<Window> Windows(Quarter quarter) =>
        [ReleaseLattice.Headline(quarter), ReleaseLattice.FinancialYear(quarter)];

    /// <summary>Computes the release.</summary>
    /// <param name="head">The release's description of itself.</param>
    /// <param name="progress">Called with the current step in words, the number of steps done and the number in all.</param>
    public MadeRelease Run(JsonObject head, Action<string, int, int> progress, CancellationToken cancellation)
    {
        var measures = ServicePart.Measures;
        var viewers = snapshot.Services.Where(service => snapshot.OptedIn[_headline].Contains(service.Id)).ToArray();
        var total = 1 + measures.Count + viewers.Length;
        var done = 0;
        void Step(string words)
        {
            cancellation.ThrowIfCancellationRequested();
            progress(words, done++, total);
        }

        Step("Counting who is referred");
        if (_headline == _year)
            Settle(scope => ProfileCells.RisksAndBreakdowns(snapshot, scope, _year, Judge, policy), _year);
        else
        {
            Settle(scope => ProfileCells.Risks(snapshot, scope, _headline, Judge, policy), _headline);
            Settle(scope => ProfileCells.Breakdowns(snapshot, scope, _year, Judge, policy), _year);
        }

        foreach (var measure in measures)
        {
            Step("Estimating change");
            Settle(measure);
        }

        var networkPairs = measures.Where(measure => measure.Sign is not null && measure.EffectSize).Select(PairsOf).ToArray();
        _spreads = _cells
            .Where(cell => cell.Address is { Statistic: Statistics.BaselineSd, Scope: ReleaseLattice.Network })
            .ToLookup(cell => (cell.Address.Item, cell.Address.Part));
        var parts = new List<ServicePart>();
        foreach (var few in viewers.Chunk(2 * Environment.ProcessorCount))
        {
            foreach (var _ in few)
                Step("Comparing each service with the others");
            parts.AddRange(few.AsParallel().AsOrdered().Select(viewer => PartOf(viewer, networkPairs, head)));
        }

        foreach (
            var key in parts
                .SelectMany(part => part.RestShown)
                .Distinct()
                .Where(key =>
                    !_shown.Any(one => one.Scope == ReleaseLattice.Network && one.Key == key.ToString() && one.Window == _headline)
                )
        )
            Remember(networkPairs.SelectMany(one => new[] { one.Paired, one.Mix }).Single(one => one.Key == key));
        var whole = (JsonObject)head.DeepClone();
        whole["noLongerKept"] = _cells.Count(cell => cell.Earlier is not null);
        return new MadeRelease(
            FrozenRelease.Freeze(whole, [.. _cells.Select(cell => new ReleaseCell(cell.Address, cell.Figure) { Earlier = cell.Earlier })]),
            [.. _cells.Select(cell => cell.Reason)],
            _shown,
            parts
        );
    }

    private WithheldBecause? Judge(Population population) =>
        _barred.Contains(population.Coordinates)
            ? WithheldBecause.Differencing
            : ContributorRule.Shared(population.Contributions, policy) ?? ledger.Judge(population);

    private void Settle(Measure measure)
    {
        Settle(scope => HeadlineCells.Of(new(snapshot, scope, _headline, Judge, policy), measure), _headline);
        for (var place = 0; place < ReleaseLattice.Dimensions.Count; place++)
        {
            var dimension = place;
            Settle(scope => BreakdownCells.Of(new(snapshot, scope, _year, Judge, policy), measure, dimension), _year);
        }
    }

    // Scopes are computed in parallel and only read the ledger and the barred
    // cells; both are updated afterwards, in the order of the lattice.
    private void Settle(Func<string, CellGroup> make, Window window)
    {
        var groups = ReleaseLattice.Scopes.AsParallel().AsOrdered().Select(make).ToArray();
        while (_scopes.GivenAway(groups, policy) is { Count: > 0 } found)
        {
            _barred.UnionWith(found);
            var again = found.Select(one => one.Scope).ToHashSet();
            groups =
            [
                .. groups.Select(
                    (group, place) => again.Contains(ReleaseLattice.Scopes[place]) ? make(ReleaseLattice.Scopes[place]) : group
                ),
            ];
        }

        foreach (var (group, scope) in groups.Zip(ReleaseLattice.Scopes))
            Settle(group, scope, window);
    }

    private void Settle(CellGroup group, string scope, Window window)
    {
        if (ledger.HeldBy(group.Shown) is not var (earlierId, isPublished))
        {
            _cells.AddRange(group.Cells);
            foreach (var population in group.Shown.ToArray())
                Remember(population);
            return;
        }

        if (!isPublished)
        {
            _cells.AddRange(
                group.Cells.Select(cell =>
                    cell.Figure.IsShown ? cell with { Figure = ReleasedFigure.Withheld, Reason = WithheldBecause.Differencing } : cell
                )
            );
            return;
        }

        var current = group.Cells.Select(cell => cell.Population).DistinctBy(population => population.Key).ToArray();
        var keys = current.Select(population => population.Key.ToString()).ToHashSet();
        if (scope == ReleaseLattice.Network && window == _headline)
            keys.UnionWith(current.Select(population => population.Key.AsCaseMix.ToString()));
        var known = ledger.OfRelease(earlierId, scope, window, keys).ToArray();
        var before = earlier.Content(earlierId);
        if (!_taking.AreAll(known, window))
        {
            _cells.AddRange(
                group.Cells.Select(cell =>
                    cell with
                    {
                        Figure = ReleasedFigure.Withheld,
                        Reason = WithheldBecause.ServiceLeft,
                        Earlier = before[cell.Address].IsShown ? earlierId : null,
                    }
                )
            );
            return;
        }

        _cells.AddRange(
            group.Cells.Select(cell =>
                before[cell.Address] is var figure && figure.IsShown
                    ? cell with
                    {
                        Figure = figure,
                        Reason = null,
                    }
                    : cell with
                    {
                        Figure = figure,
                        Reason = WithheldBecause.Differencing,
                    }
            )
        );
        if (scope == ReleaseLattice.Network && window == _headline)
            foreach (var population in current)
                _held[population.Key] = earlierId;
        foreach (var population in known)
            Remember(population.KeptIn(releaseId, current));
    }

    private void Remember(Population population) =>
        Remember(new KnownPopulation(releaseId, population.Scope, population.Key.ToString(), population.Window, population.Members));

    private void Remember(KnownPopulation population)
    {
        ledger.Add(population);
        _shown.Add(population);
    }

    private NetworkPairs PairsOf(Measure measure)
    {
        var pairs = OutcomeCells.Scores(snapshot, measure, ReleaseLattice.Network, _headline).Where(one => one.IsPaired).ToArray();
        var paired = OutcomeCells.Paired(measure, ReleaseLattice.Network, _headline, pairs);
        return new NetworkPairs(measure, paired, pairs, CaseMixSums.Of(measure, pairs), paired.AsCaseMix(pairs));
    }

    private ServicePart PartOf(SnapshotService viewer, NetworkPairs[] networkPairs, JsonObject head)
    {
        var partHead = (JsonObject)head.DeepClone();
        partHead["service"] = viewer.Code;
        var source = new PartSource(snapshot, viewer, _headline, partHead, policy, StandardiserOf);
        var report = OwnReport.Of(source, releaseId, ledger, id => earlier.Report(id, viewer.Id));
        var part = ServicePart.Of(source, networkPairs, rest => ledger.JudgeRest(rest, viewer.LegalId), report);
        if (_held.Count == 0)
            return part;
        var before = _held.Values.Distinct().ToDictionary(id => id, id => earlier.Part(id, viewer.Id));
        var content = part.Content.Cells.Select(cell =>
            _held.TryGetValue(KeyOf(cell.Address), out var id)
                ? cell with
                {
                    Figure = before[id]?[cell.Address] ?? ReleasedFigure.Withheld,
                }
                : cell
        );
        return part with { Content = FrozenRelease.Freeze(partHead, [.. content]) };
    }

    // The one by which the network's cells of reliable change go.
    private Standardiser? StandardiserOf(Measure measure) =>
        _spreads[(measure.Code, measure.Subscale)].FirstOrDefault()?.Figure.ValueOrNull is { } sd
            ? new Standardiser(Standardiser.NetworkBaseline, sd.Value)
            : Standardiser.Published(measure);

    private static PopulationKey KeyOf(CellAddress address) =>
        new(address.Topic, address.Item, address.Part, Statistics.WithLastScore, address.Dimension, address.Code);
}
