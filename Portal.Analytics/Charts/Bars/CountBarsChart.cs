using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>One bar as long as its count.</summary>
/// <param name="Label">What is counted; long labels wrap, then end in an ellipsis.</param>
/// <param name="Count">At least 0.</param>
/// <param name="Beside">More about the same row, such as "120 people"; may be empty.</param>
public sealed record CountBar(string Label, int Count, string Beside = "");

/// <summary>Counts as horizontal bars on one scale that begins at 0.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose work, and which months; may be empty.</param>
/// <param name="Bars">The first at the top; an empty list draws the empty state.</param>
/// <param name="Unit">What is counted, such as "contacts".</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; <c>null</c> for none.</param>
public sealed record CountBarsPicture(string Title, string Subtitle, IReadOnlyList<CountBar> Bars, string Unit, string Caveat, string? Mark)
{
    /// <summary>The numbers behind the marks.</summary>
    public PictureTable Table =>
        new(
            ["what", Unit, "beside"],
            [.. Bars.Select(bar => (IReadOnlyList<string>)[bar.Label, PictureTable.Cell(bar.Count), bar.Beside])]
        );
}

/// <summary>Draws counts as bars with the number behind each.</summary>
public static class CountBarsChart
{
    private const string Nothing = "There is nothing to count for these months yet.";

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(CountBarsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; bars are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    public static string Svg(CountBarsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        foreach (var bar in picture.Bars)
            ArgumentOutOfRangeException.ThrowIfNegative(bar.Count);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        var most = picture.Bars.Select(bar => bar.Count).DefaultIfEmpty(0).Max();
        if (most == 0)
            y = sheet.Empty(drawing, y, Nothing);
        else
        {
            var rows = picture.Bars.Select(bar => new BarRow(bar.Label, Words(picture, bar), Numbers.Count(bar.Count))).ToList();
            // Words beside the longest bar have their place, too.
            var room = picture.Bars.Max(bar => bar.Beside.Length == 0 ? 0 : TextWidth.Of(bar.Beside, sheet.SmallSize) + 8);
            y = BarRows.Draw(
                drawing,
                sheet,
                y,
                (rows, picture.Unit),
                (index, box) =>
                    Bar(
                        drawing,
                        sheet,
                        picture.Bars[index],
                        box with
                        {
                            Width = box.Width - room,
                        },
                        picture.Bars[index].Count / (double)most
                    )
            );
        }
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        var words = most == 0 ? Nothing : string.Join("; ", picture.Bars.Select(bar => Words(picture, bar))) + ".";
        var description = string.Join(
            ' ',
            new[] { picture.Mark is { Length: > 0 } mark ? mark + "." : "", words, picture.Caveat }.Where(part => part.Length > 0)
        );
        return drawing.Document("count-bars", sheet.Width, height, picture.Title, description);
    }

    private static void Bar(SvgMarks drawing, Sheet sheet, CountBar bar, Rectangle box, double share)
    {
        var width = box.Width * share;
        if (width > 0)
            drawing.Box(new(box.X, box.Y, width, box.Height), Palette.Bar);
        drawing.Line(new(box.X, box.Y - 2), new(box.X, box.Y + box.Height + 2), new(Palette.Axis, 1));
        drawing.Text(new(box.X + width + 8, box.Y + box.Height / 2 + 5), bar.Beside, new(sheet.SmallSize, Palette.Muted));
    }

    private static string Words(CountBarsPicture picture, CountBar bar) =>
        $"{bar.Label}: {Numbers.Count(bar.Count)} {picture.Unit}" + (bar.Beside.Length == 0 ? "" : $", {bar.Beside}");
}
