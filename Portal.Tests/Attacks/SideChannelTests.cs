using NUnit.Framework;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Database;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>
/// Whoever looks at anything but the numbers learns nothing either: two networks that differ in what is hidden look the same, byte by byte.
/// </summary>
public sealed class SideChannelTests
{
    private const int Offending = 21;

    private static readonly Lazy<FrozenPair> Made = new(FrozenPair.Make);

    private static FrozenPair Pair => Made.Value;

    private static IEnumerable<string> Surfaces => Surface.All.Select(surface => surface.Name);

    [Test]
    public void Networks_OfThePair_DifferInAHiddenCountOnly()
    {
        Assert.That(Pair.Truth, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(Pair.Releases.Select(release => release.Of(Statistics.RiskPresent, item: "OFFENDING").ToString()), Is.All.EqualTo("c"));
        Assert.That(Pair.Releases[0].Count(Statistics.Referrals, from: "2025-01"), Is.GreaterThan(100));
    }

    [TestCaseSource(nameof(Surfaces))]
    public void Surface_HiddenValueDiffers_IsTheSameBytes(string name)
    {
        var draw = Surface.All.Single(surface => surface.Name == name).Draw;
        var bytes = Pair.Releases.Select(draw).ToArray();

        Assert.That(bytes[0], Is.Not.Empty);
        Assert.That(bytes[1], Is.EqualTo(bytes[0]));
        Assert.That(bytes[2], Is.EqualTo(bytes[0]));
    }

    [Test]
    public void Parts_HiddenValueOfAnotherServiceDiffers_AreTheSameText()
    {
        for (var place = 1; place < Pair.Parts[0].Count; place++)
            Assert.That(Pair.Parts.Select(parts => parts[place].Content.Text).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void RowsAndOrder_AnyNetwork_AreTheSame()
    {
        var addresses = new[] { InventedNetwork.Of(Array.Empty<int>()), InventedNetwork.Of(3), InventedNetwork.Of(90, 80, 70, 60, 50, 40) }
            .Select(network => network.Release().Content.Cells.Select(cell => cell.Address).ToArray())
            .ToArray();

        Assert.That(addresses[1], Is.EqualTo(addresses[0]));
        Assert.That(addresses[2], Is.EqualTo(addresses[0]));
    }

    [NeedsDatabase]
    [TestCase("member@harbour")]
    [TestCase("reader")]
    [TestCase("analyst")]
    public async Task Served_AskedTwice_IsTheSameWithoutTagOrTime(string user)
    {
        var (client, id) = await ServedSurface.OpenAsync(user);
        using (client)
            foreach (var path in ServedSurface.Paths.Select(path => path.Replace("{id}", id, StringComparison.Ordinal)))
            {
                var (first, second) = (await ServedSurface.GetAsync(client, path), await ServedSurface.GetAsync(client, path));
                Assert.That((first.Status, first.ETag, first.LastModified), Is.EqualTo((200, (string?)null, (DateTimeOffset?)null)), path);
                Assert.That(second.Body, Is.EqualTo(first.Body), path);
                Assert.That(first.FileName, Is.EqualTo("").Or.EqualTo($"release-{id}{Path.GetExtension(path)}"), path);
            }
    }

    [NeedsDatabase]
    [Test]
    public async Task Served_AnyTwoServices_AreTheSame()
    {
        var (harbour, id) = await ServedSurface.OpenAsync("member@harbour");
        var (teasel, _) = await ServedSurface.OpenAsync("lead@teasel");
        using (harbour)
        using (teasel)
            foreach (var path in ServedSurface.Paths.Select(path => path.Replace("{id}", id, StringComparison.Ordinal)))
                Assert.That(
                    (await ServedSurface.GetAsync(teasel, path)).Body,
                    Is.EqualTo((await ServedSurface.GetAsync(harbour, path)).Body),
                    path
                );
    }

    // One, two or three families of the first service have the risk; every other count prints the same.
    private sealed record FrozenPair(
        int[] Truth,
        Portal.Analytics.Disclosure.Frozen.FrozenRelease[] Releases,
        IReadOnlyList<ServicePart>[] Parts
    )
    {
        public static FrozenPair Make()
        {
            var network = InventedNetwork.Of(60, 60, 60, 60, 60, 60);
            while (Referred(network).Count() % 5 != 3)
                network = network.With(6, 1, new Portal.Api.Periods.Month(2025, 3));
            var made = new[] { 1, 2, 3 }.Select(families => With(network, families)).ToArray();
            return new FrozenPair(
                [.. made.Select(one => Referred(one).Count(family => (family.RisksPresent >> Offending & 1) != 0))],
                [.. made.Select(one => one.Release().Content)],
                [.. made.Select(one => one.Release().Parts)]
            );
        }

        private static IEnumerable<SnapshotCase> Referred(InventedNetwork network) =>
            network.Snapshot().Referred(ReleaseLattice.Network, ReleaseLattice.Headline(InventedNetwork.QuarterOf("2025-Q4")));

        private static InventedNetwork With(InventedNetwork network, int families)
        {
            var chosen = Referred(network).Where(one => one.Service.Id == 1).Take(families).Select(one => one.Key).ToHashSet();
            return network.Changing(one =>
                one with
                {
                    RisksPresent = one.RisksPresent & ~(1u << Offending) | (chosen.Contains(one.Key) ? 1u << Offending : 0),
                    RisksAbsent = one.RisksAbsent & ~(1u << Offending) | (chosen.Contains(one.Key) ? 0 : 1u << Offending),
                }
            );
        }
    }
}
