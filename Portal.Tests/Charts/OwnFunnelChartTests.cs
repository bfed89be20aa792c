using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

public sealed class OwnFunnelChartTests
{
    private static readonly OwnFunnelPicture Valid = InventedReleasedPictures.Funnel;

    // tau 0.8 and standard error 0.6 make sqrt(0.36 + 0.64) = 1, so the limits are 2.7 +/- 1.960 and +/- 3.090.
    [TestCase(3.4, "3.4 points, 48 families, within the 95 % limits (95 %: 0.7 to 4.7; 99.8 %: −0.4 to 5.8)")]
    [TestCase(4.6599639845401, "4.7 points, 48 families, within the 95 % limits", TestName = "Svg_OwnPointOnALimitUpToRounding_IsWithinIt")]
    [TestCase(4.7, "4.7 points, 48 families, between the 95 % and the 99.8 % limits")]
    [TestCase(-0.5, "−0.5 points, 48 families, outside the 99.8 % limits")]
    public void Svg_OwnPoint_IsPlacedByTheLimits(double estimate, string expected) =>
        Assert.That(
            SvgText
                .Read(OwnFunnelChart.Svg(Valid with { Own = new OwnPoint(estimate, 0.6, 48) }))
                .Group("Your service")
                .All("title")[0]
                .Value,
            Does.Contain(expected)
        );

