using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Compared;

/// <summary>
/// A service's own change on the band of all other services, one row a measure: how many families have both scores, the change in points
/// on a scale of the row's own, and the position in words. To the right is better everywhere, and no change is one upright line.
/// </summary>
/// <remarks>Only released figures of other services are used.</remarks>
public static class ComparedChangesChart
{
    private const string Nothing = "There is no measure to compare yet.";

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ComparedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; rows are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A figure of the other services is shown, but not in points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The service's own change is outside its range or outside its interval.</exception>
    public static string Svg(ComparedChangesPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var measure in picture.Measures)
            Check(measure);
        var sheet = layout == ChartLayout.Narrow ? Sheet.For(layout) : new Sheet(1040, 20, 19, 14, 13, Stacked: false);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark) - 10;
        if (picture.Measures.Count == 0)
            y = sheet.Empty(drawing, y, Nothing);
        else
        {
            var rows = new ComparedRows(drawing, sheet, picture.Measures);
            y = rows.Heads(y);
            foreach (var group in picture.Measures.GroupBy(measure => measure.Group))
                y = rows.Group(y, group.Key, [.. group]);
            y = rows.Legend(y);
        }
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("compared-changes", sheet.Width, height, picture.Title, Description(picture));
    }

    private static string Description(ComparedChangesPicture picture)
    {
        string[] parts =
        [
            string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
            picture.Measures.Count == 0 ? Nothing : "Changes in points of improvement, right is better; intervals are 95 %.",
            .. picture.Measures.Select(measure => ComparedWords.Row(measure) + "."),
            picture.Caveat,
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static void Check(ComparedChange measure)
    {
        ReleasedWords.Require(measure.Rest, FigureUnit.Points);
        ReleasedWords.Require(measure.Completion, FigureUnit.Percent);
        if (measure.Own is not { } own)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(own.Cases, 1, nameof(measure));
        ArgumentOutOfRangeException.ThrowIfLessThan(measure.FirstScores ?? own.Cases, own.Cases, nameof(measure));
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
