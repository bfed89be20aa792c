using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Board;

/// <summary>
/// Draws one row a measure: how many families have scores, the mean before and after on the measure's own scale, who worsened and who
/// improved, and the standardised change on one axis for all. To the right is better everywhere.
/// </summary>
public static class OutcomeBoardChart
{
    /// <summary>With fewer families with both scores than this, a row is hatched.</summary>
    internal const int FewBelow = 10;

    private const string Nothing = "No family with a first score is known for these months.";

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(OutcomeBoardPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; rows are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A scale has no length, or more families have both scores than a first one.</exception>
    public static string Svg(OutcomeBoardPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var row in picture.Groups.SelectMany(group => group.Rows))
            if (row.Both > row.First || row.First > row.Eligible || !(row.Scale.Lowest < row.Scale.Highest))
                throw new ArgumentException($"The row {row.Label} is not possible.", nameof(picture));
        var sheet = layout == ChartLayout.Narrow ? Sheet.For(layout) : new Sheet(1040, 20, 19, 14, 13, Stacked: false);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark) - 10;
        var board = new BoardColumns(drawing, sheet, ChangeScale(picture, sheet), WidestCount(picture, sheet));
        if (picture.Groups.Count == 0)
            y = sheet.Empty(drawing, y, Nothing);
        else
        {
            y = board.Heads(y);
            foreach (var group in picture.Groups)
                y = board.Group(y, group);
            y = board.Legend(y + 4, picture.IsCompared);
        }
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("outcome-board", sheet.Width, height, picture.Title, Description(picture));
    }

    private static double WidestCount(OutcomeBoardPicture picture, Sheet sheet) =>
        picture
            .Groups.SelectMany(group => group.Rows)
            .Select(row => TextWidth.Of(BoardColumns.Seen(row), sheet.SmallSize))
            .DefaultIfEmpty(0)
            .Max();

    // One axis for all rows; a far interval becomes an arrow instead of squeezing the others.
    private static LinearScale ChangeScale(OutcomeBoardPicture picture, Sheet sheet)
    {
        var ends = picture
            .Groups.SelectMany(group => group.Rows)
            .SelectMany(row => new[] { row.Change, row.ChangeInterval?.Low, row.ChangeInterval?.High, row.DrawnBefore })
            .OfType<double>()
            .Append(0)
            .ToList();
        var (low, high) = (Math.Clamp(ends.Min(), -2, -0.25), Math.Clamp(ends.Max(), 0.5, 2.5));
        var (start, end) = BoardColumns.ChangeRoom(sheet);
        return sheet.Scale(low, high, start, end, 4);
    }

    private static string Description(OutcomeBoardPicture picture)
    {
        var said =
            picture.Groups.Count == 0
                ? Nothing
                : "To the right is better. "
                    + string.Join(
                        " ",
                        picture.Groups.Select(group => $"{group.Name}: {string.Join("; ", group.Rows.Select(BoardWords.Row))}.")
                    );
        return string.Join(
            ' ',
            new[] { string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".", said, picture.Caveat }.Where(part => part.Length > 0)
        );
    }
}
