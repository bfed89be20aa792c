using NUnit.Framework;
using Portal.Analytics.Charts.Glance;

namespace Portal.Tests.Charts;

public sealed class GlanceChartTests
{
    private static readonly GlanceFrame Frame = new("What is shown", "how to read it", "No comparison group.", false);

    [Test]
    public void Shares_Bars_AreAsLongAsTheirShares()
    {
        var picture = SvgText.Read(GlanceChart.Shares(Frame, [new("Half", 0.5, 20), new("A quarter", 0.25, 16), new("None", 0, 9)]));
        var bars = picture.All("g").Select(row => row.All("rect").Skip(1).Select(bar => bar.Number("width")).SingleOrDefault()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(bars[0], Is.EqualTo(2 * bars[1]).Within(0.01));
            Assert.That(bars[2], Is.Zero);
            Assert.That(picture.Words(), Does.Contain("50 %").And.Contain("25 %").And.Contain("0 %").And.Contain("how to read it"));
            Assert.That(picture.Description(), Is.EqualTo("Half: 50 % of 20; A quarter: 25 % of 16; None: 0 % of 9. No comparison group."));
        });
    }

    [Test]
    public void Classes_Bars_PrintHarmAndImprovementAndDivideOneLength()
    {
        var picture = SvgText.Read(GlanceChart.Classes(Frame, [new("HADS anxiety", 10, 20, 10), new("KIPS", 0, 5, 5)]));
        var rows = picture.All("g");
        Assert.Multiple(() =>
        {
            Assert.That(rows[0].Words(), Is.EqualTo(new[] { "HADS anxiety", "10", "20", "10" }));
            Assert.That(rows[1].Words(), Is.EqualTo(new[] { "KIPS", "0", "5", "5" }), "harm is never without its number");
            Assert.That(
                rows[0].All("rect").Sum(bar => bar.Number("width")),
                Is.EqualTo(rows[1].All("rect").Sum(bar => bar.Number("width")))
            );
            Assert.That(picture.Description(), Does.StartWith("HADS anxiety: 10 worsened, 20 without clear change, 10 improved"));
        });
    }

    [Test]
    public void Line_QuarterThatWasNotSent_IsAGap()
    {
        var picture = SvgText.Read(GlanceChart.Line(Frame, [new("Q1", 4), new("Q2", 8), new("Q3", null), new("Q4", 6), new("Q5", 7)]));
        // The axis, and one line between two quarters that were both sent.
        Assert.That(picture.All("line"), Has.Count.EqualTo(3));
        Assert.That(picture.All("circle"), Has.Count.EqualTo(4));
        Assert.That(picture.Words(), Does.Contain("7").And.Contain("Q1").And.Contain("Q5"));
    }

    [Test]
    public void AnyOfThem_NothingKnown_SaysSoAndExampleSaysThatItIsOne()
    {
        foreach (
            var svg in new[] { GlanceChart.Shares(Frame, []), GlanceChart.Classes(Frame, []), GlanceChart.Line(Frame, [new("Q1", null)]) }
        )
            Assert.That(SvgText.Read(svg).Words(), Does.Contain("Nothing to draw yet."));
        var example = SvgText.Read(GlanceChart.Line(Frame with { IsExample = true }, [new("Q1", 3)]));
        Assert.That(example.Words(), Does.Contain("Example"));
    }

    [Test]
    public void Example_HasItsStampBelowEveryMark()
    {
        var frame = Frame with { IsExample = true };
        foreach (
            var svg in new[]
            {
                GlanceChart.Shares(frame, [.. Enumerable.Range(1, 5).Select(place => new GlanceShare($"Risk {place}", 0.5, 20))]),
                GlanceChart.Classes(frame, [.. Enumerable.Range(1, 5).Select(place => new GlanceClasses($"Measure {place}", 1, 2, 3))]),
                GlanceChart.Line(frame, [new("Q1", 3), new("Q2", 9)]),
            }
        )
        {
            var texts = SvgText.Read(svg).All("text");
            var stamp = texts.Single(text => text.Value == "Example");

            // Beside it stands only the key, to its left.
            foreach (var text in texts.Where(text => text != stamp && text.Number("y") > stamp.Number("y") - 16))
                Assert.That(text.Number("x"), Is.Zero, text.Value);
            Assert.That(texts.Count(text => text.Number("y") < stamp.Number("y") - 16), Is.GreaterThan(2));
        }
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Shares_ImpossibleShare_IsRefused(double share) =>
        Assert.That(() => GlanceChart.Shares(Frame, [new("Half", share, 20)]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Line_NegativeCount_IsRefused() =>
        Assert.That(() => GlanceChart.Line(Frame, [new("Q1", -1)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
