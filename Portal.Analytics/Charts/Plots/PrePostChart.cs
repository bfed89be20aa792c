using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>
/// Draws the mean before and after as one line on the measure's own scale, with the clinical range behind it and, on either side, how the
/// scores are spread.
/// </summary>
public static class PrePostChart
{
    // Room at the sides of the two means, in the unit of the axis between them.
    private const double Side = 0.55;

    // Between a mean and the bars, and between the longest bar and the edge.
    private const double Gap = 0.04;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(PrePostPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A mean or a stretch is outside the scale, or a stretch has fewer than 10 families.
    /// </exception>
    public static string Svg(PrePostPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Check(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = Plot(drawing, sheet, y, picture);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("pre-post", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(SvgMarks drawing, Sheet sheet, double y, PrePostPicture picture)
    {
        var small = sheet.SmallSize;
        y = sheet.Paragraph(drawing, y, picture.Better, new(small, Palette.Muted)) + 10;
        var height = sheet.Stacked ? 220.0 : 260.0;
        var up = LinearScale.Covering(picture.Scale.Low, picture.Scale.High, y + height, y, 6);
        var left = sheet.Left + up.Ticks.Max(tick => TextWidth.Of(up.Label(tick), small)) + 12;
        var right = sheet.Right - (sheet.Stacked ? 4 : 96);
        var across = new LinearScale(-Side, 1 + Side, left, right, [0, 1], 0);
        using var plot = new PlotSurface(drawing, sheet, new(left, y, right - left, height), across, up);
        if (picture.Clinical is { } clinical)
            plot.Band([(-Side, clinical.Low, clinical.High), (1 + Side, clinical.Low, clinical.High)], Palette.AccentTint);
        foreach (var bar in Bars(picture))
        {
            plot.Band([(bar.Left, bar.Low, bar.High), (bar.Right, bar.Low, bar.High)], Palette.Begun);
            plot.Line(
                [(bar.Left, bar.Low), (bar.Right, bar.Low), (bar.Right, bar.High), (bar.Left, bar.High), (bar.Left, bar.Low)],
                Palette.Bar,
                1.5
            );
        }
        plot.Line([(0, picture.Before), (1, picture.After)], Palette.Teal, 3);
        plot.Dot(0, picture.Before, 12, Palette.Teal);
        plot.Dot(1, picture.After, 12, Palette.Teal);
        plot.Draw();
        foreach (var bar in Bars(picture))
            Count(drawing, sheet, plot.At(bar.Left, bar.High), plot.At(bar.Right, bar.Low), bar.Families);
        Label(drawing, sheet, plot.At(0, picture.Before), Numbers.Fixed(picture.Before, 1), before: true);
        Label(drawing, sheet, plot.At(1, picture.After), Numbers.Fixed(picture.After, 1), before: false);
        if (picture.Clinical is { } range && !sheet.Stacked)
            drawing.Text(new(right + 6, up.At((range.Low + range.High) / 2) + 4.5), "clinical range", new(small, Palette.MarkInk));
        y += height;
        drawing.Text(new(across.At(0), y + 21), "First score", new(small, Palette.Muted), Anchor.Middle);
        drawing.Text(new(across.At(1), y + 21), "Last score", new(small, Palette.Muted), Anchor.Middle);
        return Legend(drawing, sheet, picture, y + 34);
    }

    private readonly record struct Bar(double Left, double Right, double Low, double High, int Families);

    // One scale of lengths for both sides: the area of a bar is its families.
    private static IEnumerable<Bar> Bars(PrePostPicture picture)
    {
        var most = picture.FirstScores.Concat(picture.LastScores).Select(bin => Density(picture, bin)).DefaultIfEmpty(1).Max();
        foreach (var (bins, at, way) in new[] { (picture.FirstScores, 0.0, -1), (picture.LastScores, 1.0, 1) })
        foreach (var bin in bins)
        {
            var near = at + way * Gap;
            var far = near + way * (Side - 2 * Gap) * Density(picture, bin) / most;
            var (low, high) = Ends(picture, bin);
            yield return new(Math.Min(near, far), Math.Max(near, far), low, high, bin.Families);
        }
    }

    // In the middle of its bar, where there is room.
    private static void Count(SvgMarks drawing, Sheet sheet, Point corner, Point opposite, int families)
    {
        var words = Numbers.Count(families);
        var size = sheet.SmallSize;
        if (opposite.Y - corner.Y >= size + 3 && opposite.X - corner.X >= TextWidth.Of(words, size) + 6)
            drawing.Text(
                new((corner.X + opposite.X) / 2, (corner.Y + opposite.Y) / 2 + size * 0.36),
                words,
                new(size, Palette.Ink),
                Anchor.Middle
            );
    }

    private static double Legend(SvgMarks drawing, Sheet sheet, PrePostPicture picture, double y)
    {
        if (picture.Change.Length > 0)
            y = sheet.Paragraph(drawing, y, picture.Change, new(sheet.TextSize, Bold: true)) + 4;
        var spread =
            picture.FirstScores.Count == 0
                ? "With fewer than 20 families the spread of scores is not drawn."
                : "Bars: how the scores are spread, in stretches of at least 10 families; number and area are the families in each.";
        var shade = picture.Clinical is null ? "" : " Shaded: the clinical range.";
        return sheet.Paragraph(
                drawing,
                y,
                "Line: mean of the families with both scores. " + spread + shade,
                new(sheet.SmallSize, Palette.Muted)
            ) + 10;
    }

    // On the inner side of its dot, above the line where it falls and below where it rises, with paper behind it.
    private static void Label(SvgMarks drawing, Sheet sheet, Point at, string words, bool before)
    {
        var width = TextWidth.Of(words, sheet.TextSize, bold: true);
        var x = before ? at.X + 12 : at.X - 12 - width;
        drawing.Box(new(x - 2, at.Y - 27, width + 4, 18), Palette.Paper);
        drawing.Text(new(x, at.Y - 13), words, new(sheet.TextSize, Palette.Teal, Bold: true));
    }

    private static (double Low, double High) Ends(PrePostPicture picture, ScoreBin bin) =>
        (
            Math.Max(picture.Scale.Low, bin.From - picture.Step / 2),
            Math.Min(picture.Scale.High, Math.Max(bin.To + picture.Step / 2, bin.From + picture.Step / 2))
        );

    private static double Density(PrePostPicture picture, ScoreBin bin)
    {
        var (low, high) = Ends(picture, bin);
        return bin.Families / (high - low);
    }

    private static string Description(PrePostPicture picture)
    {
        string Bins(IReadOnlyList<ScoreBin> bins) =>
            string.Join(
                ", ",
                bins.Select(bin => $"{Numbers.Fixed(bin.From, 1)} to {Numbers.Fixed(bin.To, 1)}: {Numbers.Families(bin.Families)}")
            );
        return string.Join(
            ' ',
            new[]
            {
                string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
                $"Mean {Numbers.Fixed(picture.Before, 1)} before and {Numbers.Fixed(picture.After, 1)} after, "
                    + $"on a scale from {Numbers.Fixed(picture.Scale.Low, 1)} to {Numbers.Fixed(picture.Scale.High, 1)}. {picture.Better}.",
                picture.Change,
                picture.FirstScores.Count == 0 ? "" : $"First scores {Bins(picture.FirstScores)}. Last scores {Bins(picture.LastScores)}.",
                picture.Clinical is { } range
                    ? $"The clinical range is {Numbers.Fixed(range.Low, 1)} to {Numbers.Fixed(range.High, 1)}."
                    : "",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
    }

    private static void Check(PrePostPicture picture)
    {
        foreach (var score in new[] { picture.Before, picture.After })
            if (score < picture.Scale.Low || score > picture.Scale.High)
                throw new ArgumentOutOfRangeException(nameof(picture), "A mean lies within the scale.");
        foreach (var bin in picture.FirstScores.Concat(picture.LastScores))
            if (bin.Families < 10 || bin.From < picture.Scale.Low || bin.To > picture.Scale.High || bin.From > bin.To)
                throw new ArgumentOutOfRangeException(nameof(picture), "A stretch of the scale has at least 10 families.");
    }
}
