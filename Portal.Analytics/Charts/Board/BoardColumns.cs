using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Board;

/// <summary>The columns of the board; on a telephone they stand under one another.</summary>
internal sealed class BoardColumns(SvgMarks drawing, Sheet sheet, LinearScale changes, double widestCount)
{
    private const double BarHeight = 16;
    private const double RowHeight = 25;
    private const double SecondLine = 9;

    private static readonly (double Start, double End) LabelAt = (20, 318);
    private static readonly (double Start, double End) SeenAt = (330, 440);
    private static readonly (double Start, double End) ScoresAt = (482, 612);
    private static readonly (double Start, double End) ClassesAt = (648, 816);
    private static readonly (double Start, double End) ChangeAt = (846, 1018);

    internal static (double Start, double End) ChangeRoom(Sheet sheet) => sheet.Stacked ? (sheet.Left + 96, sheet.Right - 60) : ChangeAt;

    /// <summary>How many families have both scores, as printed.</summary>
    internal static string Seen(BoardRow row) => $"{Numbers.Count(row.Both)} of {Numbers.Count(row.Eligible)}";

    internal double Heads(double y)
    {
        var style = new Lettering(sheet.SmallSize, Palette.Muted, Bold: true);
        if (sheet.Stacked)
        {
            drawing.Text(new(sheet.Right, y + 10), "Right is better \u2192", style, Anchor.End);
            return y + 18;
        }
        drawing.Text(new(LabelAt.Start, y + 10), "Measure", style);
        drawing.Text(new(SeenAt.Start, y + 10), "Families", style);
        drawing.Text(new((ScoresAt.Start + ScoresAt.End) / 2, y + 10), "Before and after, better \u2192", style, Anchor.Middle);
        drawing.Text(new((ClassesAt.Start + ClassesAt.End) / 2, y + 10), "Worse, same, better \u2192", style, Anchor.Middle);
        drawing.Text(new((ChangeAt.Start + ChangeAt.End) / 2, y + 10), "Change, better \u2192", style, Anchor.Middle);
        return y + 18;
    }

    internal double Group(double y, BoardGroup group)
    {
        drawing.Text(new(sheet.Left, y + 12), group.Name, new(sheet.SmallSize, Palette.Teal, Bold: true));
        drawing.Line(
            new(sheet.Left + TextWidth.Of(group.Name, sheet.SmallSize, bold: true) + 10, y + 8),
            new(sheet.Right, y + 8),
            new(Palette.Grid, 1)
        );
        y += 17;
        foreach (var row in group.Rows)
        {
            Ground(y, row);
            drawing.Open(BoardWords.Row(row));
            y = sheet.Stacked ? Tall(y, row) : Flat(y, row);
            drawing.Close();
        }
        return y + 2;
    }

    internal double Legend(double y, bool isCompared)
    {
        if (!sheet.Stacked)
            y = sheet.Axis(drawing, changes, y);
        y += 5;
        string[] words =
        [
            "Families: dark with both scores, pale with a first score only.",
            "Hollow: mean before; filled: after; short line: clinical cut-off.",
            "Worse, better: families by reliable change.",
            "Change: standardised, 95 % interval, 0 is no change. Hatched: fewer than 10 families, too few to say.",
            .. isCompared ? ["Square: the year before, where 10 families or more had both scores then."] : Array.Empty<string>(),
        ];
        return sheet.Paragraph(drawing, y, string.Join(" ", words), new(sheet.SmallSize, Palette.Muted)) + 8;
    }

    // What lies under a row and is no mark of it: the hatching of few families, and the grid of changes.
    private void Ground(double y, BoardRow row)
    {
        var height = HeightOf(row);
        if (row.IsFew)
            Hatch(
                sheet.Stacked
                    ? new(sheet.Left - 6, y, sheet.Right - sheet.Left + 12, height)
                    : new(SeenAt.Start - 8, y + 1, sheet.Right - SeenAt.Start + 8, height - 2)
            );
        var (top, bottom) = sheet.Stacked ? (y + height - 31, y + height - 9) : (y, y + height);
        if (row.Change is not null)
            foreach (var tick in changes.Ticks)
                drawing.Line(new(changes.At(tick), top), new(changes.At(tick), bottom), new(Palette.Grid, 1));
    }

