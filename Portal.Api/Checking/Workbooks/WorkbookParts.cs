using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Portal.Api.Checking.Files;

namespace Portal.Api.Checking.Workbooks;

/// <summary>The parts of an .xlsx: XML files in a zip, which point to each other by relationships.</summary>
/// <remarks>Faults are thrown as <see cref="InvalidDataException"/> or <see cref="XmlException"/>, and caught in one place.</remarks>
internal sealed class WorkbookParts : IDisposable
{
    private const int MostEntries = 1000;
    private const int MostRelationships = 10_000;
    private const int Deepest = 32;

    // A spreadsheet holds 32,767 characters in a cell at most; what is longer is refused for its row later.
    private const int LongestText = 1024 * 1024;
    private const int BufferedText = 1024;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly ZipArchive _archive;
    private readonly UnpackingAllowance _allowance;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    public WorkbookParts(ReadOnlyMemory<byte> content, UnpackingAllowance allowance)
    {
        _allowance = allowance;
        _archive = DocumentForms.Open(content);
        if (_archive.Entries.Count > MostEntries)
            throw new InvalidDataException("The workbook has too many parts.");
        foreach (var entry in _archive.Entries)
        {
            if (entry.IsEncrypted)
                throw new InvalidDataException("A part of the workbook has a password.");
            if (!_entries.TryAdd(Normal(entry.FullName), entry))
                throw new InvalidDataException("Two parts of the workbook have the same name.");
        }
    }

    /// <summary>A part to read; <c>null</c> when there is none of that name.</summary>
    public XmlReader? Open(string path) =>
        _entries.TryGetValue(Normal(path), out var entry)
            ? XmlReader.Create(new PartStream(entry.Open(), entry.Length, _allowance), Safe)
            : null;

    /// <summary>What a part points to, by the id of the relationship; pointers out of the workbook are left out.</summary>
    /// <param name="path">The part; empty for the workbook as a whole.</param>
    public IReadOnlyDictionary<string, (string Type, string Path)> Relationships(string path)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var reader = Open($"{folder}_rels/{path[folder.Length..]}.rels");
        while (reader is not null && Next(reader))
        {
            if (
                reader.NodeType != XmlNodeType.Element
                || reader.LocalName != "Relationship"
                || reader.GetAttribute("TargetMode") == "External"
            )
                continue;
            if (reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
                found[id] = (reader.GetAttribute("Type") ?? "", target.StartsWith('/') ? target : folder + target);
            if (found.Count > MostRelationships)
                throw new InvalidDataException("A part of the workbook points to too many others.");
        }
        return found;
    }

    /// <summary>Moves to the next node, and refuses elements in elements without end.</summary>
    public static bool Next(XmlReader reader)
    {
        if (!reader.Read())
            return false;
        return reader.Depth <= Deepest ? true : throw new InvalidDataException("The elements of a part are too deep.");
    }

    /// <summary>The text of the element that the reader stands on, without the elements in it; the reader moves to its end.</summary>
    public static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        var buffer = ArrayPool<char>.Shared.Rent(BufferedText);
        StringBuilder? longer = null;
        var length = 0;
        while (Next(reader) && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
                PassOver(reader);
            else if (reader.CanReadValueChunk && reader.HasValue)
            {
                for (int count; (count = reader.ReadValueChunk(buffer, length, BufferedText - length)) > 0; )
                {
                    if ((length += count) < BufferedText)
                        continue;
                    longer ??= new StringBuilder();
                    longer.Append(buffer, 0, Math.Min(length, LongestText - longer.Length));
                    length = 0;
                }
            }
        }
        var rest = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return longer?.Append(rest).ToString() ?? rest;
    }

    /// <summary>The text of a string in runs, without how it is read aloud; the reader moves to the end of its element.</summary>
    public static string RichText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var text = "";
        StringBuilder? runs = null;
        var depth = reader.Depth;
        while (Next(reader) && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName == "r")
                continue;
            if (reader.LocalName != "t")
                PassOver(reader);
            else if (text.Length == 0)
                text = Text(reader);
            else if ((runs ??= new StringBuilder(text)).Length < LongestText)
                runs.Append(Text(reader));
        }
        return Unescaped(runs?.ToString() ?? text);
    }

    /// <summary>Characters that XML cannot hold are written as _x001F_.</summary>
    public static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;

    /// <summary>Moves to the end of the element that the reader stands on.</summary>
    public static void PassOver(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (Next(reader) && reader.Depth > depth) { }
    }

    /// <summary>Whether more was unpacked than the limits let through.</summary>
    public bool IsSpent => _allowance.IsSpent;

    public void Dispose() => _archive.Dispose();

    // The root of the archive is the root of the paths, and some writers use the slash of Windows.
    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
