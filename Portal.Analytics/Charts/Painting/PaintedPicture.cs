using System.Xml.Linq;
using SkiaSharp;

namespace Portal.Analytics.Charts.Painting;

/// <summary>
/// A picture of the portal as PNG, painted from its own SVG: the two cannot disagree. It knows the marks that the portal draws and refuses
/// any other, so that a new kind of mark cannot go missing from the PNG.
/// </summary>
public static class PaintedPicture
{
    /// <summary>Pixels per unit of the drawing: sharp on paper and on slides.</summary>
    public const int Scale = 2;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture as a PNG file of twice its size in units; the same SVG always gives the same bytes.</summary>
    /// <param name="svg">SVG as the charts of this library write it.</param>
    /// <exception cref="NotSupportedException">The SVG holds a mark that the portal does not draw.</exception>
    public static byte[] Png(string svg)
    {
        ArgumentNullException.ThrowIfNull(svg);
        var root = XDocument.Parse(svg).Root!;
        var (width, height) = ((int)Math.Ceiling(Marks.Number(root, "width")), (int)Math.Ceiling(Marks.Number(root, "height")));
        using var surface = SKSurface.Create(
            new SKImageInfo(width * Scale, height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb())
        );
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        foreach (var element in root.Elements())
            Paint(surface.Canvas, element);
        using var image = surface.Snapshot();
        using var file = image.Encode(SKEncodedImageFormat.Png, 100);
        return file.ToArray();
    }

    private static void Paint(SKCanvas canvas, XElement mark)
    {
        switch (mark.Name == Svg + mark.Name.LocalName ? mark.Name.LocalName : "")
        {
            case "title" or "desc":
                break;
            case "g":
                foreach (var part in mark.Elements())
                    Paint(canvas, part);
                break;
            case "text":
                Marks.Text(canvas, mark);
                break;
            case "rect" or "line" or "polygon" or "polyline" or "path" or "circle" or "ellipse":
                using (var path = Marks.Path(mark))
                    Marks.FillAndStroke(canvas, mark, path);
                break;
            default:
                throw new NotSupportedException($"A picture cannot be painted with the mark <{mark.Name.LocalName}>.");
        }
    }
}
