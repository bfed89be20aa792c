using System.Globalization;
using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking;
using Portal.Tests.Corpus;

namespace Portal.Tests.Fuzz;

/// <summary>Uploads that nobody would think of, each made from a number: the same number makes the same bytes on every machine.</summary>
internal static class FuzzInputs
{
    private static readonly string[] Tokens =
    [
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\"",
        "\"\"",
        "\"\n\"",
        "'",
        "=",
        "+1",
        "-",
        "@",
        "\0",
        "\u0001",
        "\u0085",
        "\uFEFF",
        "\u00A0",
        "\u2028",
        "\u200B",
        "\uFFFD",
        "\U0001F476",
        "e\u0301",
        " ",
        "  ",
        "1",
        "0",
        "2025-06",
        "30/06/2025",
        "6/30/2025",
        "45741",
        "#N/A",
        "*",
        "<5",
        "HARBOUR",
        "TEASEL",
        "C-7Q2K9",
        "943 476 5919",
        "ZZ99 3VZ",
        "12/03/1987",
        "parent@example.org",
        "07700 900123",
        "QQ123456C",
        "service_code",
        "portal_row",
        "portal_problems",
        "sep=;\n",
        "99999999999999999999",
        "1e308",
        "NaN",
        "-0",
        "'=1",
        "'",
        "PREMATURITY",
        "END",
        "MAAS",
        "\u00E9",
        "GBO",
        "supp",
        "x",
        "HADS",
    ];

    private static readonly string[] Files = ["cases.csv", "risks.csv", "scores.csv", "contacts.csv", "feedback.csv", "activity.csv"];

    private static readonly string[] Names =
    [
        "cases.csv",
        "Scores 2025 Q2.csv",
        "extract.zip",
        "risks",
        "CASES.CSV",
        "cases risks.csv",
        ".csv",
        "",
        "a/b\\contacts.csv",
        "feedback\0.csv",
        "activity.xlsx",
    ];

    /// <summary>An upload of one to seven files.</summary>
    public static IReadOnlyList<UploadedFile> Of(int seed)
    {
        var random = new Random(seed);
        var files = Extract.Valid.ToList();
        var changed = random.Next(files.Count);
        files[changed] = files[changed] with { Content = Content(random, files[changed]) };
        switch (random.Next(12))
        {
            case 0:
                files[changed] = files[changed] with { Name = Names[random.Next(Names.Length)] };
                break;
            case 1:
                files.RemoveAt(random.Next(files.Count));
                break;
            case 2:
                files.Add(files[random.Next(files.Count)] with { Name = Names[random.Next(Names.Length)] });
                break;
            case 3:
                var zip = Zipped.Of(files.Select(file => (file.Name, file.Content.ToArray())));
                return [new UploadedFile("extract.zip", random.Next(2) == 0 ? zip : Bytes(random, zip))];
            case 4:
                var book = FuzzBooks.Of(random, [.. files.Where(file => file.Name.EndsWith(".csv", StringComparison.Ordinal))]);
                return [random.Next(4) == 0 ? book with { Content = Bytes(random, book.Content.ToArray()) } : book];
        }
        return files;
    }

    private static byte[] Content(Random random, UploadedFile file) =>
        random.Next(8) switch
        {
            0 => Noise(random, random.Next(4000)),
            1 => Encoded(random, Grammar(random)),
            2 => Encoded(random, Encoding.UTF8.GetString(file.Content.Span)),
            3 => Bytes(random, file.Content.ToArray()),
            4 => Encoded(random, Cells(random, file, 1 + random.Next(8))),
            _ => Encoding.UTF8.GetBytes(Cells(random, file, 1 + random.Next(3))),
        };

    // Single bytes changed, dropped, doubled and moved.
    private static byte[] Bytes(Random random, byte[] content)
    {
        var bytes = content.ToList();
        for (var change = random.Next(1, 12); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(200), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Token(random)));
                    break;
                default:
                    bytes.InsertRange(at, [.. bytes.GetRange(at / 2, Math.Min(random.Next(200), bytes.Count - at / 2))]);
                    break;
            }
        }
        return [.. bytes];
    }

    // Whole cells changed, so that most of the file still makes sense and later gates are reached.
    private static string Cells(Random random, UploadedFile file, int changes)
    {
        var rows = Encoding.UTF8.GetString(file.Content.Span).TrimEnd('\n').Split('\n').Select(line => line.Split(',').ToList()).ToList();
        for (; changes > 0; changes--)
        {
            var row = rows[random.Next(10) == 0 ? 0 : random.Next(rows.Count)];
            var at = random.Next(row.Count);
            switch (random.Next(8))
            {
                case 0:
                    row.RemoveAt(at);
                    break;
                case 1:
                    row.Insert(at, Token(random));
                    break;
                case 2:
                    rows.Insert(random.Next(rows.Count + 1), [.. row]);
                    break;
                case 3:
                    row[at] = Token(random) + row[at];
                    break;
                case 4:
                    row[at] = rows[random.Next(rows.Count)] is var other && other.Count > 0 ? other[random.Next(other.Count)] : "";
                    break;
                case 5:
                    row[at] = $"\"{row[at]}\n{Token(random)}\"";
                    break;
                default:
                    row[at] = Token(random);
                    break;
            }
            if (row.Count == 0)
                row.Add("");
        }
        return string.Join('\n', rows.Select(row => string.Join(',', row))) + "\n";
    }

    private static string Grammar(Random random)
    {
        var text = new StringBuilder();
        var separator = ",;\t|"[random.Next(4)];
        var end = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
        var columns = random.Next(1, 14);
        var header = Extract.Text(Files[random.Next(Files.Length)]).Split('\n')[0].Replace(',', separator);
        text.Append(random.Next(4) == 0 ? Token(random) : header).Append(end);
        for (var row = random.Next(12); row > 0; row--)
        {
            for (var column = 0; column < columns; column++)
            {
                var cell = random.Next(3) == 0 ? Token(random) + Token(random) : Token(random);
                if (column > 0)
                    text.Append(separator);
                text.Append(random.Next(3) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
            }
            text.Append(end);
        }
        return text.ToString();
    }

    private static byte[] Encoded(Random random, string text) =>
        random.Next(6) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            2 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            3 => Encoding.Latin1.GetBytes(text),
            4 => Encoding.UTF8.GetBytes(text.Replace(",", ";", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(text),
        };

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Token(Random random) =>
        random.Next(20) == 0 ? new string((char)random.Next(32, 0x2000), random.Next(1, 60))
        : random.Next(20) == 0 ? random.Next(-1000, 100_000).ToString(CultureInfo.InvariantCulture)
        : Tokens[random.Next(Tokens.Length)];
}
