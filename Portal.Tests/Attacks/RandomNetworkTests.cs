using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Extracts;
using Portal.Api.Releases;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>Small networks at random, each released twice with a late file between; every rule and every subtraction is tried on all of them.</summary>
public sealed class RandomNetworkTests
{
    private static readonly string[] Hosts = ["NHS", "NHS", "COUNCIL", "CHARITY"];

    private static readonly CellAddress[] Addresses = [.. InventedNetwork.Of(Array.Empty<int>()).Release().Content.Cells.Select(cell => cell.Address)];

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

    private static List<string> Broken(int seed, int networks)
    {
        var random = new Random(seed);
        var broken = new List<string>();
        var shown = 0;
        for (var run = 0; run < networks; run++)
        {
            var services = Enumerable.Range(0, random.Next(4, 10)).Select(_ => (random.Next(3) == 0 ? random.Next(12) : random.Next(20, 90), random.Next(4) == 0 ? "W" : "E", Hosts[random.Next(Hosts.Length)])).ToArray();
            var network = InventedNetwork.Of(services);
            var late = network.With(random.Next(services.Length) + 1, random.Next(1, 20), new Month(2025, random.Next(1, 13)));
            var history = new InventedHistory();
            var releases = new[] { history.Release(network), history.Release(late) };
            shown += releases.Sum(release => release.Populations.Count);
            var known = releases.SelectMany(release => release.Populations).ToArray();
            if (releases.Any(release => !release.Content.Cells.Select(cell => cell.Address).SequenceEqual(Addresses)))
                broken.Add($"{run}: addresses");
            // Of what is left of the network for one viewer the ledger keeps the whole network.
            if (known.Any(one => !(one.Scope == Lattice.Network && one.Key.EndsWith("|WITH_LAST_SCORE|NONE|", StringComparison.Ordinal)) && !PolicyRules.IsShared([.. one.Members.CountBy(member => member.Service).Select(service => service.Value)])))
                broken.Add($"{run}: contributors");
            if (known.GroupBy(one => (one.Scope, one.Key)).Any(place => place.Any(one => place.Any(other => !PolicyRules.MayBothBeKnown(one.Members, other.Members)))))
                broken.Add($"{run}: overlap");
            if (releases.Any(release => Subtraction.InTables(PrintedCells.OfText(release.Content.Text)).Any(one => one.IsGivenAway)))
                broken.Add($"{run}: subtraction");
        }

        Assert.That(shown, Is.GreaterThan(networks));
        return broken;
    }
}
