using System.Globalization;
using NUnit.Framework;
using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

public sealed class StartToEndChartTests
{
    [Test]
    public void Svg_EveryLine_LeadsFromItsStartToItsEndOfTheTable([Values] ChartLayout layout)
    {
        var drawn = StartToEndChart.Draw(InventedMoves.Together, layout);
        var picture = SvgText.Read(drawn.Svg);
        foreach (var question in InventedMoves.Together.Questions)
        {
            var rows = drawn.Table.Rows.Where(row => row[0] == question.Label && row[2].Length > 0).ToList();
            var most = rows.SelectMany(row => row.Skip(2).Take(2)).Max(Number);
            Assert.That(rows, Has.Count.GreaterThan(3));
            foreach (var row in rows)
            {
                var group = picture
                    .All("g")
                    .Single(one => one.All("title")[0].Value.StartsWith($"{row[0]}, {row[1]}:", StringComparison.Ordinal));
                var track = group.All("line").Single(line => line.Number("stroke-width") == 0.5);
                var ends = group.All("circle").Select(dot => (dot.Number("cx") - track.Number("x1")) / Length(track) * most).ToList();
                Assert.Multiple(() =>
                {
                    Assert.That(ends, Is.EqualTo(new[] { Number(row[2]), Number(row[3]) }).Within(0.01), row[1]);
                    Assert.That(group.Words(), Does.Contain(row[2]).And.Contain(row[3]));
                    Assert.That(group.Words(), Does.Contain(PerCent(Number(row[2]) / Number(row[4]))));
                });
            }
        }
    }

    [Test]
    public void Svg_AnswerThatNobodyGave_IsNeitherDrawnNorListed()
    {
        var drawn = StartToEndChart.Draw(InventedMoves.Together);

        Assert.That(drawn.Svg, Does.Contain("Foster care").And.Not.Contain("Adoption"));
        Assert.That(drawn.Table.Rows.Select(row => row[1]), Does.Contain("Foster care").And.Not.Contain("Adoption"));
    }

    [Test]
    public void Svg_NobodyMoved_DrawsNoLineBetweenTheDots()
    {
        var still = SvgText.Read(StartToEndChart.Svg(InventedMoves.Odd)).Group("Gofal cymdeithasol ar y dechrau ac ar y diwedd, Dim");

        Assert.That(still.All("line"), Has.Count.EqualTo(1), "the track alone");
        Assert.That(still.All("circle").Select(dot => dot.Number("cx")).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Svg_WhatIsNotRecorded_StandsBesideAndInTheTable()
    {
        var drawn = StartToEndChart.Draw(InventedMoves.Together);

        Assert.That(SvgText.Read(drawn.Svg).Words(), Does.Contain("n 63; 3 not recorded"));
        Assert.That(drawn.Table.Rows, Does.Contain(new[] { "Baby's home", "not recorded", "", "3", "" }));
    }

    [TestCase(5, 4)]
    [TestCase(-1, -1)]
    public void Svg_NotAsManyAtTheEndOrBelowNone_AreRefused(int start, int end) =>
        Assert.That(
            () => StartToEndChart.Svg(InventedMoves.Together with { Questions = [new("Home", [new("Kin", start, end)], 0)] }),
            Throws.ArgumentException
        );

    private static double Length(System.Xml.Linq.XElement line) => line.Number("x2") - line.Number("x1");

    private static string PerCent(double share) =>
        Math.Round(100 * share, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture) + " %";

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
