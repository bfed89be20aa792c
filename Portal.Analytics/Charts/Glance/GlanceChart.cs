using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Glance;

/// <summary>
/// Small pictures that lead to a page with the large one: a card's width, no caveat and no table of their own, because the page behind has
/// both. Text keeps its size at the width of a card.
/// </summary>
public static class GlanceChart
{
    private const double Width = 220;
    private const double Height = 184;
    private const double Size = 13;
    private const double StampWidth = 70;
    private const string Nothing = "Nothing to draw yet.";

    /// <summary>Shares as bars, each under its label.</summary>
    /// <param name="frame">What is said beside the marks.</param>
    /// <param name="shares">At most five are drawn, in the order given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1.</exception>
    public static string Shares(GlanceFrame frame, IReadOnlyList<GlanceShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var drawing = new SvgMarks();
        var y = 0.0;
        var drawn = shares.Take(5).ToList();
        foreach (var share in drawn)
        {
            if (share.Share is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(shares));
            drawing.Open(Words(share));
            var printed = Numbers.Percent(share.Share);
            drawing.Text(new(0, y + 12), TextWidth.Shorten(share.Label, Size, Width - 48), new(Size));
            drawing.Text(new(Width, y + 12), printed, new(Size, Bold: true), Anchor.End);
            drawing.Box(new(0, y + 18, Width, 8), Palette.Grid);
            if (share.Share > 0)
                drawing.Box(new(0, y + 18, Width * share.Share, 8), Palette.Bar);
            drawing.Close();
            y += 33;
        }
        return Document(drawing, "glance-shares", frame, drawn.Select(Words));
    }

    /// <summary>Families by class of reliable change: the numbers stand in the bars, and right is better.</summary>
    /// <param name="frame">What is said beside the marks.</param>
    /// <param name="measures">At most six are drawn, in the order given.</param>
    public static string Classes(GlanceFrame frame, IReadOnlyList<GlanceClasses> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var drawing = new SvgMarks();
        var drawn = measures.Take(6).ToList();
        var y = 0.0;
        foreach (var measure in drawn)
        {
            drawing.Open(Words(measure));
            drawing.Text(new(0, y + 15), TextWidth.Shorten(measure.Label, Size, 114), new(Size));
            Bar(drawing, measure, y + 10.5);
            drawing.Close();
            y += 27;
        }
        return Document(drawing, "glance-classes", frame, drawn.Select(Words));
    }

    /// <summary>Counts by quarter as one line from zero; a quarter that was not sent is a gap.</summary>
    /// <param name="frame">What is said beside the marks.</param>
    /// <param name="quarters">In order of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static string Line(GlanceFrame frame, IReadOnlyList<GlanceQuarter> quarters)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        if (quarters.Any(quarter => quarter.Count < 0))
            throw new ArgumentOutOfRangeException(nameof(quarters));
        var drawing = new SvgMarks();
        var known = quarters.Where(quarter => quarter.Count is not null).ToList();
        if (known.Count > 0)
        {
            var most = Math.Max(1, known.Max(quarter => quarter.Count!.Value));
            const double top = 26;
            const double bottom = 138;
            double X(int index) => quarters.Count == 1 ? Width / 2 : 6 + (Width - 12) * index / (quarters.Count - 1);
            double Y(int count) => bottom - (bottom - top) * count / most;
            drawing.Line(new(0, bottom), new(Width, bottom), new(Palette.Axis, 1));
            for (var index = 0; index < quarters.Count; index++)
            {
                if (quarters[index].Count is not { } count)
                    continue;
                if (index > 0 && quarters[index - 1].Count is { } before)
                    drawing.Line(new(X(index - 1), Y(before)), new(X(index), Y(count)), new(Palette.Teal, 2));
                drawing.Open(Words(quarters[index]));
                drawing.Circle(new(X(index), Y(count)), quarters[index] == known[^1] ? 5 : 3, Palette.Teal, null);
                drawing.Close();
            }
            var last = quarters.ToList().LastIndexOf(known[^1]);
            var printed = Numbers.Count(known[^1].Count!.Value);
            var half = TextWidth.Of(printed, 14, bold: true) / 2 + 3;
            var at = Math.Clamp(X(last), half, Width - half);
            drawing.Text(new(at, Y(known[^1].Count!.Value) - 10), printed, new(14, Bold: true), Anchor.Middle);
            drawing.Text(new(0, bottom + 17), quarters[0].Label, new(Size, Palette.Muted));
            if (quarters.Count > 1)
                drawing.Text(new(Width, bottom + 17), quarters[^1].Label, new(Size, Palette.Muted), Anchor.End);
        }
        return Document(drawing, "glance-line", frame, known.Select(Words));
    }

    private static void Bar(SvgMarks drawing, GlanceClasses measure, double middle)
    {
        const double start = 134;
        var all = measure.Worsened + measure.Same + measure.Improved;
        var x = start;
        foreach (
            var (families, fill) in new[]
            {
                (measure.Worsened, Palette.Worse),
                (measure.Same, Palette.Same),
                (measure.Improved, Palette.Better),
            }
        )
        {
            var width = all == 0 ? 0 : (Width - start) * families / all;
            if (families > 0)
                drawing.Box(new(x, middle - 9, width, 18), fill, Palette.Paper);
            var printed = Numbers.Count(families);
            if (TextWidth.Of(printed, Size, bold: true) + 4 <= width)
                drawing.Text(new(x + width / 2, middle + 4.5), printed, new(Size, Bold: true), Anchor.Middle);
            else if (x == start)
                // Harm is never without its number, a zero too.
                drawing.Text(new(start - 4, middle + 4.5), printed, new(Size, Bold: true), Anchor.End);
            x += width;
        }
    }

    private static string Document(SvgMarks drawing, string kind, GlanceFrame frame, IEnumerable<string> rows)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var said = rows.ToList();
        if (said.Count == 0)
            drawing.Text(new(Width / 2, Height / 2), Nothing, new(Size, Palette.Muted), Anchor.Middle);
        else
        {
            var room = frame.IsExample ? Width - StampWidth - 8 : Width;
            drawing.Text(new(0, Height - 5), TextWidth.Shorten(frame.Key, Size, room), new(Size, Palette.Muted));
        }
        if (frame.IsExample)
        {
            // In the corner, where no label stands.
            drawing.Box(new(Width - StampWidth - 0.5, Height - 22, StampWidth, 21.5), Palette.MarkPaper, Palette.Accent, 3);
            drawing.Text(new(Width - StampWidth / 2 - 0.5, Height - 6.5), "Example", new(Size, Palette.MarkInk, Bold: true), Anchor.Middle);
        }
        return drawing.Document(
            kind,
            Width,
            Height,
            frame.IsExample ? frame.Title + " (example)" : frame.Title,
            string.Join("; ", said.DefaultIfEmpty(Nothing)).TrimEnd('.') + ". " + frame.Caveat
        );
    }

    private static string Words(GlanceShare share) => $"{share.Label}: {Numbers.Percent(share.Share)} of {Numbers.Count(share.Of)}";

    private static string Words(GlanceClasses measure) =>
        $"{measure.Label}: {Numbers.Count(measure.Worsened)} worsened, {Numbers.Count(measure.Same)} without clear change, "
        + $"{Numbers.Count(measure.Improved)} improved";

    private static string Words(GlanceQuarter quarter) => $"{quarter.Label}: {Numbers.Count(quarter.Count ?? 0)}";
}
