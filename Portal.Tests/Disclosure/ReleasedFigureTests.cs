using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Disclosure;

public sealed class ReleasedFigureTests
{
    [Test]
    public void Of_CountAndTotal_AreNumbersOfPeople()
    {
        var (count, total) = (InventedFigures.Count(63).ValueOrNull!, ReleasedFigure.Of(InventedFigures.Table(63, 40).Total).ValueOrNull!);

        Assert.That(
            (count.Unit, count.ToString(), total.Unit, total.ToString()),
            Is.EqualTo((FigureUnit.Count, "65", FigureUnit.Count, "105"))
        );
        Assert.That(
            (count.Interval, count.Prediction, count.Spread, count.Cases, count.LowPrecision),
            Is.EqualTo(((Interval?)null, (Interval?)null, (double?)null, (int?)null, false))
        );
    }

    [Test]
    public void Of_Share_IsPerCentOfThePrintedTotal()
    {
        var figure = InventedFigures.Share(51, 30).ValueOrNull!;

        Assert.That(
            (figure.Unit, figure.ToString(), figure.Interval, figure.Cases),
            Is.EqualTo((FigureUnit.Percent, "63", (Interval?)new Interval(52, 72), (int?)80))
        );
    }

    [TestCase(15, 10, "c", TestName = "Of_ShareOfFewerThanFifty_IsWithheld")]
    [TestCase(22, 6, "c", TestName = "Of_ShareOfAHiddenCount_IsWithheld")]
    public void Of_Share(int with, int without, string expected) =>
        Assert.That(InventedFigures.Share(with, without).ToString(), Is.EqualTo(expected));

    [Test]
    public void Of_Mean_HasSpreadAndIntervalInItsDecimals()
    {
        var mean = InventedFigures.Mean(24, 12.345, 4.21);
        var (figure, spread) = (ReleasedFigure.Of(mean).ValueOrNull!, ReleasedFigure.SpreadOf(mean).ValueOrNull!);

        Assert.That(
            (figure.Unit, figure.Decimals, figure.Value, figure.Spread, figure.Cases, figure.LowPrecision),
            Is.EqualTo((FigureUnit.Points, 1, 12.3, 4.2, 25, true))
        );
        Assert.That(figure.Interval, Is.EqualTo(new Interval(10.5, 14.1)));
        Assert.That(
            (spread.Unit, spread.ToString(), spread.Cases, spread.LowPrecision, spread.Interval),
            Is.EqualTo((FigureUnit.Points, "4.2", 25, true, (Interval?)null))
        );
        Assert.That(ReleasedFigure.SpreadOf(InventedFigures.Mean(9, 1, 1)).ToString(), Is.EqualTo("c"));
    }

    [Test]
    public void Of_Effect_IsInStandardDeviationsWithItsError()
    {
        var figure = InventedFigures
            .Effect(EffectSizeKind.Smcc, new PairedMoments(24, 10, 14, 23 * 36, 23 * 36, 23 * 23.5, 23 * 25))
            .ValueOrNull!;

        Assert.That(
            (figure.Unit, figure.ToString(), figure.Spread, figure.Cases, figure.LowPrecision),
            Is.EqualTo((FigureUnit.StandardDeviations, "0.77", 0.24, 25, true))
        );
        Assert.That(figure.Interval, Is.EqualTo(new Interval(0.30, 1.24)));
    }

    [TestCase(true, FigureUnit.StandardDeviations, "0.46", "0.30 to 0.61")]
    [TestCase(false, FigureUnit.Points, "0.5", "0.3 to 0.6")]
    public void Of_Pooled_HasItsUnitAndDecimals(bool standardised, FigureUnit unit, string value, string interval)
    {
        var figure = InventedFigures.Pooled(0.456, 0.155, 0.56, 0.24, standardised).ValueOrNull!;

        Assert.That(
            (figure.Unit, figure.ToString(), $"{figure.Print(figure.Interval!.Value.Low)} to {figure.Print(figure.Interval.Value.High)}"),
            Is.EqualTo((unit, value, interval))
        );
        Assert.That((figure.Spread, figure.Prediction is not null, figure.Cases), Is.EqualTo((standardised ? 0.24 : 0.2, true, 445)));
    }

    [Test]
    public void Of_WithheldAndImpossible_StaySo()
    {
        Assert.That(
            (InventedFigures.Withheld.ToString(), InventedFigures.Impossible.ToString(), InventedFigures.Impossible.IsImpossible),
            Is.EqualTo(("c", "-", true))
        );
        Assert.That(InventedFigures.Pooled(1, 1, null, null, true, 3), Is.SameAs(InventedFigures.Withheld));
    }

    [Test]
    public void Of_ImpossibleCell_StaysImpossible()
    {
        var cells = OneWay.Protect(new OneWayTable([null, 100, 100]), DisclosurePolicy.Sdc2).Released.Cells;

        Assert.That(cells.Select(cell => ReleasedFigure.Of(cell).ToString()), Is.EqualTo(new[] { "-", "100", "100" }));
    }

    [Test]
    public void CasesInWords_Thousands_AreParted() =>
        Assert.That(ReleasedFigure.Of(InventedFigures.Mean(1250, 12, 4)).ValueOrNull!.CasesInWords, Is.EqualTo("1,250"));

    [Test]
    public void Of_Nothing_IsRefused() =>
        Assert.That(() => ReleasedFigure.Of((Disclosed<ReleasedCount>)null!), Throws.ArgumentNullException);
}
