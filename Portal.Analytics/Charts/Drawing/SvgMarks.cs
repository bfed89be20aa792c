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

    internal void Text(
        double x,
        double y,
        string text,
        double size,
        string fill = Palette.Ink,
        Anchor anchor = Anchor.Start,
        bool bold = false
    )
    {
        if (text.Length == 0)
            return;
        var align = anchor switch
        {
            Anchor.Middle => " text-anchor=\"middle\"",
            Anchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        var weight = bold ? " font-weight=\"bold\"" : "";
        Add($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{fill}\"{align}{weight}>{Escaped(text)}</text>");
    }

    internal void Line(double x1, double y1, double x2, double y2, string stroke, double width, string? dashes = null) =>
        Add($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" {Stroke(stroke, width, dashes)}/>");

    internal void Box(double x, double y, double width, double height, string fill, string? stroke = null, double corner = 0)
    {
        var (rounded, edge) = (corner > 0 ? $" rx=\"{N(corner)}\"" : "", stroke is null ? "" : $" stroke=\"{stroke}\"");
        Add($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{rounded} fill=\"{fill}\"{edge}/>");
    }

    internal void Polygon(string fill, params (double X, double Y)[] points) =>
        Add($"<polygon points=\"{Joined(points)}\" fill=\"{fill}\"/>");

    internal void Curve(string stroke, double width, string? dashes, params (double X, double Y)[] points) =>
        Add($"<polyline points=\"{Joined(points)}\" fill=\"none\" {Stroke(stroke, width, dashes)}/>");

    /// <summary>A horizontal interval with end caps; an end beyond the scale becomes an arrowhead at the edge of the plot.</summary>
    internal void Whisker(LinearScale scale, double low, double high, double y, double cap, string stroke, double width)
    {
        var (x1, x2) = (scale.Within(low), scale.Within(high));
        // An interval wholly beyond the axis keeps a short tail, so that its arrow looks like an arrow.
        if (low > scale.High)
            x1 = x2 - 16;
        if (high < scale.Low)
            x2 = x1 + 16;
        Line(x1, y, x2, y, stroke, width);
        if (low < scale.Low)
            Polygon(stroke, (x1, y), (x1 + 7, y - 4), (x1 + 7, y + 4));
        else if (low <= scale.High)
            Line(x1, y - cap, x1, y + cap, stroke, width);
        if (high > scale.High)
            Polygon(stroke, (x2, y), (x2 - 7, y - 4), (x2 - 7, y + 4));
        else if (high >= scale.Low)
            Line(x2, y - cap, x2, y + cap, stroke, width);
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

    private static string Stroke(string stroke, double width, string? dashes) =>
        $"stroke=\"{stroke}\" stroke-width=\"{N(width)}\"{(dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"")}";

    private static string Joined((double X, double Y)[] points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

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
