using System.Text;
using System.Text.Unicode;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <param name="Utf8">Valid UTF-8 without a byte order mark.</param>
/// <param name="Encoding">Encoding of the bytes as sent.</param>
internal sealed record DecodedText(ReadOnlyMemory<byte> Utf8, string Encoding)
{
    /// <summary>What stands above the header and was passed over.</summary>
    public ReadOnlyMemory<byte> Titles { get; init; }

    /// <summary>Lines of <see cref="Titles"/>, which are rows of a spreadsheet.</summary>
    public int LinesBefore { get; init; }
}

/// <summary>
/// Tries UTF-8 first. UTF-16 needs its byte order mark; Windows-1252 is
/// used only when the bytes are not UTF-8 and all have a meaning in it.
/// </summary>
internal static class Decoding
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    // Bytes that Windows-1252 does not define; decoders map them to control characters instead of rejecting them.
    private static readonly byte[] UndefinedIn1252 = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static DecodedText? Text(FileKind kind, ReadOnlyMemory<byte> content, ProblemLog log)
    {
        var bytes = content.Span;
        if (bytes.StartsWith(Utf8Mark))
        {
            content = content[Utf8Mark.Length..];
            if (content.Span.StartsWith(Utf8Mark))
            {
                log.Add(FileRules.DoubleMark, kind);
                return null;
            }
            return Utf8.IsValid(content.Span) ? new DecodedText(content, "utf-8") : NotReadable(kind, log);
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Utf16(kind, content[2..], bigEndian: bytes[0] == 0xFE, log);
        // UTF-16 without its mark is valid UTF-8 with a NUL beside each letter: one fault of the file, not one of each cell.
        if (HasNulBesideEachLetter(bytes))
            return NotReadable(kind, log);
        if (Utf8.IsValid(bytes))
            return new DecodedText(content, "utf-8");
        if (bytes.IndexOfAny(UndefinedIn1252) >= 0)
            return NotReadable(kind, log);
        log.Add(FileRules.EncodingAssumed, kind);
        return new DecodedText(Encoding.Convert(Windows1252, Encoding.UTF8, content.ToArray()), "windows-1252");
    }

    /// <summary>A text in the encoding that a file came in, so that it is read as that file was.</summary>
    public static ReadOnlyMemory<byte> AsSent(ReadOnlyMemory<byte> utf8, string encoding) =>
        encoding switch
        {
            "windows-1252" => Encoding.Convert(Encoding.UTF8, Windows1252, utf8.ToArray()),
            "utf-16" => (byte[])[0xFF, 0xFE, .. Encoding.Convert(Encoding.UTF8, Encoding.Unicode, utf8.ToArray())],
            _ => utf8,
        };

    private static bool HasNulBesideEachLetter(ReadOnlySpan<byte> bytes)
    {
        const int HeaderBytes = 64;
        if (bytes.Length < HeaderBytes)
            return false;
        var (even, odd) = (0, 0);
        for (var place = 0; place < HeaderBytes; place += 2)
        {
            even += bytes[place] == 0 ? 1 : 0;
            odd += bytes[place + 1] == 0 ? 1 : 0;
        }
        return (even, odd) is (HeaderBytes / 2, 0) or (0, HeaderBytes / 2);
    }

    private static DecodedText? Utf16(FileKind kind, ReadOnlyMemory<byte> content, bool bigEndian, ProblemLog log)
    {
        try
        {
            var text = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(content.Span);
            if (text.StartsWith('\uFEFF'))
            {
                log.Add(FileRules.DoubleMark, kind);
                return null;
            }
            log.Add(FileRules.EncodingAssumed, kind);
            return new DecodedText(Encoding.UTF8.GetBytes(text), "utf-16");
        }
        catch (DecoderFallbackException)
        {
            return NotReadable(kind, log);
        }
    }

    private static DecodedText? NotReadable(FileKind kind, ProblemLog log)
    {
        log.Add(FileRules.NotUtf8, kind);
        return null;
    }
}
