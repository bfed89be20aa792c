using System.Globalization;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>
/// Draws how many families have each two risks together, like a table of distances: the name of a risk stands at the end of its row and
/// above its column. A cell is the darker, the more of the families with the rarer risk have the other one, too.
/// </summary>
public static class RisksTogetherChart
{
    private const int Most = 10;
    private const string Nothing = "Fewer than two risks are known of these families, so there are none that could come together.";
    private const string Reading =
        "Left of one name and below the other: families with both risks. In a frame: all families with the risk. "
        + "The darker a cell, the more of the families with the rarer of the two risks have the other one, too. "
        + "A frequent risk comes with most others because it is frequent.";

    // From pale to dark; on the first three ink stands out, on the last two white.
    private static readonly string[] Shades = ["#e8f4f6", "#b5d9e0", "#74b5c0", "#0b6a7b", "#052c34"];
    private static readonly string[] Steps = ["below 20 %", "20 to 39 %", "40 to 59 %", "60 to 79 %", "80 % and more"];

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(RisksTogetherPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; risks are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">There are more than ten risks, or a risk has another number of pairs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is larger than the one that it is a part of.</exception>
    public static string Svg(RisksTogetherPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Check(picture);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y = picture.Risks.Count < 2 ? sheet.Empty(drawing, y, Nothing) : Plot(drawing, sheet, y, picture);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("risks-together", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double Plot(SvgMarks drawing, Sheet sheet, double y, RisksTogetherPicture picture)
    {
        var risks = picture.Risks.Count;
        // On a telephone a name has no room at the end of its row and stands above it.
        var (wide, high, above) = sheet.Stacked ? ((sheet.Right - sheet.Left) / Most, 28.0, 20.0) : (52.0, 30.0, 0.0);
        var step = high + above;
        var across = LinearScale.Between(0, risks, sheet.Left, sheet.Left + wide * risks);
        var up = LinearScale.Between(0, risks, y + step * risks, y);
        using var plot = new PlotSurface(drawing, sheet, new(sheet.Left, y, wide * risks, step * risks), across, up);
        plot.Bare();
        Interval Column(int column) => new(column + 1 / wide, column + 1 - 1 / wide);
        Interval Row(int row) => new(risks - row - 1 + 1 / step, risks - row - (1 + above) / step);
        for (var row = 0; row < risks; row++)
        {
            plot.Frame(Column(row), Row(row), Palette.Axis, 1.5);
            for (var column = 0; column < row; column++)
                if (picture.Pairs[row][column].Share is { } share)
                    plot.Cell(Column(column), Row(row), Shades[Shade(share)]);
                else
                    plot.Frame(Column(column), Row(row), Palette.Grid, 1);
        }
        plot.Draw();
        for (var row = 0; row < risks; row++)
        {
            var top = y + row * step + above;
            Name(drawing, sheet, picture.Risks[row].Label, new(sheet.Left + wide * (row + 1), top + high / 2));
            for (var column = 0; column <= row; column++)
            {
                var at = new Point(across.At(column + 0.5), top + high / 2 + 4.5);
                drawing.Open(column == row ? Words(picture.Risks[row]) : Words(picture, row, column));
                drawing.Text(at, Printed(picture, sheet, row, column), Style(picture, sheet, row, column), Anchor.Middle);
                drawing.Close();
            }
        }
        return Key(drawing, sheet, y + step * risks + 14, picture);
    }

    private static void Name(SvgMarks drawing, Sheet sheet, string label, Point end)
    {
        if (sheet.Stacked)
        {
            var cut = TextWidth.Shorten(label, sheet.SmallSize, sheet.Right - sheet.Left);
            // Above its own cell where there is room, so that the eye finds the column below.
            var start = Math.Max(sheet.Left, Math.Min(end.X - 30, sheet.Right - TextWidth.Of(cut, sheet.SmallSize)));
            drawing.Text(new(start, end.Y - 19), cut, new(sheet.SmallSize));
            return;
        }
        var lines = TextWidth.Wrap(label, sheet.TextSize, sheet.Right - end.X - 10, lines: 2);
        for (var line = 0; line < lines.Count; line++)
            drawing.Text(new(end.X + 10, end.Y + 5 - (lines.Count - 1) * 7.5 + line * 15), lines[line], new(sheet.TextSize));
    }

    private static double Key(SvgMarks drawing, Sheet sheet, double y, RisksTogetherPicture picture)
    {
        var isUnknown = picture.Pairs.Any(row => row.Any(pair => pair.Assessed == 0));
        var reading = Reading + (isUnknown ? " ?: both are known of no family." : "");
        y = sheet.Paragraph(drawing, y, reading, new(sheet.SmallSize, Palette.Muted)) + 6;
        var x = sheet.Left;
        var isFew = picture.Pairs.Any(row => row.Any(pair => pair.Share is null));
        var keys = Shades.Zip(Steps).Concat(isFew ? [(Palette.Paper, "fewer than 10 with the rarer one: too few to shade")] : []);
        foreach (var (shade, words) in keys)
        {
            var width = 18 + TextWidth.Of(words, sheet.SmallSize);
            if (x > sheet.Left && x + width > sheet.Right)
                (x, y) = (sheet.Left, y + 20);
            drawing.Box(new(x + 0.5, y + 0.5, 12, 12), shade, Palette.Axis);
            drawing.Text(new(x + 18, y + 11), words, new(sheet.SmallSize));
            x += width + 16;
        }
        return y + 30;
    }

    // By the share as it would be printed, so that 39.6 % is 40 %.
    private static int Shade(double share) =>
        Math.Min(Shades.Length - 1, (int)(Math.Round(share * 100, MidpointRounding.AwayFromZero) / 20));

    private static Lettering Style(RisksTogetherPicture picture, Sheet sheet, int row, int column) =>
        column == row
            ? new(sheet.SmallSize, Bold: true)
            : new(sheet.SmallSize, picture.Pairs[row][column].Share is { } share && Shade(share) >= 3 ? Palette.Paper : Palette.Ink);

    // A narrow cell has no room for a comma.
    private static string Printed(RisksTogetherPicture picture, Sheet sheet, int row, int column)
    {
        if (column < row && picture.Pairs[row][column].Assessed == 0)
            return "?";
        var families = column == row ? picture.Risks[row].Present : picture.Pairs[row][column].Both;
        return sheet.Stacked ? families.ToString(CultureInfo.InvariantCulture) : Numbers.Count(families);
    }

    private static string Words(RiskAlone risk) => $"{risk.Label}: {Numbers.Count(risk.Present)} of {Numbers.Families(risk.Assessed)}";

    private static string Words(RisksTogetherPicture picture, int row, int column)
    {
        var pair = picture.Pairs[row][column];
        var share = pair.Share is { } known
            ? $", {Numbers.Percent(known)} of the {Numbers.Count(pair.Rarer)} with the rarer of the two"
            : ", too few to shade";
        return $"{picture.Risks[row].Label} with {picture.Risks[column].Label}: "
            + (
                pair.Assessed == 0
                    ? "of no family both are known"
                    : $"{Numbers.Count(pair.Both)} of {Numbers.Families(pair.Assessed)} with both assessed{share}"
            );
    }

    private static string Description(RisksTogetherPicture picture)
    {
        var said =
            picture.Risks.Count < 2
                ? Nothing
                : string.Join(
                    "; ",
                    picture.Risks.SelectMany(
                        (risk, row) => Enumerable.Range(0, row).Select(column => Words(picture, row, column)).Prepend(Words(risk))
                    )
                ) + ".";
        return string.Join(
            ' ',
            new[] { string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".", said, picture.Caveat }.Where(part => part.Length > 0)
        );
    }

    private static void Check(RisksTogetherPicture picture)
    {
        if (picture.Risks.Count > Most || picture.Pairs.Count != picture.Risks.Count)
            throw new ArgumentException("There are at most ten risks, each with its pairs.", nameof(picture));
        if (picture.Pairs.Where((pairs, row) => pairs.Count != row).Any())
            throw new ArgumentException("A risk has one pair with each risk before it.", nameof(picture));
        foreach (var risk in picture.Risks)
            if (risk.Present < 0 || risk.Present > risk.Assessed)
                throw new ArgumentOutOfRangeException(nameof(picture), "Those with a risk are among those assessed.");
        foreach (var pair in picture.Pairs.SelectMany(row => row))
            if (pair.Both < 0 || pair.Both > pair.Rarer || pair.Rarer > pair.Assessed)
                throw new ArgumentOutOfRangeException(nameof(picture), "Those with both risks are among those with the rarer one.");
    }
}
