using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>Draws what groups are made of: each question a bar of full length, with the number and share of every part below it.</summary>
public static class PartsChart
{
    internal const string NotRecorded = "not recorded";
    private const string Nothing = "Nothing of this is recorded for these months.";
    private const int LowPrecisionBelow = 10;
    private const double Thickness = 22;
    private const double KeyLine = 19;

    // From dark to pale; on each, white or ink stands out by 4.5 to 1, which leaves the middle out.
    private static readonly string[] Shades = ["#052c34", "#0a4b58", "#0b6a7b", "#4a9dab", "#74b5c0", "#9ccbd3", "#c3e0e5", "#e8f4f6"];

    private const int DarkShades = 3;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(PartsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; bars are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A bar has no parts or more than eight, or a count is below 0.</exception>
    public static string Svg(PartsPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        if (picture.Bars.Any(bar => bar.Parts.Count is 0 || bar.Parts.Count > Shades.Length))
            throw new ArgumentException("A bar has one to eight parts.", nameof(picture));
        if (picture.Bars.Any(bar => bar.NotRecorded < 0 || bar.Parts.Any(part => part.Count < 0)))
            throw new ArgumentException("A count is at least 0.", nameof(picture));
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var bars = picture.Bars.Where(bar => bar.Known > 0).ToList();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        if (bars.Count == 0)
            y = sheet.Empty(drawing, y, Nothing);
        foreach (var bar in bars)
            y = Bar(drawing, sheet, y, bar, picture.Unit);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        var description = string.Join(
            ' ',
            new[]
            {
                picture.Mark is { Length: > 0 } mark ? mark + "." : "",
                bars.Count == 0 ? Nothing : string.Join("; ", picture.Bars.Select(bar => Words(bar, picture.Unit))) + ".",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
        return drawing.Document("parts", sheet.Width, height, picture.Title, description);
    }

    internal static double Bar(SvgMarks drawing, Sheet sheet, double y, PartedBar bar, string unit)
    {
        drawing.Open(Words(bar, unit));
        y = Heading(drawing, sheet, y, bar.Label, (bar.Known, bar.NotRecorded));
        var box = new Rectangle(sheet.Left + 0.5, y + 0.5, sheet.Right - sheet.Left - 1, Thickness);
        var x = box.X;
        for (var index = 0; index < bar.Parts.Count; index++)
        {
            if (bar.Parts[index].Count == 0)
                continue;
            var width = box.Width * bar.Parts[index].Count / bar.Known;
            drawing.Box(new(x, box.Y, width, box.Height), Shades[Shade(bar, index)], Palette.Paper);
            var printed = Numbers.Count(bar.Parts[index].Count);
            if (TextWidth.Of(printed, sheet.SmallSize, bold: true) + 6 <= width)
                drawing.Text(
                    new(x + width / 2, box.Y + Thickness / 2 + 5),
                    printed,
                    new(sheet.SmallSize, Shade(bar, index) < DarkShades ? Palette.Paper : Palette.Ink, Bold: true),
                    Anchor.Middle
                );
            x += width;
        }

        // Pale parts would have no edge on paper.
        drawing.Box(box, "none", Palette.Axis);
        y = Key(drawing, sheet, y + Thickness + 8, bar);
        drawing.Close();
        return y + 12;
    }

    // The question at the left; n, and what is missing, at the right or below where they do not fit.
    internal static double Heading(SvgMarks drawing, Sheet sheet, double y, string label, (int Known, int NotRecorded) n)
    {
        var known = "n " + Numbers.Count(n.Known);
        var more = string.Concat(
            n.Known < LowPrecisionBelow ? ", low precision" : "",
            n.NotRecorded > 0 ? $"; {Numbers.Count(n.NotRecorded)} {NotRecorded}" : ""
        );
        var room = sheet.Right - sheet.Left - TextWidth.Of(known + more, sheet.SmallSize) - 12;
        var isBeside = TextWidth.Of(label, sheet.TextSize, bold: true) <= room;
        var lines = TextWidth.Wrap(label, sheet.TextSize, isBeside ? room : sheet.Right - sheet.Left, bold: true, lines: 2);
        foreach (var line in lines)
        {
            drawing.Text(new(sheet.Left, y + 12), line, new(sheet.TextSize, Bold: true));
            y += 18;
        }

        drawing.Text(
            new(isBeside ? sheet.Right : sheet.Left, isBeside ? y - 6 : y + 10),
            known + more,
            new(sheet.SmallSize, Palette.Muted),
            isBeside ? Anchor.End : Anchor.Start
        );
        return isBeside ? y : y + 17;
    }

    private static double Key(SvgMarks drawing, Sheet sheet, double y, PartedBar bar)
    {
        var x = sheet.Left;
        for (var index = 0; index < bar.Parts.Count; index++)
        {
            var part = bar.Parts[index];
            if (part.Count == 0)
                continue;
            var text = Said(part, bar.Known, sheet);
            var width = 18 + TextWidth.Of(text, sheet.SmallSize);
            if (x > sheet.Left && x + width > sheet.Right)
                (x, y) = (sheet.Left, y + KeyLine);
            drawing.Box(new(x + 0.5, y + 0.5, 12, 12), Shades[Shade(bar, index)], Palette.Axis);
            drawing.Text(new(x + 18, y + 11), text, new(sheet.SmallSize));
            x += width + 16;
        }

        return y + KeyLine;
    }

    // The ends of the row of shades are always used, so that few parts are as far apart as can be.
    private static int Shade(PartedBar bar, int index) =>
        bar.Parts.Count == 1 ? 1 : (int)Math.Round(index * (Shades.Length - 1.0) / (bar.Parts.Count - 1), MidpointRounding.AwayFromZero);

    // A long label gives way to its numbers.
    private static string Said(Part part, int known, Sheet sheet)
    {
        var numbers = $": {Numbers.Count(part.Count)} ({Numbers.Percent((double)part.Count / known)})";
        var room = sheet.Right - sheet.Left - 18 - TextWidth.Of(numbers, sheet.SmallSize);
        return TextWidth.Shorten(part.Label, sheet.SmallSize, room) + numbers;
    }

    internal static string Words(PartedBar bar, string unit) =>
        $"{bar.Label}: "
        + (
            bar.Known == 0
                ? NotRecorded
                : string.Join(", ", bar.Parts.Where(part => part.Count > 0).Select(part => $"{part.Label} {Numbers.Count(part.Count)}"))
                    + $" of {Numbers.Count(bar.Known)} {unit}"
        )
        + (bar.NotRecorded > 0 ? $", {Numbers.Count(bar.NotRecorded)} {NotRecorded}" : "");
}
