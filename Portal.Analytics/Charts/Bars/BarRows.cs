using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>One row: what it is about, and what is printed at its end.</summary>
/// <param name="Label">Wraps into two lines at most.</param>
/// <param name="Words">The whole row in words: its tooltip, and its part of the description.</param>
/// <param name="Printed">At the right edge.</param>
internal sealed record BarRow(string Label, string Words, string Printed);

/// <summary>Where the bars of a picture are: their left and right ends.</summary>
internal readonly record struct BarRoom(double Start, double End);

/// <summary>Rows of horizontal bars with a label before and a number behind each; on a telephone the label stands above.</summary>
internal static class BarRows
{
    private const double Thickness = 20;

    /// <summary>Room for the bars, which is the same for every row.</summary>
    internal static BarRoom Room(Sheet sheet, IReadOnlyList<BarRow> rows, string heading)
    {
        var printed = rows.Select(row => row.Printed).Append(heading).Max(text => TextWidth.Of(text, sheet.TextSize, bold: true));
        var start = sheet.Stacked ? sheet.Left + 0.5 : sheet.Left + LabelRoom(sheet, rows) + 14.5;
        return new BarRoom(start, sheet.Right - printed - 12);
    }

    /// <summary>Draws the rows from top to bottom.</summary>
    /// <param name="drawing">The drawing to draw on.</param>
    /// <param name="sheet">Its sizes.</param>
    /// <param name="y">Where the heading begins.</param>
    /// <param name="what">The rows, and what stands above the numbers at the right edge.</param>
    /// <param name="bar">Draws the bar of a row into a box.</param>
    /// <returns>The height below them.</returns>
    internal static double Draw(
        SvgMarks drawing,
        Sheet sheet,
        double y,
        (IReadOnlyList<BarRow> Rows, string Heading) what,
        Action<int, Rectangle> bar
    )
    {
        var (rows, heading) = what;
        var room = Room(sheet, rows, heading);
        drawing.Text(new(sheet.Right, y + 10), heading, new(sheet.SmallSize, Palette.Muted, Bold: true), Anchor.End);
        y += 18;
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var label = TextWidth.Wrap(row.Label, sheet.TextSize, LabelRoom(sheet, rows), lines: 2);
            var top = sheet.Stacked ? y + label.Count * 18 + 4 : y + Math.Max(0, label.Count * 17 - Thickness) / 2 + 4;
            var firstLine = sheet.Stacked ? y + 15 : top + Thickness / 2 + 5 - (label.Count - 1) * 8.5;
            drawing.Open(row.Words);
            for (var line = 0; line < label.Count; line++)
                drawing.Text(new(sheet.Left, firstLine + line * 17), label[line], new(sheet.TextSize));
            bar(index, new Rectangle(room.Start, top + 0.5, room.End - room.Start, Thickness));
            drawing.Text(new(sheet.Right, top + Thickness / 2 + 5), row.Printed, new(sheet.TextSize, Bold: true), Anchor.End);
            drawing.Close();
            y = Math.Max(top + Thickness, sheet.Stacked ? 0 : firstLine + (label.Count - 1) * 17) + 8;
        }

        return y + 6;
    }

    private static double LabelRoom(Sheet sheet, IReadOnlyList<BarRow> rows) =>
        sheet.Stacked ? sheet.Right - sheet.Left : Math.Min(270, rows.Max(row => TextWidth.Of(row.Label, sheet.TextSize)) + 2);
}
