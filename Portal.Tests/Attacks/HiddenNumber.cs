using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Charts;

namespace Portal.Tests.Attacks;

/// <summary>
/// A measure of which the count of families with both scores is "c", and every place where a surface gives a number of its families all
/// the same. Bands of a dimension are other families, with a number of their own.
/// </summary>
internal sealed partial record HiddenNumber(Measure Measure, string Scope)
{
    private string Label => Measure.FullName;

    private string Anchor => $"m-{Measure.Code}{(Measure.Subscale.Length > 0 ? "-" + Measure.Subscale : "")}";

    /// <summary>The measures of a table of cells whose count is withheld.</summary>
    public static IReadOnlyList<HiddenNumber> In(IReadOnlyDictionary<CellAddress, string> cells) =>
        [
            .. cells
                .Where(cell => cell.Key.Statistic == Statistics.WithLastScore && cell.Value == "c")
                .Select(cell => new HiddenNumber(MeasureCatalogue.Published.Find(cell.Key.Item, cell.Key.Part)!, cell.Key.Scope)),
        ];

    /// <summary>Numbers in cells.json.</summary>
    public IEnumerable<string> InJson(string json) =>
        Read(
            json,
            () =>
                JsonNode.Parse(json)!["cells"]!
                    .AsArray()
                    .Where(cell =>
                        cell!["cases"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number || (string?)cell["unit"] == "COUNT"
                    )
                    .ToLookup(
                        cell => ((string)cell!["item"]!, (string)cell["part"]!, (string)cell["scope"]!, (string)cell["dimension"]!),
                        cell => $"{cell!["statistic"]}: {cell["cases"] ?? cell["value"]} families"
                    )
        )[Own];

    /// <summary>Numbers in cells.csv.</summary>
    public IEnumerable<string> InCsv(byte[] csv) =>
        Read(
            csv,
            () =>
            {
                using var reader = CsvHelper.CsvReader.Create(new MemoryStream(csv), new CsvHelper.CsvReaderOptions { Separator = ',' });
                var found = new List<((string, string, string, string) At, string Number)>();
                while (reader.Read())
                    if (Whole().IsMatch(reader.GetString("cases")) || reader.GetString("unit") == "COUNT")
                        found.Add(
                            (
                                (
                                    reader.GetString("item"),
                                    reader.GetString("part"),
                                    reader.GetString("scope"),
                                    reader.GetString("dimension")
                                ),
                                $"{reader.GetString("statistic")}: {reader.GetString("cases")} families, printed {reader.GetString("printed")}"
                            )
                        );
                return found.ToLookup(one => one.At, one => one.Number);
            }
        )[Own];

    /// <summary>Numbers in the frozen text.</summary>
    public IEnumerable<string> InText(string text) =>
        Read(
            text,
            () =>
                text.Split('\n')[1..^1]
                    .Select(line => JsonNode.Parse(line)!)
                    .Where(cell => cell["figure"] is { } figure && (figure["cases"] is not null || (string?)figure["unit"] == "COUNT"))
                    .ToLookup(
                        cell =>
                            cell["at"]!.AsArray() is var at ? ((string)at[1]!, (string)at[2]!, (string)at[4]!, (string)at[5]!) : default,
                        cell => $"{cell["at"]![3]}: {cell["figure"]!["cases"] ?? cell["print"]} families"
                    )
        )[Own];

    /// <summary>Numbers in a picture: in its rows, their tooltips, and its description.</summary>
    public IEnumerable<string> InPicture(string svg)
    {
        var picture = SvgText.Read(svg);
        foreach (var row in picture.All("g").Where(row => TooltipOf(row).StartsWith(Label + ":", StringComparison.Ordinal)))
        {
            foreach (var word in row.Words().Where(word => Whole().IsMatch(word)))
                yield return $"Families {word}";
            foreach (Match said in Families().Matches(TooltipOf(row)))
                yield return "tooltip: " + said.Value;
        }

        foreach (var line in picture.Description().Split("; ").Where(line => line.StartsWith(Label + ":", StringComparison.Ordinal)))
        foreach (Match said in Families().Matches(line))
            yield return "description: " + said.Value;
    }

    /// <summary>Numbers on a page: in the table of all measures, the measure's own section, and the pictures.</summary>
    public IEnumerable<string> InPage(string html)
    {
        foreach (Match picture in Pictures().Matches(html))
            if (picture.Value.Contains("released-changes", StringComparison.Ordinal))
                foreach (var found in InPicture(picture.Value))
                    yield return "picture, " + found;
        var text = Pictures().Replace(html, "");
        foreach (var row in text.Split("<tr>").Where(row => row.Contains($"href=\"#{Anchor}\"", StringComparison.Ordinal)))
        foreach (Match cell in TableCells().Matches(row.Split("</tr>")[0]))
            if (Whole().IsMatch(cell.Groups[1].Value.Trim()))
                yield return "table: " + cell.Groups[1].Value.Trim();
        var begin = text.IndexOf($"<section class=\"measure\" id=\"{Anchor}\"", StringComparison.Ordinal);
        if (begin < 0)
            yield break;
        var section = text[begin..text.IndexOf("</section>", begin, StringComparison.Ordinal)];
        section = Tags().Replace(Aside().Replace(section, ""), " ");
        foreach (Match number in WholeNumbers().Matches(NoCount().Replace(section, "")))
            yield return "section: " + number.Value;
    }

    private (string, string, string, string) Own => (Measure.Code, Measure.Subscale, Scope, ReleaseLattice.None);

    // A release has tens of thousands of cells and hundreds of hidden numbers, so each file is read once.
    private static ILookup<(string, string, string, string), string> Read(
        object file,
        Func<ILookup<(string, string, string, string), string>> read
    ) => ReadFiles.GetValue(file, _ => read());

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<
        object,
        ILookup<(string, string, string, string), string>
    > ReadFiles = [];

    private static string TooltipOf(XElement row) => row.Elements().FirstOrDefault(part => part.Name.LocalName == "title")?.Value ?? "";

    [GeneratedRegex(@"\A[0-9][0-9,]*\z")]
    private static partial Regex Whole();

    [GeneratedRegex("[0-9][0-9,]* famil(y|ies)")]
    private static partial Regex Families();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex("<td[^>]*>(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex TableCells();

    // The heading, the range of the scale, and the bands.
    [GeneratedRegex("<h4.*?</h4>|<p class=\"small\">.*?</p>|<details.*?</details>", RegexOptions.Singleline)]
    private static partial Regex Aside();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    // Decimals and per cents are no counts, and "10 or more" is what may be said instead of one.
    [GeneratedRegex(@"-?\+?[0-9]+\.[0-9]+|[0-9]+ to [0-9]+ %|[0-9]+ %|10 or more|&#x?[0-9A-Fa-f]+;")]
    private static partial Regex NoCount();

    [GeneratedRegex("[0-9][0-9,]*")]
    private static partial Regex WholeNumbers();
}
