using System.Globalization;
using System.Text;

namespace Portal.Analytics.Charts.Drawing;

internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// Writes SVG marks as text: escaped, culture-invariant, at most two decimals, and presentation attributes only, as the page's CSP forbids
/// styles.
/// </summary>
internal sealed class SvgMarks
{
    private readonly StringBuilder _marks = new();

    internal void Text(Point at, string text, Lettering style, Anchor anchor = Anchor.Start)
    {
        if (text.Length == 0)
            return;
        var align = anchor switch
        {
            Anchor.Middle => " text-anchor=\"middle\"",
            Anchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        var (size, fill, bold) = style;
        var weight = bold ? " font-weight=\"bold\"" : "";
        Add($"<text x=\"{N(at.X)}\" y=\"{N(at.Y)}\" font-size=\"{N(size)}\" fill=\"{fill}\"{align}{weight}>{Escaped(text)}</text>");
    }

    internal void Line(Point from, Point to, Pen pen) =>
        Add($"<line x1=\"{N(from.X)}\" y1=\"{N(from.Y)}\" x2=\"{N(to.X)}\" y2=\"{N(to.Y)}\" {Stroke(pen)}/>");

    internal void Box(Rectangle at, string fill, string? stroke = null, double corner = 0)
    {
        var (rounded, edge) = (corner > 0 ? $" rx=\"{N(corner)}\"" : "", stroke is null ? "" : $" stroke=\"{stroke}\"");
        Add($"<rect x=\"{N(at.X)}\" y=\"{N(at.Y)}\" width=\"{N(at.Width)}\" height=\"{N(at.Height)}\"{rounded} fill=\"{fill}\"{edge}/>");
    }

    internal void Circle(Point at, double radius, string fill, Pen? pen) =>
        Add($"<circle cx=\"{N(at.X)}\" cy=\"{N(at.Y)}\" r=\"{N(radius)}\" fill=\"{fill}\"{(pen is { } edge ? " " + Stroke(edge) : "")}/>");

    internal void Polygon(string fill, params Point[] points) => Add($"<polygon points=\"{Joined(points)}\" fill=\"{fill}\"/>");

    internal void Curve(Pen pen, params Point[] points) => Add($"<polyline points=\"{Joined(points)}\" fill=\"none\" {Stroke(pen)}/>");

    /// <summary>A mark as another back end wrote it; its name and the names of its attributes are known, its values are escaped.</summary>
    internal void Mark(string name, IEnumerable<(string Name, string Value)> attributes) =>
        Add($"<{name}{string.Concat(attributes.Select(one => $" {one.Name}=\"{Escaped(one.Value)}\""))}/>");

    /// <summary>A horizontal interval with end caps; an end beyond the scale becomes an arrowhead at the edge of the plot.</summary>
    internal void Whisker(LinearScale scale, Interval interval, double y, double cap, Pen pen)
    {
        var (low, high) = interval;
        var (x1, x2) = (scale.Within(low), scale.Within(high));
        // An interval wholly beyond the axis keeps a short tail, so that its arrow looks like an arrow.
        if (low > scale.High)
            x1 = x2 - 16;
        if (high < scale.Low)
            x2 = x1 + 16;
        Line(new(x1, y), new(x2, y), pen);
        if (low < scale.Low)
            Polygon(pen.Colour, new(x1, y), new(x1 + 7, y - 4), new(x1 + 7, y + 4));
        else if (low <= scale.High)
            Line(new(x1, y - cap), new(x1, y + cap), pen);
        if (high > scale.High)
            Polygon(pen.Colour, new(x2, y), new(x2 - 7, y - 4), new(x2 - 7, y + 4));
        else if (high >= scale.Low)
            Line(new(x2, y - cap), new(x2, y + cap), pen);
    }

    /// <summary>Opens a group whose title browsers show on hover.</summary>
    internal void Open(string tip) => Add($"<g><title>{Escaped(tip)}</title>");

    internal void Close() => Add($"</g>");

    /// <summary>The whole document. Ids are derived from the content, so that several pictures can share a page.</summary>
    internal string Document(string kind, double width, double height, string title, string description)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{Fingerprint(title + '\n' + description + '\n' + _marks):x8}");
        var (w, h) = (N(width), N(Math.Ceiling(height)));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" "
            + $"aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Arial, 'Liberation Sans', sans-serif\">\n"
            + $"<title id=\"{id}-title\">{Escaped(title)}</title>\n<desc id=\"{id}-desc\">{Escaped(description)}</desc>\n"
            + $"<rect width=\"{w}\" height=\"{h}\" fill=\"{Palette.Paper}\"/>\n{_marks}</svg>\n";
    }

    private void Add(FormattableString mark) => _marks.Append(mark.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Stroke(Pen pen) =>
        $"stroke=\"{pen.Colour}\" stroke-width=\"{N(pen.Width)}\"{(pen.Dashes is null ? "" : $" stroke-dasharray=\"{pen.Dashes}\"")}";

    private static string Joined(Point[] points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

    private static string N(double value) =>
        (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                // XML 1.0 does not allow these, escaped or not.
                < 0x20 or 0xFFFE or 0xFFFF => escaped.Append(rune.Value is '\t' or '\n' or '\r' ? ' ' : '\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        return escaped.ToString();
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static uint Fingerprint(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (hash, next) => unchecked((hash ^ next) * 16777619u));
}
