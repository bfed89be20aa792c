using System.Globalization;
using System.Text;

namespace Portal.Analytics.Charts.Drawing;

/// <summary>Text widths in Arial and in Liberation Sans, which has the same metrics, for laying out labels without a browser.</summary>
public static class TextWidth
{
    private const string Ellipsis = "\u2026";

    // Advance widths in thousandths of the type size for U+0020 to U+007E.
    private static readonly short[] Regular =
    [
        278,
        278,
        355,
        556,
        556,
        889,
        667,
        191,
        333,
        333,
        389,
        584,
        278,
        333,
        278,
        278,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        278,
        278,
        584,
        584,
        584,
        556,
        1015,
        667,
        667,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        500,
        667,
        556,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
        278,
        278,
        278,
        469,
        556,
        333,
        556,
        556,
        500,
        556,
        556,
        278,
        556,
        556,
        222,
        222,
        500,
        222,
        833,
        556,
        556,
        556,
        556,
        333,
        500,
        278,
        556,
        500,
        722,
        500,
        500,
        500,
        334,
        260,
        334,
        584,
    ];

    private static readonly short[] Bold =
    [
        278,
        333,
        474,
        556,
        556,
        889,
        722,
        238,
        333,
        333,
        389,
        584,
        278,
        333,
        278,
        278,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        333,
        333,
        584,
        584,
        584,
        611,
        975,
        722,
        722,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        556,
        722,
        611,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
        333,
        278,
        333,
        584,
        556,
        333,
        556,
        611,
        556,
        611,
        556,
        333,
        611,
        611,
        278,
        278,
        556,
        278,
        889,
        611,
        611,
        611,
        611,
        389,
        556,
        333,
        611,
        556,
        778,
        556,
        556,
        500,
        389,
        280,
        389,
        584,
    ];

    /// <summary>Width of one line of text, in the unit of <paramref name="size"/>. Letters beyond ASCII count as wide.</summary>
    /// <param name="text">One line of text.</param>
    /// <param name="size">Type size in drawing units.</param>
    /// <param name="bold">Whether the text is set in bold.</param>
    public static double Of(string text, double size, bool bold = false)
    {
        var widths = bold ? Bold : Regular;
        var thousandths = 0;
        foreach (var rune in text.EnumerateRunes())
            thousandths += rune.Value is >= 0x20 and <= 0x7E ? widths[rune.Value - 0x20] : Beyond(rune);
        return thousandths * size / 1000;
    }

    /// <summary>The text cut to a width, with an ellipsis if something was cut.</summary>
    /// <param name="text">One line of text.</param>
    /// <param name="size">Type size in drawing units.</param>
    /// <param name="width">Room in drawing units.</param>
    /// <param name="bold">Whether the text is set in bold.</param>
    public static string Shorten(string text, double size, double width, bool bold = false)
    {
        if (Of(text, size, bold) <= width)
            return text;
        return text[..Fitting(text, size, width - Of(Ellipsis, size, bold), bold)].TrimEnd() + Ellipsis;
    }

    /// <summary>
    /// The text in lines no wider than given; an over-long word is broken, and the last line allowed ends in an ellipsis if more follows.
    /// </summary>
    /// <param name="text">Text; any run of white space counts as one space.</param>
    /// <param name="size">Type size in drawing units.</param>
    /// <param name="width">Room in drawing units.</param>
    /// <param name="bold">Whether the text is set in bold.</param>
    /// <param name="lines">Most lines to return, at least 1.</param>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, bool bold = false, int lines = int.MaxValue)
    {
        var wrapped = new List<string>();
        var rest = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        while (rest.Length > 0)
        {
            if (wrapped.Count == lines - 1 || Of(rest, size, bold) <= width)
            {
                wrapped.Add(Shorten(rest, size, width, bold));
                break;
            }
            var fitting = Math.Max(Fitting(rest, size, width, bold), char.IsHighSurrogate(rest[0]) ? 2 : 1);
            var space = fitting < rest.Length ? BreakAtOrBefore(rest, fitting) : 0;
            var cut = space > 0 ? space : fitting;
            wrapped.Add(rest[..cut].TrimEnd());
            rest = rest[cut..].TrimStart();
        }
        return wrapped;
    }

    // A per cent sign stays with its number.
    private static int BreakAtOrBefore(string text, int place)
    {
        while (place > 0 && (text[place] != ' ' || text[place + 1] == '%'))
            place--;
        return place;
    }

    private static int Fitting(string text, double size, double width, bool bold)
    {
        var used = 0.0;
        return text.EnumerateRunes()
            .TakeWhile(rune => (used += Of(rune.ToString(), size, bold)) <= width)
            .Sum(rune => rune.Utf16SequenceLength);
    }

    private static int Beyond(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ when rune.Value == 0x2212 => 584,
            _ => rune.Value == 0x2026 || rune.Value >= 0x2E80 ? 1000 : 667,
        };
}
