using NUnit.Framework;
using Portal.Analytics.Charts.Bars;

namespace Portal.Tests.Charts;

/// <summary>Bars say the numbers that they are drawn from, and are as long as these.</summary>
public sealed class BarsChartTests
{
    [Test]
    public void StackedBars_EachAnswer_IsAsWideAsItsShare()
    {
        var picture = SvgText.Read(StackedBarsChart.Svg(InventedBarPictures.Answers));
        var rows = picture.All("g").ToList();
        var first = rows[0].All("rect").Select(box => box.Number("width")).ToList();

        // Three parts and the frame around them.
        Assert.That(first, Has.Count.EqualTo(4));
        Assert.That(first[0] / first[3], Is.EqualTo(24 / 27.0).Within(1e-3));
        Assert.That(first[1] / first[3], Is.EqualTo(2 / 27.0).Within(1e-3));
        Assert.That(first.Take(3).Sum(), Is.EqualTo(first[3]).Within(0.05));
    }

    [Test]
    public void StackedBars_QuestionThatNobodyAnswered_IsLeftOut() =>
        Assert.That(StackedBarsChart.Svg(InventedBarPictures.Answers), Does.Contain("ESQ item 4").And.Not.Contain("ESQ item 5"));

    [Test]
    public void StackedBars_Description_HasEveryNumber() =>
        Assert.That(
            SvgText.Read(StackedBarsChart.Svg(InventedBarPictures.Answers)).Description(),
            Does.Contain("ESQ item 4: Answer 3 11, Answer 2 9, Answer 1 6 of 26 forms")
        );

    [TestCase(0)]
    [TestCase(7)]
    public void StackedBars_WithoutAnswersOrWithTooMany_AreRefused(int answers) =>
        Assert.That(
            () =>
                StackedBarsChart.Svg(
                    InventedBarPictures.Answers with
                    {
                        Segments = [.. Enumerable.Repeat(new Segment("Answer"), answers)],
                        Bars = [new("Row", new int[answers])],
                    }
                ),
            Throws.ArgumentException
        );

    [Test]
    public void CountBars_Length_FollowsTheCount()
    {
        var picture = SvgText.Read(CountBarsChart.Svg(InventedBarPictures.Work));
        var rows = picture.All("g").ToList();
        double Length(int row) => rows[row].All("rect").Single().Number("width");

        Assert.That(Length(1) / Length(0), Is.EqualTo(31 / 84.0).Within(1e-3));
        Assert.That(rows[4].All("rect"), Is.Empty);
    }

    [Test]
    public void CountBars_BelowZero_AreRefused() =>
        Assert.That(
            () => CountBarsChart.Svg(InventedBarPictures.Work with { Bars = [new("Row", -1)] }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
