using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

public sealed class ComparedChangesChartTests
{
    private static readonly ComparedChangesPicture Valid = InventedReleasedPictures.Compared;

    private static ComparedChangesPicture One(
        OwnChange? own,
        Portal.Analytics.Disclosure.Disclosed<Portal.Analytics.Disclosure.Frozen.ReleasedFigure> rest
    ) => Valid with { Measures = [new ComparedChange("Anxiety", own, rest)] };

    [Test]
    public void Svg_Row_SaysOwnAndOthersFamiliesAndPosition([Values] ChartLayout layout)
    {
        var row = new ComparedChange("Anxiety", new OwnChange(4.6, new Interval(3.3, 5.9), 44), InventedFigures.Rest(3.1, 0.5, 2, 0.9))
        {
            FirstScores = 61,
            Position = "similar, near the edge",
        };
        var group = SvgText.Read(ComparedChangesChart.Svg(Valid with { Measures = [row] }, layout)).All("g").Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                group.All("title")[0].Value,
                Is.EqualTo(
                    "Anxiety: your service 4.6 [3.3, 5.9], 44 families of 61 with a first score; "
                        + "other services 3.1 [2.6, 3.6], about 430 families, prediction interval 1.1 to 5.1; similar, near the edge"
                )
            );
            var words = string.Join(' ', group.Words());
            Assert.That(words, Does.Contain("4.6 [3.3, 5.9]").And.Contain("3.1 [2.6, 3.6]").And.Contain("44 of 61"));
            Assert.That(words, Does.Contain("near the edge"));
        });
    }

    [Test]
    public void Svg_Marks_LieWhereTheirNumbersSay()
    {
        var picture = SvgText.Read(
            ComparedChangesChart.Svg(One(new OwnChange(4.6, new Interval(3.3, 5.9), 44), InventedFigures.Rest(3.1, 0.5, 2, 0.9)))
        );
        var row = picture.All("g").Single();
        var (own, zero) = (row.All("circle").Single().Number("cx"), row.All("line").Single(IsZero).Number("x1"));
        var unit = (own - zero) / 4.6;
        var (prediction, interval) = (row.All("rect")[0], row.All("rect")[1]);
        Assert.Multiple(() =>
        {
            Assert.That(unit, Is.Positive);
            Assert.That(interval.Number("x"), Is.EqualTo(zero + 2.6 * unit).Within(0.05));
            Assert.That(interval.Number("x") + interval.Number("width"), Is.EqualTo(zero + 3.6 * unit).Within(0.05));
            Assert.That(prediction.Number("x"), Is.EqualTo(zero + 1.1 * unit).Within(0.05));
            Assert.That(row.All("line").Select(line => line.Number("x1")), Has.Some.EqualTo(zero + 3.3 * unit).Within(0.05));
        });
    }

    [Test]
    public void Svg_NoChange_IsAtOnePlaceInAllRows([Values] ChartLayout layout)
    {
        var rows = SvgText.Read(ComparedChangesChart.Svg(Valid, layout)).All("g");
        var zeros = rows.Select(row => row.All("line").Where(IsZero).ToList())
            .Where(lines => lines.Count > 0)
            .Select(lines => lines.Single().Number("x1"))
            .ToList();
        Assert.That(zeros, Has.Count.AtLeast(4));
        Assert.That(zeros, Is.All.EqualTo(zeros[0]).Within(0.01));
    }

    private static bool IsZero(System.Xml.Linq.XElement line) => line.Number("stroke-width") == 1.2;

    [Test]
    public void Svg_RestWithheld_IsTooFewToSayAndTheSamePictureWhateverItIs([Values] ChartLayout layout)
    {
        var own = new OwnChange(4.6, new Interval(3.3, 5.9), 44);
        var picture = ComparedChangesChart.Svg(One(own, InventedFigures.Withheld), layout);
        var row = SvgText.Read(picture).All("g").Single();
        Assert.Multiple(() =>
        {
            Assert.That(ComparedChangesChart.Svg(One(own, InventedFigures.Rest(-20, 9, 50, 8, 2)), layout), Is.EqualTo(picture));
            Assert.That(string.Join(' ', row.Words()), Does.Contain("not shown"));
            Assert.That(row.All("rect"), Is.Empty);
        });
    }

    [Test]
    public void Svg_FewOwnFamilies_AreMarkedInWords([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(
            ComparedChangesChart.Svg(One(new OwnChange(4.6, new Interval(3.3, 5.9), 9), InventedFigures.Withheld), layout)
        );
        Assert.That(
            picture.Description(),
            Does.Contain("your service 4.6 [3.3, 5.9], 9 families, low precision; other services: not shown.")
        );
    }

    [Test]
    public void Svg_NobodyWithBothScores_SaysSoAndDrawsNoAxis()
    {
        var picture = SvgText.Read(ComparedChangesChart.Svg(One(null, InventedFigures.Withheld)));
        Assert.Multiple(() =>
        {
            Assert.That(picture.Words(), Does.Contain("no family with both scores"));
            Assert.That(picture.All("g").Single().All("line"), Is.Empty);
        });
    }

    [Test]
    public void Svg_Rows_HaveScalesOfTheirOwn()
    {
        var picture = SvgText.Read(
            ComparedChangesChart.Svg(
                Valid with
                {
                    Measures =
                    [
                        new("Small", new OwnChange(0.5, null, 20), InventedFigures.Withheld),
                        new("Large", new OwnChange(50, null, 20), InventedFigures.Withheld),
                    ],
                }
            )
        );
        var places = picture.All("g").SelectMany(group => group.All("circle")).Select(dot => dot.Number("cx")).ToList();
        Assert.That(places[0], Is.EqualTo(places[1]).Within(0.02));
    }

    [Test]
    public void Svg_NoMeasures_SaysSo() =>
        Assert.That(
            SvgText.Read(ComparedChangesChart.Svg(Valid with { Measures = [], Mark = null })).Description(),
            Does.StartWith("There is no measure to compare yet.")
        );

    [TestCase(1.0, 2.0, 3.0, 5)]
    [TestCase(4.0, 2.0, 3.0, 5)]
    [TestCase(double.NaN, 2.0, 3.0, 5)]
    [TestCase(2.5, 2.0, double.PositiveInfinity, 5)]
    [TestCase(2.5, 2.0, 3.0, 0)]
    public void Svg_ImpossibleOwnChange_IsRefused(double estimate, double low, double high, int cases) =>
        Assert.That(
            () => ComparedChangesChart.Svg(One(new OwnChange(estimate, new Interval(low, high), cases), InventedFigures.Withheld)),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Svg_RestInAnotherUnit_IsRefused() =>
        Assert.That(() => ComparedChangesChart.Svg(One(null, InventedFigures.Share(100, 100))), Throws.ArgumentException);
}
