using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>Improvement and harm from the same printed numbers.</summary>
public sealed class ReliableSharesTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    [Test]
    public void Of_AllPrinted_AreSharesOfOneTotal()
    {
        var found = Of(56, 86, 14);

        Assert.That(
            new[] { found.Improved, found.NoChange, found.Worsened }.Select(one => (one.Share.ToString(), one.FewerThan, one.Total)),
            Is.EqualTo(new[] { ("about 35 %", (int?)null, (int?)155), ("about 55 %", null, 155), ("about 10 %", null, 155) })
        );
        Assert.That(
            (found.Worsened.Share.ValueOrNull!.PercentInterval!.Value.Low, found.Worsened.Share.ValueOrNull.PercentInterval.Value.High),
            Is.EqualTo((6.0, 15.0))
        );
    }

    [Test]
    public void Of_SmallTotal_AreCounts() => Assert.That(Of(20, 12, 12).Improved.Share.ToString(), Is.EqualTo("about 20 of 45"));

    // 60 and 90 of 155 leave 5, each 2 off at most: 11, so fewer than 12.
    [Test]
    public void Of_WorsenedWithheld_SayWhatThePrintedNumbersLeave()
    {
        var found = Of(60, 92, 4);

        Assert.That((found.Worsened.Share.ToString(), found.Worsened.FewerThan, found.Worsened.Total), Is.EqualTo(("c", 12, 155)));
        Assert.That(found.Improved.FewerThan, Is.Null);
    }

    // 17, 22, 5 print c, 20, c of 45: nothing is said of either, since that the last one is small would make it 4 to 7.
    [Test]
    public void Of_TwoWithheld_SayNothing()
    {
        var found = Of(17, 22, 5);

        Assert.That(
            new[] { found.Improved, found.Worsened }.Select(one => (one.Share.ToString(), one.FewerThan)),
            Is.All.EqualTo(("c", (int?)null))
        );
    }

    [Test]
    public void Of_EveryTable_TheBoundHoldsAndLeavesFiveValues()
    {
        for (var improved = 8; improved < 70; improved += 3)
        for (var same = 8; same < 70; same += 7)
        for (var worsened = 0; worsened < 8; worsened++)
            if (Of(improved, same, worsened).Worsened.FewerThan is { } bound)
                Assert.That((worsened < bound, bound > Policy.FeasibleWidth), Is.EqualTo((true, true)), $"{improved} {same} {worsened}");
    }

    [Test]
    public void Of_FigureThatIsNoCount_IsRefused() =>
        Assert.That(
            () =>
                ReliableShares.Of(
                    ReleasedFigure.Of(InventedFigures.Mean(20, 3, 2)),
                    ReleasedFigure.Withheld,
                    ReleasedFigure.Withheld,
                    ReleasedFigure.Withheld,
                    Policy
                ),
            Throws.ArgumentException
        );

    private static ReliableShares Of(int improved, int same, int worsened)
    {
        var table = OneWay.Protect(OneWayTable.Of(improved, same, worsened), Policy).Released;
        var total = ReleasedFigure.Of(table.Total);
        return ReliableShares.Of(
            ReleasedFigure.Of(table.Cells[0]),
            ReleasedFigure.Of(table.Cells[1]),
            ReleasedFigure.Of(table.Cells[2]),
            total,
            Policy
        );
    }
}
