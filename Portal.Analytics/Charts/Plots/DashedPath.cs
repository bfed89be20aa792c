using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Plots;

/// <summary>Cuts a line into strokes and gaps of fixed lengths on the drawing.</summary>
internal static class DashedPath
{
    private const double Stroke = 6;
    private const double Gap = 4;

    private static readonly Point Lifted = new(double.NaN, double.NaN);

    /// <summary>The corners of the strokes in order; between two strokes a point that is no place.</summary>
    /// <param name="places">Corners of the unbroken line; at least two.</param>
    internal static IReadOnlyList<Point> Of(IReadOnlyList<Point> places)
    {
        List<Point> strokes = [places[0]];
        var (isDown, left) = (true, Stroke);
        for (var next = 1; next < places.Count; next++)
        {
            var (from, to) = (places[next - 1], places[next]);
            var length = Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));
            var done = 0.0;
            while (length - done > left)
            {
                done += left;
                var at = new Point(from.X + (to.X - from.X) * done / length, from.Y + (to.Y - from.Y) * done / length);
                strokes.Add(at);
                if (isDown)
                    strokes.Add(Lifted);
                (isDown, left) = (!isDown, isDown ? Gap : Stroke);
            }
            left -= length - done;
            if (isDown)
                strokes.Add(to);
        }
        return strokes;
    }
}
