using System.IO.Compression;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>
/// Opens an upload that is one zip; loose files pass through. The limits apply to the bytes unpacked, not to the sizes that the zip states.
/// </summary>
internal static class Unpacking
{
    private static readonly byte[] EntryMark = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] EmptyZipMark = [(byte)'P', (byte)'K', 5, 6];

    public static IReadOnlyList<UploadedFile> Files(IReadOnlyList<UploadedFile> uploads, CheckRequest request, ProblemLog log)
    {
        if (!uploads.Any(IsZip))
            return uploads;
        foreach (var zip in uploads.Where(IsZip))
        {
            if (IdentifierScan.FindInName(zip.Name, request.Period, request.Today) is { } identifier)
                log.Add(identifier, null, "It stands in the name of the zip.");
        }
        if (uploads.Count > 1)
        {
            log.Add(FileRules.ZipRefused, null, "This zip came beside other files.");
            return [];
        }
        try
        {
            return Entries(uploads[0], request, log);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            log.Add(FileRules.ZipRefused, null, "The zip is damaged.");
            return [];
        }
    }

    /// <summary>What a zip or workbook comes to when it is unpacked, which is what it states; no entry is read further than that.</summary>
    public static long UnpackedBytes(UploadedFile file, UploadLimits limits)
    {
        var isWorkbook = DocumentForms.Of(file.Content) == DocumentForm.Workbook;
        if (!isWorkbook && !IsZip(file))
            return file.Content.Length;
        try
        {
            using var archive = DocumentForms.Open(file.Content);
            var most = isWorkbook ? limits.MaxUnpackedBytes : limits.MaxFileBytes;
            var stated = archive.Entries.Where(entry => !Ignored(entry.FullName)).Sum(entry => Math.Min(entry.Length, most));
            return Math.Min(stated, limits.MaxUnpackedBytes);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            return file.Content.Length;
        }
    }

    /// <summary>What reading a broken archive throws.</summary>
    internal static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException;

    private static bool IsZip(UploadedFile file) =>
        file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        && IsArchive(file.Content.Span)
        && DocumentForms.Of(file.Content) == DocumentForm.None;

    /// <summary>Whether the bytes begin as a zip does; workbooks do too.</summary>
    internal static bool IsArchive(ReadOnlySpan<byte> content) => content.StartsWith(EntryMark) || content.StartsWith(EmptyZipMark);

    private static List<UploadedFile> Entries(UploadedFile zip, CheckRequest request, ProblemLog log)
    {
        var limits = request.Limits;
        using var archive = DocumentForms.Open(zip.Content);
        var entries = archive.Entries.Where(entry => !Ignored(entry.FullName)).ToList();
        if (Refusal(entries) is { } refusal)
        {
            log.Add(FileRules.ZipRefused, null, refusal);
            return [];
        }

        if (IdentifierScan.FindInName(Folder(entries[0]), request.Period, request.Today) is { } identifier)
            log.Add(identifier, null, "It stands in the name of the folder in the zip.");
        var files = new List<UploadedFile>();
        long left = limits.MaxUnpackedBytes;
        foreach (var entry in entries)
        {
            // One byte over the limit is enough to know; a zip may lie about sizes.
            var content = Read(entry, Math.Min(left, limits.MaxFileBytes) + 1);
            if (content.Length > entry.Length)
                throw new InvalidDataException("The entry is larger than its zip states.");
            left -= content.Length;
            if (left < 0)
            {
                log.Add(FileRules.TooLarge, null, "Unpacked, the files of the zip are too large together.");
                return [];
            }
            files.Add(new UploadedFile(entry.Name, content));
        }
        return files;
    }

    private static string? Refusal(List<ZipArchiveEntry> entries) =>
        entries.Count == 0 ? "This zip has no files."
        : entries.Count > 100 ? "This zip has too many files."
        : entries.Any(entry => entry.IsEncrypted) ? "This zip has a password."
        : entries.Any(entry => entry.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) ? "This zip has another zip in it."
        : entries.Any(entry => entry.Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            ? "This zip has a workbook in it: send the workbook itself, on its own."
        : entries.Any(entry => !entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) ? "This zip has other files in it."
        : entries.Select(Folder).Distinct(StringComparer.Ordinal).Skip(1).Any()
        || entries.Any(entry => Folder(entry).Contains('/', StringComparison.Ordinal))
            ? "This zip has more than one folder."
        : null;

    private static string Folder(ZipArchiveEntry entry)
    {
        var path = entry.FullName.Replace('\\', '/');
        var end = path.LastIndexOf('/');
        return end < 0 ? "" : path[..end];
    }

    // What macOS adds, and entries that only name a folder.
    private static bool Ignored(string path)
    {
        var parts = path.Replace('\\', '/').Split('/');
        return parts[^1].Length == 0
            || parts[0] == "__MACOSX"
            || parts[^1] == ".DS_Store"
            || parts[^1].StartsWith("._", StringComparison.Ordinal);
    }

    private static byte[] Read(ZipArchiveEntry entry, long most)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        while (content.Length < most)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, most - content.Length));
            if (read == 0)
                break;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