    [Test]
    public void Svg_Limits_PassTheOwnPointAtTheirDistance([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(OwnFunnelChart.Svg(Valid with { Own = new OwnPoint(4.7, 0.6, 48) }, layout));
        var (x, y) = Own(picture);
        var centre = picture.All("text").Single(text => text.Value == "others").Number("y") - 4.5;
        var unit = (centre - y) / 2.0;
        var curves = Limits(picture);
        var heights = curves.Select(curve => HeightAt([.. curve.Corners()], x)).Select(height => (centre - height) / unit).Order().ToList();
        Assert.That(
            heights,
            Is.EqualTo(new[] { -3.090232306167813, -1.959963984540054, 1.959963984540054, 3.090232306167813 }).Within(0.02)
        );
        // The 95 % limits are dashed, those of 99.8 % are not.
        Assert.That(curves.Select(curve => curve.Strokes().Count > 10), Is.EqualTo(new[] { true, false, true, false }));
    }

    [Test]
    public void Svg_OwnPointAndMiddle_LieWhereTheTableSays([Values] ChartLayout layout)
    {
        var drawn = OwnFunnelChart.Draw(Valid, layout);
        var picture = SvgText.Read(drawn.Svg);
        var row = drawn.Table.Headings.Zip(drawn.Table.Rows.Single()).ToDictionary(cell => cell.First, cell => cell.Second);
        var (x, y) = Own(picture);
        var middle = picture.Paths("stroke", "#b4532a").Single(path => path.Number("stroke-width") == 2).Corners()[0].Y;
        Assert.Multiple(() =>
        {
            Assert.That(ValueAt(picture, "text-anchor", "middle", "x", x), Is.EqualTo(Number(row["own families"])).Within(0.2));
            Assert.That(ValueAt(picture, "text-anchor", "end", "y", y + 4.5), Is.EqualTo(Number(row["own"])).Within(0.02));
            Assert.That(ValueAt(picture, "text-anchor", "end", "y", middle + 4.5), Is.EqualTo(Number(row["others figure"])).Within(0.02));
        });
    }

    [Test]
    public void Svg_NoOtherService_IsDrawn()
    {
        var picture = SvgText.Read(OwnFunnelChart.Svg(Valid));
        Assert.Multiple(() =>
        {
            Assert.That(picture.Paths("fill", "#0b5563"), Has.Count.EqualTo(1));
            Assert.That(picture.All("circle").Concat(picture.All("ellipse")), Is.Empty);
            Assert.That(
                picture.Words(),
                Does.Contain("your service")
                    .And.Contain("number of families with both scores")
                    .And.Contain("points of improvement, up = better")
            );
        });
    }

    [Test]
    public void Svg_RestWithheldOrWithoutSpread_SaysTooFew([Values] ChartLayout layout)
    {
        var withheld = OwnFunnelChart.Svg(Valid with { Rest = InventedFigures.Rest(9, 1, 5, 3, 3) }, layout);
        Assert.Multiple(() =>
        {
            Assert.That(withheld, Is.EqualTo(OwnFunnelChart.Svg(Valid with { Rest = InventedFigures.Withheld }, layout)));
            Assert.That(OwnFunnelChart.Svg(Valid with { Rest = InventedFigures.Rest(2.7, 0.4, null, null) }, layout), Is.EqualTo(withheld));
            Assert.That(
                SvgText.Read(withheld).Description(),
                Does.StartWith("Internal, small numbers. Too few to say: the other services")
            );
            Assert.That(SvgText.Read(withheld).All("path"), Is.Empty);
        });
    }

    [Test]
    public void Svg_NoOwnPoint_SaysTooFew() =>
        Assert.That(
            SvgText.Read(OwnFunnelChart.Svg(Valid with { Own = null, Mark = null })).Description(),
            Does.StartWith("Too few to say: your service")
        );

    [TestCase(2)]
    [TestCase(20)]
    [TestCase(1250)]
    public void Svg_AnyNumberOfFamilies_LeavesRoomForTheLabel(int cases)
    {
        var picture = SvgText.Read(OwnFunnelChart.Svg(Valid with { Own = new OwnPoint(2, 0.3, cases) }, ChartLayout.Narrow));
        var label = picture.Group("Your service").All("text")[0];
        var end = Limits(picture).SelectMany(SvgText.Corners).Max(point => point.X);
        Assert.That(label.Number("x") + TextWidth.Of(label.Value, label.Number("font-size"), bold: true), Is.LessThanOrEqualTo(end));
    }

    [TestCase(double.NaN, 1, 10)]
    [TestCase(1, 0, 10)]
    [TestCase(1, double.PositiveInfinity, 10)]
    [TestCase(1, 1, 0)]
    public void Svg_ImpossiblePoint_IsRefused(double estimate, double standardError, int cases) =>
        Assert.That(
            () => OwnFunnelChart.Svg(Valid with { Own = new OwnPoint(estimate, standardError, cases) }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Svg_RestInAnotherUnit_IsRefused() =>
        Assert.That(() => OwnFunnelChart.Svg(Valid with { Rest = InventedFigures.Share(100, 100) }), Throws.ArgumentException);

    private static IReadOnlyList<System.Xml.Linq.XElement> Limits(System.Xml.Linq.XElement picture) =>
        [.. picture.Paths("stroke", "#b4532a").Where(path => path.Number("stroke-width") == 1.5)];

    private static (double X, double Y) Own(System.Xml.Linq.XElement picture)
    {
        var corners = picture.Paths("fill", "#0b5563").Single().Corners().Distinct().ToList();
        return (corners.Average(corner => corner.X), corners.Average(corner => corner.Y));
    }

    // The labels of an axis are words like any other: the numbers among those that are anchored alike.
    private static double ValueAt(System.Xml.Linq.XElement picture, string attribute, string anchor, string key, double place)
    {
        var ticks = picture
            .All("text")
            .Where(text => text.Attribute(attribute)?.Value == anchor)
            .Select(text => (IsNumber: TryNumber(text.Value, out var value), Value: value, Place: text.Number(key)))
            .Where(tick => tick.IsNumber)
            .ToList();
        var (low, high) = (ticks.MinBy(tick => tick.Value), ticks.MaxBy(tick => tick.Value));
        return low.Value + (place - low.Place) / (high.Place - low.Place) * (high.Value - low.Value);
    }

    private static double Number(string cell) => TryNumber(cell, out var value) ? value : double.NaN;

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(
            text.Replace('\u2212', '-'),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out value
        );

    private static double HeightAt((double X, double Y)[] curve, double x)
    {
        var next = Array.FindIndex(curve, point => point.X >= x);
        var (from, to) = (curve[next - 1], curve[next]);
        return from.Y + (to.Y - from.Y) * (x - from.X) / (to.X - from.X);
    }
}
