using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Forest;

/// <summary>Services as squares with intervals, the pooled result as a diamond and the prediction interval as a light bar.</summary>
public static class ForestChart
{
    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ForestPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; rows are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or an interval out of order.</exception>
    public static string Svg(ForestPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ForestWords.Check(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y =
            picture.Rows.Count == 0 && picture.Pooled is null
                ? sheet.Empty(drawing, y, ForestWords.Nothing)
                : new ForestPlot(drawing, sheet, picture).Draw(y);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("forest", sheet.Width, height, picture.Title, ForestWords.Description(picture));
    }
}
