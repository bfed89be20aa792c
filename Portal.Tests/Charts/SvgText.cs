using System.Globalization;
using System.Xml.Linq;

namespace Portal.Tests.Charts;

/// <summary>Reads a picture back as XML, the way a browser would.</summary>
internal static class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    internal static XElement Read(string svg) => XDocument.Parse(svg).Root!;

    internal static IReadOnlyList<XElement> All(this XElement element, string name) => [.. element.Descendants(Svg + name)];

    /// <summary>The marks of the row or bar with this tooltip.</summary>
    internal static XElement Group(this XElement picture, string label) =>
        picture.All("g").Single(group => group.Element(Svg + "title")!.Value.StartsWith(label + ":", StringComparison.Ordinal));

    internal static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    internal static IReadOnlyList<string> Words(this XElement element) => [.. element.All("text").Select(text => text.Value)];

    internal static string Title(this XElement picture) => picture.Element(Svg + "title")!.Value;

    internal static string Description(this XElement picture) => picture.Element(Svg + "desc")!.Value;

    internal static IEnumerable<(double X, double Y)> Points(this XElement polygon) =>
        polygon
            .Attribute("points")!
            .Value.Split(' ')
            .Select(pair => pair.Split(','))
            .Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)));

    /// <summary>The strokes of a path of straight lines, each with its corners.</summary>
    internal static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Strokes(this XElement path) =>
        [
            .. path.Attribute("d")!
                .Value.TrimEnd('Z')
                .Split('M', StringSplitOptions.RemoveEmptyEntries)
                .Select(stroke =>
                    (IReadOnlyList<(double X, double Y)>)
                        [
                            .. stroke
                                .Split('L')
                                .Select(pair => pair.Trim().Split(' '))
                                .Select(pair =>
                                    (
                                        double.Parse(pair[0], CultureInfo.InvariantCulture),
                                        double.Parse(pair[1], CultureInfo.InvariantCulture)
                                    )
                                ),
                        ]
                ),
        ];

    /// <summary>All corners of a path of straight lines.</summary>
    internal static IReadOnlyList<(double X, double Y)> Corners(this XElement path) => [.. path.Strokes().SelectMany(stroke => stroke)];

    /// <summary>The paths of a colour, drawn or filled.</summary>
    internal static IReadOnlyList<XElement> Paths(this XElement picture, string attribute, string colour) =>
        [.. picture.All("path").Where(path => path.Attribute(attribute)?.Value == colour)];
}
