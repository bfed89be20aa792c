using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Tests.Attacks;

/// <summary>
/// What an attacker holds: addresses with what is printed there, read off a surface, and nothing of the portal's own types behind it.
/// </summary>
internal static class PrintedCells
{
    private static readonly string[] Address = ["topic", "item", "part", "statistic", "scope", "dimension", "code", "from", "before"];

    public static Dictionary<CellAddress, string> OfJson(string json) =>
        JsonNode.Parse(json)!["cells"]!
            .AsArray()
            .ToDictionary(
                cell => Of([.. Address.Select(name => (string)cell![name]!)]),
                cell => cell!["value"]!.GetValueKind() == JsonValueKind.String ? (string)cell["value"]! : Number((double)cell["value"]!)
            );

    public static Dictionary<CellAddress, string> OfCsv(byte[] csv)
    {
        using var reader = CsvHelper.CsvReader.Create(new MemoryStream(csv), new CsvHelper.CsvReaderOptions { Separator = ',' });
        var cells = new Dictionary<CellAddress, string>();
        while (reader.Read())
            cells[Of([.. Address.Select(name => reader.GetString(name))])] = Plain(reader.GetString("printed"));
        return cells;
    }

    /// <summary>The frozen text, as the bundle holds it.</summary>
    public static Dictionary<CellAddress, string> OfText(string text) =>
        text.Split('\n')[1..^1]
            .Select(line =>
            {
                using var cell = JsonDocument.Parse(line);
                return (
                    At: Of([.. cell.RootElement.GetProperty("at").EnumerateArray().Select(part => part.GetString()!)]),
                    Print: Plain(cell.RootElement.GetProperty("print").GetString()!)
                );
            })
            .ToDictionary(cell => cell.At, cell => cell.Print);

    public static Dictionary<string, byte[]> Unzipped(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            }
        );
    }

    public static string Text(this Dictionary<string, byte[]> files, string name) => Encoding.UTF8.GetString(files[name]);

    private static CellAddress Of(string[] parts) =>
        new(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7], parts[8]);

    private static string Plain(string printed) =>
        double.TryParse(printed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(number) : printed;

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
