using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>How a service stands in one window of the workspace.</summary>
public enum WorkspaceStanding
{
    /// <summary>Its own figures are shown.</summary>
    Named,

    /// <summary>It enters joint figures with others that are not named either.</summary>
    Other,

    /// <summary>It enters nothing.</summary>
    LeftOut,
}

/// <summary>One family behind a figure of the workspace.</summary>
/// <param name="LegalId">Of the service; its parts are one contributor.</param>
/// <param name="Item">Stands for the family and the values that it brings: other values, another number.</param>
public readonly record struct WorkspaceFamily(int ServiceId, int LegalId, Quarter Quarter, ulong Item);

/// <summary>What an earlier snapshot showed of one service in one window, or let enter unnamed.</summary>
/// <param name="IsGone">
/// Whether its figures cannot be kept, because the draft was discarded or an erasure took them; what it showed is still known.
/// </param>
public sealed record KnownPart(
    string ReleaseId,
    int ServiceId,
    int LegalId,
    WorkspaceWindow Window,
    WorkspaceStanding Standing,
    IReadOnlySet<ulong> Items,
    bool IsGone = false
);

/// <summary>The choice for one service and window.</summary>
/// <param name="HeldFrom">The earlier snapshot whose figures stay, because new ones would differ by too few families.</param>
public sealed record ChosenPart(int ServiceId, WorkspaceWindow Window, WorkspaceStanding Standing, string? HeldFrom);

/// <summary>
/// Decides for one measure, or for the referral profile, which services a snapshot names in which window. A named service's families in
/// one window, taken together with every population of it that was ever shown, leave no sum over a few of them to be worked out; neither
/// do the totals that hold unnamed services.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "The workspace", rules 2 and 5.</remarks>
public sealed class WorkspaceChoice
{
    private const int FewestOthers = 3;

    private readonly DisclosurePolicy _policy;
    private readonly int _fewest;
    private readonly ILookup<int, WorkspaceFamily> _families;
    private readonly IReadOnlyList<KnownPart> _earlier;
    private readonly Dictionary<int, KnownSums> _ofService = [];
    private readonly List<Total> _totals = [];

    private WorkspaceChoice(IReadOnlyList<WorkspaceFamily> families, IReadOnlyList<KnownPart> earlier, int fewest, DisclosurePolicy policy)
    {
        (_policy, _fewest, _families, _earlier) = (policy, fewest, families.ToLookup(one => one.ServiceId), earlier);
        foreach (var part in earlier.Where(part => part.Standing == WorkspaceStanding.Named))
            KnownOf(part.ServiceId).Add(part.Items);
        foreach (var total in earlier.GroupBy(part => (part.ReleaseId, part.Window)))
            if (total.Any(part => part.Standing == WorkspaceStanding.Other))
                Remember(new Total([.. total.Select(part => (part.ServiceId, part.LegalId, part.Items))]));
    }

    /// <summary>Chooses, the newest window first.</summary>
    /// <param name="families">All families with a figure, of any service and quarter.</param>
    /// <param name="windows">Newest first, each with the services that take part in it.</param>
    /// <param name="earlier">What earlier snapshots showed for the same measure.</param>
    /// <param name="policy">Its <see cref="DisclosurePolicy.CasesForMean"/> is the fewest families of a sum.</param>
    /// <returns>One choice for each window and service that has a family in it and takes part.</returns>
    public static IReadOnlyList<ChosenPart> Of(
        IReadOnlyList<WorkspaceFamily> families,
        IReadOnlyList<(WorkspaceWindow Window, IReadOnlySet<int> TakingPart)> windows,
        IReadOnlyList<KnownPart> earlier,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new WorkspaceChoice(families, earlier, policy.CasesForMean, policy).Choose(windows);
    }

    private List<ChosenPart> Choose(IReadOnlyList<(WorkspaceWindow Window, IReadOnlySet<int> TakingPart)> windows)
    {
        var parts = new List<ChosenPart>();
        foreach (var (window, takingPart) in windows)
        foreach (var service in _families.Select(group => group.Key).Where(takingPart.Contains).Order())
            if (ItemsOf(service, window) is { Count: > 0 } items)
                parts.Add(Name(service, window, items));
        // Naming comes first in all windows, since every named sum makes the unnamed ones easier to work out.
        return [.. windows.SelectMany(one => WithOthers([.. parts.Where(part => part.Window == one.Window)]))];
    }

    private ChosenPart Name(int service, WorkspaceWindow window, HashSet<ulong> items)
    {
        if (
            items.Count >= _fewest
            && KnownOf(service).Known.All(known => IsApart(items, known) && IsApart(known, items))
            && KnownOf(service).Bears(items, _fewest)
            && TotalsStand(service, items)
        )
        {
            KnownOf(service).Add(items);
            foreach (var (place, left) in LeftInTotals(service, []))
                _totals[place].Left[service] = left;
            return new ChosenPart(service, window, WorkspaceStanding.Named, null);
        }

        var held = _earlier.LastOrDefault(part =>
            part.ServiceId == service && part.Window == window && part.Standing == WorkspaceStanding.Named && !part.IsGone
        );
        return held is null
            ? new ChosenPart(service, window, WorkspaceStanding.LeftOut, null)
            : new ChosenPart(service, window, WorkspaceStanding.Named, held.ReleaseId);
    }