    private IReadOnlyList<string> Label(BoardRow row) =>
        sheet.Stacked
            ? TextWidth.Wrap(row.Label, sheet.TextSize, sheet.Right - sheet.Left, bold: true, lines: 2)
            : TextWidth.Wrap(row.Label, sheet.SmallSize, LabelAt.End - LabelAt.Start, lines: 2);

    private double HeightOf(BoardRow row) => sheet.Stacked ? Label(row).Count * 18 + 104 : RowHeight + (Label(row).Count - 1) * SecondLine;

    private double Flat(double y, BoardRow row)
    {
        var bottom = y + HeightOf(row);
        var middle = (y + bottom) / 2;
        var lines = Label(row);
        for (var i = 0; i < lines.Count; i++)
            drawing.Text(new(LabelAt.Start, middle + 4.5 - (lines.Count - 1) * 7.5 + i * 15), lines[i], new(sheet.SmallSize));
        Seen(row, SeenAt, middle);
        Scores(row, ScoresAt, middle);
        Classes(row, ClassesAt, middle);
        Change(row, middle, y, bottom);
        return bottom;
    }

    private double Tall(double y, BoardRow row)
    {
        var (start, end) = (sheet.Left + 96, sheet.Right - 60);
        var lines = Label(row);
        for (var i = 0; i < lines.Count; i++)
            drawing.Text(new(sheet.Left, y + 14 + i * 18), lines[i], new(sheet.TextSize, Bold: true));
        y += lines.Count * 18;
        foreach (
            var (name, draw) in new (string, Action<double>)[]
            {
                ("Families", at => Seen(row, (start, sheet.Right - 8), at)),
                ("Mean", at => Scores(row, (start + 34, end + 20), at)),
                ("Worse/better", at => Classes(row, (start + 4, sheet.Right - 4), at)),
                ("Change", at => Change(row, at, at - 11, at + 11)),
            }
        )
        {
            drawing.Text(new(sheet.Left, y + 16.5), name, new(sheet.SmallSize, Palette.Muted));
            draw(y + 12);
            y += 24;
        }
        return y + 12;
    }

    private void Seen(BoardRow row, (double Start, double End) at, double middle)
    {
        var end = at.End - widestCount;
        double Width(int families) => row.Eligible == 0 ? 0 : (end - at.Start) * families / row.Eligible;
        drawing.Box(new(at.Start, middle - 5, end - at.Start, 10), Palette.Paper, Palette.Axis);
        if (row.First > 0)
            drawing.Box(new(at.Start, middle - 5, Width(row.First), 10), Palette.Begun);
        if (row.Both > 0)
            drawing.Box(new(at.Start, middle - 5, Width(row.Both), 10), Palette.Teal);
        drawing.Text(new(end + 8, middle + 4.5), Seen(row), new(sheet.SmallSize));
    }

    private void Scores(BoardRow row, (double Start, double End) at, double middle)
    {
        var scale = row.Scale;
        var reversed = scale.Sign < 0;
        double X(double score)
        {
            var share = Math.Clamp((score - scale.Lowest) / (scale.Highest - scale.Lowest), 0, 1);
            return at.Start + (reversed ? 1 - share : share) * (at.End - at.Start);
        }

        if (row is not { Before: { } before, After: { } after })
        {
            drawing.Text(
                new((at.Start + at.End) / 2, middle + 4.5),
                "no pair of scores",
                new(sheet.SmallSize, Palette.Muted),
                Anchor.Middle
            );
            return;
        }
        drawing.Line(new(at.Start, middle), new(at.End, middle), new(Palette.Axis, 1));
        var (left, right) = reversed ? (scale.Highest, scale.Lowest) : (scale.Lowest, scale.Highest);
        var ends = new Lettering(sheet.SmallSize, Palette.Muted);
        drawing.Text(new(at.Start - 9, middle + 4.5), Short(left), ends, Anchor.End);
        drawing.Text(new(at.End + 9, middle + 4.5), Short(right), ends);
        if (scale.CutOff is { } cutOff)
            drawing.Line(new(X(cutOff), middle - 9), new(X(cutOff), middle + 9), new(Palette.Accent, 2));
        drawing.Line(new(X(before), middle), new(X(after), middle), new(Palette.Teal, 3));
        drawing.Circle(new(X(before), middle), 5, Palette.Paper, new(Palette.Teal, 2));
        drawing.Circle(new(X(after), middle), 5.5, Palette.Teal, null);
    }

