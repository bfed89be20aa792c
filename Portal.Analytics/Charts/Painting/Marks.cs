using System.Globalization;
using System.Xml.Linq;
using Portal.Analytics.Charts.Drawing;
using SkiaSharp;

namespace Portal.Analytics.Charts.Painting;

/// <summary>The marks of an SVG, painted one by one.</summary>
internal static class Marks
{
    // A typeface may be shared by threads; a font made from it may not.
    private static readonly Lazy<SKTypeface> Regular = new(() => Typeface(bold: false));
    private static readonly Lazy<SKTypeface> Bold = new(() => Typeface(bold: true));

    internal static double Number(XElement mark, string name) => Optional(mark, name) ?? 0;

    internal static void Text(SKCanvas canvas, XElement mark)
    {
        var bold = (string?)mark.Attribute("font-weight") == "bold";
        using var font = new SKFont((bold ? Bold : Regular).Value, (float)Number(mark, "font-size"))
        {
            Subpixel = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
        };
        using var paint = new SKPaint { Color = Colour(mark, "fill") ?? SKColors.Black, IsAntialias = true };
        var align = (string?)mark.Attribute("text-anchor") switch
        {
            "middle" => SKTextAlign.Center,
            "end" => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        canvas.DrawText(mark.Value, (float)Number(mark, "x"), (float)Number(mark, "y"), align, font, paint);
    }

    internal static void FillAndStroke(SKCanvas canvas, XElement mark, SKPath path)
    {
        // A line has no inside, and a mark without the attribute is filled black: as SVG has it.
        var fill = mark.Attribute("fill") is null && mark.Name.LocalName != "line" ? SKColors.Black : Colour(mark, "fill");
        if (fill is { } inside)
        {
            using var paint = new SKPaint { Color = inside.WithAlpha(Alpha(mark, "fill-opacity")), IsAntialias = true };
            canvas.DrawPath(path, paint);
        }
        if (Colour(mark, "stroke") is not { } edge)
            return;
        using var pen = new SKPaint
        {
            Color = edge.WithAlpha(Alpha(mark, "stroke-opacity")),
            Style = SKPaintStyle.Stroke,
            StrokeWidth = (float)(Optional(mark, "stroke-width") ?? 1),
            IsAntialias = true,
        };
        using var dashes = Dashes(mark);
        pen.PathEffect = dashes;
        canvas.DrawPath(path, pen);
    }

    internal static SKPath Path(XElement mark)
    {
        float N(string name) => (float)Number(mark, name);
        var path = new SKPath();
        switch (mark.Name.LocalName)
        {
            case "rect":
                var box = SKRect.Create(N("x"), N("y"), N("width"), N("height"));
                path.AddRoundRect(box, N("rx"), N("rx"));
                break;
            case "line":
                path.MoveTo(N("x1"), N("y1"));
                path.LineTo(N("x2"), N("y2"));
                break;
            case "circle":
                path.AddCircle(N("cx"), N("cy"), N("r"));
                break;
            case "ellipse":
                path.AddOval(new SKRect(N("cx") - N("rx"), N("cy") - N("ry"), N("cx") + N("rx"), N("cy") + N("ry")));
                break;
            case "path":
                path.Dispose();
                return SKPath.ParseSvgPathData((string?)mark.Attribute("d"));
            default:
                path.AddPoly(Points(mark), close: mark.Name.LocalName == "polygon");
                break;
        }
        return path;
    }

    private static SKPoint[] Points(XElement mark) =>
        [
            .. ((string?)mark.Attribute("points") ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(point => point.Split(','))
                .Select(parts => new SKPoint((float)Parsed(parts[0]), (float)Parsed(parts[1]))),
        ];

    private static SKPathEffect? Dashes(XElement mark) =>
        (string?)mark.Attribute("stroke-dasharray") is { } lengths
            ? SKPathEffect.CreateDash([.. lengths.Split(' ').Select(length => (float)Parsed(length))], 0)
            : null;

    private static SKColor? Colour(XElement mark, string name) =>
        (string?)mark.Attribute(name) is { } written && written != "none" ? SKColor.Parse(written) : null;

    private static byte Alpha(XElement mark, string name) => (byte)Math.Round((Optional(mark, name) ?? 1) * 255);

    private static double? Optional(XElement mark, string name) => (string?)mark.Attribute(name) is { } written ? Parsed(written) : null;

    private static double Parsed(string number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static SKTypeface Typeface(bool bold)
    {
        using var file = PictureFonts.Open(bold);
        return SKTypeface.FromStream(file);
    }
}
