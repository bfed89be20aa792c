using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Risks;

namespace Portal.Tests.Charts;

public sealed class ReferralRisksChartTests
{
    private static readonly ReferralRisksPicture Valid = InventedPictures.Risks;

    [Test]
    public void Svg_Bars_AreDrawnInTheOrderGiven()
    {
        var bars = Valid.Bars.Reverse().ToList();
        var tips = SvgText
            .Read(ReferralRisksChart.Svg(Valid with { Bars = bars }))
            .All("g")
            .Select(group => group.All("title")[0].Value.Split(':')[0]);
        Assert.That(tips, Is.EqualTo(bars.Select(bar => bar.Label)));
    }

    [Test]
    public void Svg_Bar_SaysPerCentAndNBesideIt()
    {
        var words = SvgText.Read(ReferralRisksChart.Svg(Valid)).Group("Perinatal mental illness").Words();
        Assert.That(words, Is.EqualTo(new[] { "Perinatal mental illness", "62 %", "of 139" }));
    }

    [Test]
    public void Svg_Description_SaysEveryBarWithItsInterval()
    {
        var description = SvgText.Read(ReferralRisksChart.Svg(Valid)).Description();
        Assert.That(
            description,
            Does.StartWith("Internal - small numbers. ")
                .And.Contain("Perinatal mental illness: 62 %, 86 of 139 (95 % interval 54 % to 70 %)")
        );
    }

    [Test]
    public void Svg_Bar_IsAsLongAsItsFractionAndCoversItsWhisker([Values] ChartLayout layout)
    {
        var picture = SvgText.Read(
            ReferralRisksChart.Svg(
                Valid with
                {
                    Bars = [new RiskBar("Half", 50, 100, 0.5, 0.4, 0.6), new RiskBar("Quarter", 25, 100, 0.25, 0.2, 0.3)],
                },
                layout
            )
        );
        var (half, quarter) = (picture.Group("Half"), picture.Group("Quarter"));
        var whisker = half.All("line")[0];
        Assert.Multiple(() =>
        {
            Assert.That(half.All("rect")[0].Number("width"), Is.EqualTo(2 * quarter.All("rect")[0].Number("width")).Within(0.02));
            Assert.That(whisker.Number("x2") - whisker.Number("x1"), Is.EqualTo(0.4 * half.All("rect")[0].Number("width")).Within(0.02));
        });
    }

    [Test]
    public void Svg_IntervalsUpToNoneAndAll_StayWithinThePlot([Values] ChartLayout layout)
    {
        // Wilson limits with round-off, for no events and for only events.
        var picture = SvgText.Read(
            ReferralRisksChart.Svg(
                Valid with
                {
                    Bars = [new RiskBar("All", 9, 9, 1, 0.7, 1 + 1e-16), new RiskBar("None", 0, 9, 0, -1e-17, 0.3)],
                },
                layout
            )
        );
        var bar = picture.Group("All").All("rect")[0];
        var (start, end) = (bar.Number("x"), bar.Number("x") + bar.Number("width"));
        var ends = picture
            .All("g")
            .SelectMany(group => group.All("line"))
            .SelectMany(line => new[] { line.Number("x1"), line.Number("x2") });
        Assert.That(ends, Is.All.InRange(start, end));
    }

    [TestCase(1, 400, "<1 %")]
    [TestCase(399, 400, ">99 %")]
    [TestCase(0, 400, "0 %")]
    [TestCase(400, 400, "100 %")]
    [TestCase(1, 8, "13 %")]
    public void Svg_ExtremeShares_NeverReadAsNoneOrAllUnlessTheyAre(int present, int assessed, string expected)
    {
        var picture = SvgText.Read(ReferralRisksChart.Svg(Valid with { Bars = [InventedPictures.Bar("Risk", present, assessed)] }));
        Assert.That(picture.Group("Risk").Words(), Does.Contain(expected));
    }

    [Test]
    public void Svg_SmallSharesOnly_KeepTheAxisFromExaggerating()
    {
        var words = SvgText.Read(ReferralRisksChart.Svg(Valid with { Bars = [InventedPictures.Bar("Rare", 1, 2000)] })).Words();
        Assert.That(words, Does.Contain("10 %"));
    }

    [Test]
    public void Svg_RiskNobodyWasAssessedFor_HasNoBarAndSaysSo()
    {
        var picture = SvgText.Read(ReferralRisksChart.Svg(Valid with { Bars = [.. Valid.Bars, InventedPictures.Bar("Offending", 0, 0)] }));
        var group = picture.Group("Offending");
        Assert.Multiple(() =>
        {
            Assert.That(group.Words(), Is.EqualTo(new[] { "Offending", "not assessed" }));
            Assert.That(group.All("rect"), Is.Empty);
        });
    }

    [Test]
    public void Svg_NoAssessedRisk_SaysSoInThePicture([Values] ChartLayout layout, [Values] bool listed)
    {
        var picture = SvgText.Read(
            ReferralRisksChart.Svg(Valid with { Bars = listed ? [InventedPictures.Bar("Isolation", 0, 0)] : [] }, layout)
        );
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', picture.Words()), Does.Contain("No family has been assessed for these risks"));
            Assert.That(picture.Description(), Does.Contain("No family has been assessed for these risks"));
            Assert.That(picture.All("line"), Is.Empty);
        });
    }

    [Test]
    public void Svg_HostileLabels_AreEscapedAndReadBackWhole()
    {
        const string hostile = "<script>alert('x')</script> & \"quotes\" ]]>";
        var svg = ReferralRisksChart.Svg(
            Valid with
            {
                Title = hostile,
                Caveat = hostile,
                Mark = hostile,
                Bars = [InventedPictures.Bar("a\u0001b\uD800c", 1, 2)],
            }
        );
        var picture = SvgText.Read(svg);
        Assert.Multiple(() =>
        {
            Assert.That(svg, Does.Not.Contain("<script"));
            Assert.That(picture.Title(), Is.EqualTo(hostile));
            Assert.That(picture.Group("a\uFFFDb\uFFFDc").Words()[0], Is.EqualTo("a\uFFFDb\uFFFDc"));
        });
    }

    [Test]
    public void Svg_WithoutMark_HasNoMarking()
    {
        var words = SvgText.Read(ReferralRisksChart.Svg(Valid with { Mark = null })).Words();
        Assert.That(words[0], Is.EqualTo(Valid.Title));
    }

    [TestCase(-1, 10, 0.1, 0.0, 0.2)]
    [TestCase(11, 10, 0.1, 0.0, 0.2)]
    [TestCase(0, -1, 0.1, 0.0, 0.2)]
    [TestCase(1, 10, double.NaN, 0.0, 0.2)]
    [TestCase(1, 10, 0.1, double.NaN, 0.2)]
    [TestCase(1, 10, 0.1, 0.0, double.PositiveInfinity)]
    [TestCase(1, 10, 0.1, 0.2, 0.3)]
    [TestCase(1, 10, 0.1, 0.0, 0.05)]
    [TestCase(6, 10, 62, 50, 70)]
    public void Svg_ImpossibleBar_IsRefused(int present, int assessed, double fraction, double low, double high) =>
        Assert.That(
            () => ReferralRisksChart.Svg(Valid with { Bars = [new RiskBar("Risk", present, assessed, fraction, low, high)] }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
