using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Comparison;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Plots;

/// <summary>Funnel of one measure: limits around the released change of all other services, and only the viewer's own point.</summary>
/// <remarks>
/// Source: Spiegelhalter (2005). Limits are centre +/- z sqrt(se^2 + tau^2). The standard error at other numbers of families is that of the
/// own point, scaled by the root of the number, so the limits are exact at the own point. Only released figures of other services are used.
/// </remarks>
public static class OwnFunnelChart
{
    private const string NoRest =
        "Too few to say: the other services' change is " + ReleasedWords.NotShown + ", or it is not known how much they differ.";
    private const string NoOwn =
        "Too few to say: your service has too few families with both scores for a comparison, or all changed alike.";
    private const string Across = "number of families with both scores";
    private const string Up = "points of improvement, up = better";
    private const string Legend =
        "Middle line: change in all other services together. Dashed lines: 95 % limits, a reason to watch; solid curves: 99.8 % limits. "
        + "The fewer families, the further apart the limits. They allow for differences between services beyond chance.";

    private const int Steps = 60;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(OwnFunnelPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">The figure of the other services is shown, but not in points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the own point is outside its range.</exception>
    public static string Svg(OwnFunnelPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ReleasedWords.Require(picture.Rest, FigureUnit.Points);
        if (picture.Own is { } point && !(Math.Abs(point.Estimate) <= 1e12 && point.StandardError is > 0 and <= 1e12 && point.Cases >= 1))
            throw new ArgumentOutOfRangeException(
                nameof(picture),
                "The own point has a finite estimate, a standard error above 0 and a family."
            );
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y =
            picture.Own is not { } own ? sheet.Empty(drawing, y, NoOwn)
            : picture.Rest.ValueOrNull is { Spread: not null } rest ? Plot(drawing, sheet, y, rest, own)
            : sheet.Empty(drawing, y, NoRest);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("own-funnel", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(SvgMarks drawing, Sheet sheet, double y, ReleasedFigure rest, OwnPoint own)
    {
        var fewest = Math.Max(1, own.Cases / 4.0);
        double Error(double cases) => own.StandardError * Math.Sqrt(own.Cases / cases);
        Interval Limits(double cases, double level) => NetworkComparison.Limits(rest, Error(cases), level);

        var (height, small) = (sheet.Stacked ? 260.0 : 320.0, sheet.SmallSize);
        y = sheet.Paragraph(drawing, y, Up, new(small, Palette.Muted)) + 8;
        var widest = Limits(fewest, NetworkComparison.Different);
        var up = LinearScale.Covering(
            Math.Min(widest.Low, own.Estimate),
            Math.Max(widest.High, own.Estimate),
            y + height,
            y,
            sheet.Stacked ? 6 : 8
        );
        var left = sheet.Left + up.Ticks.Max(tick => TextWidth.Of(up.Label(tick), small)) + 10;
        var right = sheet.Right - TextWidth.Of("99.8 %", small) - 8;
        // Room to the right of the point for its label.
        var across = sheet.Scale(0, Math.Max(20, own.Cases * 1.75), left, right, 8);
        using var plot = new PlotSurface(drawing, sheet, new(left, y, right - left, height), across, up);
        if (up.Low < 0 && up.High > 0)
            plot.Line([(0, 0), (across.High, 0)], Palette.Axis, 1.2);
        plot.Line([(0, rest.Value), (across.High, rest.Value)], Palette.Accent, 2);
        double[] places = [.. Enumerable.Range(0, Steps + 1).Select(step => fewest + (across.High - fewest) * step / Steps)];
        foreach (var end in new Func<Interval, double>[] { limits => limits.Low, limits => limits.High })
        {
            plot.Dashed([.. places.Select(cases => (cases, end(Limits(cases, NetworkComparison.Watched))))], Palette.Accent, 1.5);
            plot.Line([.. places.Select(cases => (cases, end(Limits(cases, NetworkComparison.Different))))], Palette.Accent, 1.5);
        }
        plot.Diamond(own.Cases, own.Estimate, sheet.Stacked ? 16 : 18, Palette.Teal);
        plot.Draw();
        drawing.Text(new(right + 5, up.At(rest.Value) + 4.5), "others", new(small, Palette.MarkInk));
        foreach (var (level, label) in new[] { (NetworkComparison.Watched, "95 %"), (NetworkComparison.Different, "99.8 %") })
        foreach (var limit in new[] { Limits(across.High, level).Low, Limits(across.High, level).High })
            drawing.Text(new(right + 5, up.At(limit) + 4.5), label, new(small, Palette.MarkInk));
        Own(drawing, sheet, plot.At(own.Cases, own.Estimate), Words(rest, own));
        y = sheet.AxisLabels(drawing, across, y + height);
        drawing.Text(new((left + right) / 2, y + 13), Across, new(small, Palette.Muted), Anchor.Middle);
        return sheet.Paragraph(drawing, y + 30, Legend, new(small, Palette.Muted)) + 10;
    }

    private static void Own(SvgMarks drawing, Sheet sheet, Point at, string words)
    {
        const string label = "your service";
        var width = TextWidth.Of(label, sheet.TextSize, bold: true);
        drawing.Open(words);
        // A background behind the label, so that no curve runs through it.
        drawing.Box(new(at.X + 12, at.Y - 9, width + 4, 18), Palette.Paper);
        drawing.Text(new(at.X + 14, at.Y + 5), label, new(sheet.TextSize, Palette.Teal, Bold: true));
        drawing.Close();
    }

    private static string Words(ReleasedFigure rest, OwnPoint own)
    {
        var (watched, different) = (
            NetworkComparison.Limits(rest, own.StandardError, NetworkComparison.Watched),
            NetworkComparison.Limits(rest, own.StandardError, NetworkComparison.Different)
        );
        var place =
            RoundOff.Side(own.Estimate, watched) == 0 ? "within the 95 % limits"
            : RoundOff.Side(own.Estimate, different) == 0 ? "between the 95 % and the 99.8 % limits"
            : "outside the 99.8 % limits";
        return $"Your service: {Numbers.Fixed(own.Estimate, 1)} points, {Numbers.Families(own.Cases)}, {place} "
            + $"(95 %: {Numbers.Fixed(watched.Low, 1)} to {Numbers.Fixed(watched.High, 1)}; "
            + $"99.8 %: {Numbers.Fixed(different.Low, 1)} to {Numbers.Fixed(different.High, 1)})";
    }

    private static string Description(OwnFunnelPicture picture)
    {
        var said =
            picture.Own is not { } own ? NoOwn
            : picture.Rest.ValueOrNull is not { Spread: not null } rest ? NoRest
            : "Funnel in points of improvement by number of families. "
                + $"All other services together: {rest.InWords} points{ReleasedWords.AndFamilies(rest)}, "
                + $"standard deviation between services {rest.Say(rest.Spread.Value)}. {Words(rest, own)}.";
        return string.Join(
            ' ',
            new[] { string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".", said, picture.Caveat }.Where(part => part.Length > 0)
        );
    }
}