    private void Classes(BoardRow row, (double Start, double End) at, double middle)
    {
        if (row.Classes is not { } classes || row.Both == 0)
        {
            Said(row.Classes is null ? row.NoClasses : "", at, middle);
            return;
        }
        // The families without clear change lie half on either side of the middle; the whole bar has the room of twice the families.
        var unit = (at.End - at.Start) / 2 / row.Both;
        var x = (at.Start + at.End) / 2 - (classes.Worsened + classes.Same / 2.0) * unit;
        foreach (
            var (families, fill) in new[]
            {
                (classes.Worsened, Palette.Worse),
                (classes.Same, Palette.Same),
                (classes.Improved, Palette.Better),
            }
        )
        {
            var width = families * unit;
            if (families > 0)
                drawing.Box(new(x, middle - BarHeight / 2, width, BarHeight), fill, Palette.Paper);
            var printed = Numbers.Count(families);
            var fits = TextWidth.Of(printed, sheet.SmallSize, bold: true) + 4 <= width;
            // Harm is never without its number: what has no room in the bar stands at its end, a zero too.
            var (place, anchor) =
                fits ? (x + width / 2, Anchor.Middle)
                : fill == Palette.Worse ? (x - 5, Anchor.End)
                : (x + width + 5, Anchor.Start);
            if (fits || fill != Palette.Same)
                drawing.Text(new(place, middle + 4.5), printed, new(sheet.SmallSize, Palette.Ink, Bold: true), anchor);
            x += width;
        }
    }

    private void Change(BoardRow row, double middle, double top, double bottom)
    {
        if (row.Change is not { } change)
        {
            Said(row.NoChange, (changes.Start, changes.End), middle);
            return;
        }
        drawing.Line(new(changes.At(0), top), new(changes.At(0), bottom), new(Palette.Ink, 1.2));
        if (row.DrawnBefore is { } before)
            drawing.Box(new(changes.Within(before) - 5, middle - 5, 10, 10), Palette.Paper, Palette.Accent);
        if (row.ChangeInterval is { } interval)
            drawing.Whisker(changes, interval, middle, 4, new(Palette.Teal, 2));
        drawing.Circle(new(changes.Within(change), middle), 5, Palette.Teal, null);
    }

    private void Said(string words, (double Start, double End) at, double middle)
    {
        var lines = TextWidth.Wrap(words, sheet.SmallSize, at.End - at.Start, lines: 2);
        for (var i = 0; i < lines.Count; i++)
            drawing.Text(
                new((at.Start + at.End) / 2, middle + 4.5 - (lines.Count - 1) * 7.5 + i * 15),
                lines[i],
                new(sheet.SmallSize, Palette.Muted),
                Anchor.Middle
            );
    }

    // Slanted lines that do not hide what lies on them, in colour and in black and white.
    private void Hatch(Rectangle at)
    {
        for (var x = at.X - at.Height; x < at.X + at.Width; x += 12)
        {
            var from = Math.Max(x, at.X);
            var to = Math.Min(x + at.Height, at.X + at.Width);
            drawing.Line(new(from, at.Y + at.Height - (from - x)), new(to, at.Y + at.Height - (to - x)), new(Palette.Grid, 1.5));
        }
    }

    private static string Short(double value) => Numbers.Fixed(value, value == Math.Round(value) ? 0 : 1);
}
