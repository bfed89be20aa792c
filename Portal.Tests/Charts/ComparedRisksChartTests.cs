using NUnit.Framework;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Charts;

public sealed class ComparedRisksChartTests
{
    private static readonly ComparedRisksPicture Valid = InventedReleasedPictures.ComparedRisks;

    [Test]
    public void Svg_Row_SaysBothSharesAndMarksLieThere([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(ComparedRisksChart.Svg(Valid, layout));
        var rows = picture.All("g");
        var poverty = rows[0];
        // Two shares of one axis give its scale: 61 of 102 and 12 of 99.
        var (high, low) = (poverty.All("circle").Single().Number("cx"), rows[1].All("circle").Single().Number("cx"));
        var unit = (high - low) / (6100.0 / 102 - 1200.0 / 99);
        var network = poverty.All("line").Single(line => line.Number("stroke-width") == 4).Number("x1");
        Assert.Multiple(() =>
        {
            Assert.That(poverty.All("title")[0].Value, Is.EqualTo("Poverty: yours 60 % (61 of 102 families), all services 22 %, higher"));
            Assert.That(network, Is.EqualTo(high - (6100.0 / 102 - 22) * unit).Within(0.05));
        });
    }

    [Test]
    public void Svg_NetworkWithheld_IsTheSamePictureWhateverItIs([Values] ChartLayout layout)
    {
        ComparedRisksPicture With(Portal.Analytics.Disclosure.Disclosed<Portal.Analytics.Disclosure.Frozen.ReleasedFigure> network) =>
            Valid with
            {
                Risks = [Valid.Risks[0] with { Network = network }],
            };
        var svg = ComparedRisksChart.Svg(With(InventedFigures.Share(2, 3)), layout);
        Assert.That(svg, Is.EqualTo(ComparedRisksChart.Svg(With(InventedFigures.Withheld), layout)));
        Assert.That(SvgText.Read(svg).Words(), Has.Some.Contains("not shown"));
    }

    [Test]
    public void Svg_NoRisk_SaysWhatItMeans() =>
        Assert.That(
            SvgText.Read(ComparedRisksChart.Svg(Valid with { Risks = [] })).Words(),
            Does.Contain("No risk differs from the network by more than chance makes.")
        );

    [TestCase(-1, 4)]
    [TestCase(5, 4)]
    public void Svg_ImpossibleCount_IsRefused(int present, int known) =>
        Assert.That(
            () =>
                ComparedRisksChart.Svg(
                    Valid with
                    {
                        Risks = [new ComparedRisk("Poverty", present, known, null, InventedFigures.Withheld)],
                    }
                ),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
