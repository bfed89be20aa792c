using System.Globalization;
using System.Xml.Linq;
using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

/// <summary>Every picture is accessible, safe under a strict content policy, legible, within its frame and reproducible.</summary>
public sealed class PictureRuleTests
{
    private static IEnumerable<string> Names => InventedPictures.All.Keys;

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_IsAnImageWithTitleAndDescription(string name)
    {
        var picture = SvgText.Read(InventedPictures.All[name]());
        var ids = picture.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Multiple(() =>
        {
            Assert.That(picture.Attribute("role")!.Value, Is.EqualTo("img"));
            Assert.That(picture.Elements().Take(2).Select(element => element.Attribute("id")!.Value), Is.EqualTo(ids));
            Assert.That(picture.Title(), Is.Not.Empty);
            Assert.That(picture.Description(), Does.Contain("No comparison group").Or.Contain("under-recorded"));
            Assert.That(
                picture.Attribute("viewBox")!.Value,
                Is.EqualTo($"0 0 {picture.Attribute("width")!.Value} {picture.Attribute("height")!.Value}")
            );
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_HasNoStyleScriptOrLink(string name)
    {
        var picture = SvgText.Read(InventedPictures.All[name]());
        Assert.Multiple(() =>
        {
            Assert.That(
                picture.DescendantsAndSelf().Select(element => element.Name.LocalName),
                Has.None.AnyOf("style", "script", "a", "image", "use", "foreignObject")
            );
            Assert.That(
                picture.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName),
                Has.None.AnyOf("style", "class", "href", "onload")
            );
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_HasOnlyFiniteNumbersInsideItsFrame(string name)
    {
        var picture = SvgText.Read(InventedPictures.All[name]());
        var (width, height) = (picture.Number("width"), picture.Number("height"));
        var across = picture
            .Descendants()
            .SelectMany(element => new[] { "x", "x1", "x2" }.Where(key => element.Attribute(key) is not null).Select(element.Number))
            .Concat(picture.All("polygon").SelectMany(SvgText.Points).Select(point => point.X))
            .Concat(picture.All("rect").Where(box => box.Attribute("x") is not null).Select(box => box.Number("x") + box.Number("width")));
        var down = picture
            .Descendants()
            .SelectMany(element => new[] { "y", "y1", "y2" }.Where(key => element.Attribute(key) is not null).Select(element.Number));
        Assert.Multiple(() =>
        {
            Assert.That(across, Is.All.InRange(0.0, width));
            Assert.That(down, Is.All.InRange(0.0, height));
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_KeepsEveryLineOfTextInsideItsFrame(string name)
    {
        var picture = SvgText.Read(InventedPictures.All[name]());
        var width = picture.Number("width");
        foreach (var text in picture.All("text"))
        {
            var (start, end) = Extent(text);
            Assert.That(start >= 0 && end <= width, $"'{text.Value}' reaches from {start:0} to {end:0} of {width:0}.");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_LetsNoTwoTextsOfALineTouch(string name)
    {
        var lines = SvgText.Read(InventedPictures.All[name]()).All("text").GroupBy(text => text.Attribute("y")!.Value);
        foreach (var extents in lines.Select(line => line.Select(Extent).OrderBy(extent => extent.Start).ToList()))
            for (var next = 1; next < extents.Count; next++)
                Assert.That(extents[next].Start - extents[next - 1].End, Is.GreaterThanOrEqualTo(4));
    }

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_SetsTextDarkEnoughAndLargeEnough(string name)
    {
        foreach (var text in SvgText.Read(InventedPictures.All[name]()).All("text"))
            Assert.Multiple(() =>
            {
                Assert.That(Contrast(text.Attribute("fill")!.Value, Behind(text)), Is.GreaterThanOrEqualTo(4.5), text.Value);
                Assert.That(text.Number("font-size"), Is.GreaterThanOrEqualTo(13));
            });
    }

    // The last box that was drawn before the text and holds its place.
    private static string Behind(XElement text) =>
        text.Parent!.ElementsBeforeSelf()
            .Concat(text.ElementsBeforeSelf())
            .Where(box => box.Name.LocalName == "rect" && box.Attribute("fill")!.Value != "none")
            .LastOrDefault(box =>
                box.Attribute("x") is not null
                && text.Number("x") >= box.Number("x")
                && text.Number("x") <= box.Number("x") + box.Number("width")
                && text.Number("y") >= box.Number("y")
                && text.Number("y") <= box.Number("y") + box.Number("height")
            )
            ?.Attribute("fill")!
            .Value
        ?? "#ffffff";

    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_DrawsEstimatesWithEnoughContrast(string name)
    {
        foreach (var line in SvgText.Read(InventedPictures.All[name]()).All("g").SelectMany(group => group.All("line")))
            Assert.That(Contrast(line.Attribute("stroke")!.Value, "#ffffff"), Is.GreaterThanOrEqualTo(3));
    }

    // In black-and-white print, and to people who do not tell the colours apart, lightness is all there is.
    [TestCaseSource(nameof(Names))]
    public void Svg_AnyPicture_PartsOfABarDifferInLightness(string name)
    {
        foreach (var row in SvgText.Read(InventedPictures.All[name]()).All("g"))
        {
            var boxes = row.All("rect").Where(box => box.Attribute("fill")!.Value != "none").ToList();
            foreach (var left in boxes)
            foreach (var right in boxes.Where(box => box != left && Touches(left, box)))
                Assert.That(
                    Contrast(left.Attribute("fill")!.Value, right.Attribute("fill")!.Value),
                    Is.GreaterThanOrEqualTo(1.2),
                    $"{left.Attribute("fill")!.Value} beside {right.Attribute("fill")!.Value}"
                );
        }
    }

    [TestCase("outcome-board")]
    [TestCase("glance-classes")]
    public void Svg_ClassesOfChange_DifferInLightnessWhicheverStandSideBySide(string name)
    {
        var shades = SvgText
            .Read(InventedPictures.All[name]())
            .All("g")
            .Select(row => row.All("rect").Where(bar => bar.Number("height") is 16 or 18).ToList())
            .Where(bars => bars.Count == 3)
            .Select(bars => bars.Select(bar => bar.Attribute("fill")!.Value).ToList())
            .ToList();
        Assert.That(shades, Is.Not.Empty);
        foreach (var row in shades)
            Assert.Multiple(() =>
            {
                Assert.That(Contrast(row[0], row[1]), Is.GreaterThanOrEqualTo(1.4));
                Assert.That(Contrast(row[1], row[2]), Is.GreaterThanOrEqualTo(1.4));
                Assert.That(Contrast(row[0], row[2]), Is.GreaterThanOrEqualTo(1.4), "harm and improvement");
            });
    }

    private static bool Touches(XElement left, XElement right) =>
        Math.Abs(left.Number("x") + left.Number("width") - right.Number("x")) < 0.1
        && Math.Abs(left.Number("y") - right.Number("y")) < 0.1
        && Math.Abs(left.Number("height") - right.Number("height")) < 0.1;

    [TestCaseSource(nameof(Names))]
    public void Svg_DrawnAgainInACultureWithCommas_IsTheSameText(string name)
    {
        var first = InventedPictures.All[name]();
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator, commas.NumberFormat.NegativeSign) = (
            ",",
            ".",
            "~"
        );
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.That(InventedPictures.All[name](), Is.EqualTo(first));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Svg_AllPictures_HaveIdsOfTheirOwn()
    {
        var ids = InventedPictures
            .All.Values.SelectMany(draw => SvgText.Read(draw()).Descendants().Attributes("id"))
            .Select(id => id.Value);
        Assert.That(ids, Is.Unique);
    }

    private static (double Start, double End) Extent(XElement text)
    {
        var width = TextWidth.Of(text.Value, text.Number("font-size"), text.Attribute("font-weight") is not null);
        var x = text.Number("x");
        return text.Attribute("text-anchor")?.Value switch
        {
            "end" => (x - width, x),
            "middle" => (x - width / 2, x + width / 2),
            _ => (x, x + width),
        };
    }

    // WCAG 2.2, contrast ratio of relative luminances.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int start)
        {
            var value = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
