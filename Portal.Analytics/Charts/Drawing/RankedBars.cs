namespace Portal.Analytics.Charts.Drawing;

/// <summary>One row of ranked bars.</summary>
/// <param name="Label">What the row is about.</param>
/// <param name="Words">The whole row in words: its tooltip, and its part of the description.</param>
/// <param name="Percent">Length of the bar in per cent, 0 to 100; <c>null</c> for none.</param>
/// <param name="Interval">In per cent, or <c>null</c>.</param>
/// <param name="Printed">The percentage as printed.</param>
/// <param name="Known">The number of families as printed.</param>
/// <param name="Instead">Words in place of the bar and its grid; empty for none. Rows with such words come last.</param>
/// <param name="Beside">Another share in per cent to compare with, as a pale mark; <c>null</c> for none.</param>
internal sealed record RankedBar(
    string Label,
    string Words,
    double? Percent,
    Interval? Interval,
    string Printed,
    string Known,
    string Instead = "",
    double? Beside = null
);

/// <summary>Shares as horizontal bars with interval whiskers on one percentage scale, with percentage and families beside each.</summary>
internal static class RankedBars
{
    private const string Suffix = " %";
    private const double Thickness = 16;

    /// <summary>Draws the rows from top to bottom.</summary>
    /// <param name="drawing">The drawing to draw on.</param>
    /// <param name="sheet">Its sizes.</param>
    /// <param name="y">Where the headings begin.</param>
    /// <param name="bars">At least one.</param>
    /// <param name="axisTitle">What the percentages are of.</param>
    /// <param name="legend">How to read the rows.</param>
    /// <returns>Where the next part begins.</returns>
    internal static double Draw(SvgMarks drawing, Sheet sheet, double y, IReadOnlyList<RankedBar> bars, string axisTitle, string legend)
    {
        var size = sheet.TextSize;
        var drawn = bars.Where(bar => bar.Percent is not null).ToArray();
        var known = drawn.Select(bar => bar.Known).Append("n").Max(text => TextWidth.Of(text, size));
        var percents = sheet.Right - known - 10;
        var end = percents - drawn.Select(bar => bar.Printed).Append("Per cent").Max(text => TextWidth.Of(text, size, bold: true)) - 18;
        var room = sheet.Stacked ? sheet.Right - sheet.Left : Math.Min(270, bars.Max(bar => TextWidth.Of(bar.Label, size)) + 2);
        var start = sheet.Stacked ? sheet.Left + 1 : sheet.Left + room + 16;
        var scale = sheet.Scale(
            0,
            Math.Min(100, drawn.Select(bar => Math.Max(bar.Interval?.High ?? bar.Percent!.Value, bar.Beside ?? 0)).Append(10).Max()),
            start,
            end,
            8,
            Suffix
        );
        var labels = bars.Select(bar => TextWidth.Wrap(bar.Label, size, room, lines: 2)).ToList();
        var heights = labels
            .Select(lines => sheet.Stacked ? lines.Count * 18 + Thickness + 18 : Math.Max(Thickness + 14, lines.Count * 17 + 11))
            .ToList();

        drawing.Text(new(sheet.Left, y + 10), "Risk", new(sheet.SmallSize, Palette.Muted, Bold: true));
        drawing.Text(new(percents, y + 10), "Per cent", new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        drawing.Text(new(sheet.Right, y + 10), "n", new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        y = sheet.TicksAbove(drawing, scale, y + 20, bars.Count, Suffix);
        var bottom = y + heights.Sum() + 2;
        var bands = Bands(sheet, y, bottom, bars, heights);
        Sheet.Grid(drawing, scale, bands);
        for (var row = 0; row < bars.Count; row++)
        {
            Row(drawing, sheet, scale, percents, new(bars[row], labels[row], y, heights[row]));
            y += heights[row];
        }
        Sheet.Upright(drawing, start, bands, new(Palette.Axis, 1));
        y = sheet.Axis(drawing, scale, bottom, Suffix);
        drawing.Text(
            new(sheet.Stacked ? start : (start + end) / 2, y + 13),
            axisTitle,
            new(sheet.SmallSize, Palette.Muted),
            sheet.Stacked ? Anchor.Start : Anchor.Middle
        );
        return sheet.Paragraph(drawing, y + 30, legend, new(sheet.SmallSize, Palette.Muted)) + 10;
    }

    private static void Row(SvgMarks drawing, Sheet sheet, LinearScale scale, double percents, PlacedBar row)
    {
        var (bar, label, top, height) = row;
        var size = sheet.TextSize;
        var centre = sheet.Stacked ? top + height - Thickness / 2 - 6 : top + height / 2;
        var firstLine = sheet.Stacked ? top + 19 : centre + 5 - (label.Count - 1) * 8.5;
        drawing.Open(bar.Words);
        for (var line = 0; line < label.Count; line++)
            drawing.Text(new(sheet.Left, firstLine + line * 17), label[line], new(size));
        if (bar.Percent is { } percent)
            drawing.Box(new(scale.Start, centre - Thickness / 2, scale.At(percent) - scale.Start, Thickness), Palette.Bar);
        if (bar.Percent is not null && bar.Interval is { } interval)
            drawing.Whisker(scale, interval, centre, 4, new(Palette.Ink, 1.5));
        if (bar.Beside is { } beside)
            PaleMark(drawing, new(scale.At(beside), centre));
        if (bar.Instead.Length > 0)
            drawing.Text(new(scale.Start + 8, centre + 5), bar.Instead, new(size, Palette.Muted));
        if (bar.Printed.Length > 0)
            drawing.Text(new(percents, centre + 5), bar.Printed, new(size, Bold: true), Anchor.End);
        if (bar.Known.Length > 0)
            drawing.Text(new(sheet.Right, centre + 5), bar.Known, new(size, Palette.Muted), Anchor.End);
        drawing.Close();
    }

    /// <summary>The mark of a share to compare with: pale, with an edge that shows on bar and paper.</summary>
    internal static void PaleMark(SvgMarks drawing, Point at) => drawing.Circle(at, 5.5, Palette.AccentTint, new(Palette.MarkInk, 1.5));

    // No grid behind words that stand in for a bar.
    private static List<Band> Bands(Sheet sheet, double top, double bottom, IReadOnlyList<RankedBar> bars, List<double> heights)
    {
        if (!sheet.Stacked)
            return
            [
                new Band(
                    top,
                    bars.All(bar => bar.Instead.Length == 0) ? bottom : top + heights.Where((_, row) => bars[row].Instead.Length == 0).Sum()
                ),
            ];
        List<Band> bands = [];
        for (var row = 0; row < bars.Count; row++)
        {
            top += heights[row];
            if (bars[row].Instead.Length == 0)
                bands.Add(new Band(top - Thickness - 9, top - 3));
        }
        return bands;
    }

    // A row with its label in lines, from its top downwards.
    private readonly record struct PlacedBar(RankedBar Bar, IReadOnlyList<string> Label, double Top, double Height);
}
