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
    public void Svg_Panel_SetsOwnBesideOthers()
    {
        var tips = SvgText
            .Read(ComparedChangesChart.Svg(One(new OwnChange(4.6, new Interval(3.3, 5.9), 44), InventedFigures.Rest(3.1, 0.5, 2, 0.9))))
            .All("g")
            .Select(group => group.All("title")[0].Value);
        Assert.That(
            tips,
            Is.EqualTo(
                new[]
                {
                    "Anxiety: your service 4.6 [3.3, 5.9] (44 families)",
                    "Anxiety: other services 3.1 [2.6, 3.6] (about 430 families)",
                }
            )
        );
    }

    [Test]
    public void Svg_RestWithheld_IsTooFewToSayAndTheSamePictureWhateverItIs([Values] ChartLayout layout)
    {
        var own = new OwnChange(4.6, new Interval(3.3, 5.9), 44);
        var picture = ComparedChangesChart.Svg(One(own, InventedFigures.Withheld), layout);
        var rest = SvgText.Read(picture).All("g")[1];
        Assert.Multiple(() =>
        {
            Assert.That(ComparedChangesChart.Svg(One(own, InventedFigures.Rest(-20, 9, 50, 8, 2)), layout), Is.EqualTo(picture));
            Assert.That(rest.Words(), Is.EqualTo(new[] { "Other services", "too few to say" }));
            Assert.That(rest.All("line").Concat(rest.All("polygon")), Is.Empty);
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
            Does.Contain("your service 4.6 [3.3, 5.9], 9 families, low precision; other services: too few to say.")
        );
    }

    [Test]
    public void Svg_NobodyWithBothScores_SaysSoAndDrawsNoAxis()
    {
        var picture = SvgText.Read(ComparedChangesChart.Svg(One(null, InventedFigures.Withheld)));
        Assert.Multiple(() =>
        {
            Assert.That(picture.Words(), Does.Contain("no family with both scores"));
            Assert.That(picture.All("line"), Is.Empty);
        });
    }

    [Test]
    public void Svg_Panels_HaveScalesOfTheirOwn()
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
        var places = picture.All("g").SelectMany(group => group.All("rect")).Select(box => box.Number("x")).ToList();
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
