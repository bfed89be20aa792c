using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>
/// Draws a figure over the quarters: points joined by a line, the centre line, the band of common variation, signals with a ring, and the
/// team's own notes.
/// </summary>
public static class TrendChart
{
    private const double RoomOfAName = 62;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(TrendPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A note is not at one of the quarters.</exception>
    public static string Svg(TrendPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Notes.Any(note => note.Position < 0 || note.Position >= picture.Points.Count))
            throw new ArgumentOutOfRangeException(nameof(picture), "A note belongs to one of the quarters.");
        picture = picture with { Notes = [.. picture.Notes.OrderBy(note => note.Position)] };
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = picture.Points.All(point => point.Value is null) ? sheet.Empty(drawing, y, picture.Nothing) : Plot(drawing, sheet, y, picture);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("trend", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(SvgMarks drawing, Sheet sheet, double y, TrendPicture picture)
    {
        var (points, small) = (picture.Points, sheet.SmallSize);
        y = sheet.Paragraph(drawing, y, picture.Better, new(small, Palette.Muted)) + (picture.Notes.Count > 0 ? 28 : 10);
        var height = sheet.Stacked ? 190.0 : 230.0;
        var up = Up(picture, y + height, y, sheet.Stacked ? 5 : 6);
        var suffix = picture.IsPercent ? " %" : "";
        var left = sheet.Left + up.Ticks.Max(tick => TextWidth.Of(up.Label(tick) + suffix, small)) + 12;
        var right = sheet.Right - (sheet.Stacked ? 4 : RoomOfAName + 34);
        double[] places = [.. points.Select((_, i) => (double)i)];
        var across = new LinearScale(-0.5, points.Count - 0.5, left, right, places, 0);
        using var plot = new PlotSurface(drawing, sheet, new(left, y, right - left, height), across, up);
        var unit = picture.IsPercent ? 100.0 : 1.0;

        foreach (var (from, to) in Runs(points, point => (point.Limits, point.Centre)))
            if (points[from].Limits is { } limits)
                plot.Band(
                    [(from - 0.5, limits.Low * unit, limits.High * unit), (to + 0.5, limits.Low * unit, limits.High * unit)],
                    Palette.TealTint
                );
        foreach (var (from, to) in Runs(points, point => (point.Centre, 0)))
            if (points[from].Centre is { } centre)
                plot.Line([(from - 0.5, centre * unit), (to + 0.5, centre * unit)], Palette.Accent, 1.6);
        foreach (var (from, to) in Runs(points, point => (point.Value is null, 0)).Where(run => points[run.From].Value is not null))
            plot.Line([.. Enumerable.Range(from, to - from + 1).Select(i => ((double)i, points[i].Value!.Value * unit))], Palette.Teal, 2);
        for (var i = 0; i < points.Count; i++)
            if (points[i].Value is { } value)
                plot.Dot(i, value * unit, sheet.Stacked ? 7 : 8, Palette.Teal, points[i].Signal is null ? null : Palette.Accent);
        plot.Draw(suffix);
        if (up.Low < 0 && up.High > 0)
            drawing.Line(new(left, up.At(0)), new(right, up.At(0)), new(Palette.Axis, 1));

        if (!sheet.Stacked)
            Names(drawing, sheet, picture, up, right);
        for (var i = 0; i < picture.Notes.Count; i++)
            Flag(drawing, sheet, new(across.At(picture.Notes[i].Position - 0.5), y), height, i + 1);
        y = Quarters(drawing, sheet, points, across, y + height);
        return Legend(drawing, sheet, picture, y + 8);
    }

    private static LinearScale Up(TrendPicture picture, double bottom, double top, int steps)
    {
        var unit = picture.IsPercent ? 100.0 : 1.0;
        double[] heights =
        [
            .. picture
                .Points.SelectMany(point => new[] { point.Value, point.Centre, point.Limits?.Low, point.Limits?.High })
                .OfType<double>()
                .Select(height => height * unit),
            .. picture.FromZero ? new[] { 0.0 } : [],
        ];
        // Counts that are all 0 need an axis that does not go below.
        var highest = picture.FromZero && heights.Max() == 0 ? 1 : heights.Max();
        return LinearScale.Covering(heights.Min(), highest, bottom, top, steps);
    }

    // Words at the right end of the lines; when they would touch, the centre line keeps its own.
    private static void Names(SvgMarks drawing, Sheet sheet, TrendPicture picture, LinearScale up, double right)
    {
        var unit = picture.IsPercent ? 100.0 : 1.0;
        var last = picture.Points[^1];
        if (last.Centre is not { } centre)
            return;
        void Name(double height, string words, string colour) =>
            drawing.Text(new(right + 6, up.At(height * unit) + 4.5), words, new(sheet.SmallSize, colour));
        Name(centre, $"{picture.CentreName} {picture.Print(centre)}", Palette.MarkInk);
        if (last.Limits is not { } limits)
            return;
        foreach (var (height, words) in new[] { (limits.High, "upper limit"), (limits.Low, "lower limit") })
            if (Math.Abs(up.At(height * unit) - up.At(centre * unit)) >= 16)
                Name(height, words, Palette.Muted);
    }

    private static void Flag(SvgMarks drawing, Sheet sheet, Point at, double height, int number)
    {
        drawing.Line(new(at.X, at.Y - 6), new(at.X, at.Y + height), new(Palette.Ink, 1.2, "3 3"));
        drawing.Box(new(at.X - 9, at.Y - 24, 18, 18), Palette.Ink, corner: 9);
        drawing.Text(new(at.X, at.Y - 10.5), Numbers.Count(number), new(sheet.SmallSize, Palette.Paper, Bold: true), Anchor.Middle);
    }

    private static double Quarters(SvgMarks drawing, Sheet sheet, IReadOnlyList<TrendPoint> points, LinearScale across, double y)
    {
        var small = sheet.SmallSize;
        var roomy = across.At(1) - across.At(0) >= TextWidth.Of("Mar-May", small) + 8;
        for (var i = 0; i < points.Count; i++)
        {
            var isNewYear = i == 0 || points[i].Quarter == 1;
            if (roomy)
                drawing.Text(new(across.At(i), y + 20), points[i].Months, new(small, Palette.Muted), Anchor.Middle);
            if (!isNewYear || (i == 0 && !roomy && points.Skip(1).Take(2).Any(point => point.Quarter == 1)))
                continue;
            var year = points[i].Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
            drawing.Text(new(across.At(i), y + (roomy ? 37 : 20)), year, new(small, Palette.Muted, Bold: true), Anchor.Middle);
        }
        return y + (roomy ? 42 : 26);
    }

    private static double Legend(SvgMarks drawing, Sheet sheet, TrendPicture picture, double y)
    {
        var narrow =
            sheet.Stacked && picture.Points[^1].Centre is { } centre ? $" The {picture.CentreName} is {picture.Print(centre)}." : "";
        y = sheet.Paragraph(drawing, y, picture.LimitsRule + narrow, new(sheet.SmallSize, Palette.Muted)) + 4;
        for (var i = 0; i < picture.Notes.Count; i++)
        {
            var note = picture.Notes[i];
            y = sheet.Paragraph(drawing, y, $"{i + 1}  {picture.Points[note.Position].Words}: {note.Words}", new(sheet.SmallSize)) + 2;
        }
        return y + 8;
    }

    // Stretches of neighbours for which a part of the point is the same.
    private static IEnumerable<(int From, int To)> Runs<T>(IReadOnlyList<TrendPoint> points, Func<TrendPoint, T> same)
    {
        for (int from = 0, to; from < points.Count; from = to + 1)
        {
            to = from;
            while (to + 1 < points.Count && Equals(same(points[to + 1]), same(points[from])))
                to++;
            yield return (from, to);
        }
    }

    private static string Description(TrendPicture picture)
    {
        string Of(TrendPoint point) =>
            point.Words
            + ": "
            + (point.Value is { } value ? picture.Print(value) : "no figure")
            + (point.Behind.Length == 0 ? "" : $" ({point.Behind})")
            + (point.Signal is { } signal ? $", {signal}" : "");
        var last = picture.Points.Count == 0 ? null : picture.Points[^1];
        var said = picture.Points.All(point => point.Value is null)
            ? picture.Nothing
            : string.Join("; ", picture.Points.Select(Of))
                + "."
                + (last?.Centre is { } centre ? $" The {picture.CentreName} is {picture.Print(centre)}" : "")
                + (last?.Limits is { } limits ? $", with limits from {picture.Print(limits.Low)} to {picture.Print(limits.High)}" : "")
                + (last?.Centre is null ? "" : ".")
                + string.Concat(picture.Notes.Select(note => $" {picture.Points[note.Position].Words}: {note.Words}."));
        return string.Join(
            ' ',
            new[] { string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".", said, picture.Better + ".", picture.Caveat }.Where(
                part => part.Length > 0
            )
        );
    }
}
