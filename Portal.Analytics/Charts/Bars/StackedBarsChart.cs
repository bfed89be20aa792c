using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>Draws answers as parted bars, with the number of each answer in its part and n behind the bar.</summary>
public static class StackedBarsChart
{
    private const string Nothing = "There are no answers for these months yet, so there is nothing to draw.";

    // From dark to pale, for up to six answers in order; each differs from the next in lightness, also in grey print.
    private static readonly string[] Shades = ["#073b45", "#0b6a7b", "#3f94a3", "#7bbac5", "#b5dae0", "#e3f1f3"];

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(StackedBarsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; bars are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">
    /// There are no segments or more than six, or a bar has another number of counts, or one below 0.
    /// </exception>
    public static string Svg(StackedBarsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        Check(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var bars = picture.Bars.Where(bar => bar.Counts.Sum() > 0).ToList();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        if (bars.Count == 0)
            y = sheet.Empty(drawing, y, Nothing);
        else
        {
            y = Key(drawing, sheet, y, picture.Segments);
            var rows = bars.Select(bar => new BarRow(bar.Label, Words(picture, bar), Numbers.Count(bar.Counts.Sum()))).ToList();
            y = BarRows.Draw(drawing, sheet, y, (rows, picture.Unit), (index, box) => Parts(drawing, sheet, picture, bars[index], box));
        }
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("stacked-bars", sheet.Width, height, picture.Title, Description(picture, bars));
    }

    private static double Key(SvgMarks drawing, Sheet sheet, double y, IReadOnlyList<Segment> segments)
    {
        var x = sheet.Left;
        for (var index = 0; index < segments.Count; index++)
        {
            var width = 18 + TextWidth.Of(segments[index].Label, sheet.SmallSize) + 16;
            if (x > sheet.Left && x + width - 16 > sheet.Right)
                (x, y) = (sheet.Left, y + 20);
            drawing.Box(new(x + 0.5, y + 0.5, 12, 12), Colour(segments, index), Palette.Axis);
            drawing.Text(new(x + 18, y + 11), segments[index].Label, new(sheet.SmallSize));
            x += width;
        }

        return y + 26;
    }

    private static void Parts(SvgMarks drawing, Sheet sheet, StackedBarsPicture picture, StackedBar bar, Rectangle box)
    {
        var all = (double)bar.Counts.Sum();
        var x = box.X;
        for (var index = 0; index < bar.Counts.Count; index++)
        {
            if (bar.Counts[index] == 0)
                continue;
            var width = box.Width * bar.Counts[index] / all;
            drawing.Box(new(x, box.Y, width, box.Height), Colour(picture.Segments, index), Palette.Paper);
            var printed = Numbers.Count(bar.Counts[index]);
            if (TextWidth.Of(printed, sheet.SmallSize, bold: true) + 6 <= width)
                drawing.Text(
                    new(x + width / 2, box.Y + box.Height / 2 + 5),
                    printed,
                    new(sheet.SmallSize, IsDark(picture.Segments, index) ? Palette.Paper : Palette.Ink, Bold: true),
                    Anchor.Middle
                );
            x += width;
        }

        // Pale parts would have no edge on paper.
        drawing.Box(box, "none", Palette.Axis);
    }

    private static string Colour(IReadOnlyList<Segment> segments, int index) =>
        segments[index].IsAside ? Palette.Aside : Shades[Shade(segments, index)];

    private static bool IsDark(IReadOnlyList<Segment> segments, int index) => !segments[index].IsAside && Shade(segments, index) < 2;

    // The ends of the row of shades are always used, so that few answers are as far apart as can be.
    private static int Shade(IReadOnlyList<Segment> segments, int index)
    {
        var ordered = segments.Count(segment => !segment.IsAside);
        var place = segments.Take(index).Count(segment => !segment.IsAside);
        return ordered <= 1 ? 1 : (int)Math.Round(place * (Shades.Length - 1.0) / (ordered - 1), MidpointRounding.AwayFromZero);
    }

    private static string Words(StackedBarsPicture picture, StackedBar bar) =>
        $"{bar.Label}: "
        + string.Join(", ", picture.Segments.Select((segment, index) => $"{segment.Label} {Numbers.Count(bar.Counts[index])}"))
        + $" of {Numbers.Count(bar.Counts.Sum())} {picture.Unit}";

    private static string Description(StackedBarsPicture picture, List<StackedBar> bars) =>
        string.Join(
            ' ',
            new[]
            {
                picture.Mark is { Length: > 0 } mark ? mark + "." : "",
                bars.Count == 0 ? Nothing : string.Join("; ", bars.Select(bar => Words(picture, bar))) + ".",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );

    private static void Check(StackedBarsPicture picture)
    {
        if (picture.Segments.Count is 0 || picture.Segments.Count > Shades.Length)
            throw new ArgumentException("A bar has one to six parts.", nameof(picture));
        if (picture.Bars.Any(bar => bar.Counts.Count != picture.Segments.Count || bar.Counts.Any(count => count < 0)))
            throw new ArgumentException("Each bar has one count, at least 0, for each part.", nameof(picture));
    }
}
