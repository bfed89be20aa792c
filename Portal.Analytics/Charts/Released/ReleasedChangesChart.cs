using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Released;

/// <summary>
/// Pooled change of every measure of a release, one line a measure: estimate, interval, and as a thinner line the prediction interval.
/// </summary>
/// <remarks>It takes released figures only, so the picture cannot reveal what is withheld.</remarks>
public static class ReleasedChangesChart
{
    private const string Nothing = "This release holds no changes of scores.";
    private const string NoneShown = "No change can be shown, to protect families.";
    private const string OthersShown = "this change is not shown, other figures are";
    private const string AxisTitle = "standard deviations of first scores, right = better";
    private const string Heading = "[95 % interval]";
    private const string Behind =
        "Families: those with both scores; in brackets, their share of those with a first score, where it is shown. ";
    private const string Legend =
        "Squares and thick lines: change pooled over services with its 95 % interval. "
        + "Thin lines: where the change of another service like these is expected to lie (95 % prediction interval); "
        + "an arrow goes on beyond the axis. "
        + Behind
        + ReleasedWords.Rounded;
    private const string LegendOfOneService =
        "Squares and lines: mean change of the families of this service over the standard deviation of their first scores, "
        + "with its 95 % interval. "
        + Behind
        + ReleasedWords.Rounded;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ReleasedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">
    /// What to show. Lines are drawn in the order given; a note counts the measures that are not shown, and the description names them.
    /// </param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A figure that is shown is not in standard deviations.</exception>
    public static string Svg(ReleasedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var change in picture.Changes)
        {
            ReleasedWords.Require(change.Change, FigureUnit.StandardDeviations);
            ReleasedWords.Require(change.Completion, FigureUnit.Percent);
        }
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        var lines = picture
            .Changes.Where(change => change.Change.IsShown)
            .Select(change => (change.Label, Figure: change.Change.ValueOrNull!, Completion: change.Completion.ValueOrNull))
            .ToArray();
        y =
            lines.Length > 0
                ? Plot(drawing, sheet, y, lines, picture.IsOfOneService ? LegendOfOneService : Legend)
                : sheet.Empty(drawing, y, picture.Changes.Count == 0 ? Nothing : NoneShown);
        y = Others(drawing, sheet, y, picture.Changes);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("released-changes", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(
        SvgMarks drawing,
        Sheet sheet,
        double y,
        (string Label, ReleasedFigure Figure, ReleasedFigure? Completion)[] lines,
        string legend
    )
    {
        var size = sheet.TextSize;
        double Widest(Func<ReleasedFigure, string> text, string heading) =>
            Math.Max(
                lines.Max(line => TextWidth.Of(text(line.Figure), size, bold: true)),
                TextWidth.Of(heading, sheet.SmallSize, bold: true)
            );
        var estimateEnd = sheet.Right - Widest(Interval, Heading) - 10;
        var room = sheet.Stacked ? sheet.Right - sheet.Left : Math.Min(230, lines.Max(line => TextWidth.Of(line.Label, size)) + 2);
        var families = Math.Max(
            lines.Max(line => TextWidth.Of(Cases(line.Figure, line.Completion), size)),
            TextWidth.Of("Families", sheet.SmallSize, bold: true)
        );
        var casesEnd = (sheet.Stacked ? sheet.Left : sheet.Left + room + 14) + families;
        var (start, end) = sheet.Stacked
            ? (sheet.Left + 10, sheet.Right - 10)
            : (casesEnd + 26, estimateEnd - Widest(figure => figure.InWords, "Change") - 24);
        var (low, high) = ReleasedWords.Range(
            lines.Select(line => line.Figure.Interval ?? new Interval(line.Figure.Value, line.Figure.Value)),
            lines.Select(line => line.Figure.Prediction).OfType<Interval>()
        );
        var scale = sheet.Scale(low, high, start, end, 8);
        var labels = lines.Select(line => TextWidth.Wrap(line.Label, size, room, lines: 2)).ToList();
        double Height(int row) => sheet.Stacked ? labels[row].Count * 18 + 52 : Math.Max(30, labels[row].Count * 17 + 12);

        if (!sheet.Stacked)
            drawing.Text(new(sheet.Left, y + 10), "Measure", new(sheet.SmallSize, Palette.Muted, Bold: true));
        drawing.Text(new(casesEnd, y + 10), "Families", new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        drawing.Text(new(estimateEnd, y + 10), "Change", new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        drawing.Text(new(sheet.Right, y + 10), Heading, new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        y = sheet.TicksAbove(drawing, scale, y + 20, lines.Length);
        var bottom = y + Enumerable.Range(0, lines.Length).Sum(Height) + 2;
        List<Band> bands = [];
        for (var (row, below) = (0, y); sheet.Stacked && row < lines.Length; row++)
        {
            below += Height(row);
            bands.Add(new Band(below - 26, below - 4));
        }
        if (!sheet.Stacked)
            bands.Add(new Band(y, bottom));
        Sheet.Grid(drawing, scale, bands);
        Sheet.Upright(drawing, scale.At(0), bands, new(Palette.Ink, 1.2));
        for (var row = 0; row < lines.Length; row++)
        {
            var (label, figure, completion) = lines[row];
            var height = Height(row);
            var centre = sheet.Stacked ? y + height - 15 : y + height / 2;
            var firstLine = sheet.Stacked ? y + 17 : centre + 5 - (labels[row].Count - 1) * 8.5;
            var numbers = sheet.Stacked ? firstLine + labels[row].Count * 18 : centre + 5;
            drawing.Open(Words(label, figure, completion));
            for (var line = 0; line < labels[row].Count; line++)
                drawing.Text(new(sheet.Left, firstLine + line * 17), labels[row][line], new(size));
            drawing.Text(new(casesEnd, numbers), Cases(figure, completion), new(size), Anchor.End);
            drawing.Text(new(estimateEnd, numbers), figure.InWords, new(size, Bold: true), Anchor.End);
            drawing.Text(new(sheet.Right, numbers), Interval(figure), new(size, Palette.Muted), Anchor.End);
            if (figure.Prediction is { } prediction)
                drawing.Whisker(scale, prediction, centre, 3, new(Palette.Accent, 1));
            if (figure.Interval is { } interval)
                drawing.Whisker(scale, interval, centre, 6, new(Palette.Teal, 2.5));
            drawing.Box(new(scale.At(figure.Value) - 4, centre - 4, 8, 8), Palette.Teal);
            drawing.Close();
            y += height;
        }
        y = sheet.Axis(drawing, scale, bottom);
        var unit = TextWidth.Shorten(AxisTitle, sheet.SmallSize, sheet.Right - sheet.Left);
        var half = TextWidth.Of(unit, sheet.SmallSize) / 2;
        drawing.Text(
            new(Math.Clamp((start + end) / 2, sheet.Left + half, sheet.Right - half), y + 13),
            unit,
            new(sheet.SmallSize, Palette.Muted),
            Anchor.Middle
        );
        return sheet.Paragraph(drawing, y + 30, legend, new(sheet.SmallSize, Palette.Muted)) + 10;
    }

    // One line however many there are: each would say the same, and a network may leave most of the catalogue unused.
    private static double Others(SvgMarks drawing, Sheet sheet, double y, IReadOnlyList<ReleasedChange> changes)
    {
        var which = changes.Any(change => change.Change.IsShown) ? "other " : "";
        foreach (var alike in NotShown(changes))
        {
            var many = Numbers.Count(alike.Count()) + " " + which + (alike.Count() == 1 ? "measure" : "measures");
            drawing.Open($"{many}: {alike.Key}: {Names(alike)}");
            drawing.Text(new(sheet.Left, y + 13), alike.First().Change.ToString(), new(sheet.TextSize, Bold: true));
            drawing.Text(new(sheet.Left + 18, y + 13), $"{many}: {alike.Key}", new(sheet.TextSize));
            drawing.Close();
            y += 20;
        }
        return y + 10;
    }

    private static IEnumerable<IGrouping<string, ReleasedChange>> NotShown(IReadOnlyList<ReleasedChange> changes) =>
        changes
            .Where(change => !change.Change.IsShown)
            .GroupBy(change => change.HasOthers ? OthersShown : ReleasedWords.Instead(change.Change));

    private static string Names(IEnumerable<ReleasedChange> changes) => string.Join(", ", changes.Select(change => change.Label));

    private static string Cases(ReleasedFigure figure, ReleasedFigure? completion) =>
        figure.CasesInWords + (completion is { } share && figure.CasesInWords.Length > 0 ? $" ({share.InWords} %)" : "");

    private static string Interval(ReleasedFigure figure) => ReleasedWords.Bracketed(figure, figure.Interval);

    private static string Words(string label, ReleasedFigure figure, ReleasedFigure? completion) =>
        $"{label}: {figure.InWords} standard deviations"
        + (figure.Interval is { } interval ? $" (95 % interval {ReleasedWords.Between(figure, interval)}" : " (no interval")
        + (figure.Prediction is { } prediction ? $"; prediction interval {ReleasedWords.Between(figure, prediction)}" : "")
        + (ReleasedWords.Families(figure) is { Length: > 0 } families ? $"; {families})" : ")")
        + (completion is { } share ? $", about {share.InWords} % of those with a first score" : "");

    private static string Description(ReleasedChangesPicture picture) =>
        string.Join(
            ' ',
            new[]
            {
                string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
                picture.Changes.Count == 0 ? Nothing : Said(picture),
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );

    private static string Said(ReleasedChangesPicture picture) =>
        string.Join(
            "; ",
            picture
                .Changes.Where(change => change.Change.IsShown)
                .Select(change => Words(change.Label, change.Change.ValueOrNull!, change.Completion.ValueOrNull))
                .Concat(NotShown(picture.Changes).Select(alike => $"{alike.Key}: {Names(alike)}"))
                .Prepend($"Released changes in {AxisTitle}; {(picture.IsOfOneService ? "of one service" : "pooled over services")}")
        ) + ".";
}
