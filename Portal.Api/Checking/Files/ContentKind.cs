using System.Text;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>Recognises files that are not CSV by their first bytes, whatever their name.</summary>
internal static class ContentKind
{
    private static readonly byte[] OldWorkbook = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[][] WorkbookParts =
    [
        "xl/"u8.ToArray(),
        "[Content_Types].xml"u8.ToArray(),
        "opendocument.spreadsheet"u8.ToArray(),
    ];

    private static readonly byte[][] OtherMarks =
    [
        "%PDF"u8.ToArray(),
        "Rar!"u8.ToArray(),
        [(byte)'7', (byte)'z', 0xBC, 0xAF],
        "{\\rtf"u8.ToArray(),
        [0x89, (byte)'P', (byte)'N', (byte)'G'],
        [0xFF, 0xD8, 0xFF],
        "SQLite format"u8.ToArray(),
        Gzip,
    ];

    /// <summary>The rule that the content breaks, or <c>null</c> if it may be CSV.</summary>
    public static Rule? Refuse(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(OldWorkbook))
            return FileRules.Workbook;
        if (Unpacking.IsArchive(content))
            return IsWorkbook(content) ? FileRules.Workbook : FileRules.NotCsv;
        foreach (var mark in OtherMarks)
        {
            if (content.StartsWith(mark))
                return FileRules.NotCsv;
        }
        return IsMarkup(content) ? FileRules.NotCsv : null;
    }

    // The first local headers of the archive name the parts of a workbook.
    private static bool IsWorkbook(ReadOnlySpan<byte> archive)
    {
        var head = archive[..Math.Min(archive.Length, 4096)];
        foreach (var part in WorkbookParts)
        {
            if (head.IndexOf(part) >= 0)
                return true;
        }
        return false;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> content)
    {
        var head = Encoding
            .Latin1.GetString(content[..Math.Min(content.Length, 256)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return head.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<table", StringComparison.OrdinalIgnoreCase);
    }
}
