using System.Globalization;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>A population of an earlier release of which something was shown to anybody.</summary>
/// <param name="ReleaseId">The release that showed it, which may be the one being made.</param>
/// <param name="SentSince">
/// <c>null</c> when the members have their fingerprints. Releases of sdc-1 took none: then the legal services that have sent or withdrawn
/// anything since, whose values are unknown.
/// </param>
/// <param name="IsPublished">False for a draft whose figures analysts have seen: it has no figures that could be kept.</param>
public sealed record KnownPopulation(
    string ReleaseId,
    string Scope,
    string Key,
    Window Window,
    IReadOnlySet<ContributingCase> Members,
    IReadOnlySet<string>? SentSince = null,
    bool IsPublished = true
)
{
    /// <summary>The members as they compare with current ones.</summary>
    public IReadOnlySet<ContributingCase> Beside(IReadOnlySet<ContributingCase> current)
    {
        if (SentSince is null)
            return Members;
        var values = current.ToDictionary(one => (one.Service, one.Case), one => one.Values);
        return Members
            .Select(one =>
                one with
                {
                    Values = SentSince.Contains(one.Service)
                        ? ContributingCase.Emptied
                        : values.GetValueOrDefault((one.Service, one.Case), ContributingCase.Emptied),
                }
            )
            .ToHashSet();
    }

    /// <summary>The same people and values in a new release that keeps the earlier figures.</summary>
    /// <param name="current">The populations in whose place they are kept.</param>
    public KnownPopulation KeptIn(string releaseId, IEnumerable<Population> current) =>
        this with
        {
            ReleaseId = releaseId,
            Members = Beside(current.FirstOrDefault(one => one.Key.ToString() == Key)?.Members ?? new HashSet<ContributingCase>()),
            SentSince = null,
        };
}

/// <summary>The overlap ledger: what is known already about the same cases.</summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public sealed class Ledger
{
    private readonly DisclosurePolicy _policy;
    private readonly Dictionary<(string Scope, string Key), List<KnownPopulation>> _known = [];

    private Ledger(DisclosurePolicy policy) => _policy = policy;

    /// <summary>A ledger without earlier releases.</summary>
    public static Ledger Empty(DisclosurePolicy policy) => new(policy);

    /// <summary>Adds a population of which the release being made shows something.</summary>
    public void Add(KnownPopulation population)
    {
        if (!_known.TryGetValue((population.Scope, population.Key), out var list))
            _known[(population.Scope, population.Key)] = list = [];
        list.Add(population);
    }

    /// <summary>Whether a cell may be shown, given what was shown for other windows.</summary>
    /// <returns><c>null</c>, or why it must be withheld.</returns>
    public WithheldBecause? Judge(Population population) =>
        Of(population)
            .Where(earlier => earlier.Window != population.Window)
            .Select(earlier => OverlapRule.Against(population.Members, earlier.Beside(population.Members), _policy))
            .FirstOrDefault(broken => broken is not null);

    /// <summary>The same for what one service sees of all others. The service knows its own cases, so they protect nobody.</summary>
    /// <param name="rest">The population without the viewer.</param>
    /// <param name="legalId">The viewer.</param>
    public WithheldBecause? JudgeRest(Population rest, int legalId)
    {
        var viewer = legalId.ToString(CultureInfo.InvariantCulture);
        return Of(rest)
            .Select(earlier =>
                OverlapRule.Against(rest.Members, earlier.Beside(rest.Members).Where(one => one.Service != viewer).ToHashSet(), _policy)
            )
            .FirstOrDefault(broken => broken is not null);
    }

    /// <summary>The scope under which the ledger keeps what was shown of one service's own protected figures.</summary>
    public static string OwnScope(int serviceId) => string.Create(CultureInfo.InvariantCulture, $"{ReleaseLattice.Own}/{serviceId}");

    /// <summary>Whether an own protected figure may be shown, given what was shown for other windows.</summary>
    /// <param name="population">Cases of the service alone.</param>
    /// <returns><c>null</c>, or why it must be withheld.</returns>
    public WithheldBecause? JudgeOwn(Population population, int serviceId) =>
        Of(OwnScope(serviceId), population)
            .Where(earlier => earlier.Window != population.Window)
            .Select(earlier => OverlapRule.OfOneService(population.Members, earlier.Beside(population.Members), _policy))
            .FirstOrDefault(broken => broken is not null);

    /// <summary>
    /// The latest earlier release of the same window whose own figures for
    /// the service differ by too few people, if any; its figures are kept.
    /// </summary>
    public string? OwnHeldBy(IEnumerable<Population> shown, int serviceId) =>
        shown
            .SelectMany(population =>
                Of(OwnScope(serviceId), population)
                    .Where(earlier => earlier.Window == population.Window)
                    .Where(earlier => OverlapRule.OfOneService(population.Members, earlier.Beside(population.Members), _policy) is not null)
            )
            .Select(earlier => earlier.ReleaseId)
            .LastOrDefault();

    /// <summary>
    /// The latest earlier release of the same window that differs from a shown population by too little, if any: a published one, whose
    /// figures are kept, before a draft, whose figures only analysts have seen.
    /// </summary>
    public (string ReleaseId, bool IsPublished)? HeldBy(IEnumerable<Population> shown)
    {
        var near = shown
            .SelectMany(population =>
                Of(population)
                    .Where(earlier => earlier.Window == population.Window)
                    .Where(earlier => OverlapRule.Against(population.Members, earlier.Beside(population.Members), _policy) is not null)
            )
            .ToArray();
        return (near.LastOrDefault(one => one.IsPublished) ?? near.LastOrDefault()) is { } last ? (last.ReleaseId, last.IsPublished) : null;
    }

    /// <summary>The populations that one earlier release showed for these keys in one scope and window.</summary>
    public IEnumerable<KnownPopulation> OfRelease(string releaseId, string scope, Window window, IReadOnlySet<string> keys) =>
        _known
            .Values.SelectMany(list => list)
            .Where(one => one.ReleaseId == releaseId && one.Scope == scope && one.Window == window && keys.Contains(one.Key));

    // Windows without a common month share no case; comparing them all the same makes sure of it.
    private List<KnownPopulation> Of(Population population) => Of(population.Scope, population);

    private List<KnownPopulation> Of(string scope, Population population) =>
        _known.GetValueOrDefault((scope, population.Key.ToString()), []);
}
