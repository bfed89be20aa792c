using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>Lines that a person or a spreadsheet wrote above the header: a title, the day of the export, sep=;.</summary>
internal static class TitleLines
{
    /// <summary>The header is one of so many first lines.</summary>
    public const int Most = 10;

    // Below a title this many columns of the contract make a header; a row of data names none.
    private const int FewestColumns = 3;

    /// <summary>The text from its header on; unchanged when its first line names a column, and when no line is a header.</summary>
    public static DecodedText PassedOver(FileKind kind, DecodedText text, ExtractMapping mapping)
    {
        var start = 0;
        for (var before = 0; before < Most; before++)
        {
            var header = Dialect.FirstRow(kind, text with { Utf8 = text.Utf8[start..] }, mapping);
            if (before == 0 && (header.Matched > 0 || header.Recognised >= FewestColumns))
                return text;
            if (header.Recognised >= FewestColumns)
                return text with { Utf8 = text.Utf8[start..], Titles = text.Utf8[..start], LinesBefore = before };
            if (text.Utf8.Span[start..].IndexOf((byte)'\n') is var end and >= 0 && start + end + 1 < text.Utf8.Length)
                start += end + 1;
            else
                return text;
        }
        return text;
    }
}
