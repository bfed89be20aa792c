using System.Globalization;
using System.Net;

namespace Portal.Analytics.Charts.Drawing;

/// <summary>A picture with the numbers behind its marks.</summary>
/// <param name="Svg">SVG text; the same picture always gives the same bytes.</param>
/// <param name="Table">One row for each row of marks.</param>
public sealed record DrawnPicture(string Svg, PictureTable Table)
{
    /// <summary>Title and description of the picture, for who cannot see it.</summary>
    public string Words => $"{Between("<title", "</title>")}. {Between("<desc", "</desc>")}";

    private string Between(string opening, string closing)
    {
        var start = Svg.IndexOf('>', Svg.IndexOf(opening, StringComparison.Ordinal)) + 1;
        return WebUtility.HtmlDecode(Svg[start..Svg.IndexOf(closing, start, StringComparison.Ordinal)]);
    }
}

/// <summary>The numbers of a picture as a table, plain enough for a statistics package.</summary>
/// <param name="Headings">One for each column, in plain words.</param>
/// <param name="Rows">As long as <paramref name="Headings"/> each; an empty cell where there is no number.</param>
public sealed record PictureTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    // Enough to draw the mark again to a hundredth of a unit.
    private const string Plain = "0.######";

    internal static string Cell(double? value) => value is { } known ? known.ToString(Plain, CultureInfo.InvariantCulture) : "";

    internal static string Cell(int? value) => value is { } known ? known.ToString(CultureInfo.InvariantCulture) : "";
}
