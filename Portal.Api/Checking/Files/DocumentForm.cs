using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Portal.Api.Checking.Files;

/// <summary>What an office program saved, as its content tells whatever its name says.</summary>
internal enum DocumentForm
{
    /// <summary>Nothing that an office program saves.</summary>
    None,

    /// <summary>A workbook that is read, .xlsx; it may be damaged.</summary>
    Workbook,

    /// <summary>The format before 2007, .xls.</summary>
    OldWorkbook,

    /// <summary>Encrypted with a password.</summary>
    Protected,

    /// <summary>The binary format, .xlsb.</summary>
    Binary,

    /// <summary>LibreOffice's own format, .ods.</summary>
    OpenDocument,

    /// <summary>A text or a presentation.</summary>
    Document,
}

/// <summary>Tells <see cref="DocumentForm"/>s apart.</summary>
internal static class DocumentForms
{
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EncryptedPackage = [.. "EncryptedPackage".SelectMany(letter => (byte[])[(byte)letter, 0])];
    private const int Head = 4096;

    public static DocumentForm Of(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.StartsWith(Compound))
            return bytes.IndexOf(EncryptedPackage) >= 0 ? DocumentForm.Protected : DocumentForm.OldWorkbook;
        if (!Unpacking.IsArchive(bytes))
            return DocumentForm.None;
        var head = bytes[..Math.Min(bytes.Length, Head)];
        return head.IndexOf("opendocument"u8) >= 0 ? DocumentForm.OpenDocument : OfArchive(content) ?? OfHead(head);
    }

    /// <summary>What to do with such a file; <c>null</c> for what no office program saved.</summary>
    public static string? Advice(DocumentForm form) =>
        form switch
        {
            DocumentForm.Workbook => "This workbook came beside other files or in a zip.",
            DocumentForm.OldWorkbook => "This file is in the format before 2007 (.xls).",
            DocumentForm.Protected => "This file has a password: take it off in Excel under File, Info, Protect Workbook.",
            DocumentForm.Binary => "This file is a binary workbook (.xlsb).",
            DocumentForm.OpenDocument => "This file is in the format of LibreOffice (.ods).",
            DocumentForm.Document => "This file is a text or a presentation: copy its table into the template workbook.",
            _ => null,
        };

    /// <summary>Without a copy when the bytes are an array already.</summary>
    public static ZipArchive Open(ReadOnlyMemory<byte> content) =>
        new(
            MemoryMarshal.TryGetArray(content, out var array)
                ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
                : new MemoryStream(content.ToArray(), writable: false),
            ZipArchiveMode.Read
        );

    /// <returns><c>null</c> when the list of its entries cannot be read.</returns>
    private static DocumentForm? OfArchive(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var archive = Open(content);
            var form = DocumentForm.None;
            foreach (var entry in archive.Entries)
            {
                var path = entry.FullName.Replace('\\', '/');
                if (IsIn(path, "word/") || IsIn(path, "ppt/"))
                    return DocumentForm.Document;
                if (path.Equals("xl/workbook.bin", StringComparison.OrdinalIgnoreCase))
                    return DocumentForm.Binary;
                if (IsIn(path, "xl/") || path.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase))
                    form = DocumentForm.Workbook;
            }
            return form;
        }
        catch (Exception damage) when (Unpacking.IsDamage(damage))
        {
            return null;
        }
    }

    // The first local headers of a broken archive still name the parts of what it was.
    private static DocumentForm OfHead(ReadOnlySpan<byte> head) =>
        head.IndexOf("word/"u8) >= 0 ? DocumentForm.Document
        : head.IndexOf("xl/workbook.bin"u8) >= 0 ? DocumentForm.Binary
        : head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 ? DocumentForm.Workbook
        : DocumentForm.None;

    private static bool IsIn(string path, string folder) => path.StartsWith(folder, StringComparison.OrdinalIgnoreCase);
}
