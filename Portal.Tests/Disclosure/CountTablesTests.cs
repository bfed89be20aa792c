using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

// The worked examples are those of disclosure policy sdc-1, "Counts", word for word; a withheld table is all "c" with its total.
public sealed class CountTablesTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    [TestCase(new[] { 61, 9, 4, 2, 0 }, "60, 10, c, c, c; total 75", TestName = "Protect_SmallCells_AreHiddenAndTheRestIsRounded")]
    [TestCase(new[] { 18, 7 }, "20, c; total 25", TestName = "Protect_RoundingIsEnough_TheOtherCellStays")]
    [TestCase(new[] { 22, 6 }, "c, c; total 30", TestName = "Protect_RoundingGivesItAway_TheOtherCellGoes")]
    [TestCase(new[] { 40, 8, 8, 1 }, "c, 10, 10, c; total 55", TestName = "Protect_SmallestIsNotEnough_TheFirstThatIsGoes")]
    [TestCase(new[] { 33, 0 }, "c, c; total 35", TestName = "Protect_EverybodyInOneCell_IsAClass")]
    [TestCase(new[] { 23, 1 }, "c, c; total 25", TestName = "Protect_NearlyEverybodyInOneCell_IsAClass")]
    [TestCase(new[] { 25, 0 }, "c, c; total 25", TestName = "Protect_WholeTotalInOneCell_IsAClass")]
    [TestCase(new[] { 10, 2 }, "c, c; total c", TestName = "Protect_TwoCellsOfTwelve_AreWithheld")]
    [TestCase(new[] { 7, 7, 7 }, "c, c, c; total c", TestName = "Protect_AllSmallAndATotalThatTells_IsWithheld")]
    [TestCase(new[] { 4, 3 }, "c, c; total c", TestName = "Protect_FewerThanEightInAll_IsWithheld")]
    [TestCase(new[] { 120, 3 }, "120, c; total 125", TestName = "Protect_LargeTotal_HasNoClass")]
    [TestCase(new[] { 96, 4 }, "95, c; total 100", TestName = "Protect_TotalThatPrintsAsAHundred_HasNoClass")]
    [TestCase(new[] { 130, 0 }, "c, c; total 130", TestName = "Protect_LargeTotalWithNobodyElse_IsHeldByTheAudit")]
    [TestCase(new[] { 18, 18, 0 }, "c, c, c; total 35", TestName = "Protect_CellsOfOnePrintedSize_GoTogether")]
    [TestCase(new[] { 9, 8, 0 }, "c, c, c; total c", TestName = "Protect_HidingEveryCellIsNotEnough_WithholdsTheTotal")]
    [TestCase(new int[0], "; total c", TestName = "Protect_NoCells_IsWithheld")]
    public void ProtectOneWay(int[] counts, string expected) =>
        Assert.That(OneWay.Protect(OneWayTable.Of(counts), Policy).Released.ToString(), Is.EqualTo(expected));

    [TestCase("30 5/28 22", "[30 c, 35][30 20, 50]; columns 60, 25; total 85", TestName = "Protect_TwoByTwo_HidesTheSmallCell")]
    [TestCase(
        "18 12 3/25 9 14/11 21 16",
        "[20 10 c, 35][25 10 15, 50][10 20 15, 50]; columns 55, 40, 35; total 130",
        TestName = "Protect_ThreeByThree_HidesTheSmallCell"
    )]
    [TestCase(
        "12 6/9 20",
        "[c c, 20][c c, 30]; columns 20, 25; total 45",
        TestName = "Protect_NothingHelps_WithholdsTheInsideAndKeepsTheMargins"
    )]
    [TestCase("2 1/3 1", "[c c, c][c c, c]; columns c, c; total c", TestName = "Protect_FewerThanEightInTheTable_WithholdsAll")]
    [TestCase("40 30/30 40", "[40 30, 70][30 40, 70]; columns 70, 70; total 140", TestName = "Protect_NothingSmall_ShowsAll")]
    public void ProtectTwoWay(string table, string expected) =>
        Assert.That(TwoWay.Protect(Table(table), Policy).Released.ToString(), Is.EqualTo(expected));

    [Test]
    public void Protect_ImpossibleCell_IsADashAndNotASmallCount()
    {
        var table = new OneWayTable([30, null, 25]);

        var answer = OneWay.Protect(table, Policy);

        Assert.That(answer.Released.ToString(), Is.EqualTo("30, -, 25; total 55"));
        Assert.That(answer.Reasons, Is.All.Null);
        Assert.That(answer.Released.Cells[1].IsImpossible, Is.True);
    }

    [Test]
    public void Protect_ImpossibleCellOfATwoWayTable_IsADash()
    {
        var answer = TwoWay.Protect(
            new TwoWayTable([
                [null, 40, 30],
                [120, 30, 40],
                [null, null, null],
            ]),
            Policy
        );

        Assert.That(answer.Released.ToString(), Is.EqualTo("[- 40 30, 70][120 30 40, 190][- - -, -]; columns 120, 70, 70; total 260"));
    }

    [Test]
    public void Protect_EveryReason_IsForThePreviewOnly()
    {
        Assert.That(
            OneWay.Protect(OneWayTable.Of(22, 6), Policy).Reasons,
            Is.EqualTo(new[] { WithheldBecause.ProtectsAnother, WithheldBecause.SmallCount })
        );
        Assert.That(
            OneWay.Protect(OneWayTable.Of(33, 0), Policy).Reasons,
            Is.EqualTo(new[] { WithheldBecause.ClassDisclosure, WithheldBecause.SmallCount })
        );
        Assert.That(OneWay.Protect(OneWayTable.Of(7, 7, 7), Policy).TotalReason, Is.EqualTo(WithheldBecause.Unprotectable));
        Assert.That(OneWay.Protect(OneWayTable.Of(3, 3), Policy).TotalReason, Is.EqualTo(WithheldBecause.SmallTable));
        Assert.That(
            TwoWay.Protect(Table("30 5/28 22"), Policy).Reasons[0],
            Is.EqualTo(new WithheldBecause?[] { null, WithheldBecause.SmallCount })
        );
    }

    [Test]
    public void Protect_BarredCell_IsHiddenWhateverItsSizeAndCannotBeSubtracted()
    {
        var barred = new WithheldBecause?[] { null, WithheldBecause.DominantContributor, null };

        var wide = OneWay.Protect(new OneWayTable([40, 60, 50], barred), Policy);
        var narrow = OneWay.Protect(new OneWayTable([40, 3, 50], barred), Policy);

        Assert.That(wide.Released.ToString(), Is.EqualTo("40, c, 50; total 150"));
        Assert.That(wide.Reasons[1], Is.EqualTo(WithheldBecause.DominantContributor));
        Assert.That(narrow.Reasons[1], Is.EqualTo(WithheldBecause.SmallCount));
    }

    [Test]
    public void Protect_BarredCellOfATwoWayTable_IsHidden()
    {
        var table = Table("40 30/30 40") with
        {
            Barred =
            [
                [null, WithheldBecause.Differencing],
                [null, null],
            ],
        };

        Assert.That(TwoWay.Protect(table, Policy).Released.ToString(), Is.EqualTo("[40 c, 70][30 40, 70]; columns 70, 70; total 140"));
    }

    // Rows of 8 and 8 print as 10 and 10, so the total that prints as 15 is 16 or 17; 9 of 16 then leaves 4 to 7 for a cell that alone is
    // safe.
    [Test]
    public void ProtectTogether_AnotherTableNarrowsTheTotal_HidesMoreThanAlone()
    {
        var alone = OneWay.Protect(OneWayTable.Of(9, 7), Policy);
        var together = OneWay.ProtectTogether([OneWayTable.Of(8, 8), OneWayTable.Of(9, 7)], Policy);

        Assert.That(alone.Released.ToString(), Is.EqualTo("10, c; total 15"));
        Assert.That(together[0].Released.ToString(), Is.EqualTo("10, 10; total 15"));
        Assert.That(together[1].Released.ToString(), Is.EqualTo("c, c; total 15"));
    }

    // While 13 and 13 are shown, the total is 26 or 27, and 21 of it leaves 4 to 7. The zero beside them hides both, and the total is wide.
    [Test]
    public void ProtectTogether_AnotherTableHidesCellsAnyway_HidesNoMoreThanAlone()
    {
        var together = OneWay.ProtectTogether([OneWayTable.Of(21, 5), OneWayTable.Of(13, 13, 0)], Policy);

        Assert.That(together.Select(table => table.Released.ToString()), Is.EqualTo(new[] { "20, c; total 25", "c, c, c; total 25" }));
    }

    [Test]
    public void ProtectTogether_OneTableCannotBearTheTotal_WithholdsAll()
    {
        var together = OneWay.ProtectTogether([OneWayTable.Of(11, 10), OneWayTable.Of(7, 7, 7)], Policy);

        Assert.That(together.Select(table => table.Released.ToString()), Is.EqualTo(new[] { "c, c; total c", "c, c, c; total c" }));
        Assert.That(together[0].Reasons, Is.All.EqualTo(WithheldBecause.Unprotectable));
        Assert.That(OneWay.ProtectTogether([], Policy), Is.Empty);
    }

    [Test]
    public void Withhold_RuleAboutTheTotal_HidesEveryCellAndTheTotal()
    {
        var table = Table("40 30/30 40");
        var rows = OneWay.Withhold(table.Rows(), WithheldBecause.DominantContributor, Policy);
        var columns = OneWay.Withhold(table.Columns(), WithheldBecause.DominantContributor, Policy);

        Assert.That(rows.TotalReason, Is.EqualTo(WithheldBecause.DominantContributor));
        Assert.That(
            TwoWay.Protect(table, rows, columns, Policy).Released.ToString(),
            Is.EqualTo("[c c, c][c c, c]; columns c, c; total c")
        );
    }

    [Test]
    public void Protect_FixedMargins_AreKeptAsTheyAre()
    {
        var table = Table("12 6/9 20");
        var margins = OneWay.ProtectTogether([table.Rows(), table.Columns(), OneWayTable.Of(25, 22)], Policy);

        var answer = TwoWay.Protect(table, margins[0], margins[1], Policy).Released;

        Assert.That(answer.Rows, Is.SameAs(margins[0].Released));
        Assert.That(answer.Columns, Is.SameAs(margins[1].Released));
    }

    [Test]
    public void Protect_HiddenMargin_ShowsNoCellOfItsLine() =>
        Assert.That(TwoWay.Protect(Table("0 0/6 12"), Policy).Released.ToString(), Is.EqualTo("[c c, c][c c, c]; columns c, c; total 20"));

    [Test]
    public void Protect_WrongInput_Throws()
    {
        var rows = OneWay.Protect(OneWayTable.Of(20, 20), Policy);
        var others = OneWay.Protect(OneWayTable.Of(30, 10), Policy);

        Assert.That(() => OneWay.Protect(OneWayTable.Of(20, -1), Policy), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => OneWay.Protect(new OneWayTable([20, 9], [null]), Policy), Throws.ArgumentException);
        Assert.That(() => OneWay.ProtectTogether([OneWayTable.Of(20), OneWayTable.Of(21)], Policy), Throws.ArgumentException);
        Assert.That(() => TwoWay.Protect(TwoWayTable.Of([10, 10], [10]), Policy), Throws.ArgumentException);
        Assert.That(() => TwoWay.Protect(new TwoWayTable([]), Policy), Throws.ArgumentException);
        Assert.That(
            () =>
                TwoWay.Protect(
                    Table("10 10/10 10") with
                    {
                        Barred =
                        [
                            [null, null],
                        ],
                    },
                    Policy
                ),
            Throws.ArgumentException
        );
        Assert.That(() => TwoWay.Protect(Table("10 10/10 10"), rows, others, Policy), Throws.ArgumentException);
        Assert.That(() => TwoWay.Protect(Table("10 10/10 10"), others, rows, Policy), Throws.ArgumentException);
    }

    private static TwoWayTable Table(string text) =>
        TwoWayTable.Of(
            text.Split('/')
                .Select(row =>
                    row.Split(' ').Select(count => int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
                )
        );
}
