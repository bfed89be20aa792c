using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>Draws points by two numbers, such as a Baujat plot or a regression on one moderator.</summary>
public static class ScatterChart
{
    /// <summary>With more points than this, only those that stand out are named in the picture.</summary>
    private const int MostNamed = 15;

    private const double LargestDot = 20;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ScatterPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside its range.</exception>
    public static string Svg(ScatterPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = picture.Points.Count == 0 ? sheet.Empty(drawing, y, picture.Nothing) : Plot(drawing, sheet, y, picture);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("scatter", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(SvgMarks drawing, Sheet sheet, double y, ScatterPicture picture)
    {
        var small = sheet.SmallSize;
        y = sheet.Paragraph(drawing, y, $"Up: {picture.Up}", new(small, Palette.Muted)) + 10;
        var height = sheet.Stacked ? 260.0 : 340.0;
        var places = picture.Lines.SelectMany(line => line.Places).Concat(picture.Points.Select(point => (point.X, point.Y))).ToArray();
        double[] heights = [.. places.Select(place => place.Y), .. picture.FromZero.Up ? new[] { 0.0 } : []];
        double[] widths = [.. places.Select(place => place.X), .. picture.FromZero.Across ? new[] { 0.0 } : []];
        var up = LinearScale.Covering(heights.Min(), heights.Max(), y + height, y, sheet.Stacked ? 5 : 7);
        var left = sheet.Left + up.Ticks.Max(tick => TextWidth.Of(up.Label(tick), small)) + 12;
        var across = sheet.Scale(widths.Min(), widths.Max(), left, sheet.Right - 12, sheet.Stacked ? 5 : 9);
        using var plot = new PlotSurface(drawing, sheet, new(left, y, sheet.Right - 12 - left, height), across, up);
        foreach (var line in picture.Lines)
            if (line.IsDashed)
                plot.Dashed(line.Places, Palette.Accent, 1.5);
            else
                plot.Line(line.Places, Palette.Accent, 2);
        foreach (var point in picture.Points)
            plot.Dot(
                point.X,
                point.Y,
                Math.Max(4, LargestDot * Math.Sqrt(point.Area)),
                Palette.Teal,
                point.StandsOut ? Palette.Accent : null
            );
        plot.Draw();
        Names(drawing, sheet, picture, plot);
        y = sheet.AxisLabels(drawing, across, y + height);
        drawing.Text(new((left + sheet.Right) / 2, y + 13), picture.Across, new(small, Palette.Muted), Anchor.Middle);
        return sheet.Paragraph(drawing, y + 30, Legend(picture), new(small, Palette.Muted)) + 10;
    }

    // From the top down, and each beside its point; one that would lie on another name is left to the table.
    private static void Names(SvgMarks drawing, Sheet sheet, ScatterPicture picture, PlotSurface plot)
    {
        var taken = new List<Rectangle>();
        var named = picture
            .Points.Where(point => point.Label.Length > 0 && (point.StandsOut || picture.Points.Count <= MostNamed))
            .OrderByDescending(point => point.StandsOut)
            .ThenBy(point => plot.At(point.X, point.Y).Y);
        foreach (var point in named)
        {
            var at = plot.At(point.X, point.Y);
            var label = TextWidth.Shorten(point.Label, sheet.SmallSize, 180);
            var width = TextWidth.Of(label, sheet.SmallSize);
            var reach = LargestDot * Math.Sqrt(point.Area) / 2 + 6;
            var x = at.X + reach + width <= sheet.Right ? at.X + reach : at.X - reach - width;
            var box = new Rectangle(x, at.Y - 8, width, 16);
            if (x < sheet.Left || taken.Exists(other => Touch(other, box)))
                continue;
            taken.Add(box);
            drawing.Text(new(x, at.Y + 4.5), label, new(sheet.SmallSize));
        }
    }

    private static bool Touch(Rectangle one, Rectangle other) =>
        one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height;

    private static string Legend(ScatterPicture picture)
    {
        var lines = picture
            .Lines.Where(line => line.Words.Length > 0)
            .Select(line => $"{(line.IsDashed ? "Dashed" : "Line")}: {line.Words}.");
        return string.Join(' ', [.. lines.Distinct(StringComparer.Ordinal), picture.HowToRead]);
    }

    private static string Description(ScatterPicture picture)
    {
        var first = picture.Points.Where(point => point.Label.Length > 0).ToArray();
        var told = first
            .OrderByDescending(point => point.StandsOut)
            .Take(12)
            .Select(point => $"{point.Label}: {Say(point.X)}, {Say(point.Y)}");
        var names = first.Length == 0 ? $"{Numbers.Count(picture.Points.Count)} points" : string.Join("; ", told);
        var said = picture.Points.Count == 0 ? picture.Nothing : $"{picture.Across} and {picture.Up}. {names}.";
        return string.Join(
            ' ',
            new[] { string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".", said, picture.Caveat }.Where(part => part.Length > 0)
        );
    }

    private static string Say(double value) => Numbers.Fixed(value, Math.Abs(value) >= 100 ? 0 : 2);
}
