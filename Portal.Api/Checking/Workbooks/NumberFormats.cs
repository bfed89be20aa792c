using System.Globalization;
using System.Xml;

namespace Portal.Api.Checking.Workbooks;

/// <summary>What a spreadsheet shows of a number.</summary>
internal enum NumberShown
{
    Plain,
    Date,
    Elapsed,
    Percent,
}

/// <summary>The number formats of a workbook, by the style of a cell.</summary>
internal sealed class NumberFormats
{
    private const int MostFormats = 65_536;

    private readonly List<NumberShown> _byStyle = [];

    /// <summary>A style that is not there shows numbers as they are.</summary>
    public NumberShown this[int style] => style >= 0 && style < _byStyle.Count ? _byStyle[style] : NumberShown.Plain;

    public static NumberFormats Read(XmlReader? styles)
    {
        var formats = new NumberFormats();
        var own = new Dictionary<int, string>();
        var inCells = false;
        while (styles is not null && WorkbookParts.Next(styles))
        {
            if (styles.LocalName == "cellXfs")
                inCells = styles.NodeType == XmlNodeType.Element && !styles.IsEmptyElement;
            else if (styles.NodeType != XmlNodeType.Element)
                continue;
            else if (styles.LocalName == "numFmt" && Number(styles.GetAttribute("numFmtId")) is { } id)
                own[id] = styles.GetAttribute("formatCode") ?? "";
            else if (styles.LocalName == "xf" && inCells)
                formats._byStyle.Add(
                    Number(styles.GetAttribute("numFmtId")) is { } used ? Shown(used, own.GetValueOrDefault(used)) : default
                );
            if (own.Count > MostFormats || formats._byStyle.Count > MostFormats)
                throw new InvalidDataException("The workbook has too many formats.");
        }
        return formats;
    }

    // The numbers below 164 mean the same everywhere; those of dates are in ECMA-376, 18.8.30.
    private static NumberShown Shown(int id, string? code) =>
        code is not null ? Of(code)
        : id is >= 14 and <= 22 or >= 27 and <= 36 or 45 or 47 or >= 50 and <= 58 ? NumberShown.Date
        : id is 46 ? NumberShown.Elapsed
        : id is 9 or 10 ? NumberShown.Percent
        : NumberShown.Plain;

    /// <summary>What a format shows; of several sections the first, which is that of positive numbers.</summary>
    public static NumberShown Of(string code)
    {
        var shown = NumberShown.Plain;
        for (var place = 0; place < code.Length && code[place] != ';'; place++)
        {
            switch (code[place])
            {
                case '"':
                    place = End(code, '"', place);
                    break;
                case '\\' or '_' or '*':
                    place++;
                    break;
                case '[':
                    var end = End(code, ']', place);
                    if (code[(place + 1)..Math.Min(end, code.Length)].Trim('h', 'H', 'm', 'M', 's', 'S').Length == 0)
                        return NumberShown.Elapsed;
                    place = end;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    shown = NumberShown.Date;
                    break;
                // General has no letter of a date; E of an exponent is none either.
                case '%':
                    shown = NumberShown.Percent;
                    break;
            }
        }
        return shown;
    }

    private static int End(string code, char mark, int from) => code.IndexOf(mark, from + 1) is var end and >= 0 ? end : code.Length;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
