using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>
/// Draws answers at the start and at the end: each answer has a row, in which a line leads from its number at the start to its number at
/// the end. A row of their own keeps the rare answers apart, which matter most.
/// </summary>
public static class StartToEndChart
{
    private const string Nothing = "Nothing of this is recorded at both times for these months.";
    private const double WideLabel = 210;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(StartToEndPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; questions and answers are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A count is below 0, or start and end do not have the same sum.</exception>
    public static string Svg(StartToEndPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var question in picture.Questions)
            if (question.Moves.Any(move => move.Start < 0 || move.End < 0) || question.Moves.Sum(move => move.Start) != question.Known)
                throw new ArgumentException("There are as many answers at the start as at the end, none below 0.", nameof(picture));
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var questions = picture.Questions.Where(question => question.Known > 0).ToList();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = questions.Count == 0 ? sheet.Empty(drawing, y, Nothing) : Key(drawing, sheet, y);
        foreach (var question in questions)
            y = Question(drawing, sheet, y, question, picture.Unit);
        if (picture.Ways.Known > 0)
            y = PartsChart.Bar(drawing, sheet, y, picture.Ways, picture.Unit);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("start-to-end", sheet.Width, height, picture.Title, Description(picture, questions));
    }

    private static double Key(SvgMarks drawing, Sheet sheet, double y)
    {
        Move(drawing, sheet, y + 6, sheet.Left + 6, sheet.Left + 40);
        const string words = "from the number at the start (ring) to the number at the end (dot)";
        var lines = TextWidth.Wrap(words, sheet.SmallSize, sheet.Right - sheet.Left - 52);
        for (var line = 0; line < lines.Count; line++)
            drawing.Text(new(sheet.Left + 52, y + 11 + line * 18), lines[line], new(sheet.SmallSize, Palette.Muted));
        return y + lines.Count * 18 + 12;
    }

    private static double Question(SvgMarks drawing, Sheet sheet, double y, MovedAnswers question, string unit)
    {
        var moves = question.Given;
        y = PartsChart.Heading(drawing, sheet, y, question.Label, (question.Known, question.NotRecorded));
        var columns = Columns.Of(sheet, question);
        var start = (sheet.Stacked ? sheet.Left : sheet.Left + WideLabel + 14) + columns.Width;
        var end = sheet.Right - columns.Width;
        var scale = LinearScale.Between(0, moves.Max(move => Math.Max(move.Start, move.End)), start + 16, end - 16);
        drawing.Text(new(start, y + 13), "start", new(sheet.SmallSize, Palette.Muted), Anchor.End);
        drawing.Text(new(end, y + 13), "end", new(sheet.SmallSize, Palette.Muted));
        y += 18;
        foreach (var move in moves)
        {
            drawing.Open(Words(question, move, unit));
            var label = TextWidth.Shorten(move.Label, sheet.TextSize, sheet.Stacked ? sheet.Right - sheet.Left : WideLabel);
            drawing.Text(new(sheet.Left, y + 17), label, new(sheet.TextSize));
            y += sheet.Stacked ? 18 : 0;
            Number(drawing, sheet, new(start - columns.Width, y + 17), columns, (move.Start, question.Known));
            Number(drawing, sheet, new(end, y + 17), columns, (move.End, question.Known));
            drawing.Line(new(scale.Start, y + 12), new(scale.End, y + 12), new(Palette.Axis, 0.5));
            Move(drawing, sheet, y + 12, scale.At(move.Start), scale.At(move.End));
            drawing.Close();
            y += 25;
        }
        return y + 14;
    }

    // The ring first, so that where nothing moved the dot fills it.
    private static void Move(SvgMarks drawing, Sheet sheet, double y, double from, double to)
    {
        var radius = sheet.Stacked ? 4.5 : 5.5;
        if (Math.Abs(to - from) > 0)
            drawing.Line(new(from, y), new(to, y), new(Palette.Teal, 3));
        drawing.Circle(new(from, y), radius, Palette.Paper, new(Palette.Teal, 2));
        drawing.Circle(new(to, y), radius - 0.5, Palette.Teal, null);
    }

    // The count in bold and its share, each at the right edge of its column.
    private static void Number(SvgMarks drawing, Sheet sheet, Point at, Columns columns, (int Count, int Of) number)
    {
        drawing.Text(at with { X = at.X + columns.Counts }, Numbers.Count(number.Count), new(sheet.TextSize, Bold: true), Anchor.End);
        drawing.Text(at with { X = at.X + columns.Width }, Share(number.Count, number.Of), new(sheet.SmallSize, Palette.Muted), Anchor.End);
    }

    private static string Share(int count, int known) => Numbers.Percent((double)count / known);

    // Room for the widest count, and for it with the widest share.
    private readonly record struct Columns(double Counts, double Width)
    {
        internal static Columns Of(Sheet sheet, MovedAnswers question)
        {
            var numbers = question.Given.SelectMany(move => new[] { move.Start, move.End }).ToList();
            var counts = numbers.Max(count => TextWidth.Of(Numbers.Count(count), sheet.TextSize, bold: true));
            return new(counts, counts + 8 + numbers.Max(count => TextWidth.Of(Share(count, question.Known), sheet.SmallSize)));
        }
    }

    private static string Words(MovedAnswers question, AnswerMove move, string unit) =>
        $"{question.Label}, {move.Label}: {Numbers.Count(move.Start)} at the start and {Numbers.Count(move.End)} at the end "
        + $"of {Numbers.Count(question.Known)} {unit}";

    private static string Description(StartToEndPicture picture, List<MovedAnswers> questions)
    {
        var said = questions.SelectMany(question => question.Given.Select(move => Words(question, move, picture.Unit)));
        return string.Join(
            ' ',
            new[]
            {
                picture.Mark is { Length: > 0 } mark ? mark + "." : "",
                questions.Count == 0 ? Nothing : string.Join("; ", said) + ".",
                picture.Ways.Known > 0 ? PartsChart.Words(picture.Ways, picture.Unit) + "." : "",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
    }
}
