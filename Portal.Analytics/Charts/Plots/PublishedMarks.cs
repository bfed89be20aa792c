using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>
/// Takes ScottPlot's marks into a drawing of the portal. Its SVG writer names clips by a running number, so that two equal pictures differ;
/// writes a place for each letter; and loses dashes. So clips are left out (every mark is inside its axes), words and dashes are not
/// ScottPlot's, and numbers have two decimals.
/// </summary>
internal static partial class PublishedMarks
{
    private static readonly string[] Kept =
    [
        "x",
        "y",
        "width",
        "height",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-opacity",
        "stroke-width",
    ];

    /// <summary>Adds the marks in their order.</summary>
    /// <param name="drawing">Where they go.</param>
    /// <param name="svg">SVG as ScottPlot writes it.</param>
    /// <exception cref="NotSupportedException">It holds a mark that a published picture may not have.</exception>
    internal static void Into(SvgMarks drawing, string svg)
    {
        foreach (var mark in XDocument.Parse(svg).Root!.Elements())
            Add(drawing, mark);
    }

    private static void Add(SvgMarks drawing, XElement mark)
    {
        switch (mark.Name.LocalName)
        {
            case "clipPath":
                break;
            case "g":
                foreach (var part in mark.Elements())
                    Add(drawing, part);
                break;
            // White paper under the whole and under the plot: the drawing has its own.
            case "rect" when (string?)mark.Attribute("fill") == "white":
                break;
            case "rect" or "path" or "circle" or "ellipse" when mark.Attribute("transform") is null:
                drawing.Mark(mark.Name.LocalName, mark.Attributes().Where(one => Kept.Contains(one.Name.LocalName)).Select(Written));
                break;
            default:
                throw new NotSupportedException($"ScottPlot drew <{mark.Name.LocalName}>, which a published picture may not have.");
        }
    }

    private static (string Name, string Value) Written(XAttribute attribute) =>
        attribute.Name.LocalName is "fill" or "stroke"
            ? (attribute.Name.LocalName, attribute.Value.ToLowerInvariant())
            : (attribute.Name.LocalName, Number().Replace(attribute.Value, Rounded));

    private static string Rounded(Match number) =>
        (Math.Round(double.Parse(number.Value, CultureInfo.InvariantCulture), 2, MidpointRounding.AwayFromZero) + 0.0).ToString(
            "0.##",
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex(@"-?\d+\.\d+(e-?\d+)?")]
    private static partial Regex Number();
}
