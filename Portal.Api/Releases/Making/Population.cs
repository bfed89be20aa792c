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
    public override string ToString() => string.Join('|', Topic, Item, Part, Name, Dimension, Code);

    /// <summary>The address of a statistic of this population.</summary>
    public CellAddress At(string statistic, string scope, Window window) =>
        new(Topic, Item, Part, statistic, scope, Dimension, Code, window.From.ToString(), window.Before.ToString());
}

/// <summary>The cases behind one cell, or behind several statistics of the same cases.</summary>
public sealed class Population(PopulationKey key, string scope, Window window, IReadOnlyList<SnapshotCase> cases)
{
    private HashSet<ContributingCase>? _members;

    public PopulationKey Key => key;

    public string Scope => scope;

    public Window Window => window;

    public (string Scope, PopulationKey Key, Window Window) Coordinates => (scope, key, window);

    public IReadOnlyList<SnapshotCase> Cases => cases;

    /// <summary>The number of cases of each legal service, in any order.</summary>
    public IReadOnlyList<int> Contributions { get; } = [.. cases.CountBy(one => one.Service.LegalId).Select(service => service.Value)];

    /// <summary>The cases in the form that the ledger compares.</summary>
    public IReadOnlySet<ContributingCase> Members =>
        _members ??= [
            .. cases.Select(one => new ContributingCase(
                one.Service.LegalId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                one.Key
            )),
        ];

    public CellAddress At(string statistic) => key.At(statistic, scope, window);

    /// <summary>The same population without one legal service: that service's rest of the network.</summary>
    public Population Without(int legalId) => new(key, scope, window, [.. cases.Where(one => one.Service.LegalId != legalId)]);
}
