namespace Portal.Analytics.Charts;

/// <summary>Services as squares with intervals, the pooled result as a diamond and the prediction interval as a bar.</summary>
public static class ForestChart
{
    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; rows are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range or an interval out of order.</exception>
    public static string Svg(ForestPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        var sheet = Sheet.For(layout);
        var drawing = new Drawing();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        return drawing.Document("forest", sheet.Width, y, picture.Title, picture.Caveat);
    }
}
