using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

public sealed class ReleasedChangesChartTests
{
    private static readonly ReleasedChangesPicture Valid = InventedReleasedPictures.Changes;

    private static double Length(System.Xml.Linq.XElement line) => line.Number("x2") - line.Number("x1");

    [Test]
    public void Svg_Line_SaysFamiliesChangeAndInterval([Values] ChartLayout layout)
    {
        var group = SvgText
            .Read(
                ReleasedChangesChart.Svg(
                    Valid with
                    {
                        Changes = [new("Warmth", InventedFigures.Pooled(0.41, 0.12, 0.52, 0.21, true))],
                    },
                    layout
                )
            )
            .Group("Warmth");
        Assert.Multiple(() =>
        {
            Assert.That(group.Words(), Is.EqualTo(new[] { "Warmth", "445", "0.41", "[0.29, 0.53]" }));
            Assert.That(
                group.All("title")[0].Value,
                Is.EqualTo(
                    "Warmth: 0.41 standard deviations (95 % interval 0.29 to 0.53; prediction interval −0.11 to 0.93; about 445 families)"
                )
            );
        });
    }

    [Test]
    public void Svg_PredictionInterval_IsALongerThinnerLine([Values] ChartLayout layout)
    {
        var lines = SvgText
            .Read(
                ReleasedChangesChart.Svg(
                    Valid with
                    {
                        Changes = [new("Warmth", InventedFigures.Pooled(0.5, 0.2, 0.4, 0.21, true))],
                    },
                    layout
                )
            )
            .Group("Warmth")
            .All("line");
        var (prediction, interval) = (lines[0], lines[3]);
        Assert.Multiple(() =>
        {
            Assert.That(Length(prediction), Is.EqualTo(2 * Length(interval)).Within(0.02));
            Assert.That(prediction.Number("stroke-width"), Is.LessThan(interval.Number("stroke-width")));
        });
    }

    [Test]
    public void Svg_WithheldMeasures_AreOneLineAndTheirNamesInTheDescription([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ReleasedChangesChart.Svg(Valid, layout));
        var others = picture.Group("2 other measures");
        const string names = "not shown, to protect families: Alarm Distress Baby Scale, Edinburgh Postnatal Depression Scale";
        Assert.Multiple(() =>
        {
            Assert.That(others.Words(), Is.EqualTo(new[] { "c", "2 other measures: not shown, to protect families" }));
            Assert.That(others.All("title")[0].Value, Is.EqualTo("2 other measures: " + names));
            Assert.That(others.All("line"), Is.Empty);
            Assert.That(picture.Description(), Does.Contain("; " + names + ". "));
            Assert.That(string.Join(' ', picture.Words()), Does.Not.Contain("Alarm Distress").And.Not.Contain("Edinburgh"));
        });
    }

    [Test]
    public void Svg_ManyWithheldMeasures_TakeNoMoreRoomThanOne([Values] ChartLayout layout)
    {
        double Height(int withheld) =>
            SvgText
                .Read(
                    ReleasedChangesChart.Svg(
                        Valid with
                        {
                            Changes =
                            [
                                Valid.Changes[1],
                                .. Enumerable
                                    .Range(0, withheld)
                                    .Select(number => new ReleasedChange($"Measure {number}", InventedFigures.Withheld)),
                            ],
                        },
                        layout
                    )
                )
                .Attribute("viewBox")!
                .Value.Split(' ')
                is var box
                ? double.Parse(box[3], System.Globalization.CultureInfo.InvariantCulture)
                : 0;
        Assert.That(Height(30), Is.EqualTo(Height(1)));
    }

    [Test]
    public void Svg_ImpossibleMeasure_IsSaidApartFromThoseNotShown()
    {
        var picture = SvgText.Read(
            ReleasedChangesChart.Svg(
                Valid with
                {
                    Changes = [new("Hidden", InventedFigures.Withheld), new("No such", InventedFigures.Impossible)],
                }
            )
        );
        Assert.That(
            picture.All("g").Select(group => string.Join(' ', group.Words())),
            Is.EqualTo(new[] { "c 1 measure: not shown, to protect families", "- 1 measure: there are no such families" })
        );
    }

    [Test]
    public void Svg_WhateverIsWithheld_IsTheSamePicture([Values] ChartLayout layout)
    {
        Disclosed<ReleasedFigure>[] hidden =
        [
            InventedFigures.Pooled(9.9, 0.1, 5, 2, true, 3),
            InventedFigures.Pooled(-0.2, 8, null, null, true, 1),
            InventedFigures.Withheld,
        ];
        var pictures = hidden.Select(one =>
            ReleasedChangesChart.Svg(Valid with { Changes = [Valid.Changes[1], new("Hidden", one), Valid.Changes[2]] }, layout)
        );
        Assert.That(pictures.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Svg_OfOneService_SaysNothingOfPooling([Values] ChartLayout layout)
    {
        var picture = ReleasedChangesChart.Svg(Valid with { IsOfOneService = true }, layout);

        Assert.That(ReleasedChangesChart.Svg(Valid, layout), Does.Contain("pooled over"));
        Assert.That(picture, Does.Not.Contain("pooled").And.Contain("of one service").And.Contain("No comparison group"));
    }

    [Test]
    public void Svg_NothingShown_SaysSoAndNamesTheMeasures()
    {
        var picture = SvgText.Read(ReleasedChangesChart.Svg(Valid with { Changes = [Valid.Changes[0]] }));
        Assert.That(
            string.Join(' ', picture.Words()),
            Does.Contain("No change can be shown, to protect families.").And.Contain("1 measure: not shown")
        );
        Assert.That(picture.Description(), Does.Contain("Alarm Distress Baby Scale"));
    }

    [Test]
    public void Svg_NoMeasures_SaysSo() =>
        Assert.That(
            SvgText.Read(ReleasedChangesChart.Svg(Valid with { Changes = [], Mark = "Draft" })).Description(),
            Is.EqualTo("Draft. This release holds no changes of scores. " + Valid.Caveat)
        );

    [Test]
    public void Svg_FigureOfAnotherUnit_IsRefused() =>
        Assert.That(
            () => ReleasedChangesChart.Svg(Valid with { Changes = [new("Points", InventedFigures.Pooled(3, 1, null, null))] }),
            Throws.ArgumentException
        );
}
