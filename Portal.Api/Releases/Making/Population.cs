using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>What a cell is about, without its scope and window. The ledger compares cells with the same key across all windows.</summary>
public sealed record PopulationKey(
    string Topic,
    string Item,
    string Part,
    string Name,
    string Dimension = ReleaseLattice.None,
    string Code = ""
)
{
    /// <summary>The key of what case mix says of the same pairs.</summary>
    public PopulationKey AsCaseMix => this with { Name = Statistics.AdjustedDifference };

    public override string ToString() => string.Join('|', Topic, Item, Part, Name, Dimension, Code);

    /// <summary>The address of a statistic of this population.</summary>
    public CellAddress At(string statistic, string scope, Window window) =>
        new(Topic, Item, Part, statistic, scope, Dimension, Code, window.From.ToString(), window.Before.ToString());
}

/// <summary>The cases behind one cell, or behind several statistics of the same cases.</summary>
/// <param name="marks">
/// For each case the fingerprint of the values that it contributes; <c>null</c> for counts, to which it contributes itself alone.
/// </param>
public sealed class Population(
    PopulationKey key,
    string scope,
    Window window,
    IReadOnlyList<SnapshotCase> cases,
    IReadOnlyList<uint>? marks = null
)
{
    private HashSet<ContributingCase>? _members;
    private Dictionary<int, int>? _byService;

    public PopulationKey Key => key;

    public string Scope => scope;

    public Window Window => window;

    public (string Scope, PopulationKey Key, Window Window) Coordinates => (scope, key, window);

    public IReadOnlyList<SnapshotCase> Cases => cases;

    /// <summary>The number of cases of each legal service, in any order.</summary>
    public IReadOnlyList<int> Contributions { get; } = [.. cases.CountBy(one => one.Service.LegalId).Select(service => service.Value)];

    /// <summary>How many cases each of these legal services has in it.</summary>
    public IReadOnlyList<int> ContributionsOf(IReadOnlyList<int> legalIds)
    {
        _byService ??= cases.CountBy(one => one.Service.LegalId).ToDictionary();
        return [.. legalIds.Select(id => _byService.GetValueOrDefault(id))];
    }

    /// <summary>The cases in the form that the ledger compares.</summary>
    public IReadOnlySet<ContributingCase> Members =>
        _members ??= [
            .. cases.Select(
                (one, place) =>
                    new ContributingCase(
                        one.Service.LegalId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        one.Key,
                        marks?[place] ?? 0
                    )
            ),
        ];

    public CellAddress At(string statistic) => key.At(statistic, scope, window);

    /// <summary>The same population without one legal service: that service's rest of the network.</summary>
    public Population Without(int legalId) =>
        new(
            key,
            scope,
            window,
            [.. cases.Where(one => one.Service.LegalId != legalId)],
            marks is null ? null : [.. marks.Where((_, place) => cases[place].Service.LegalId != legalId)]
        );

    /// <summary>The same cases under the name of what case mix says of them; see <see cref="ScoreMarks.Mix"/>.</summary>
    /// <param name="pairs">The scores of the cases, in their order.</param>
    public Population AsCaseMix(IEnumerable<SnapshotScores> pairs) =>
        new(key.AsCaseMix, scope, window, cases, [.. pairs.Select(one => one.Marks.Mix)]);
}
