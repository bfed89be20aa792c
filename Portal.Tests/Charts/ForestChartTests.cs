using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;

namespace Portal.Tests.Charts;

public sealed class ForestChartTests
{
    private static readonly ForestPicture Valid = InventedPictures.Forest;

    [Test]
    public void Svg_Squares_HaveAreasInProportionToWeight([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ForestChart.Svg(Valid, layout));
        var perWeight = Valid
            .Rows.Select(row => Math.Pow(picture.Group(row.Label).All("rect").Single().Number("width"), 2) / row.Weight)
            .ToList();
        Assert.That(perWeight, Is.All.EqualTo(perWeight[0]).Within(0.5).Percent);
    }

    [Test]
    public void Svg_Square_IsSquareAndCentredOnTheEstimate()
    {
        var group = SvgText.Read(ForestChart.Svg(Valid)).Group("HARBOUR");
        var (square, whisker) = (group.All("rect").Single(), group.All("line")[0]);
        var (low, high) = (whisker.Number("x1"), whisker.Number("x2"));
        Assert.Multiple(() =>
        {
            Assert.That(square.Number("width"), Is.EqualTo(square.Number("height")));
            Assert.That(
                square.Number("x") + square.Number("width") / 2,
                Is.EqualTo(low + (3.4 - 2.1) / (4.7 - 2.1) * (high - low)).Within(0.02)
            );
            Assert.That(square.Number("y") + square.Number("height") / 2, Is.EqualTo(whisker.Number("y1")).Within(0.02));
        });
    }

    [Test]
    public void Svg_Row_SaysFamiliesChangeAndInterval()
    {
        var words = SvgText.Read(ForestChart.Svg(Valid)).Group("TIDEWAY").Words();
        Assert.That(words, Is.EqualTo(new[] { "TIDEWAY", "22", "1.3", "[−0.9, 3.5]" }));
    }

    [Test]
    public void Svg_Decimals_RuleEveryPrintedNumber()
    {
        var words = SvgText.Read(ForestChart.Svg(Valid with { Decimals = 2 })).Group("TIDEWAY").Words();
        Assert.That(words, Does.Contain("[−0.90, 3.50]"));
    }

    [Test]
    public void Svg_Pooled_IsADiamondFromLimitToLimitAtTheEstimate()
    {
        var picture = SvgText.Read(ForestChart.Svg(Valid));
        var diamond = picture.Group("Pooled over 12 services and 446 families").All("polygon").Single().Points().ToList();
        var prediction = picture.Group("95 % prediction interval for another service like these").All("rect").Single();
        var unit = (diamond[2].X - diamond[0].X) / (3.6 - 1.8);
        Assert.Multiple(() =>
        {
            Assert.That(diamond[1].X - diamond[0].X, Is.EqualTo((2.7 - 1.8) * unit).Within(0.02));
            Assert.That(diamond[0].X - prediction.Number("x"), Is.EqualTo((1.8 - 0.4) * unit).Within(0.02));
            Assert.That(prediction.Number("width"), Is.EqualTo((4.9 - 0.4) * unit).Within(0.03));
            Assert.That(prediction.Number("y"), Is.GreaterThan(diamond[3].Y));
        });
    }

    [Test]
    public void Svg_NoPredictionInterval_DrawsAndMentionsNone()
    {
        var svg = ForestChart.Svg(Valid with { Pooled = Valid.Pooled! with { PredictionLow = null, PredictionHigh = null } });
        Assert.That(svg, Does.Not.Contain("rediction"));
    }

    [Test]
    public void Svg_NoPooledResult_DrawsNoDiamond()
    {
        var svg = ForestChart.Svg(Valid with { Pooled = null, HeterogeneityLine = "" });
        Assert.That(svg, Does.Not.Contain("ooled"));
    }

    [Test]
    public void Svg_PooledResultWithoutRows_IsDrawnAlone([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ForestChart.Svg(Valid with { Rows = [] }, layout));
        Assert.That(picture.All("g"), Has.Count.EqualTo(2));
    }

