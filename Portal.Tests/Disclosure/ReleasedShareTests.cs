using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

public sealed class ReleasedShareTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    [TestCase(new[] { 51, 30 }, "about 63 %", TestName = "Of_TotalOfEighty_IsAWholePercentOfPrintedNumbers")]
    [TestCase(new[] { 15, 10 }, "about 15 of 25", TestName = "Of_TotalBelowFifty_StandsAsCounts")]
    [TestCase(new[] { 30, 18 }, "about 60 %", TestName = "Of_TotalThatPrintsAsFifty_IsAPercentage")]
    [TestCase(new[] { 18, 7 }, "about 20 of 25", TestName = "Of_OtherCellHidden_StandsAsCounts")]
    [TestCase(new[] { 22, 6 }, "c", TestName = "Of_HiddenCell_IsHidden")]
    public void Of(int[] counts, string expected) => Assert.That(Share(OneWayTable.Of(counts), 0).ToString(), Is.EqualTo(expected));

    // Wilson interval of 50 of 80: 0.5155 to 0.7231 (Newcombe 1998, method 3).
    [Test]
    public void Of_PrintedNumbers_GiveTheInterval()
    {
        var share = Share(OneWayTable.Of(51, 30), 0).ValueOrNull!;

        Assert.That(share.PercentInterval, Is.EqualTo(new Interval(52, 72)));
        Assert.That((share.Count, share.Total, share.Percent), Is.EqualTo((50, 80, 63)));
    }

    [TestCase(new[] { 51, 30, 200 }, "about 63 %", TestName = "OfParts_OfTwoCells_IsTheirShareWhateverElseThereIs")]
    [TestCase(new[] { 18, 7, 200 }, "c", TestName = "OfParts_OtherCellHidden_IsHidden")]
    public void OfParts(int[] counts, string expected)
    {
        var cells = OneWay.Protect(OneWayTable.Of(counts), Policy).Released.Cells;

        Assert.That(ReleasedShare.OfParts(cells[0], cells[1], Policy).ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void Of_AnyTrueCountsBehindOnePrint_AreTheSame() =>
        Assert.That(Share(OneWayTable.Of(49, 29), 0), Is.EqualTo(Share(OneWayTable.Of(52, 30), 0)));

    [Test]
    public void Of_BelowFifty_HasNoPercentAndNoInterval()
    {
        var share = Share(OneWayTable.Of(15, 10), 0).ValueOrNull!;

        Assert.That(share.Percent, Is.Null);
        Assert.That(share.PercentInterval, Is.Null);
    }

    [Test]
    public void Of_ImpossibleCell_IsImpossible() => Assert.That(Share(new OneWayTable([null, 50, 50]), 0).ToString(), Is.EqualTo("-"));

    [Test]
    public void Of_HiddenTotal_IsHidden()
    {
        var count = OneWay.Protect(OneWayTable.Of(50, 50), Policy).Released.Cells[0];
        var total = OneWay.Protect(OneWayTable.Of(7, 7, 7), Policy).Released.Total;

        Assert.That(ReleasedShare.Of(count, total, Policy).IsShown, Is.False);
    }

    [Test]
    public void Of_TotalOfAnotherTable_Throws()
    {
        var count = OneWay.Protect(OneWayTable.Of(50, 50), Policy).Released.Cells[0];
        var total = OneWay.Protect(OneWayTable.Of(20, 20), Policy).Released.Total;

        Assert.That(() => ReleasedShare.Of(count, total, Policy), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ReliableChange_ThreeCells_AreProtectedAsATable()
    {
        var change = ReleasedReliableChange.Of(OneWay.Protect(ReleasedReliableChange.Table(41, 30, 4), Policy).Released);

        Assert.That($"{change.Improved} {change.NoChange} {change.Deteriorated} {change.Total}", Is.EqualTo("40 30 c 75"));
        Assert.That(() => ReleasedReliableChange.Of(OneWay.Protect(OneWayTable.Of(20, 20), Policy).Released), Throws.ArgumentException);
    }

    private static Disclosed<ReleasedShare> Share(OneWayTable table, int cell)
    {
        var released = OneWay.Protect(table, Policy).Released;
        return ReleasedShare.Of(released.Cells[cell], released.Total, Policy);
    }
}
