using System.Globalization;
using System.Xml.Linq;
using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;

namespace Portal.Tests.Charts;

/// <summary>What ScottPlot draws of a trend and of scores before and after lies where the table beside it says.</summary>
public sealed class PlotMarksTests
{
    private const string Teal = "#0b5563";

    [Test]
    public void Trend_EveryPointCentreAndLimit_LiesWhereItsRowSays([Values] ChartLayout layout)
    {
        var drawn = TrendChart.Draw(InventedTrends.Trend, layout);
        var picture = SvgText.Read(drawn.Svg);
        var up = UpAxis(picture);
        var dots = Dots(picture);

        Assert.That(dots, Has.Count.EqualTo(16));
        Assert.That(dots.Select(dot => up(dot.Y)), Is.EqualTo(drawn.Table.Rows.Select(row => Number(row[1]))).Within(0.05));
        Assert.That(dots.Zip(dots.Skip(1), (left, right) => right.X - left.X), Is.All.EqualTo(dots[1].X - dots[0].X).Within(0.02));
        var centre = picture.Paths("stroke", "#b4532a").Single(path => path.Number("stroke-width") == 1.6).Corners();
        Assert.That(centre.Select(corner => up(corner.Y)), Is.All.EqualTo(Number(drawn.Table.Rows[0][2])).Within(0.05));
        var band = picture.Paths("fill", "#dcebee").Single().Corners().Select(corner => up(corner.Y)).ToList();
        Assert.That((band.Min(), band.Max()), Is.EqualTo((Number(drawn.Table.Rows[0][3]), Number(drawn.Table.Rows[0][4]))).Within(0.05));
    }

    [Test]
    public void Trend_EverySignalOfTheTable_HasARingAndNoOtherPointHas([Values] ChartLayout layout)
    {
        var drawn = TrendChart.Draw(InventedTrends.Trend, layout);
        var picture = SvgText.Read(drawn.Svg);
        var rings = picture.All("ellipse").Where(one => one.Attribute("stroke")?.Value == "#b4532a").Select(ring => ring.Number("cx"));
        var marked = Dots(picture).Zip(drawn.Table.Rows).Where(one => one.Second[5].Length > 0).Select(one => one.First.X);

        Assert.That(marked.Count(), Is.EqualTo(1));
        Assert.That(rings, Is.EqualTo(marked).Within(0.02));
    }

    [Test]
    public void Trend_QuarterWithoutAFigure_HasNoPointAndNoLineAcrossIt([Values] ChartLayout layout)
    {
        var drawn = TrendChart.Draw(InventedTrends.FewQuarters, layout);
        var picture = SvgText.Read(drawn.Svg);
        var up = UpAxis(picture);
        var known = drawn.Table.Rows.Where(row => row[1].Length > 0).Select(row => Number(row[1])).ToList();

        Assert.That(known, Has.Count.EqualTo(4));
        Assert.That(Dots(picture).Select(dot => up(dot.Y)), Is.EqualTo(known).Within(0.05));
        var lines = picture.Paths("stroke", Teal).SelectMany(path => path.Corners()).Select(corner => up(corner.Y));
        Assert.That(lines, Is.EqualTo(known).Within(0.05), "two lines with two ends each");
    }

    [Test]
    public void PrePost_Means_LieWhereTheirRowsSayAndArePrinted([Values] ChartLayout layout)
    {
        var drawn = PrePostChart.Draw(InventedTrends.PrePost, layout);
        var picture = SvgText.Read(drawn.Svg);
        var up = UpAxis(picture);
        var means = drawn.Table.Rows.Where(row => row[4].Length > 0).Select(row => Number(row[4])).ToList();

        Assert.That(means, Is.EqualTo(new[] { 15.8, 10.6 }));
        Assert.That(Dots(picture).Select(dot => up(dot.Y)), Is.EqualTo(means).Within(0.05));
        Assert.That(picture.Words(), Does.Contain("15.8").And.Contain("10.6"));
        var clinical = picture.Paths("fill", "#f3d9c8").Single().Corners().Select(corner => up(corner.Y)).ToList();
        Assert.That((clinical.Min(), clinical.Max()), Is.EqualTo((13.0, 30.0)).Within(0.05));
    }

