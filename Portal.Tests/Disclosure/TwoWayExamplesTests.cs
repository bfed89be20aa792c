using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>
/// Which cells are hidden beside a small one, worked out by hand. A zero beside one shown cell is 0 to 4: the total and the cell are each
/// within two.
/// </summary>
public sealed class TwoWayExamplesTests
{
    // The row tells the zero, and only its other cell helps. Beside the two, 110, 190 and 100 people would be hidden.
    [TestCase("0 120/60 50/90 100/50 50", "c c/60 50/90 100/c c", TestName = "Protect_PairInOneRow_GetsTheSecondPairThatHidesLeast")]
    [TestCase("0 60 90 50/120 50 100 50", "c 60 90 c/c 50 100 c", TestName = "Protect_PairInOneColumn_GetsTheSecondPairThatHidesLeast")]
    [TestCase("0 60/60 60/60 60", "c c/c c/60 60", TestName = "Protect_SecondPairsPrintAlike_TheFirstGoes")]
    [TestCase("0 60/60 0/60 60", "c c/c c/60 60", TestName = "Protect_SecondPairIsHiddenAlready_NoMoreGoes")]
    // 90 of 90 is a class. Beside the first zero 140 go in either row; then the other pair has one cell left in that row.
    [TestCase("0 2 90/60 70 80/80 90 60", "c c c/c c c/80 90 60", TestName = "Protect_HiddenCellOfASecondPair_CostsNothing")]
    [TestCase(
        "0 120 -/- 60 80/90 100 70/95 80 60",
        "c c -/- 60 80/90 100 70/c c 60",
        TestName = "Protect_SecondPairWithAnImpossibleCell_DoesNotCount"
    )]
    // 85 of 90 is a class, with nothing small in its lines; the corners between it and the 3 hide 10 and 150.
    [TestCase("83 9/60 70/150 3", "c c/60 70/c c", TestName = "Protect_PairAcrossLines_GetsItsOtherCorners")]
    // Row and column both tell the zero, so no cell is enough: 110 goes before 20, and then 120; 40 completes the rectangle.
    [TestCase("0 120 -/110 40 50/- 70 20", "c c -/c c 50/- 70 20", TestName = "Protect_NoCellIsEnough_TheSmallestOfTheSameLinesGoes")]
    [TestCase("0 2/60 70/80 90", "c c/60 70/80 90", TestName = "Protect_TotalOfARowIsHidden_NoCellOfTheOthersGoes")]
    public void Protect(string table, string expected)
    {
        var counts = table.Split('/').Select(row => row.Split(' ').Select(Count).ToArray()).ToArray();

        var released = TwoWay.Protect(new TwoWayTable(counts), DisclosurePolicy.Sdc2).Released;

        Assert.That(string.Join('/', released.Cells.Select(row => string.Join(' ', row))), Is.EqualTo(expected));
    }

    [Test]
    public void Columns_NoRows_AreNone() => Assert.That(new TwoWayTable([]).Columns().Counts, Is.Empty);

    private static int? Count(string text) => text == "-" ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
