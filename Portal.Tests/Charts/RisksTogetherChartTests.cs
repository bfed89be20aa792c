using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;

namespace Portal.Tests.Charts;

public sealed class RisksTogetherChartTests
{
    private static readonly RisksTogetherPicture Valid = InventedRisksTogether.Ten;

    [Test]
    public void Svg_EveryCell_PrintsItsNumberOfTheTableAndLiesInItsRowAndColumn([Values] ChartLayout layout)
    {
        var drawn = RisksTogetherChart.Draw(Valid, layout);
        var cells = Cells(SvgText.Read(drawn.Svg));

        Assert.That(cells, Has.Count.EqualTo(55));
        Assert.That(drawn.Table.Rows, Has.Count.EqualTo(55));
        var places = cells.Select(cell => cell.Box.X).Distinct().Order().ToList();
        var heights = cells.Select(cell => cell.Box.Y).Distinct().Order().ToList();
        var names = Valid.Risks.Select(risk => risk.Label).ToList();
        foreach (var row in drawn.Table.Rows)
        {
            var (down, across) = (names.IndexOf(row[0]), names.IndexOf(row[1].Length == 0 ? row[0] : row[1]));
            var cell = cells.Single(one => one.Box.X == places[across] && one.Box.Y == heights[down]);
            Assert.That(cell.Text, Is.EqualTo(row[2]), $"{row[0]} with {row[1]}");
        }
    }

    [Test]
    public void Svg_Shade_DarkensWithTheShareOfTheRarerRisk([Values] ChartLayout layout)
    {
        var cells = Cells(SvgText.Read(RisksTogetherChart.Svg(Valid, layout)));
        var shades = Valid
            .Pairs.SelectMany((row, down) => row.Select((pair, across) => (pair, down, across)))
            .Select(one =>
                (Step: (int)(Math.Round(100.0 * one.pair.Both / one.pair.Rarer) / 20), Fill: FillAt(cells, one.down, one.across))
            )
            .Distinct()
            .OrderBy(one => one.Step)
            .ToList();

        Assert.That(shades.Select(one => one.Step), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(shades.Select(one => Convert.ToInt32(one.Fill[1..3], 16)), Is.Ordered.Descending);
    }

    [Test]
    public void Svg_FewerThanTenWithTheRarerRisk_AreNotShaded()
    {
        var picture = SvgText.Read(RisksTogetherChart.Svg(InventedRisksTogether.Small));
        var cells = Cells(picture);

        Assert.That(FillAt(cells, 1, 0), Is.EqualTo("#052c34"));
        Assert.That(FillAt(cells, 2, 0), Is.EqualTo("none"), "3 families with both are too few for a share");
        Assert.That(string.Join(' ', picture.Words()), Does.Contain("too few to shade"));
    }

    [Test]
    public void Svg_PairOfWhomNobodyIsKnown_IsNoZero()
    {
        var picture = SvgText.Read(RisksTogetherChart.Svg(InventedRisksTogether.Small));

        Assert.That(picture.Group("Prematurity with Poverty").Words(), Is.EqualTo(new[] { "?" }));
        Assert.That(picture.Group("Poverty with Isolation").Words(), Is.EqualTo(new[] { "0" }));
        Assert.That(picture.Description(), Does.Contain("Prematurity with Poverty: of no family both are known"));
    }

    [Test]
    public void Svg_Tip_SaysBothAssessedAndTheShareOfTheRarer()
    {
        var picture = SvgText.Read(RisksTogetherChart.Svg(Valid));

        Assert.That(
            picture.Group("Bonding difficulty with Perinatal mental illness").All("title")[0].Value,
            Is.EqualTo(
                "Bonding difficulty with Perinatal mental illness: 66 of 129 families with both assessed, "
                    + "85 % of the 78 with the rarer of the two"
            )
        );
    }

    [Test]
    public void Svg_FewerThanTwoRisks_SaySo() =>
        Assert.That(
            SvgText.Read(RisksTogetherChart.Svg(Valid with { Risks = [], Pairs = [], Mark = null })).Description(),
            Does.StartWith("Fewer than two risks are known")
        );

    [TestCase(4, 3, 9)]
    [TestCase(1, 9, 3)]
    [TestCase(-1, 3, 9)]
    public void Svg_ImpossiblePair_IsRefused(int both, int rarer, int assessed) =>
        Assert.That(
            () =>
                RisksTogetherChart.Svg(
                    Valid with
                    {
                        Risks = Two,
                        Pairs =
                        [
                            [],
                            [new RiskPair(both, assessed, rarer)],
                        ],
                    }
                ),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Svg_PairsThatDoNotFitTheRisks_AreRefused()
    {
        Assert.That(
            () =>
                RisksTogetherChart.Svg(
                    Valid with
                    {
                        Risks = Two,
                        Pairs =
                        [
                            [],
                            [],
                        ],
                    }
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () => RisksTogetherChart.Svg(Valid with { Risks = [.. Valid.Risks, Two[0]], Pairs = [.. Valid.Pairs, []] }),
            Throws.ArgumentException
        );
    }

    private static RiskAlone[] Two => [new("Isolation", 5, 10), new("Poverty", 3, 10)];

    // A number and the cell that holds it.
    private static List<(string Text, (double X, double Y) Box, string Fill)> Cells(System.Xml.Linq.XElement picture)
    {
        var boxes = picture.All("rect").Where(box => Math.Abs(box.Number("height") - 27) <= 1.1 && box.Attribute("x") is not null).ToList();
        return
        [
            .. picture
                .All("g")
                .SelectMany(group => group.All("text"))
                .Select(text =>
                {
                    var box = boxes.Single(one =>
                        text.Number("x") > one.Number("x")
                        && text.Number("x") < one.Number("x") + one.Number("width")
                        && text.Number("y") > one.Number("y")
                        && text.Number("y") < one.Number("y") + one.Number("height")
                    );
                    return (text.Value, (box.Number("x"), box.Number("y")), box.Attribute("fill")!.Value);
                }),
        ];
    }

    private static string FillAt(List<(string Text, (double X, double Y) Box, string Fill)> cells, int down, int across)
    {
        var places = cells.Select(cell => cell.Box.X).Distinct().Order().ToList();
        var heights = cells.Select(cell => cell.Box.Y).Distinct().Order().ToList();
        return cells.Single(one => one.Box.X == places[across] && one.Box.Y == heights[down]).Fill;
    }
}