    [Test]
    public void PrePost_EveryStretchOfScores_HasTheAreaOfItsFamilies([Values] ChartLayout layout)
    {
        var drawn = PrePostChart.Draw(InventedTrends.PrePost, layout);
        var picture = SvgText.Read(drawn.Svg);
        var up = UpAxis(picture);
        var rows = drawn.Table.Rows.Where(row => row[3].Length > 0).ToList();
        var bars = picture.Paths("fill", "#b5d3d9").Select(path => path.Corners()).ToList();

        Assert.That(bars, Has.Count.EqualTo(rows.Count).And.Count.EqualTo(8));
        var areas = bars.Zip(rows, (bar, row) => Width(bar) * Height(bar, up) / Number(row[3])).ToList();
        Assert.That(areas, Is.All.EqualTo(areas[0]).Within(1).Percent);
        // A stretch reaches half a step beyond its scores, but not beyond the scale.
        Assert.That(
            bars.Select(bar => (bar.Min(corner => up(corner.Y)), bar.Max(corner => up(corner.Y)))),
            Is.EqualTo(rows.Select(row => (Math.Max(0, Number(row[1]) - 0.5), Math.Min(30, Number(row[2]) + 0.5)))).Within(0.05)
        );
        Assert.That(
            bars.Take(4).Max(bar => bar.Max(corner => corner.X)),
            Is.LessThan(bars.Skip(4).Min(bar => bar.Min(corner => corner.X)))
        );
        // A number stands in its own bar, where there is room.
        var numbers = bars.Zip(rows, (bar, row) => (Inside: TextsIn(picture, bar), Families: row[3])).Where(one => one.Inside.Count > 0);
        Assert.That(numbers.Select(one => one.Inside), Is.EqualTo(numbers.Select(one => new[] { one.Families })));
        Assert.That(numbers.Count(), Is.GreaterThanOrEqualTo(4));
    }

    private static List<string> TextsIn(XElement picture, IReadOnlyList<(double X, double Y)> bar) =>
        [
            .. picture
                .All("text")
                .Where(text =>
                    text.Number("x") > bar.Min(corner => corner.X)
                    && text.Number("x") < bar.Max(corner => corner.X)
                    && text.Number("y") > bar.Min(corner => corner.Y)
                    && text.Number("y") < bar.Max(corner => corner.Y)
                )
                .Select(text => text.Value),
        ];

    private static double Width(IReadOnlyList<(double X, double Y)> bar) => bar.Max(corner => corner.X) - bar.Min(corner => corner.X);

    private static double Height(IReadOnlyList<(double X, double Y)> bar, Func<double, double> up) =>
        bar.Max(corner => up(corner.Y)) - bar.Min(corner => up(corner.Y));

    private static List<(double X, double Y)> Dots(XElement picture) =>
        [
            .. picture
                .All("ellipse")
                .Where(dot => dot.Attribute("fill")?.Value == Teal)
                .Select(dot => (dot.Number("cx"), dot.Number("cy")))
                .OrderBy(dot => dot.Item1),
        ];

    // The labels of the left axis tell which value a height is.
    private static Func<double, double> UpAxis(XElement picture)
    {
        var ticks = picture
            .All("text")
            .Where(text => text.Attribute("text-anchor")?.Value == "end")
            .Select(text => (Value: Number(text.Value), At: text.Number("y") - 4.5))
            .OrderBy(tick => tick.Value)
            .ToList();
        var ((low, from), (high, to)) = (ticks[0], ticks[^1]);
        return y => low + (y - from) / (to - from) * (high - low);
    }

    private static double Number(string cell) => double.Parse(cell.Replace('\u2212', '-'), CultureInfo.InvariantCulture);
}