    // Of two populations that share a family, what each has alone is nothing or enough, as the ledger of releases asks.
    private bool IsApart(IReadOnlySet<ulong> one, IReadOnlySet<ulong> other)
    {
        var alone = one.Count(item => !other.Contains(item));
        return alone == 0 || alone >= _fewest || alone == one.Count;
    }

    // A total of an earlier snapshot was safe while this service had no sum over these families.
    private bool TotalsStand(int service, HashSet<ulong> items) =>
        LeftInTotals(service, items).All(one => IsEnough(_totals[one.Place], service, one.Left));

    // What can be left of a service in each total, with its named sums and the totals before, as if it stood alone in those.
    private IEnumerable<(int Place, int Left)> LeftInTotals(int service, HashSet<ulong> more)
    {
        var sums = new KnownSums();
        foreach (var known in KnownOf(service).Known)
            sums.Add(known);
        if (more.Count > 0)
            sums.Add(more);
        for (var place = 0; place < _totals.Count; place++)
            foreach (var (_, _, items) in _totals[place].Parts.Where(part => part.Service == service))
            {
                yield return (place, sums.FewestLeft(items, _fewest));
                sums.Add(items);
            }
    }

    // Whatever is added and subtracted, each service keeps at least what it would alone; without any one of them enough must be left.
    private bool IsEnough(Total total, int? service = null, int left = 0)
    {
        var byLegal = total
            .Parts.GroupBy(part => part.LegalId)
            .Select(legal => legal.Sum(part => part.Service == service ? left : total.Left[part.Service]))
            .ToArray();
        return byLegal.Sum() - byLegal.DefaultIfEmpty().Max() >= _fewest;
    }

    // The same families again add nothing, as when a snapshot is made once more.
    private Total Remember(Total total)
    {
        if (_totals.Find(one => one.Members.SetEquals(total.Members)) is { } same)
            return same;
        foreach (var (service, _, items) in total.Parts)
        {
            var sums = new KnownSums();
            foreach (
                var known in KnownOf(service)
                    .Known.Concat(_totals.SelectMany(one => one.Parts).Where(part => part.Service == service).Select(part => part.Items))
            )
                sums.Add(known);
            total.Left[service] = sums.FewestLeft(items, _fewest);
        }

        _totals.Add(total);
        return total;
    }

    private List<ChosenPart> WithOthers(List<ChosenPart> parts)
    {
        var others = parts.FindAll(part => part.Standing == WorkspaceStanding.LeftOut);
        var people = others.Sum(part => ItemsOf(part.ServiceId, part.Window).Count);
        if (others.Select(part => LegalOf(part.ServiceId)).Distinct().Count() < FewestOthers || people < _policy.PooledCases)
            return parts;
        var total = new Total([.. parts.Select(part => (part.ServiceId, LegalOf(part.ServiceId), ShownOf(part)))]);
        var differs = _totals.Exists(one => OverlapRule.Against(total.Members, one.Members, _policy) is not null);
        if (differs || !IsEnough(Remember(total)))
        {
            _totals.Remove(total);
            return parts;
        }

        return parts.ConvertAll(part =>
            part.Standing == WorkspaceStanding.LeftOut ? part with { Standing = WorkspaceStanding.Other } : part
        );
    }

    private IReadOnlySet<ulong> ShownOf(ChosenPart part) =>
        part.HeldFrom is null
            ? ItemsOf(part.ServiceId, part.Window)
            : _earlier.Last(one => one.ServiceId == part.ServiceId && one.Window == part.Window && one.ReleaseId == part.HeldFrom).Items;

    private int LegalOf(int service) => _families[service].First().LegalId;

    private HashSet<ulong> ItemsOf(int service, WorkspaceWindow window) =>
        [.. _families[service].Where(one => window.Holds(one.Quarter)).Select(one => one.Item)];

    private KnownSums KnownOf(int service) =>
        _ofService.TryGetValue(service, out var known) ? known : _ofService[service] = new KnownSums();

    // A figure in which unnamed services are: the families of every service that enters it.
    private sealed class Total(IReadOnlyList<(int Service, int LegalId, IReadOnlySet<ulong> Items)> parts)
    {
        public IReadOnlyList<(int Service, int LegalId, IReadOnlySet<ulong> Items)> Parts => parts;

        /// <summary>The fewest families that can be left of each service, up to the number that is enough.</summary>
        public Dictionary<int, int> Left { get; } = [];

        public HashSet<ContributingCase> Members { get; } =
            parts
                .SelectMany(part =>
                    part.Items.Select(item => new ContributingCase(
                        part.LegalId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        item.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)
                    ))
                )
                .ToHashSet();
    }
}
