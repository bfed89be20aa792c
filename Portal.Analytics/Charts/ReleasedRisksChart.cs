using Portal.Analytics.Disclosure;

namespace Portal.Analytics.Charts;

/// <summary>Referral risks of a release as ranked bars with interval whiskers: the largest printed share first, what is not shown last.</summary>
/// <remarks>It takes released figures and nothing else, so nothing in it can tell what is withheld.</remarks>
public static class ReleasedRisksChart
{
    private const string Nothing = "This release holds no referral risks.";
    private const string AxisTitle = "per cent of families of whom it is known";
    private const string Legend = "n: families of whom it is known whether the risk is present. Thin lines: 95 % (Wilson) intervals. " + ReleasedWords.Rounded + " " + ReleasedWords.Symbols;
    private const string Suffix = " %";
    private const double Thickness = 16;

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A figure that is shown is not a percentage.</exception>
    public static string Svg(ReleasedRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var risk in picture.Risks)
            ReleasedWords.Require(risk.Share, FigureUnit.Percent);
        ReleasedRisk[] risks = [.. picture.Risks.OrderByDescending(risk => risk.Share.ValueOrNull?.Value ?? double.NegativeInfinity)];
        var sheet = Sheet.For(layout);
        var drawing = new Drawing();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = risks.Length > 0 ? Plot(drawing, sheet, y, risks) : sheet.Empty(drawing, y, Nothing);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("released-risks", sheet.Width, height, picture.Title, Description(picture, risks));
    }

    private static double Plot(Drawing drawing, Sheet sheet, double y, ReleasedRisk[] risks)
    {
        var size = sheet.TextSize;
        var figures = risks.Select(risk => risk.Share.ValueOrNull).OfType<ReleasedFigure>().ToArray();
        var known = figures.Select(Known).Append("n").Max(text => TextWidth.Of(text, size));
        var percents = sheet.Right - known - 10;
        var end = percents - figures.Select(About).Append("Per cent").Max(text => TextWidth.Of(text, size, bold: true)) - 18;
        var room = sheet.Stacked ? sheet.Right - sheet.Left : Math.Min(270, risks.Max(risk => TextWidth.Of(risk.Label, size)) + 2);
        var start = sheet.Stacked ? sheet.Left + 1 : sheet.Left + room + 16;
        var highest = figures.Select(figure => figure.Interval?.High ?? figure.Value).Append(10).Max();
        var scale = sheet.Scale(0, Math.Min(100, highest), start, end, 8, Suffix);
        var labels = risks.Select(risk => TextWidth.Wrap(risk.Label, size, room, lines: 2)).ToList();
        double Height(int row) => sheet.Stacked ? labels[row].Count * 18 + Thickness + 18 : Math.Max(Thickness + 14, labels[row].Count * 17 + 11);

        drawing.Text(sheet.Left, y + 10, "Risk", sheet.SmallSize, Palette.Muted, bold: true);
        drawing.Text(percents, y + 10, "Per cent", sheet.SmallSize, Palette.Muted, Anchor.End, bold: true);
        drawing.Text(sheet.Right, y + 10, "n", sheet.SmallSize, Palette.Muted, Anchor.End, bold: true);
        y = sheet.TicksAbove(drawing, scale, y + 20, risks.Length, Suffix);
        var bottom = y + Enumerable.Range(0, risks.Length).Sum(Height) + 2;
        var bands = Bands(sheet, y, bottom, [.. Enumerable.Range(0, risks.Length).Select(Height)], [.. risks.Select(risk => risk.Share.IsShown)]);
        Sheet.Grid(drawing, scale, bands);
        Sheet.Upright(drawing, start, bands, Palette.Axis, 1);
        for (var row = 0; row < risks.Length; row++)
        {
            var height = Height(row);
            var centre = sheet.Stacked ? y + height - Thickness / 2 - 6 : y + height / 2;
            var firstLine = sheet.Stacked ? y + 19 : centre + 5 - (labels[row].Count - 1) * 8.5;
            drawing.Open(Words(risks[row]));
            for (var line = 0; line < labels[row].Count; line++)
                drawing.Text(sheet.Left, firstLine + line * 17, labels[row][line], size);
            if (risks[row].Share.ValueOrNull is { } figure)
                Bar(drawing, scale, figure, centre);
            else
                drawing.Text(start + 8, centre + 5, ReleasedWords.Instead(risks[row].Share), size, Palette.Muted);
            drawing.Text(percents, centre + 5, risks[row].Share.ValueOrNull is { } shown ? About(shown) : risks[row].Share.ToString(), size, Palette.Ink, Anchor.End, bold: true);
            drawing.Text(sheet.Right, centre + 5, risks[row].Share.ValueOrNull is { } of ? Known(of) : "", size, Palette.Muted, Anchor.End);
            drawing.Close();
            y += height;
        }
        y = sheet.Axis(drawing, scale, bottom, Suffix);
        drawing.Text(sheet.Stacked ? start : (start + end) / 2, y + 13, AxisTitle, sheet.SmallSize, Palette.Muted, sheet.Stacked ? Anchor.Start : Anchor.Middle);
        return sheet.Paragraph(drawing, y + 30, Legend, sheet.SmallSize, Palette.Muted) + 10;
    }

    // Rows without a bar have words where the grid would be; they are the last.
    private static List<Band> Bands(Sheet sheet, double top, double bottom, double[] heights, bool[] shown)
    {
        if (!sheet.Stacked)
            return [new Band(top, shown.All(one => one) ? bottom : top + heights.Where((_, row) => shown[row]).Sum())];
        List<Band> bands = [];
        for (var row = 0; row < heights.Length; row++)
        {
            top += heights[row];
            if (shown[row])
                bands.Add(new Band(top - Thickness - 9, top - 3));
        }
        return bands;
    }

    private static void Bar(Drawing drawing, LinearScale scale, ReleasedFigure figure, double centre)
    {
        drawing.Box(scale.Start, centre - Thickness / 2, scale.At(figure.Value) - scale.Start, Thickness, Palette.Bar);
        if (figure.Interval is { } interval)
            drawing.Whisker(scale, interval.Low, interval.High, centre, 4, Palette.Ink, 1.5);
    }

    private static string About(ReleasedFigure figure) => $"about {figure} %";

    private static string Known(ReleasedFigure figure) => figure.Cases is { } cases ? "of " + Numbers.Count(cases) : "";

    private static string Words(ReleasedRisk risk) => risk.Share.ValueOrNull is { } figure
        ? $"{risk.Label}: {About(figure)}{(figure.Cases is { } cases ? $" of {Numbers.Count(cases)}" : "")}"
            + (figure.Interval is { } interval ? $" (95 % interval {ReleasedWords.Between(figure, interval)} %)" : "")
        : $"{risk.Label}: {ReleasedWords.Instead(risk.Share)}";

    private static string Description(ReleasedRisksPicture picture, ReleasedRisk[] risks) => string.Join(' ', new[]
    {
        string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
        risks.Length == 0 ? Nothing : "Released shares of families with each risk, from top to bottom. " + string.Join("; ", risks.Select(Words)) + ".",
        picture.Caveat,
    }.Where(part => part.Length > 0));
}
