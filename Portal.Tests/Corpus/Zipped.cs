using System.IO.Compression;

namespace Portal.Tests.Corpus;

/// <summary>Zips as senders and attackers make them.</summary>
internal static class Zipped
{
    private const int FlagsOfLocalHeader = 6;
    private const int FlagsOfCentralHeader = 8;

    public static byte[] Of(params IEnumerable<(string Name, byte[] Content)> entries) => Written(CompressionLevel.Fastest, entries);

    /// <summary>Without compression, as some programs store the entry that tells what a document is.</summary>
    public static byte[] Stored(params IEnumerable<(string Name, byte[] Content)> entries) =>
        Written(CompressionLevel.NoCompression, entries);

    /// <summary>As small as an attacker makes it.</summary>
    public static byte[] Packed(params IEnumerable<(string Name, byte[] Content)> entries) =>
        Written(CompressionLevel.SmallestSize, entries);

    private static byte[] Written(CompressionLevel level, IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A zip whose entries say that they need a password.</summary>
    public static byte[] Encrypted(params IEnumerable<(string Name, byte[] Content)> entries)
    {
        var zip = Of(entries);
        for (var at = 0; at + 4 < zip.Length; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x03\x04"u8))
                zip[at + FlagsOfLocalHeader] |= 1;
            else if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8))
                zip[at + FlagsOfCentralHeader] |= 1;
        }
        return zip;
    }
}
