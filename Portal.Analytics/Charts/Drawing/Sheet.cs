namespace Portal.Analytics.Charts.Drawing;

/// <summary>A strip of the plot from one height to another.</summary>
internal readonly record struct Band(double Top, double Bottom);

/// <summary>The parts every picture shares: sizes of the layout, heading, axis and notes.</summary>
internal sealed record Sheet(double Width, double Margin, double TitleSize, double TextSize, double SmallSize, bool Stacked)
{
    internal double Left => Margin;

    internal double Right => Width - Margin;

    internal static Sheet For(ChartLayout layout) =>
        layout == ChartLayout.Narrow ? new Sheet(360, 14, 17, 14, 13, Stacked: true) : new Sheet(860, 28, 21, 14, 13, Stacked: false);

    /// <summary>Draws title and subtitle, and the mark beside the title, or above it without room; returns the height below.</summary>
    internal double Heading(SvgMarks drawing, string title, string subtitle, string? mark)
    {
        drawing.Box(new(0, 0, Width, 5), Palette.Teal);
        var y = Margin;
        if (!string.IsNullOrWhiteSpace(mark))
        {
            var text = TextWidth.Shorten(mark, SmallSize, Width - 2 * Margin - 20, bold: true);
            var wide = Math.Ceiling(TextWidth.Of(text, SmallSize, bold: true)) + 20;
            var beside = TextWidth.Of(title, TitleSize, bold: true) + 24 + wide <= Right - Left;
            var x = beside ? Right - wide : Left;
            drawing.Box(new(x + 0.5, y + 0.5, wide, 24), Palette.MarkPaper, Palette.Accent, 3);
            drawing.Text(new(x + 10.5, y + 17), text, new(SmallSize, Palette.MarkInk, Bold: true));
            y += beside ? 0 : 38;
        }
        foreach (var line in TextWidth.Wrap(title, TitleSize, Right - Left, bold: true))
        {
            drawing.Text(new(Left, y + TitleSize * 0.8), line, new(TitleSize, Bold: true));
            y += TitleSize * 1.25;
        }
        return Paragraph(drawing, y + 4, subtitle, new(TextSize, Palette.Muted)) + 14;
    }

    /// <summary>Draws wrapped text; returns the height below it.</summary>
    internal double Paragraph(SvgMarks drawing, double y, string text, Lettering style)
    {
        foreach (var line in TextWidth.Wrap(text, style.Size, Right - Left, style.Bold))
        {
            drawing.Text(new(Left, y + style.Size * 0.85), line, style);
            y += Math.Round(style.Size * 1.4);
        }
        return y;
    }

    /// <summary>Draws the caveat with a rule at its side; returns the height of the whole picture.</summary>
    internal double Caveat(SvgMarks drawing, double y, string caveat)
    {
        var lines = TextWidth.Wrap(caveat, SmallSize, Right - Left - 14);
        if (lines.Count == 0)
            return y + Margin - 6;
        var height = lines.Count * 18.0 + 4;
        drawing.Box(new(Left, y, 4, height), Palette.Accent);
        for (var index = 0; index < lines.Count; index++)
            drawing.Text(new(Left + 14, y + 15 + index * 18), lines[index], new(SmallSize));
        return y + height + Margin - 4;
    }

    /// <summary>Draws the empty state: a sentence where the plot would be; returns the height below it.</summary>
    internal double Empty(SvgMarks drawing, double y, string sentence)
    {
        var lines = TextWidth.Wrap(sentence, TextSize, Right - Left - 48);
        var height = lines.Count * 20.0 + 48;
        drawing.Box(new(Left + 0.5, y + 0.5, Right - Left - 1, height - 1), "#f4f7f8", Palette.Grid, 4);
        for (var index = 0; index < lines.Count; index++)
            drawing.Text(new((Left + Right) / 2, y + 38 + index * 20), lines[index], new(TextSize), Anchor.Middle);
        return y + height + 16;
    }

    /// <summary>The scale with as many ticks as there is room for labels.</summary>
    internal LinearScale Scale(double low, double high, double start, double end, int steps, string suffix = "")
    {
        var scale = LinearScale.Covering(low, high, start, end, steps);
        var widest = scale.Ticks.Max(tick => TextWidth.Of(scale.Label(tick) + suffix, SmallSize));
        return steps > 1 && widest + 10 > (end - start) / (scale.Ticks.Count - 1) ? Scale(low, high, start, end, steps - 1, suffix) : scale;
    }

    /// <summary>Draws the light grid behind the marks, in bands that leave the lines of text between them clear.</summary>
    internal static void Grid(SvgMarks drawing, LinearScale scale, IReadOnlyList<Band> bands)
    {
        foreach (var tick in scale.Ticks)
            Upright(drawing, scale.At(tick), bands, new(Palette.Grid, 1));
    }

    /// <summary>Draws one upright line through every band.</summary>
    internal static void Upright(SvgMarks drawing, double x, IReadOnlyList<Band> bands, Pen pen)
    {
        foreach (var band in bands)
            drawing.Line(new(x, band.Top), new(x, band.Bottom), pen);
    }

    /// <summary>Repeats the tick labels above a tall plot, where the axis is out of sight; returns the height below them.</summary>
    internal double TicksAbove(SvgMarks drawing, LinearScale scale, double y, int rows, string suffix = "")
    {
        if (rows <= 20)
            return y;
        foreach (var tick in scale.Ticks)
            TickLabel(drawing, scale, tick, y + 12, suffix);
        return y + 18;
    }

    /// <summary>Draws the axis line, ticks and their labels below the marks; returns the height below them.</summary>
    internal double Axis(SvgMarks drawing, LinearScale scale, double y, string suffix = "")
    {
        drawing.Line(new(scale.Start, y), new(scale.End, y), new(Palette.Axis, 1));
        foreach (var tick in scale.Ticks)
        {
            drawing.Line(new(scale.At(tick), y), new(scale.At(tick), y + 5), new(Palette.Axis, 1));
            TickLabel(drawing, scale, tick, y + 19, suffix);
        }
        return y + 24;
    }

    /// <summary>Draws the labels below an axis that is there already; returns the height below them.</summary>
    internal double AxisLabels(SvgMarks drawing, LinearScale scale, double y, string suffix = "")
    {
        foreach (var tick in scale.Ticks)
            TickLabel(drawing, scale, tick, y + 19, suffix);
        return y + 24;
    }

    private void TickLabel(SvgMarks drawing, LinearScale scale, double tick, double baseline, string suffix)
    {
        var text = scale.Label(tick) + suffix;
        var half = TextWidth.Of(text, SmallSize) / 2 + 2;
        drawing.Text(new(Math.Clamp(scale.At(tick), half, Width - half), baseline), text, new(SmallSize, Palette.Muted), Anchor.Middle);
    }
}
