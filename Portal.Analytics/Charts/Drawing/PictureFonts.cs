namespace Portal.Analytics.Charts.Drawing;

/// <summary>
/// The typeface of the pictures: Liberation Sans 2 (SIL Open Font License, beside the files), which has the widths of Arial. It is part of
/// the product, so that a picture does not depend on the fonts of a machine.
/// </summary>
internal static class PictureFonts
{
    /// <summary>Opens the file of the typeface.</summary>
    /// <param name="bold">The bold cut instead of the regular one.</param>
    /// <returns>A stream that the caller disposes of.</returns>
    internal static Stream Open(bool bold) =>
        typeof(PictureFonts).Assembly.GetManifestResourceStream($"Fonts/LiberationSans-{(bold ? "Bold" : "Regular")}.ttf")
        ?? throw new InvalidOperationException("The build left the fonts of the pictures out.");
}
