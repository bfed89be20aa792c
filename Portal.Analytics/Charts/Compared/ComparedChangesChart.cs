using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Compared;

/// <summary>
/// A service's own change beside that of all other services: one panel per measure, each with its own axis, because points differ by
/// measure.
/// </summary>
/// <remarks>Only released figures of other services are used.</remarks>
public static class ComparedChangesChart
{
    private const string Nothing = "There is no measure to compare yet.";
    private const string TooFew = "too few to say";
    private const string NoPairs = "no family with both scores";
    private const string Axis = "points of improvement, right = better";
    private const string YourService = "Your service";
    private const string OtherServices = "Other services";
    private const double RowHeight = 26;
    private const int LowPrecisionBelow = 10;

    private const string Legend =
        "Square: your service; diamond: all other services together; thick lines: 95 % intervals. "
        + "Thin line: where the change of another service like these is expected to lie (95 % prediction interval). "
        + "Each measure has an axis of its own. Fewer than 10 families: low precision. "
        + ReleasedWords.Rounded;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ComparedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; panels are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A figure of the other services is shown, but not in points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The service's own change is outside its range or outside its interval.</exception>
    public static string Svg(ComparedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var measure in picture.Measures)
            Check(measure);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        if (picture.Measures.Count == 0)
            y = sheet.Empty(drawing, y, Nothing);
        foreach (var measure in picture.Measures)
            y = Panel(drawing, sheet, y, measure);
        if (picture.Measures.Count > 0)
            y = sheet.Paragraph(drawing, y, Legend, new(sheet.SmallSize, Palette.Muted)) + 10;
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("compared-changes", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Panel(SvgMarks drawing, Sheet sheet, double y, ComparedChange measure)
    {
        y = sheet.Paragraph(drawing, y, measure.Label, new(sheet.TextSize, Bold: true)) + 4;
        var size = sheet.TextSize;
        var (own, rest) = (measure.Own, measure.Rest.ValueOrNull);
        (string Who, string Cases, string Said)[] rows =
        [
            (
                YourService,
                own is null ? "" : Numbers.Families(own.Cases) + (sheet.Stacked ? "" : Precision(own)),
                own is null ? NoPairs : Said(own)
            ),
            (
                OtherServices,
                rest is null ? "" : ReleasedWords.Families(rest),
                rest is null ? TooFew : $"{rest} {ReleasedWords.Bracketed(rest, rest.Interval)}".TrimEnd()
            ),
        ];
        var room = sheet.Stacked ? 0 : 290;
        var saidWidth = sheet.Stacked ? 0 : 190;
        var (start, end) = sheet.Stacked ? (sheet.Left + 10, sheet.Right - 10) : (sheet.Left + room + 10, sheet.Right - saidWidth - 10);
        List<Interval> covered = [];
        if (own is not null)
            covered.Add(own.Interval ?? new Interval(own.Estimate, own.Estimate));
        if (rest is not null)
            covered.Add(rest.Interval ?? new Interval(rest.Value, rest.Value));
        var scale = covered.Count == 0 ? null : Scale(sheet, covered, rest?.Prediction, start, end);
        var step = sheet.Stacked ? RowHeight + 20 : RowHeight;
        var marks = new[] { y + step - RowHeight / 2, y + 2 * step - RowHeight / 2 };
        if (scale is not null)
        {
            // No grid behind the words of a row without marks.
            List<Band> bands =
                own is not null && rest is not null && !sheet.Stacked
                    ? [new Band(marks[0] - 12, marks[1] + 12)]
                    :
                    [
                        .. new[] { own is null, rest is null }
                            .Select((empty, row) => (empty, row))
                            .Where(one => !one.empty)
                            .Select(one => new Band(marks[one.row] - 12, marks[one.row] + 12)),
                    ];
            Sheet.Grid(drawing, scale, bands);
            Sheet.Upright(drawing, scale.At(0), bands, new(Palette.Ink, 1.2));
        }
        for (var row = 0; row < rows.Length; row++)
        {
            var baseline = sheet.Stacked ? marks[row] - RowHeight / 2 - 4 : marks[row] + 5;
            drawing.Open(Words(measure.Label, rows[row]));
            drawing.Text(new(sheet.Left, baseline), rows[row].Who, new(size));
            drawing.Text(
                new(sheet.Stacked ? sheet.Left + 98 : sheet.Left + room, baseline),
                rows[row].Cases,
                new(sheet.SmallSize, Palette.Muted),
                sheet.Stacked ? Anchor.Start : Anchor.End
            );
            drawing.Text(
                new(sheet.Right, baseline),
                rows[row].Said,
                new(size, row == 0 ? Palette.Teal : Palette.MarkInk, Bold: true),
                Anchor.End
            );
            if (scale is not null && row == 0 && own is not null)
                Own(drawing, scale, own, marks[row]);
            if (scale is not null && row == 1 && rest is not null)
                Rest(drawing, scale, rest, marks[row]);
            drawing.Close();
        }
        y += rows.Length * step + 2;
        if (scale is null)
            return y + 14;
        y = sheet.Axis(drawing, scale, y);
        drawing.Text(new((start + end) / 2, y + 13), Axis, new(sheet.SmallSize, Palette.Muted), Anchor.Middle);
        return y + 36;
    }

    private static LinearScale Scale(Sheet sheet, List<Interval> covered, Interval? prediction, double start, double end)
    {
        var (low, high) = ReleasedWords.Range(covered, prediction is { } one ? [one] : []);
        return sheet.Scale(low, high, start, end, 6);
    }

    private static void Own(SvgMarks drawing, LinearScale scale, OwnChange own, double y)
    {
        if (own.Interval is { } interval)
            drawing.Whisker(scale, interval, y, 6, new(Palette.Teal, 2.5));
        drawing.Box(new(scale.At(own.Estimate) - 4, y - 4, 8, 8), Palette.Teal);
    }

    private static void Rest(SvgMarks drawing, LinearScale scale, ReleasedFigure rest, double y)
    {
        if (rest.Prediction is { } prediction)
            drawing.Whisker(scale, prediction, y, 3, new(Palette.Accent, 1));
        if (rest.Interval is { } interval)
            drawing.Whisker(scale, interval, y, 6, new(Palette.Accent, 2.5));
        var x = scale.At(rest.Value);
        drawing.Polygon(Palette.Accent, new(x - 7, y), new(x, y - 7), new(x + 7, y), new(x, y + 7));
    }

    private static string Precision(OwnChange own) => own.Cases < LowPrecisionBelow ? ", low precision" : "";

    private static string Said(OwnChange own) =>
        own.Interval is { } interval
            ? $"{Numbers.Fixed(own.Estimate, 1)} [{Numbers.Fixed(interval.Low, 1)}, {Numbers.Fixed(interval.High, 1)}]"
            : Numbers.Fixed(own.Estimate, 1);

    private static string Words(string label, (string Who, string Cases, string Said) row) =>
        $"{label}: {(row.Who == YourService ? "your service" : "other services")} {row.Said}"
        + (row.Cases.Length == 0 ? "" : $" ({row.Cases})");

    private static string Description(ComparedChangesPicture picture)
    {
        IEnumerable<string> Lines(ComparedChange measure)
        {
            var own = measure.Own is { } change
                ? $"your service {Said(change)}, {Numbers.Families(change.Cases)}{Precision(change)}"
                : $"your service: {NoPairs}";
            var rest = measure.Rest.ValueOrNull is not { } figure
                ? $"other services: {TooFew}"
                : $"other services {figure} {ReleasedWords.Bracketed(figure, figure.Interval)}".TrimEnd()
                    + ReleasedWords.AndFamilies(figure)
                    + (figure.Prediction is { } prediction ? $", prediction interval {ReleasedWords.Between(figure, prediction)}" : "");
            yield return $"{measure.Label}: {own}; {rest}.";
        }
        string[] parts =
        [
            string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
            picture.Measures.Count == 0 ? Nothing : $"Changes in {Axis}; intervals are 95 %.",
            .. picture.Measures.SelectMany(Lines),
            picture.Caveat,
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static void Check(ComparedChange measure)
    {
        ReleasedWords.Require(measure.Rest, FigureUnit.Points);
        if (measure.Own is not { } own)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(own.Cases, 1, nameof(measure));
        if (
            !(Math.Abs(own.Estimate) <= 1e12)
            || (
                own.Interval is { } interval
                && !(interval.Low >= -1e12 && interval.Low <= own.Estimate && own.Estimate <= interval.High && interval.High <= 1e12)
            )
        )
            throw new ArgumentOutOfRangeException(nameof(measure), "An estimate lies between its limits, all within +/- 1e12.");
    }
}
