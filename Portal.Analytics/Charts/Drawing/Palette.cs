namespace Portal.Analytics.Charts.Drawing;

/// <summary>
/// Colours of the pictures: on white, text has a contrast of at least 4.5:1 and marks 3:1; their order of lightness survives
/// black-and-white print.
/// </summary>
internal static class Palette
{
    internal const string Paper = "#ffffff";
    internal const string Ink = "#16272d";
    internal const string Muted = "#4d5f66";
    internal const string Axis = "#6b7d84";
    internal const string Grid = "#e1e8ea";
    internal const string Teal = "#0b5563";
    internal const string TealTint = "#dcebee";
    internal const string Bar = "#4f929e";
    internal const string Accent = "#b4532a";
    internal const string AccentTint = "#f3d9c8";

    // Families by class of change: three shades that black-and-white print keeps apart, whichever of them stand side by side.
    internal const string Worse = "#e0a184";
    internal const string Same = "#e1e8ea";
    internal const string Better = "#5b9aa6";

    // An answer outside the order, such as "don't know": beside light and dark shades alike.
    internal const string Aside = "#aab7bd";

    // Of a whole: what is only begun, beside what is complete.
    internal const string Begun = "#b5d3d9";

    // All other services: where their mean lies; the tint is where another service would.
    internal const string Others = "#dd9a76";

    internal const string MarkPaper = "#fdf3ec";
    internal const string MarkInk = "#8a3b19";
}
