using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Portal.Analytics.Charts.Drawing;

/// <summary>Pictures of figures that are kept are kept beside them: drawn once, and gone with the figures.</summary>
public static class DrawnOnce
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<object, DrawnPicture>> Drawn = [];

    /// <summary>The picture of some figures.</summary>
    /// <param name="figures">The very object that is drawn, which nobody changes; an equal one is drawn again.</param>
    /// <param name="how">Everything else that the drawing depends on, equal for equal pictures.</param>
    /// <param name="draw">Draws it.</param>
    public static DrawnPicture Of(object figures, object how, Func<DrawnPicture> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return Drawn.GetValue(figures, static _ => []).GetOrAdd(how, _ => draw());
    }
}
