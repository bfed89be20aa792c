using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Compared;

/// <summary>Draws the service's share of each risk as a dot with its interval, and the share of all services as an upright mark.</summary>
/// <remarks>Only released figures of the network are used.</remarks>
public static class ComparedRisksChart
{
    private const string Legend =
        "Dot and line: your families of whom it is known, with 95 % (Wilson) interval. "
        + "Upright mark: all services together, yours too, as released.";

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ComparedRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">The network's figure is not in per cent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More families have a risk than it is known of.</exception>
    public static string Svg(ComparedRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var risk in picture.Risks)
        {
            ReleasedWords.Require(risk.Network, FigureUnit.Percent);
            ArgumentOutOfRangeException.ThrowIfNegative(risk.Present, nameof(picture));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(risk.Present, risk.Known, nameof(picture));
        }
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark) - 4;
        y = picture.Risks.Count == 0 ? sheet.Empty(drawing, y, picture.Nothing) : Rows(drawing, sheet, y, picture.Risks);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("compared-risks", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Rows(SvgMarks drawing, Sheet sheet, double y, IReadOnlyList<ComparedRisk> risks)
    {
        var (start, end) = sheet.Stacked ? (sheet.Left + 8, sheet.Right - 8) : (sheet.Left + 220, sheet.Right - 290);
        var most = risks
            .SelectMany(risk => new[] { risk.Interval?.High * 100, risk.Network.ValueOrNull?.Value })
            .OfType<double>()
            .Append(10)
            .Max();
        var scale = sheet.Scale(0, Math.Min(100, most), start, end, sheet.Stacked ? 4 : 6, " %");
        var heading = new Lettering(sheet.SmallSize, Palette.Muted, Bold: true);
        if (!sheet.Stacked)
        {
            drawing.Text(new(sheet.Left, y + 10), "Risk", heading);
            drawing.Text(new(sheet.Right - 174, y + 10), "Yours", heading, Anchor.End);
            drawing.Text(new(sheet.Right - 96, y + 10), "All", heading, Anchor.End);
            drawing.Text(new(sheet.Right - 82, y + 10), "Yours is", heading);
            y += 18;
        }
        foreach (var risk in risks)
        {
            var middle = sheet.Stacked ? y + 46 : y + 13;
            Sheet.Grid(drawing, scale, [new Band(middle - 13, middle + 13)]);
            drawing.Open(Row(risk));
            Text(drawing, sheet, y, risk);
            if (risk.Network.ValueOrNull is { } all)
                drawing.Line(new(scale.Within(all.Value), middle - 9), new(scale.Within(all.Value), middle + 9), new(Palette.Accent, 4));
            if (risk is { Interval: { } interval, Known: > 0 })
            {
                drawing.Whisker(scale, new Interval(100 * interval.Low, 100 * interval.High), middle, 4, new(Palette.Teal, 1.5));
                drawing.Circle(new(scale.Within(100.0 * risk.Present / risk.Known), middle), 5, Palette.Teal, null);
            }
            drawing.Close();
            y += sheet.Stacked ? 62 : 26;
        }
        y = sheet.Axis(drawing, scale, y + 2, " %");
        return sheet.Paragraph(drawing, y + 8, Legend, new(sheet.SmallSize, Palette.Muted)) + 8;
    }

    private static void Text(SvgMarks drawing, Sheet sheet, double y, ComparedRisk risk)
    {
        var size = sheet.Stacked ? sheet.SmallSize : sheet.TextSize;
        var own = Own(risk) + (risk.Known == 0 ? "" : $" of {Numbers.Count(risk.Known)}");
        var all = Network(risk);
        if (sheet.Stacked)
        {
            drawing.Text(new(sheet.Left, y + 12), TextWidth.Shorten(risk.Label, size, 220, bold: true), new(size, Bold: true));
            drawing.Text(new(sheet.Right, y + 12), risk.Position, new(size), Anchor.End);
            drawing.Text(new(sheet.Left, y + 29), $"Yours {own}", new(size, Palette.Teal, Bold: true));
            drawing.Text(new(sheet.Right, y + 29), $"All {all}", new(size, Palette.MarkInk), Anchor.End);
            return;
        }
        drawing.Text(new(sheet.Left, y + 18), TextWidth.Shorten(risk.Label, size, 212), new(size));
        drawing.Text(new(sheet.Right - 174, y + 18), own, new(size, Palette.Teal, Bold: true), Anchor.End);
        drawing.Text(new(sheet.Right - 96, y + 18), all, new(size, Palette.MarkInk), Anchor.End);
        drawing.Text(new(sheet.Right - 82, y + 18), risk.Position, new(sheet.SmallSize, Bold: true));
    }

    private static string Own(ComparedRisk risk) => risk.Known == 0 ? "none" : Numbers.Percent((double)risk.Present / risk.Known);

    private static string Network(ComparedRisk risk) => risk.Network.ValueOrNull is { } all ? $"{all.InWords} %" : ComparedWords.NotShown;

    private static string Row(ComparedRisk risk) =>
        $"{risk.Label}: yours {Own(risk)} ({Numbers.Count(risk.Present)} of {Numbers.Families(risk.Known)}), all services {Network(risk)}"
        + (risk.Position.Length > 0 ? $", {risk.Position}" : "");

    private static string Description(ComparedRisksPicture picture) =>
        string.Join(
            ' ',
            new[]
            {
                string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
                picture.Risks.Count == 0 ? picture.Nothing : string.Join("; ", picture.Risks.Select(Row)) + ".",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
}
