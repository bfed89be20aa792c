namespace Portal.Web.Pages.Layout;

/// <summary>A picture on a page, drawn in two widths; the width of the screen decides which is shown.</summary>
/// <param name="Page">SVG for a page.</param>
/// <param name="Telephone">SVG for a narrow screen.</param>
/// <param name="Address">Where the picture can be fetched as a file.</param>
public sealed record Picture(string Page, string Telephone, string? Address);
