using System.Xml;

namespace Portal.Api.Checking.Workbooks;

/// <summary>A sheet as the list of a workbook has it.</summary>
/// <param name="Place">From 1, in the order of the tabs; hidden ones count.</param>
/// <param name="Name">May hold an identifier, so it is never shown.</param>
/// <param name="Path">Its part; <c>null</c> when there is none, or when it is no table but a chart.</param>
internal sealed record Sheet(int Place, string Name, bool IsHidden, string? Path);

/// <summary>What all sheets of a workbook share.</summary>
/// <param name="Sheets">In the order of the tabs.</param>
/// <param name="From1904">Whether its days count from 1904.</param>
internal sealed record WorkbookSheets(IReadOnlyList<Sheet> Sheets, bool From1904)
{
    private const int MostStrings = 2_000_000;

    /// <summary>Texts that cells refer to by number.</summary>
    public required IReadOnlyList<string> Strings { get; init; }

    public required NumberFormats Formats { get; init; }

    public static WorkbookSheets Read(WorkbookParts parts)
    {
        var main = parts.Relationships("").Values.FirstOrDefault(found => Is(found.Type, "officeDocument")).Path ?? "xl/workbook.xml";
        var pointers = parts.Relationships(main);
        var (sheets, from1904) = List(parts, main, pointers);
        using var strings = Shared(parts, pointers, "sharedStrings");
        using var styles = Shared(parts, pointers, "styles");
        return new(sheets, from1904) { Strings = AllStrings(strings), Formats = NumberFormats.Read(styles) };
    }

    private static (List<Sheet> Sheets, bool From1904) List(
        WorkbookParts parts,
        string main,
        IReadOnlyDictionary<string, (string Type, string Path)> pointers
    )
    {
        using var reader = parts.Open(main) ?? throw new InvalidDataException("The workbook has no list of sheets.");
        var sheets = new List<Sheet>();
        var from1904 = false;
        while (WorkbookParts.Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "workbookPr")
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            else if (reader.LocalName == "sheet")
                sheets.Add(SheetOf(reader, sheets.Count + 1, pointers));
        }
        return sheets.Count > 0 ? (sheets, from1904) : throw new InvalidDataException("The list of sheets is empty.");
    }

    private static Sheet SheetOf(XmlReader reader, int place, IReadOnlyDictionary<string, (string Type, string Path)> pointers)
    {
        var name = reader.GetAttribute("name") ?? "";
        var isHidden = reader.GetAttribute("state") is "hidden" or "veryHidden";
        // The id of the relationship has a namespace of its own, of which there are two.
        string? id = null;
        while (reader.MoveToNextAttribute())
            id = reader.LocalName == "id" ? reader.Value : id;
        reader.MoveToElement();
        return new Sheet(
            place,
            name,
            isHidden,
            id is not null && pointers.TryGetValue(id, out var part) && Is(part.Type, "worksheet") ? part.Path : null
        );
    }

    private static XmlReader? Shared(WorkbookParts parts, IReadOnlyDictionary<string, (string Type, string Path)> pointers, string type) =>
        pointers.Values.FirstOrDefault(found => Is(found.Type, type)).Path is { } path
            ? parts.Open(path) ?? throw new InvalidDataException("A part of the workbook is missing.")
            : null;

    private static List<string> AllStrings(XmlReader? reader)
    {
        var strings = new List<string>();
        while (reader is not null && WorkbookParts.Next(reader))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
                strings.Add(WorkbookParts.RichText(reader));
            if (strings.Count > MostStrings)
                throw new InvalidDataException("The workbook has too many texts.");
        }
        return strings;
    }

    private static bool Is(string? type, string word) => type?.EndsWith("/" + word, StringComparison.Ordinal) == true;
}
