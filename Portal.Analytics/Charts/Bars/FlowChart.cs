using System.Globalization;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>Draws a way in steps: a block for each, as high as its count, from which a band leads to the next.</summary>
public static class FlowChart
{
    private const string Nothing = "Nobody was referred in these months, so there is nothing to draw.";
    private const double BlockWidth = 96;
    private const double Highest = 84;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(FlowPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two steps or more than four, or a step and its exits do not add up.
    /// </exception>
    public static string Svg(FlowPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        Check(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        var isEmpty = picture.Steps[0].Count == 0;
        if (isEmpty)
            y = sheet.Empty(drawing, y, Nothing);
        else
            y = sheet.Stacked ? Downwards(drawing, sheet, y, picture) : Across(drawing, sheet, y, picture);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        var description = string.Join(
            ' ',
            new[]
            {
                picture.Mark is { Length: > 0 } mark ? mark + "." : "",
                isEmpty ? Nothing : string.Join("; ", picture.Steps.Select((_, index) => Words(picture, index))) + ".",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
        return drawing.Document("flow", sheet.Width, height, picture.Title, description);
    }

    private static double Across(SvgMarks drawing, Sheet sheet, double y, FlowPicture picture)
    {
        var steps = picture.Steps;
        var pitch = (sheet.Right - sheet.Left - BlockWidth) / (steps.Count - 1);
        var top = y + 46.5;
        var bottom = top + Highest;
        for (var index = 0; index < steps.Count; index++)
        {
            var (step, left) = (steps[index], sheet.Left + index * pitch);
            var (height, on) = (Part(steps, step.Count, Highest), Part(steps, OnFrom(steps, index), Highest));
            drawing.Open(Words(picture, index));
            drawing.Text(new(left, y + 10), step.Label, new(sheet.TextSize, Bold: true));
            drawing.Text(new(left, y + 37), Numbers.Count(step.Count), new(24, Bold: true));
            Block(drawing, new(left + 0.5, top, BlockWidth, height), on / height, isUpright: true);
            if (index < steps.Count - 1 && on > 0)
                drawing.Box(new(left + BlockWidth + 0.5, top, pitch - BlockWidth, on), Palette.TealTint);
            if (index > 0 && step.Wait is { } wait)
                Lines(drawing, new(left - (pitch - BlockWidth) / 2, y + 10), Waited(wait), pitch - BlockWidth - 10, Anchor.Middle, sheet);
            var below = top + height + 18;
            foreach (var exit in step.Exits.Where(exit => exit.Count > 0))
                below = Lines(drawing, new(left, below), Left(exit), pitch - 12, Anchor.Start, sheet);
            drawing.Close();
            bottom = Math.Max(bottom, below - 10);
        }

        return bottom + 12;
    }

    private static double Downwards(SvgMarks drawing, Sheet sheet, double y, FlowPicture picture)
    {
        var steps = picture.Steps;
        var room = sheet.Right - sheet.Left - 1;
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            var (width, on) = (Part(steps, step.Count, room), Part(steps, OnFrom(steps, index), room));
            drawing.Open(Words(picture, index));
            drawing.Text(new(sheet.Left, y + 16), step.Label, new(sheet.TextSize, Bold: true));
            var label = TextWidth.Of(step.Label, sheet.TextSize, bold: true) + 8;
            if (index > 0 && step.Wait is { } wait)
                drawing.Text(new(sheet.Left + label, y + 16), Waited(wait), new(sheet.SmallSize, Palette.Muted));
            drawing.Text(new(sheet.Right, y + 18), Numbers.Count(step.Count), new(20, Bold: true), Anchor.End);
            Block(drawing, new(sheet.Left + 0.5, y + 26.5, width, 22), on / width, isUpright: false);
            y += 65;
            foreach (var exit in step.Exits.Where(exit => exit.Count > 0))
                y = Lines(drawing, new(sheet.Left, y), Left(exit), room, Anchor.Start, sheet);
            drawing.Close();
            y += 2;
        }

        return y;
    }

    // Those who go on are dark; the others are pale, with an edge that paper shows.
    private static void Block(SvgMarks drawing, Rectangle at, double on, bool isUpright)
    {
        if (at.Width <= 0 || at.Height <= 0)
        {
            drawing.Line(new(at.X, at.Y), isUpright ? new(at.X + at.Width, at.Y) : new(at.X, at.Y + 22), new(Palette.Axis, 1));
            return;
        }

        drawing.Box(at, Palette.AccentTint);
        if (on > 0)
            drawing.Box(isUpright ? at with { Height = at.Height * on } : at with { Width = at.Width * on }, Palette.Teal);
        drawing.Box(at, "none", Palette.Axis);
    }

    private static double Lines(SvgMarks drawing, Point at, string text, double width, Anchor anchor, Sheet sheet)
    {
        var lines = TextWidth.Wrap(text, sheet.SmallSize, width);
        for (var line = 0; line < lines.Count; line++)
            drawing.Text(at with { Y = at.Y + line * 16 }, lines[line], new(sheet.SmallSize, Palette.Muted), anchor);
        return at.Y + lines.Count * 16;
    }

    private static double Part(IReadOnlyList<FlowStep> steps, int count, double room) => room * count / steps[0].Count;

    // Everybody in the last step is at the end of the way.
    private static int OnFrom(IReadOnlyList<FlowStep> steps, int index) =>
        index < steps.Count - 1 ? steps[index + 1].Count : steps[index].Count;

    private static string Left(FlowExit exit) => $"{Numbers.Count(exit.Count)} {exit.Label}";

    private static string Waited(FlowWait wait) =>
        string.Create(CultureInfo.InvariantCulture, $"half within {wait.Median:0.#} {wait.Unit} of {wait.Since}");

    private static string Words(FlowPicture picture, int index)
    {
        var step = picture.Steps[index];
        return $"{step.Label}: {Numbers.Count(step.Count)}"
            + (step.Wait is { } wait ? $", {Waited(wait)} (known of {Numbers.Count(wait.Of)})" : "")
            + string.Concat(step.Exits.Where(exit => exit.Count > 0).Select(exit => ", " + Left(exit)));
    }

    private static void Check(FlowPicture picture)
    {
        var steps = picture.Steps;
        if (steps.Count is < 2 or > 4)
            throw new ArgumentException("A way has two to four steps.", nameof(picture));
        for (var index = 0; index < steps.Count; index++)
        {
            var next = index < steps.Count - 1 ? steps[index + 1].Count : steps[index].Count;
            if (
                steps[index].Count < 0
                || steps[index].Exits.Any(exit => exit.Count < 0)
                || next + steps[index].Exits.Sum(exit => exit.Count) != steps[index].Count
            )
                throw new ArgumentException("Those who go on and those who do not are all who came to a step.", nameof(picture));
        }
    }
}