    [Test]
    public void Svg_NothingToShow_SaysSoInThePicture([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ForestChart.Svg(Valid with { Rows = [], Pooled = null }, layout));
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', picture.Words()), Does.Contain("No service has enough families"));
            Assert.That(picture.Description(), Does.Contain("No service has enough families"));
        });
    }

    [Test]
    public void Svg_Description_SaysPooledHeterogeneityRowsAndCaveat()
    {
        var description = SvgText.Read(ForestChart.Svg(Valid)).Description();
        Assert.Multiple(() =>
        {
            Assert.That(
                description,
                Does.StartWith(
                    "Internal, not for publication. Forest plot in points of change, right = better; intervals are 95 %. "
                        + "Pooled over 12 services and 446 families: 2.7 (1.8 to 3.6)."
                )
            );
            Assert.That(
                description,
                Does.Contain("0.4 to 4.9").And.Contain(Valid.HeterogeneityLine).And.Contain("SANDPIPER: 11 families, −0.6 (−4.0 to 2.8)")
            );
            Assert.That(description, Does.EndWith(InventedPictures.NoComparison));
        });
    }

    [Test]
    public void Svg_IntervalFarWiderThanTheRest_EndsInArrowsAtTheEdges([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ForestChart.Svg(InventedPictures.Awkward, layout));
        var wide = picture.Group(InventedPictures.Awkward.Rows[12].Label);
        var harbour = picture.Group("HARBOUR").All("line")[0];
        Assert.Multiple(() =>
        {
            Assert.That(wide.All("polygon"), Has.Count.EqualTo(2));
            Assert.That(string.Join(' ', wide.Words()), Does.Contain("[−60.0, 62.4]"));
            Assert.That(string.Join(' ', picture.Words()), Does.Contain("Arrows:"));
            Assert.That(harbour.Number("x2") - harbour.Number("x1"), Is.GreaterThan(25), "the ordinary rows stay readable");
        });
    }

    [Test]
    public void Svg_EstimateBeyondTheAxis_IsAnArrowWithoutSquare()
    {
        var far = SvgText.Read(ForestChart.Svg(InventedPictures.Awkward)).Group("FAR AWAY");
        Assert.Multiple(() =>
        {
            Assert.That(far.All("rect"), Is.Empty);
            Assert.That(far.All("polygon"), Has.Count.EqualTo(1));
            Assert.That(far.Words(), Does.Contain("45.0"));
        });
    }

    [Test]
    public void Svg_OrdinaryRows_HaveNoArrows()
    {
        var svg = ForestChart.Svg(Valid);
        Assert.That(svg, Does.Not.Contain("Arrows:"));
    }

    [Test]
    public void Svg_Whiskers_StayWithinTheAxis([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ForestChart.Svg(InventedPictures.Awkward, layout));
        var axis = picture
            .All("line")
            .Last(line => line.Attribute("y1")!.Value == line.Attribute("y2")!.Value && line.Number("x2") - line.Number("x1") > 150);
        var ends = picture
            .All("g")
            .SelectMany(group => group.All("line"))
            .SelectMany(line => new[] { line.Number("x1"), line.Number("x2") });
        Assert.That(ends, Is.All.InRange(axis.Number("x1"), axis.Number("x2")));
    }

    [Test]
    public void Svg_OneService_DrawsItsOwnIntervalWhole([Values] ChartLayout layout)
    {
        var group = SvgText
            .Read(ForestChart.Svg(Valid with { Rows = [new ForestRow("ALONE", 10, 3, -4, 10, 1)], Pooled = null }, layout))
            .Group("ALONE");
        Assert.That(group.All("polygon"), Is.Empty);
    }

    [TestCase(1e9)]
    [TestCase(-1e5)]
    [TestCase(1e-7)]
    [TestCase(0)]
    public void Svg_AnyMagnitude_GivesAPictureWithFiniteNumbers(double factor)
    {
        ForestRow Scaled(ForestRow row)
        {
            var (one, other) = (row.Low * factor, row.High * factor);
            return row with { Estimate = row.Estimate * factor, Low = Math.Min(one, other), High = Math.Max(one, other) };
        }
        var svg = ForestChart.Svg(Valid with { Rows = [.. Valid.Rows.Select(Scaled)], Pooled = null });
        Assert.That(svg, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("\u221E").And.Not.Contain(">-0.0<"));
    }

    [TestCase(double.NaN, 1.0, 2.0, 0.5)]
    [TestCase(0.0, double.NaN, 2.0, 0.5)]
    [TestCase(0.0, 1.0, double.PositiveInfinity, 0.5)]
    [TestCase(1.5, 1.0, 2.0, 0.5)]
    [TestCase(0.0, 2.5, 2.0, 0.5)]
    [TestCase(0.0, 1.0, 2.0, 12.0)]
    [TestCase(0.0, 1.0, 2.0, double.NaN)]
    [TestCase(0.0, 1.0, 2e12, 0.5)]
    public void Svg_ImpossibleRow_IsRefused(double low, double estimate, double high, double weight) =>
        Assert.That(
            () => ForestChart.Svg(Valid with { Rows = [new ForestRow("ROW", 10, estimate, low, high, weight)] }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Svg_HalfAPredictionInterval_IsRefused() =>
        Assert.That(
            () => ForestChart.Svg(Valid with { Pooled = Valid.Pooled! with { PredictionLow = null } }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
