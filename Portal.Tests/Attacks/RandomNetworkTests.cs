using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>
/// Small networks at random, each released twice with a late file between; every rule and every subtraction is tried on all of them.
/// </summary>
public sealed class RandomNetworkTests
{
    private static readonly string[] Hosts = ["NHS", "NHS", "COUNCIL", "CHARITY"];

    // How the keys of the two end.
    private const string AllPairs = "|WITH_LAST_SCORE|NONE|";
    private const string CaseMix = "|ADJUSTED_DIFFERENCE|NONE|";

    private static readonly CellAddress[] Addresses =
    [
        .. InventedNetwork.Of(Array.Empty<int>()).Release().Content.Cells.Select(cell => cell.Address),
    ];

    [Test]
    public void Release_FewNetworksReleasedTwice_KeepTheRules() => Assert.That(Broken(2026, 4), Is.Empty);

    [Test]
    [Category("Fuzz")]
    public void Release_ManyNetworks_KeepTheRules()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));

        Assert.That(Broken(seed, 500), Is.Empty);
    }

    // Seeds of earlier findings, with as many networks as it took.
    [TestCase(48350540, 101)]
    [Category("Fuzz")]
    public void Release_NetworksThatOnceFailed_KeepTheRules(int seed, int networks) => Assert.That(Broken(seed, networks), Is.Empty);

    private static List<string> Broken(int seed, int networks)
    {
        var random = new Random(seed);
        var broken = new List<string>();
        var shown = 0;
        for (var run = 0; run < networks; run++)
        {
            var services = Enumerable
                .Range(0, random.Next(4, 10))
                .Select(_ =>
                    (
                        random.Next(3) == 0 ? random.Next(12) : random.Next(20, 90),
                        random.Next(4) == 0 ? "W" : "E",
                        Hosts[random.Next(Hosts.Length)]
                    )
                )
                .ToArray();
            var network = InventedNetwork.Of(services);
            var late = network.With(random.Next(services.Length) + 1, random.Next(1, 20), new Month(2025, random.Next(1, 13)));
            var history = new InventedHistory();
            var releases = new[] { history.Release(network), history.Release(late) };
            shown += releases.Sum(release => release.Populations.Count);
            var known = releases
                .SelectMany(release => release.Populations.Where(one => !IsWholeOfRests(one) || IsPrinted(release, one)))
                .ToArray();
            if (releases.Any(release => !release.Content.Cells.Select(cell => cell.Address).SequenceEqual(Addresses)))
                broken.Add($"{run}: addresses");
            broken.AddRange(
                known
                    .Where(one =>
                        !PolicyRules.IsShared([.. one.Members.CountBy(member => member.Service).Select(service => service.Value)])
                    )
                    .Select(one => $"{run}: contributors of {one.Scope} {one.Key}")
            );
            broken.AddRange(
                known
                    .GroupBy(one => (one.Scope, one.Key))
                    .Where(place => place.Any(one => place.Any(other => !PolicyRules.MayBothBeKnown(one.Members, other.Members))))
                    .Select(place => $"{run}: overlap of {place.Key}")
            );
            if (
                releases
                    .SelectMany(release => Rests(release))
                    .Any(rest => !PolicyRules.IsRest([.. rest.Members.CountBy(member => member.Service).Select(service => service.Value)]))
            )
                broken.Add($"{run}: contributors to a rest");
            if (
                Rests(releases[1])
                    .Any(rest => Earlier(releases[0], rest).Any(members => !PolicyRules.MayBothBeKnown(rest.Members, members)))
            )
                broken.Add($"{run}: overlap of rests");
            if (releases.Any(release => Subtraction.InTables(PrintedCells.OfText(release.Content.Text)).Any(one => one.IsGivenAway)))
                broken.Add($"{run}: subtraction");
        }

        Assert.That(shown, Is.GreaterThan(networks));
        return broken;
    }

    // Of what is left of the network for one viewer the ledger keeps the whole network, also when nothing of the whole is printed:
    // all pairs, and those whose case mix is known.
    private static bool IsWholeOfRests(KnownPopulation one) =>
        one.Scope == ReleaseLattice.Network
        && (one.Key.EndsWith(AllPairs, StringComparison.Ordinal) || one.Key.EndsWith(CaseMix, StringComparison.Ordinal));

    private static bool IsPrinted(MadeRelease release, KnownPopulation whole) =>
        release.Content.Cells.Any(cell =>
            cell.Figure.IsShown
            && cell.Address.Scope == ReleaseLattice.Network
            && cell.Address.Dimension == ReleaseLattice.None
            && cell.Address.Statistic is not (Statistics.WithoutLastScore or Statistics.BaselineSd)
            && whole.Key
                == $"{cell.Address.Topic}|{cell.Address.Item}|{cell.Address.Part}"
                    + (cell.Address.Statistic == Statistics.AdjustedDifference ? CaseMix : AllPairs)
        );

    // What each viewer is shown of all others, and who is behind it.
    private static IEnumerable<(string Viewer, string Key, HashSet<ContributingCase> Members)> Rests(MadeRelease release) =>
        from part in release.Parts
        from key in part.RestShown
        let viewer = part.ServiceId.ToString(CultureInfo.InvariantCulture)
        select (viewer, key.ToString(), Without(viewer, Whole(release, key.ToString())!.Members));

    // What the same viewer knew of the others before, from their rest or from the whole less its own.
    private static IEnumerable<HashSet<ContributingCase>> Earlier(
        MadeRelease release,
        (string Viewer, string Key, HashSet<ContributingCase> Members) rest
    )
    {
        if (
            Whole(release, rest.Key) is { } whole
            && (IsPrinted(release, whole) || Rests(release).Any(before => (before.Viewer, before.Key) == (rest.Viewer, rest.Key)))
        )
            yield return Without(rest.Viewer, whole.Members);
    }

    private static KnownPopulation? Whole(MadeRelease release, string key) =>
        release.Populations.SingleOrDefault(one => one.Scope == ReleaseLattice.Network && one.Key == key);

    private static HashSet<ContributingCase> Without(string viewer, IEnumerable<ContributingCase> members) =>
        [.. members.Where(one => one.Service != viewer)];
}
