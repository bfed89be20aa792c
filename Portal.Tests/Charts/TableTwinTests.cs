using System.Globalization;
using System.Xml.Linq;
using NUnit.Framework;
using Portal.Analytics.Charts.Board;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;

namespace Portal.Tests.Charts;

/// <summary>Every mark of the board of outcomes and of released changes, read back from the picture, is the number of its table.</summary>
public sealed class TableTwinTests
{
    [Test]
    public void Board_EveryMark_EqualsItsRow([Values] ChartLayout layout)
    {
        var drawn = OutcomeBoardChart.Draw(InventedTrends.Board, layout);
        var groups = SvgText.Read(drawn.Svg).All("g");
        var scales = InventedTrends.Board.Groups.SelectMany(group => group.Rows).Select(row => row.Scale).ToList();
        var unit = UnitOfChanges(drawn, groups);

        Assert.That(groups, Has.Count.EqualTo(drawn.Table.Rows.Count).And.Count.EqualTo(6));
        for (var index = 0; index < groups.Count; index++)
        {
            var cells = drawn.Table.Headings.Zip(drawn.Table.Rows[index]).ToDictionary(cell => cell.First, cell => cell.Second);
            Assert.Multiple(() =>
            {
                Families(groups[index], cells);
                Scores(groups[index], cells, scales[index]);
                Classes(groups[index], cells);
                Change(groups[index], cells, unit);
            });
        }
    }

    [Test]
    public void ReleasedChanges_EveryMark_EqualsItsRow([Values] ChartLayout layout)
    {
        var drawn = ReleasedChangesChart.Draw(InventedReleasedPictures.Changes, layout);
        var picture = SvgText.Read(drawn.Svg);
        var shown = drawn.Table.Rows.Where(row => row[1] != "c").ToList();
        // Two figures of one axis give its scale.
        var (zero, unit) = Axis(At(shown[0]), Number(shown[0][1]), At(shown[^1]), Number(shown[^1][1]));

        Assert.That(shown, Has.Count.EqualTo(6));
        foreach (var row in shown)
        {
            var group = picture.Group(row[0]);
            var thick = group.All("line").Where(line => line.Number("stroke-width") == 2.5).ToList();
            Assert.Multiple(() =>
            {
                Assert.That((At(row) - zero) / unit, Is.EqualTo(Number(row[1])).Within(0.005), row[0]);
                Assert.That((thick[0].Number("x1") - zero) / unit, Is.EqualTo(Number(row[2])).Within(0.005), row[0]);
                Assert.That((thick[0].Number("x2") - zero) / unit, Is.EqualTo(Number(row[3])).Within(0.005), row[0]);
                Assert.That(
                    string.Join(' ', group.Words()).Replace('\u2212', '-'),
                    Does.Contain(row[1]).And.Contain($"[{row[2]}, {row[3]}]")
                );
                Assert.That(group.Words(), Has.Some.EqualTo(row[7] == "c" ? row[4] : $"{row[4]} ({row[7]} %)"));
            });
        }

        double At(IReadOnlyList<string> row)
        {
            var square = picture.Group(row[0]).All("rect").Single();
            return square.Number("x") + square.Number("width") / 2;
        }
    }

    private static void Families(XElement group, Dictionary<string, string> cells)
    {
        var bars = group.All("rect").Where(box => box.Attribute("height")!.Value == "10").Select(box => box.Number("width")).ToList();
        var (all, first, both) = (Number(cells["can count"]), Number(cells["first score"]), Number(cells["both scores"]));
        Assert.That(bars[1] / bars[0], Is.EqualTo(first / all).Within(2e-3), cells["measure"]);
        if (both > 0)
            Assert.That(bars[2] / bars[0], Is.EqualTo(both / all).Within(2e-3), cells["measure"]);
        Assert.That(group.Words(), Does.Contain($"{both:N0} of {all:N0}"));
    }

    private static void Scores(XElement group, Dictionary<string, string> cells, BoardScale scale)
    {
        if (cells["mean before"].Length == 0)
        {
            Assert.That(group.Words(), Does.Contain("no pair of scores"));
            return;
        }
        var track = group.All("line").First(line => line.Attribute("stroke")!.Value == "#6b7d84");
        double Score(double x)
        {
            var share = (x - track.Number("x1")) / (track.Number("x2") - track.Number("x1"));
            return scale.Lowest + (scale.Sign < 0 ? 1 - share : share) * (scale.Highest - scale.Lowest);
        }

        var hollow = group.All("circle").Single(dot => dot.Attribute("fill")!.Value == "#ffffff");
        var filled = group.All("circle").Single(dot => dot.Attribute("r")!.Value == "5.5");
        var near = (scale.Highest - scale.Lowest) / 1000;
        Assert.That(Score(hollow.Number("cx")), Is.EqualTo(Number(cells["mean before"])).Within(near), cells["measure"]);
        Assert.That(Score(filled.Number("cx")), Is.EqualTo(Number(cells["mean after"])).Within(near), cells["measure"]);
    }

    private static void Classes(XElement group, Dictionary<string, string> cells)
    {
        string[] classes = [cells["worsened"], cells["no clear change"], cells["improved"]];
        var bars = group.All("rect").Where(box => box.Attribute("height")!.Value == "16").ToList();
        var counts = classes.Where(cell => cell.Length > 0).Select(Number).ToList();
        var drawn = counts.Where(count => count > 0).ToList();
        Assert.That(bars, Has.Count.EqualTo(drawn.Count), cells["measure"]);
        Assert.That(
            bars.Select(bar => bar.Number("width") / bars.Sum(one => one.Number("width"))),
            Is.EqualTo(drawn.Select(count => count / drawn.Sum())).Within(2e-3)
        );
        if (counts.Count > 0)
            Assert.That(group.Words(), Does.Contain($"{counts[0]:N0}"), "harm is never without its number");
    }

    private static void Change(XElement group, Dictionary<string, string> cells, double unit)
    {
        var dot = group.All("circle").LastOrDefault(one => one.Attribute("r")!.Value == "5" && one.Attribute("fill")!.Value == "#0b5563");
        Assert.That(dot is null, Is.EqualTo(cells["standardised change"].Length == 0), cells["measure"]);
        if (dot is not null)
            Assert.That(
                (dot.Number("cx") - Zero(group)) / unit,
                Is.EqualTo(Number(cells["standardised change"])).Within(0.01),
                cells["measure"]
            );
    }

    // One unit of the axis of changes, from the row of the largest change.
    private static double UnitOfChanges(DrawnPicture drawn, IReadOnlyList<XElement> groups)
    {
        var place = drawn.Table.Headings.ToList().IndexOf("standardised change");
        var (row, index) = drawn
            .Table.Rows.Select((cells, i) => (cells, i))
            .Where(one => one.cells[place].Length > 0)
            .MaxBy(one => Number(one.cells[place]));
        return (groups[index].All("circle")[^1].Number("cx") - Zero(groups[index])) / Number(row[place]);
    }

    private static double Zero(XElement group) =>
        group.All("line").Single(line => line.Attribute("stroke-width")!.Value == "1.2").Number("x1");

    private static (double Zero, double Unit) Axis(double one, double first, double other, double second)
    {
        var unit = (other - one) / (second - first);
        return (one - first * unit, unit);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
