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
        // Megabytes, which the constraint would compare one by one for seconds.
        Assert.That(bytes[1].AsSpan().SequenceEqual(bytes[0]), Is.True);
        Assert.That(bytes[2].AsSpan().SequenceEqual(bytes[0]), Is.True);
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

        Assert.That(addresses[1].SequenceEqual(addresses[0]), Is.True);
        Assert.That(addresses[2].SequenceEqual(addresses[0]), Is.True);
    }

    // Two people of each role, of two services where they have one: what both get is also what one gets twice. A list and a page depend on
    // the role, a file does not.
    [NeedsDatabase]
    [Test]
    public async Task Served_Anybody_GetsTheSameWithoutTagOrTime()
    {
        string[][] roles =
        [
            ["member@harbour", "lead@teasel"],
            ["analyst", "analyst2"],
            ["reader", "reader"],
        ];
        foreach (var path in ServedSurface.Paths)
        {
            var isFile = Path.GetExtension(path).Length > 0;
            var bodies = new List<byte[]>();
            foreach (var role in roles)
            {
                var answers = new List<byte[]>();
                foreach (var user in isFile && role != roles[0] ? role[..1] : role)
                {
                    var (client, id) = await ServedSurface.OpenAsync(user);
                    using (client)
                    {
                        var answer = await ServedSurface.GetAsync(client, path.Replace("{id}", id, StringComparison.Ordinal));
                        Assert.That(
                            (answer.Status, answer.ETag, answer.LastModified),
                            Is.EqualTo((200, (string?)null, (DateTimeOffset?)null)),
                            path
                        );
                        Assert.That(answer.FileName, Is.EqualTo("").Or.EqualTo($"release-{id}{Path.GetExtension(path)}"), path);
                        answers.Add(answer.Body);
                    }
                }
                Assert.That(answers.TrueForAll(body => body.AsSpan().SequenceEqual(answers[0])), Is.True, path);
                bodies.Add(answers[0]);
            }
            if (isFile)
                Assert.That(bodies.TrueForAll(body => body.AsSpan().SequenceEqual(bodies[0])), Is.True, path);
        }
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
            var released = made.Select(one => one.Release()).ToArray();
            return new FrozenPair(
                [.. made.Select(one => Referred(one).Count(family => (family.RisksPresent >> Offending & 1) != 0))],
                [.. released.Select(one => one.Content)],
                [.. released.Select(one => one.Parts)]
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
