using System.Text;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>Recognises files that are not CSV by their first bytes, whatever their name.</summary>
internal static class ContentKind
{
    private static readonly byte[] Gzip = [0x1F, 0x8B];

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

    /// <summary>The rule that the content breaks and what to do about it, or <c>null</c> if it may be CSV.</summary>
    public static (Rule Rule, string? Advice)? Refuse(ReadOnlyMemory<byte> content)
    {
        if (DocumentForms.Advice(DocumentForms.Of(content)) is { } advice)
            return (FileRules.Workbook, advice);
        if (Unpacking.IsArchive(content.Span))
            return (FileRules.NotCsv, null);
        foreach (var mark in OtherMarks)
        {
            if (content.Span.StartsWith(mark))
                return (FileRules.NotCsv, null);
        }
        return IsMarkup(content.Span) ? (FileRules.NotCsv, null) : null;
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
