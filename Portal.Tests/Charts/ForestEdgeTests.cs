using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;

namespace Portal.Tests.Charts;

/// <summary>Forest plots of studies, and of rows and words at their limits.</summary>
public sealed class ForestEdgeTests
{
    private static readonly ForestPicture Valid = InventedPictures.Forest;

    [Test]
    public void Svg_StudiesOfUnknownSize_AreCalledStudiesWithoutFamilies([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(
            ForestChart.Svg(
                Valid with
                {
                    Called = ForestRows.Studies,
                    Rows = [.. Valid.Rows.Select(row => row with { Cases = null })],
                    Pooled = Valid.Pooled! with { Cases = null },
                },
                layout
            )
        );

        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', picture.Words()), Does.Contain("Study").And.Not.Contain("Service "));
            Assert.That(
                picture.Description(),
                Does.Contain("Pooled over 12 studies: 2.7 (1.8 to 3.6)")
                    .And.Contain("another study like these")
                    .And.Contain("SANDPIPER: −0.6 (−4.0 to 2.8)")
            );
            Assert.That(picture.Group("HARBOUR").Words(), Does.Not.Contain("61"));
        });
    }

    [TestCase(ForestRows.Studies, "Pooled over 1 study and 1 family:")]
    [TestCase(ForestRows.Services, "Pooled over 1 service and 1 family:")]
    public void Svg_OneOfEach_IsSingular(ForestRows called, string words)
    {
        var picture = SvgText.Read(
            ForestChart.Svg(Valid with { Called = called, Pooled = new ForestPooled(1, 1, 2.7, 1.8, 3.6, null, null) })
        );

        Assert.That(picture.Description(), Does.Contain(words));
    }

    [Test]
    public void Svg_IntervalWhollyBelowTheAxis_IsAnArrowToTheLeft()
    {
        var picture = SvgText.Read(
            ForestChart.Svg(Valid with { Rows = [.. Valid.Rows, new ForestRow("FAR BELOW", 10, -45, -70, -20, 0.001)] })
        );
        var far = picture.Group("FAR BELOW");
        var arrow = far.All("polygon").Single().Points().ToList();

        Assert.Multiple(() =>
        {
            Assert.That(far.All("rect"), Is.Empty);
            Assert.That(arrow[0].X, Is.LessThan(arrow[1].X), "the tip is on the left");
            Assert.That(far.All("line").Single().Number("x2") - far.All("line").Single().Number("x1"), Is.EqualTo(16).Within(0.02));
        });
    }

    [Test]
    public void Svg_NoRowHasWeight_DrawsTicksWithoutSquares()
    {
        var row = SvgText
            .Read(ForestChart.Svg(Valid with { Rows = [.. Valid.Rows.Select(row => row with { Weight = 0 })] }))
            .Group("HARBOUR");

        Assert.That((row.All("rect").Count, row.All("line").Count), Is.EqualTo((0, 4)));
    }

    [Test]
    public void Svg_NothingSaidOfTheDirections_DrawsNoArrows()
    {
        var svg = ForestChart.Svg(Valid with { LeftNote = "", RightNote = " ", Pooled = null, HeterogeneityLine = "" });

        Assert.That(SvgText.Read(svg).All("polygon"), Is.Empty);
    }

    [Test]
    public void Svg_NoCaveat_IsShorter()
    {
        double Height(string caveat) => SvgText.Read(ForestChart.Svg(Valid with { Caveat = caveat })).Number("height");

        Assert.That(Height(""), Is.LessThan(Height("No comparison group.") - 18));
    }

    [Test]
    public void Svg_LabelWithCharactersThatXmlCannotHold_ReplacesThem()
    {
        var picture = SvgText.Read(ForestChart.Svg(Valid with { Rows = [Valid.Rows[0] with { Label = "NORTH\tEAST\u0001\uFFFE" }] }));

        Assert.That(picture.Group("NORTH EAST\uFFFD\uFFFD").Words()[0], Is.EqualTo("NORTH EAST\uFFFD\uFFFD"));
    }
}
