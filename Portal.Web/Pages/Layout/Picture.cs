using Portal.Analytics.Charts.Drawing;

namespace Portal.Web.Pages.Layout;

/// <summary>A picture on a page, drawn in two widths; the width of the screen decides which is shown.</summary>
/// <param name="Page">For a page.</param>
/// <param name="Telephone">For a narrow screen.</param>
/// <param name="Address">Where the picture can be fetched as a file.</param>
public sealed record Picture(DrawnPicture Page, DrawnPicture Telephone, string? Address)
{
    /// <summary>Draws both widths.</summary>
    /// <param name="draw">Draws one of them.</param>
    /// <param name="address">Where the picture can be fetched as a file, with the ending .svg.</param>
    public static Picture Of(Func<ChartLayout, DrawnPicture> draw, string? address) =>
        new(draw(ChartLayout.Wide), draw(ChartLayout.Narrow), address);

    /// <summary>The address of another form of the picture.</summary>
    /// <param name="ending">Such as <c>.png</c>.</param>
    public string? In(string ending) => Address?.Replace(".svg", ending, StringComparison.Ordinal);
}
