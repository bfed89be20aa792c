namespace Portal.Analytics.Charts.Drawing;

/// <summary>How a line is drawn.</summary>
/// <param name="Colour">One of <see cref="Palette"/>.</param>
/// <param name="Width">In units of the drawing.</param>
/// <param name="Dashes">Lengths of dashes and gaps as SVG writes them; <c>null</c> for an unbroken line.</param>
internal readonly record struct Pen(string Colour, double Width, string? Dashes = null);

/// <summary>How a text is written.</summary>
/// <param name="Size">Size of the type in units of the drawing.</param>
/// <param name="Fill">One of <see cref="Palette"/>.</param>
/// <param name="Bold">Whether it is bold.</param>
internal readonly record struct Lettering(double Size, string Fill = Palette.Ink, bool Bold = false);
