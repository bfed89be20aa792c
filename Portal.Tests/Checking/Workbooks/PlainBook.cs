using System.Security;
using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Corpus;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>A workbook written by hand, part by part, so that any part can be wrong.</summary>
internal sealed record PlainBook(IReadOnlyDictionary<string, string> Parts)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Pointers = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Styles by number: 0 as it is, 1 day, 2 day and time, 3 percent, 4 mmm-yy, 5 hours beyond 24, 6 time, 7 letters.</summary>
    private const string Formats =
        """<numFmts><numFmt numFmtId="170" formatCode="mmm\-yy"/><numFmt numFmtId="171" formatCode="[h]:mm"/>"""
        + """<numFmt numFmtId="172" formatCode="[Red]&quot;days&quot;\d0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>"""
        + """<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/>"""
        + """<xf numFmtId="20"/><xf numFmtId="172"/></cellXfs>""";

    /// <param name="sheets">Name, state such as <c>hidden</c>, and what stands inside the worksheet.</param>
    public static PlainBook Of(params (string Name, string? State, string Inside)[] sheets)
    {
        var parts = new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""",
            ["_rels/.rels"] =
                $"""<Relationships xmlns="{Pointers}"><Relationship Id="r1" Type="{Office}/officeDocument" """
                + """Target="xl/workbook.xml"/></Relationships>""",
            ["xl/styles.xml"] = $"""<styleSheet xmlns="{Main}">{Formats}</styleSheet>""",
            ["xl/sharedStrings.xml"] =
                $"""<sst xmlns="{Main}"><si><t>shared</t></si><si><r><t>in </t></r><r><rPr/><t>runs</t></r>"""
                + "<rPh><t>aloud</t></rPh></si></sst>",
        };
        var (list, pointers) = (new StringBuilder(), new StringBuilder());
        foreach (var ((name, state, inside), place) in sheets.Select((sheet, place) => (sheet, place + 1)))
        {
            var hidden = state is null ? "" : $" state=\"{state}\"";
            list.Append($"""<sheet name="{SecurityElement.Escape(name)}" sheetId="{place}"{hidden} r:id="r{place}"/>""");
            pointers.Append($"""<Relationship Id="r{place}" Type="{Office}/worksheet" Target="worksheets/sheet{place}.xml"/>""");
            parts[$"xl/worksheets/sheet{place}.xml"] = $"""<worksheet xmlns="{Main}">{inside}</worksheet>""";
        }
        parts["xl/workbook.xml"] = $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr/><sheets>{list}</sheets></workbook>""";
        parts["xl/_rels/workbook.xml.rels"] =
            $"""<Relationships xmlns="{Pointers}">{pointers}"""
            + $"""<Relationship Id="s" Type="{Office}/sharedStrings" Target="/xl/sharedStrings.xml"/>"""
            + $"""<Relationship Id="f" Type="{Office}/styles" Target="styles.xml"/></Relationships>""";
        return new PlainBook(parts);
    }

    /// <summary>The valid extract, a sheet for a file, all cells as text.</summary>
    public static PlainBook Valid { get; } =
        Of([
            .. Extract
                .Valid.OrderBy(file => file.Name != "cases.csv")
                .Select(file => (Word(file.Name), (string?)null, Rows(Extract.Text(file.Name)))),
        ]);

    /// <summary>Rows of a sheet with the cells of a CSV text without quotation marks.</summary>
    public static string Rows(string csv) =>
        "<sheetData>"
        + string.Concat(csv.TrimEnd('\n').Split('\n').Select((line, row) => $"<row r=\"{row + 1}\">{Cells(line, row + 1)}</row>"))
        + "</sheetData>";

    /// <summary>A part with one text of it replaced.</summary>
    public PlainBook With(string part, string old, string changed)
    {
        var text = Parts[part].Replace(old, changed, StringComparison.Ordinal);
        return text == Parts[part]
            ? throw new ArgumentException("The part does not hold the text to replace.", nameof(old))
            : new(new Dictionary<string, string>(Parts) { [part] = text });
    }

    public PlainBook Without(string part) => new(Parts.Where(pair => pair.Key != part).ToDictionary());

    public byte[] Bytes() => Zipped.Of(Parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value))));

    public UploadedFile Upload(string name = "extract.xlsx") => new(name, Bytes());

    public static string Text(string place, string text) =>
        $"""<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(text)}</t></is></c>""";

    private static string Cells(string line, int row) =>
        string.Concat(
            line.Split(',')
                .Select(
                    (cell, column) => cell.Length == 0 ? "" : Text(SpreadCheetah.SpreadsheetUtility.GetColumnName(column + 1) + row, cell)
                )
        );

    private static string Word(string file) => Path.GetFileNameWithoutExtension(file);
}
