using System.Text;

namespace Portal.Analytics.Charts;

/// <summary>Referral risks as horizontal bars with interval whiskers, per cent and n beside each.</summary>
public static class ReferralRisksChart
{
    private const string Nothing = "No family has been assessed for these risks in this period yet, so there is nothing to draw.";
    private const string AxisTitle = "per cent of families assessed for the risk";
    private const string Legend = "n: families for whom it is known whether the risk is present. Thin lines: 95 % (Wilson) intervals; the fewer families, the longer the line.";
    private const string Suffix = " %";
    private const double Thickness = 16;

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; bars are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or fraction is outside its range.</exception>
    public static string Svg(ReferralRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        foreach (var bar in picture.Bars)
            Check(bar);
        var sheet = Sheet.For(layout);
        var drawing = new Drawing();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = picture.Bars.Any(bar => bar.Assessed > 0) ? Plot(drawing, sheet, y, picture.Bars) : sheet.Empty(drawing, y, Nothing);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("referral-risks", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(Drawing drawing, Sheet sheet, double y, IReadOnlyList<RiskBar> bars)
    {
        var size = sheet.TextSize;
        var known = Math.Max(bars.Where(bar => bar.Assessed > 0).Max(bar => TextWidth.Of(Known(bar), size)), TextWidth.Of("n", size));
        var percents = sheet.Right - known - 8;
        var end = percents - TextWidth.Of("Per cent", sheet.SmallSize, bold: true) - 18;
        var room = sheet.Stacked ? sheet.Right - sheet.Left : Math.Min(270, bars.Max(bar => TextWidth.Of(bar.Label, size)) + 2);
        var start = sheet.Stacked ? sheet.Left + 1 : sheet.Left + room + 16;
        var highest = bars.Where(bar => bar.Assessed > 0).Max(bar => bar.High);
        var scale = sheet.Scale(0, Math.Min(1, Math.Max(highest, 0.1)) * 100, start, end, 8, Suffix);
        var labels = bars.Select(bar => TextWidth.Wrap(bar.Label, size, room, lines: 2)).ToList();
        double Height(int row) => sheet.Stacked ? labels[row].Count * 18 + Thickness + 18 : Math.Max(Thickness + 14, labels[row].Count * 17 + 11);

        drawing.Text(sheet.Left, y + 10, "Risk", sheet.SmallSize, Palette.Muted, bold: true);
        drawing.Text(percents, y + 10, "Per cent", sheet.SmallSize, Palette.Muted, Anchor.End, bold: true);
        drawing.Text(sheet.Right, y + 10, "n", sheet.SmallSize, Palette.Muted, Anchor.End, bold: true);
        y = sheet.TicksAbove(drawing, scale, y + 20, bars.Count, Suffix);
        var bottom = y + Enumerable.Range(0, bars.Count).Sum(Height) + 2;
        List<Band> bands = [];
        for (var (row, below) = (0, y); sheet.Stacked && row < bars.Count; row++)
        {
            below += Height(row);
            bands.Add(new Band(below - Thickness - 9, below - 3));
        }
        if (!sheet.Stacked)
            bands.Add(new Band(y, bottom));
        Sheet.Grid(drawing, scale, bands);
        for (var row = 0; row < bars.Count; row++)
        {
            var height = Height(row);
            var centre = sheet.Stacked ? y + height - Thickness / 2 - 6 : y + height / 2;
            var firstLine = sheet.Stacked ? y + 19 : centre + 5 - (labels[row].Count - 1) * 8.5;
            drawing.Open(Words(bars[row]));
            for (var line = 0; line < labels[row].Count; line++)
                drawing.Text(sheet.Left, firstLine + line * 17, labels[row][line], size);
            if (bars[row].Assessed > 0)
                Bar(drawing, scale, bars[row], centre);
            if (bars[row].Assessed > 0)
                drawing.Text(percents, centre + 5, Numbers.Percent(bars[row].Fraction), size, Palette.Ink, Anchor.End, bold: true);
            drawing.Text(sheet.Right, centre + 5, Known(bars[row]), size, Palette.Muted, Anchor.End);
            drawing.Close();
            y += height;
        }
        Sheet.Upright(drawing, start, bands, Palette.Axis, 1);
        y = sheet.Axis(drawing, scale, bottom, Suffix);
        drawing.Text(sheet.Stacked ? start : (start + end) / 2, y + 13, AxisTitle, sheet.SmallSize, Palette.Muted, sheet.Stacked ? Anchor.Start : Anchor.Middle);
        return sheet.Paragraph(drawing, y + 30, Legend, sheet.SmallSize, Palette.Muted) + 10;
    }

    private static void Bar(Drawing drawing, LinearScale scale, RiskBar bar, double centre)
    {
        drawing.Box(scale.Start, centre - Thickness / 2, scale.At(bar.Fraction * 100) - scale.Start, Thickness, Palette.Bar);
        drawing.Whisker(scale, Math.Max(0, bar.Low) * 100, Math.Min(1, bar.High) * 100, centre, 4, Palette.Ink, 1.5);
    }

    private static string Known(RiskBar bar) => bar.Assessed > 0 ? "of " + Numbers.Count(bar.Assessed) : "not assessed";

    private static string Words(RiskBar bar) => bar.Assessed == 0
        ? $"{bar.Label}: not assessed"
        : $"{bar.Label}: {Numbers.Percent(bar.Fraction)}, {Numbers.Count(bar.Present)} of {Numbers.Count(bar.Assessed)} (95 % interval {Numbers.Percent(bar.Low)} to {Numbers.Percent(bar.High)})";

    private static string Description(ReferralRisksPicture picture)
    {
        var words = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(picture.Mark))
            words.Append(picture.Mark).Append(". ");
        words.Append(picture.Bars.Any(bar => bar.Assessed > 0)
            ? "Share of the families assessed for each risk, from top to bottom. " + string.Join("; ", picture.Bars.Select(Words)) + "."
            : Nothing);
        return words.Append(' ').Append(picture.Caveat).ToString().TrimEnd();
    }

    private static void Check(RiskBar bar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bar.Assessed);
        if (bar.Present < 0 || bar.Present > bar.Assessed)
            throw new ArgumentOutOfRangeException(nameof(bar), "A risk cannot be present in more families than were assessed for it, nor in fewer than none.");
        // Wilson limits can pass the fraction by a rounding error at none and at all.
        const double rounding = 1e-9;
        if (bar.Assessed > 0 && !(bar.Low >= -rounding && bar.Low <= bar.Fraction + rounding && bar.Fraction is >= 0 and <= 1
            && bar.High >= bar.Fraction - rounding && bar.High <= 1 + rounding))
            throw new ArgumentOutOfRangeException(nameof(bar), "The fraction and its limits must be in order and within [0, 1].");
    }
}
