using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

public sealed class ReleasedRisksChartTests
{
    private static readonly ReleasedRisksPicture Valid = InventedReleasedPictures.Risks;

    private static IEnumerable<string> Labels(string svg) =>
        SvgText.Read(svg).All("g").Select(group => group.All("title")[0].Value.Split(':')[0]);

    [Test]
    public void Svg_Bars_AreRankedByThePrintedShare([Values] ChartLayout layout)
    {
        // 99 and 101 of 200 both print as 100 of 200, and equal prints keep the catalogue order.
        var picture = Valid with
        {
            Risks =
            [
                new("Least", InventedFigures.Share(20, 180)),
                new("Hidden", InventedFigures.Withheld),
                new("First of equals", InventedFigures.Share(99, 101)),
                new("Second of equals", InventedFigures.Share(101, 99)),
                new("Never", InventedFigures.Impossible),
                new("Most", InventedFigures.Share(150, 50)),
            ],
        };
        Assert.That(
            Labels(ReleasedRisksChart.Svg(picture, layout)),
            Is.EqualTo(new[] { "Most", "First of equals", "Second of equals", "Least", "Hidden", "Never" })
        );
    }

    [Test]
    public void Svg_Bar_SaysAboutHowManyPerCentOfThePrintedNumber()
    {
        var group = SvgText.Read(ReleasedRisksChart.Svg(Valid)).Group("Perinatal mental illness");
        Assert.Multiple(() =>
        {
            Assert.That(group.Words(), Is.EqualTo(new[] { "Perinatal mental illness", "about 62 %", "of 1,390" }));
            Assert.That(
                group.All("title")[0].Value,
                Is.EqualTo("Perinatal mental illness: about 62 % of 1,390 (95 % interval 59 to 64 %)")
            );
        });
    }

    [Test]
    public void Svg_BarsAndWhiskers_AreAsLongAsTheirPrintedNumbers([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(
            ReleasedRisksChart.Svg(
                Valid with
                {
                    Risks = [new("Half", InventedFigures.Share(100, 100)), new("Quarter", InventedFigures.Share(50, 150))],
                },
                layout
            )
        );
        var (half, quarter) = (picture.Group("Half"), picture.Group("Quarter"));
        var whisker = half.All("line")[0];
        Assert.Multiple(() =>
        {
            Assert.That(half.All("rect")[0].Number("width"), Is.EqualTo(2 * quarter.All("rect")[0].Number("width")).Within(0.02));
            // 43 to 57 % of 200 (Wilson): 14 units where the bar is 50 long.
            Assert.That(
                whisker.Number("x2") - whisker.Number("x1"),
                Is.EqualTo(14.0 / 50 * half.All("rect")[0].Number("width")).Within(0.02)
            );
        });
    }

    [Test]
    public void Svg_WithheldRisk_HasTheSymbolAndWordsAndNothingElse([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ReleasedRisksChart.Svg(Valid, layout));
        var group = picture.Group("Learning disability of a parent");
        Assert.Multiple(() =>
        {
            Assert.That(group.Words(), Is.EqualTo(new[] { "Learning disability of a parent", "not shown, to protect families", "c" }));
            Assert.That(group.All("rect").Concat(group.All("line")), Is.Empty);
            Assert.That(picture.Description(), Does.Contain("Learning disability of a parent: not shown, to protect families"));
        });
    }

    [Test]
    public void Svg_ImpossibleRisk_HasADash()
    {
        var group = SvgText
            .Read(ReleasedRisksChart.Svg(Valid with { Risks = [new("Born early", InventedFigures.Impossible)] }))
            .Group("Born early");
        Assert.That(group.Words(), Is.EqualTo(new[] { "Born early", "there are no such families", "-" }));
    }

    // None, a few, nearly all of many, and a whole table too small: a reader must not be able to tell which.
    [Test]
    public void Svg_WhateverIsWithheld_IsTheSamePicture([Values] ChartLayout layout)
    {
        var pictures = new[] { (0, 40), (7, 40), (33, 1), (2, 3), (12, 20) }
            .Select(counts =>
                ReleasedRisksChart.Svg(
                    Valid with
                    {
                        Risks = [Valid.Risks[0], new("Hidden", InventedFigures.Share(counts.Item1, counts.Item2)), Valid.Risks[1]],
                    },
                    layout
                )
            )
            .ToArray();
        Assert.That(pictures.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Svg_NoRisks_SaysSo() =>
        Assert.That(
            string.Join(' ', SvgText.Read(ReleasedRisksChart.Svg(Valid with { Risks = [], Mark = "Draft" })).Words()),
            Does.Contain("holds no referral risks").And.Contain("Draft")
        );

    [Test]
    public void Svg_FigureOfAnotherUnit_IsRefused() =>
        Assert.That(
            () => ReleasedRisksChart.Svg(Valid with { Risks = [new("Count", InventedFigures.Count(100))] }),
            Throws.ArgumentException
        );

    [Test]
    public void Inputs_OfPicturesThatCrossServices_HoldNoNumbers()
    {
        var types = new[] { typeof(ReleasedRisk), typeof(ReleasedRisksPicture), typeof(ReleasedChange), typeof(ReleasedChangesPicture) };
        var held = types
            .SelectMany(type => type.GetProperties())
            .Where(property => property.CanWrite)
            .Select(property => property.PropertyType)
            .Distinct();
        Assert.That(
            held,
            Is.EquivalentTo(
                new[]
                {
                    typeof(string),
                    typeof(bool),
                    typeof(Disclosed<ReleasedFigure>),
                    typeof(IReadOnlyList<ReleasedRisk>),
                    typeof(IReadOnlyList<ReleasedChange>),
                }
            )
        );
    }
}
