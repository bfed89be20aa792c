using NUnit.Framework;
using Portal.Api.Releases.Making;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>
/// Own rows together with knowing which hidden counts are small: one service at a time must learn no more than the size of a count tells it.
/// What two and three services learn together is measured, and stands in docs/methods.md.
/// </summary>
public sealed class JointKnowledgeTests
{
    private static readonly (string Nation, string Host)[] Places =
    [
        ("E", "NHS"),
        ("E", "COUNCIL"),
        ("E", "CHARITY"),
        ("W", "NHS"),
        ("S", "NHS"),
        ("N", "MIXED"),
        ("E", "NHS"),
        ("W", "CHARITY"),
    ];

    [TestCase(12, 1)]
    [TestCase(12, 2)]
    [TestCase(20, 3)]
    [TestCase(8, 4)]
    public void OwnRowsAndSmallCells_EveryService_LearnsNoMoreThanTheSizeTells(int services, int seed)
    {
        var network = Invent(services, seed);
        var (snapshot, made) = (network.Snapshot(), network.Release());

        foreach (var window in MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4")))
        {
            Assert.That(JointKnowledge.GivenAway(made, snapshot, window), Is.Empty, "a stranger");
            foreach (var service in network.Services)
                Assert.That(JointKnowledge.GivenAway(made, snapshot, window, service.LegalId), Is.Empty, service.Code);
        }
    }

    [Test]
    [Category("Bench")]
    public async Task Coalitions_OfTwoAndThree_AreMeasured()
    {
        foreach (var size in new[] { 1, 2, 3 })
        {
            var (told, asked) = (0, 0);
            for (var seed = 1; seed <= 4; seed++)
            {
                var network = Invent(12, seed);
                var (snapshot, made) = (network.Snapshot(), network.Release());
                foreach (var window in MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4")))
                {
                    var small = JointKnowledge
                        .CountCell.Of(made, snapshot, window)
                        .Count(cell => cell is { Printed: null, IsTotal: false, Truth: < 8 });
                    foreach (var coalition in Coalitions(network.Services.Count, size))
                    {
                        told += JointKnowledge.GivenAway(made, snapshot, window, coalition).Count();
                        asked += small;
                    }
                }
            }

            await TestContext.Out.WriteLineAsync(
                FormattableString.Invariant(
                    $"{size} together: {told} of {asked} hidden small counts narrower than 5 values ({100.0 * told / asked:0.000} %)"
                )
            );
        }
    }

    private static IEnumerable<int[]> Coalitions(int services, int size) =>
        size == 1
            ? Enumerable.Range(1, services).Select(one => new[] { one })
            : Coalitions(services, size - 1)
                .SelectMany(others => Enumerable.Range(others[^1] + 1, services - others[^1]).Select(one => others.Append(one).ToArray()));

    private static InventedNetwork Invent(int services, int seed)
    {
        var random = new Random(seed);
        return InventedNetwork.Of([
            .. Enumerable
                .Range(0, services)
                .Select(place =>
                    (random.Next(15, 90), Places[(place + seed) % Places.Length].Nation, Places[(place + seed) % Places.Length].Host)
                ),
        ]);
    }
}
