using NUnit.Framework;
using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Risks;

namespace Portal.Tests.Charts;

/// <summary>The marks of the pictures of families are as large as the numbers of their tables.</summary>
public sealed class FamilyChartTests
{
    [Test]
    public void Flow_EachBlock_IsAsHighAsItsCountAndDarkForThoseWhoGoOn()
    {
        var picture = FlowChart.Draw(InventedFamilyPictures.Way);
        var blocks = SvgText
            .Read(picture.Svg)
            .All("g")
            .Select(group => group.All("rect").Take(2).Select(box => box.Number("height")))
            .ToList();
        var counts = picture.Table.Rows.Where(row => row[1].Length == 0).Select(row => int.Parse(row[2], null)).ToList();

        Assert.That(counts, Is.EqualTo(new[] { 123, 87, 79, 56 }));
        Assert.That(
            blocks.Select(block => block.First() / blocks[0].First()),
            Is.EqualTo(counts.Select(count => count / 123.0)).Within(1e-3)
        );
        Assert.That(
            blocks.Take(3).Select(block => block.Last() / blocks[0].First()),
            Is.EqualTo(counts.Skip(1).Select(count => count / 123.0)).Within(1e-3)
        );
    }

    [Test]
    public void Flow_Table_AccountsForEverybody()
    {
        foreach (var way in new[] { InventedFamilyPictures.Way, InventedFamilyPictures.OneReferral, InventedFamilyPictures.ManyReferrals })
        {
            var rows = way.Table.Rows;
            var left = rows.Where(row => row[1].Length > 0).Sum(row => int.Parse(row[2], null));
            var through = int.Parse(rows.Last(row => row[1].Length == 0)[2], null);
            Assert.That(left + through, Is.EqualTo(way.Steps[0].Count));
        }
    }

    [Test]
    public void Flow_StepsThatDoNotAddUp_AreRefused() =>
        Assert.That(
            () => FlowChart.Svg(InventedFamilyPictures.Way with { Steps = [new("Referred", 3, null, []), new("Accepted", 2, null, [])] }),
            Throws.ArgumentException
        );

    [Test]
    public void Flow_WaitOfTooFew_IsNotPrinted()
    {
        var steps = InventedFamilyPictures.Way.Steps;
        var without = InventedFamilyPictures.Way with { Steps = [.. steps.Select(step => step with { Wait = null })] };

        Assert.That(FlowChart.Svg(InventedFamilyPictures.Way), Does.Contain("half within"));
        Assert.That(FlowChart.Svg(without), Does.Not.Contain("half within").And.Contain(">79<"));
    }

    [Test]
    public void Parts_EachPart_IsAsWideAsItsShareInTheTable()
    {
        var picture = PartsChart.Draw(InventedFamilyPictures.Ages);
        var bar = SvgText.Read(picture.Svg).All("g")[1];
        var boxes = bar.All("rect").Where(box => box.Number("height") > 12).Select(box => box.Number("width")).ToList();
        var shares = picture
            .Table.Rows.Where(row => row[0] == "First caregiver" && row[4].Length > 0)
            .Select(row => double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture))
            .ToList();

        // The last box is the frame around the parts; ages that nobody has are neither drawn nor listed.
        Assert.That(shares, Has.Count.EqualTo(6));
        Assert.That(boxes.SkipLast(1).Select(width => width / boxes[^1]), Is.EqualTo(shares).Within(1e-3));
    }

    [Test]
    public void Parts_WhatIsNotRecorded_StandsBesideTheBarAndInTheTable()
    {
        var picture = PartsChart.Draw(InventedFamilyPictures.Ages);

        Assert.That(SvgText.Read(picture.Svg).Words(), Does.Contain("n 91; 32 not recorded"));
        Assert.That(picture.Table.Rows, Does.Contain(new[] { "First caregiver", "not recorded", "32", "", "" }));
    }

    [Test]
    public void Parts_FewerThanTen_SayThatTheyAreImprecise() =>
        Assert.That(
            SvgText.Read(PartsChart.Svg(InventedFamilyPictures.Ages)).Words(),
            Does.Contain("n 4, low precision; 61 not recorded").And.Contain("n 123")
        );

    [TestCase(0)]
    [TestCase(9)]
    public void Parts_NoneOrTooMany_AreRefused(int parts) =>
        Assert.That(
            () =>
                PartsChart.Svg(
                    InventedFamilyPictures.Ages with
                    {
                        Bars = [new("Row", [.. Enumerable.Repeat(new Part("Part", 1), parts)], 0)],
                    }
                ),
            Throws.ArgumentException
        );

    [Test]
    public void Risks_EachReleasedShare_HasAMarkAtItsPlaceOnTheScale()
    {
        var picture = ReferralRisksChart.Draw(InventedFamilyPictures.WithNetwork);
        var svg = SvgText.Read(picture.Svg);
        var rows = svg.All("g").ToList();

        Assert.That(rows, Has.Count.EqualTo(10));
        for (var row = 0; row < rows.Count; row++)
        {
            var bar = InventedFamilyPictures.WithNetwork.Bars[row];
            var box = rows[row].All("rect").Single();
            var marks = rows[row].All("circle");
            if (bar.Network!.ValueOrNull is not { } network)
            {
                // The fourth is withheld: no mark, and the file says so.
                Assert.That((row, marks.Count, picture.Table.Rows[row][^1]), Is.EqualTo((3, 0, "c")));
                continue;
            }

            var perCent = box.Number("width") / (100 * bar.Fraction);
            Assert.That(marks.Single().Number("cx") - box.Number("x"), Is.EqualTo(network.Value * perCent).Within(0.05));
            Assert.That(picture.Table.Rows[row][^1], Is.EqualTo(network.ToString()));
        }
    }
}
