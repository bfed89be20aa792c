using Portal.Analytics.Charts.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;
using Palette = Portal.Analytics.Charts.Drawing.Palette;

namespace Portal.Analytics.Charts.Plots;

/// <summary>
/// The part of a picture with two real axes, drawn by ScottPlot in the portal's look. Words around and inside it are the sheet's own, so
/// that they wrap, can be selected and have one typeface. Made anew for each picture: ScottPlot's plots must not be shared by threads.
/// </summary>
internal sealed class PlotSurface : IDisposable
{
    private const int TicksBelow = 8;

    private readonly Plot _plot = new();
    private readonly SvgMarks _drawing;
    private readonly Sheet _sheet;
    private readonly Rectangle _area;

    /// <summary>An empty plot.</summary>
    /// <param name="drawing">The drawing that it becomes a part of.</param>
    /// <param name="sheet">Its sizes.</param>
    /// <param name="area">The rectangle inside the axes.</param>
    /// <param name="across">From the left edge to the right one; its ticks are drawn unless they are none.</param>
    /// <param name="up">From the lower edge to the upper one, with a light grid.</param>
    internal PlotSurface(SvgMarks drawing, Sheet sheet, Rectangle area, LinearScale across, LinearScale up)
    {
        (_drawing, _sheet, _area, Across, Up) = (drawing, sheet, area, across, up);
        _plot.Axes.Right.IsVisible = false;
        _plot.Axes.Top.IsVisible = false;
        _plot.Axes.Color(Colour(Palette.Axis));
        foreach (
            var (axis, ticks) in new (IAxis, IReadOnlyList<double>)[] { (_plot.Axes.Left, up.Ticks), (_plot.Axes.Bottom, across.Ticks) }
        )
        {
            axis.TickGenerator = new NumericManual([.. ticks], [.. ticks.Select(_ => "")]);
            axis.FrameLineStyle.Width = 1;
            axis.MajorTickStyle.Length = 5;
            axis.MinorTickStyle.Length = 0;
        }
        _plot.Axes.Left.FrameLineStyle.Width = 0;
        _plot.Axes.Left.MajorTickStyle.Length = 0;
        _plot.Grid.MajorLineColor = Colour(Palette.Grid);
        _plot.Grid.XAxisStyle.IsVisible = false;
        _plot.Axes.SetLimits(across.Low, across.High, up.Low, up.High);
    }

    /// <summary>From left to right.</summary>
    internal LinearScale Across { get; }

    /// <summary>From bottom to top.</summary>
    internal LinearScale Up { get; }

    /// <summary>Where a pair of values is on the drawing.</summary>
    internal Point At(double x, double y) => new(Across.At(x), Up.At(y));

    /// <summary>A shaded area between two heights at each place.</summary>
    internal void Band(IReadOnlyList<(double X, double Low, double High)> edge, string fill)
    {
        var corners = edge.Select(one => new Coordinates(one.X, one.Low))
            .Concat(edge.Reverse().Select(one => new Coordinates(one.X, one.High)));
        var band = _plot.Add.Polygon([.. corners]);
        band.FillColor = Colour(fill);
        band.LineWidth = 0;
    }

    /// <summary>A line through places in order.</summary>
    internal void Line(IReadOnlyList<(double X, double Y)> places, string colour, double width)
    {
        var line = _plot.Add.ScatterLine(
            places.Select(place => place.X).ToArray(),
            places.Select(place => place.Y).ToArray(),
            Colour(colour)
        );
        line.LineWidth = (float)width;
    }

    /// <summary>A dashed line through places in order, with gaps left out: ScottPlot's own dashes are lost in its SVG.</summary>
    internal void Dashed(IReadOnlyList<(double X, double Y)> places, string colour, double width)
    {
        var strokes = DashedPath.Of([.. places.Select(place => At(place.X, place.Y))]);
        var line = _plot.Add.ScatterLine(
            strokes.Select(stroke => Across.Back(stroke.X)).ToArray(),
            strokes.Select(stroke => Up.Back(stroke.Y)).ToArray(),
            Colour(colour)
        );
        line.LineWidth = (float)width;
    }

    /// <summary>A filled rectangle between two ends across and two ends up.</summary>
    internal void Cell(Interval across, Interval up, string fill)
    {
        var cell = _plot.Add.Rectangle(across.Low, across.High, up.Low, up.High);
        cell.FillColor = Colour(fill);
        cell.LineWidth = 0;
    }

    /// <summary>The frame of such a rectangle.</summary>
    internal void Frame(Interval across, Interval up, string colour, double width)
    {
        var frame = _plot.Add.Rectangle(across.Low, across.High, up.Low, up.High);
        frame.FillStyle.IsVisible = false;
        frame.LineColor = Colour(colour);
        frame.LineWidth = (float)width;
    }

    /// <summary>A filled square on its corner, for the one point that a picture is about.</summary>
    internal void Diamond(double x, double y, double size, string colour) =>
        _plot.Add.Marker(x, y, MarkerShape.FilledDiamond, (float)size, Colour(colour));

    /// <summary>Leaves out axes and grid: for cells, whose numbers are printed in them.</summary>
    internal void Bare()
    {
        _plot.HideGrid();
        _plot.Axes.Bottom.FrameLineStyle.Width = 0;
        _plot.Axes.Bottom.MajorTickStyle.Length = 0;
    }

    /// <summary>A filled circle, with a ring when <paramref name="ring"/> is given.</summary>
    internal void Dot(double x, double y, double size, string colour, string? ring = null)
    {
        if (ring is not null)
        {
            var around = _plot.Add.Marker(x, y, MarkerShape.OpenCircle, (float)(size + 8), Colour(ring));
            around.MarkerLineWidth = 2;
        }
        _plot.Add.Marker(x, y, MarkerShape.FilledCircle, (float)size, Colour(colour));
    }

    /// <summary>
    /// Puts the plot into the drawing, with the labels of its left axis; what is drawn after it lies above it.
    /// </summary>
    /// <param name="suffix">Stands after each number of the left axis.</param>
    internal void Draw(string suffix = "")
    {
        var height = (int)Math.Ceiling(_area.Y + _area.Height) + TicksBelow;
        _plot.Layout.Fixed(
            new PixelPadding(
                (float)_area.X,
                (float)(_sheet.Width - _area.X - _area.Width),
                (float)(height - _area.Y - _area.Height),
                (float)_area.Y
            )
        );
        PublishedMarks.Into(_drawing, _plot.GetSvgXml((int)_sheet.Width, height));
        foreach (var tick in Up.Ticks)
            _drawing.Text(new(_area.X - 8, Up.At(tick) + 4.5), Up.Label(tick) + suffix, new(_sheet.SmallSize, Palette.Muted), Anchor.End);
    }

    public void Dispose() => _plot.Dispose();

    private static Color Colour(string hex) => Color.FromHex(hex);
}
