using System.IO.Compression;
using System.Text;
using Portal.Tests.Corpus;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>The parts of a workbook that the portal wrote, to look at and to change as a person would.</summary>
internal sealed record OpenedBook(IReadOnlyDictionary<string, string> Parts)
{
    public static OpenedBook Of(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        return new(archive.Entries.ToDictionary(entry => entry.FullName, Text));
    }

    /// <summary>The same workbook with a text replaced wherever it stands in a cell.</summary>
    public byte[] Replacing(string old, string changed)
    {
        var parts = Parts.ToDictionary(
            part => part.Key,
            part => IsSheet(part.Key) ? part.Value.Replace(old, changed, StringComparison.Ordinal) : part.Value
        );
        return parts.SequenceEqual(Parts)
            ? throw new ArgumentException("No cell holds the text to replace.", nameof(old))
            : Zipped.Of(parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value))));
    }

    private static bool IsSheet(string part) => part.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal);

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
