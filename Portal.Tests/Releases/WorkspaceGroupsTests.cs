using NUnit.Framework;
using Portal.Analytics.Moments;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>The moments by service and band behind the workspace, taken again from the pairs.</summary>
public sealed class WorkspaceGroupsTests
{
    [Test]
    public void Groups_OfAWindow_AreServicesWholeAndByBand()
    {
        var network = InventedNetwork.Of(200, 18, 16, 15, 1, 90);
        var window = new Window(new Month(2025, 1), new Month(2026, 1));
        var groups = WorkspaceGroups.In(network.Snapshot(), window);

        var pairs = network.Scores.Where(one => one.IsPaired && window.From <= one.Closure && one.Closure < window.Before).ToArray();
        var expected = pairs
            .SelectMany(one =>
                ReleaseLattice
                    .Dimensions.Select((dimension, place) => (dimension.Code, dimension.Bands[one.Case.Bands[place]].Code))
                    .Prepend((ReleaseLattice.None, ""))
                    .Select(band => (Band: band, Pair: one))
            )
            .GroupBy(one => (one.Pair.Case.Service.Id, "HADS", "ANXIETY", one.Band.Item1, one.Band.Item2))
            .ToDictionary(
                group => group.Key,
                group => PairedMoments.OfPairs(group.Select(one => (one.Pair.First!.Value, one.Pair.Last!.Value)))
            );
        Assert.That(
            groups.ToDictionary(one => (one.Service, one.Measure, one.Subscale, one.Dimension, one.Code), one => one.Pairs),
            Is.EquivalentTo(expected)
        );
        Assert.That(groups, Has.Length.GreaterThan(100));
    }
}
