using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Web.Pages.Layout;

/// <summary>
/// A picture on a page. The page holds the drawing for its own width; a narrow screen asks for the other (<see cref="NarrowPictures"/>).
/// </summary>
public sealed class Picture
{
    // Drawings of figures that are themselves kept; they go when the figures go.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<(string? Address, object With), DrawnPicture>> Drawn = [];

    private readonly Lazy<DrawnPicture> _page;

    private readonly Func<ChartLayout, DrawnPicture> _draw;

    private Picture(Func<ChartLayout, DrawnPicture> draw, Func<DrawnPicture> page, string? address)
    {
        (_draw, Address) = (draw, address);
        _page = new(page);
    }

    /// <summary>For a page.</summary>
    public DrawnPicture Page => _page.Value;

    /// <summary>For a narrow screen; drawn anew at each reading.</summary>
    public DrawnPicture Telephone => _draw(ChartLayout.Narrow);

    /// <summary>Where the picture can be fetched as a file; <c>null</c> when it cannot.</summary>
    public string? Address { get; }

    /// <summary>Nothing is drawn before it is read.</summary>
    /// <param name="draw">Draws it for a page or for a telephone.</param>
    /// <param name="address">Where the picture can be fetched as a file, with the ending .svg.</param>
    public static Picture Of(Func<ChartLayout, DrawnPicture> draw, string? address) => new(draw, () => draw(ChartLayout.Wide), address);

    /// <summary>The same, drawn for a page once for as long as the figures are kept.</summary>
    /// <param name="from">
    /// The figures, which nobody changes and which are told by what object they are; and all else that is drawn, told by what is in it.
    /// The address holds what was asked for.
    /// </param>
    public static Picture Kept((object Figures, object With) from, Func<ChartLayout, DrawnPicture> draw, string address) =>
        new(draw, () => Drawn.GetOrCreateValue(from.Figures).GetOrAdd((address, from.With), _ => draw(ChartLayout.Wide)), address);

    /// <summary>The address of another form of the picture.</summary>
    /// <param name="ending">Such as <c>.png</c>.</param>
    public string? In(string ending) => Address?.Replace(".svg", ending, StringComparison.Ordinal);
}
