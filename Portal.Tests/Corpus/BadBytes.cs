using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking;

namespace Portal.Tests.Corpus;

/// <summary>Encodings, characters that cannot be seen, other kinds of files, and files over the limits.</summary>
internal static class BadBytes
{
    private const string File = "activity.csv";
    private const string Header = "service_code,activity,audience,sessions,people,hours\n";
    private const string Row = "HARBOUR,TRAINING,GP,3,60,9\n";
    private const string Nowhere = $"|{File}|-|-";

    private static byte[] Sample => Encoding.ASCII.GetBytes(Header + Row);

    public static IReadOnlyList<BadExtract> Encodings()
    {
        var bad = new BadExtracts("encoding");
        byte[] mark = [0xEF, 0xBB, 0xBF];
        bad.File("two marks", File, [.. mark, .. mark, .. Sample], "encoding.double_bom" + Nowhere);
        bad.File(
            "two marks of UTF-16",
            File,
            [0xFF, 0xFE, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Row)],
            "encoding.double_bom" + Nowhere
        );
        bad.File("mark and Windows-1252", File, [.. mark, .. Sample, 0xE9, (byte)'\n'], "encoding.not_utf8" + Nowhere);
        bad.File("byte without meaning", File, [.. Sample, 0x81, (byte)'\n'], "encoding.not_utf8" + Nowhere);
        bad.File(
            "half a UTF-16 character",
            File,
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Row), 0x41],
            "encoding.not_utf8" + Nowhere
        );
        bad.File(
            "lone surrogate",
            File,
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Row), 0x00, 0xD8, 0x41, 0x00],
            "encoding.not_utf8" + Nowhere
        );
        bad.File("UTF-16 without its mark", File, Encoding.Unicode.GetBytes(Header + Row), "encoding.not_utf8" + Nowhere);
        bad.File("UTF-16BE without its mark", File, Encoding.BigEndianUnicode.GetBytes(Header + Row), "encoding.not_utf8" + Nowhere);
        bad.File(
            "UTF-32",
            File,
            [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Header + Row)],
            $"char.nul|{File}|*",
            "encoding.assumed" + Nowhere
        );
        bad.File(
            "Windows-1252 with a fault",
            File,
            [.. Encoding.ASCII.GetBytes(Header), .. "HARBOUR,CAF"u8, 0xC9, .. ",GP,3,60,9\n"u8],
            "encoding.assumed" + Nowhere,
            $"value.not_allowed|{File}|activity|1/2"
        );
        bad.File(
            "UTF-16 with a fault",
            File,
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + "HARBOUR,TRAINING,GP,\u00E9,60,9\n")],
            "encoding.assumed" + Nowhere,
            $"value.not_number|{File}|sessions|1/2"
        );
        bad.File(
            "UTF-8 read as Windows-1252 and saved again",
            File,
            Header + "HARBOUR,CAF\u00C3\u2030,GP,3,60,9\n",
            $"value.not_allowed|{File}|activity|1/2"
        );
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Characters()
    {
        var bad = new BadExtracts("character");
        bad.Cell("char.nul", File, 1, "audience", "G\0P", "\0");
        bad.Cell("char.control", File, 1, "audience", "G\u0001P", "GP\u007F", "\u0085GP", "G\vP", "\fGP", "\u001BGP", "\bGP", "\u009FGP");
        bad.Cell("value.not_allowed", File, 1, "audience", "G\u200BP", "\u202EPG", "G\u00ADP", "\uFFFD", "\U0001F476", "G\u0301P");
        bad.File("a NUL in the header", File, Header.Replace("hours", "hou\0rs", StringComparison.Ordinal) + Row, $"char.nul|{File}|*");
        bad.File("zeros", File, new byte[4096], $"char.nul|{File}|*", $"csv.no_delimiter|{File}|-|-/1");
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Kinds()
    {
        var bad = new BadExtracts("kind");
        foreach (
            var (what, content) in new (string, byte[])[]
            {
                ("nothing", []),
                ("a mark", [0xEF, 0xBB, 0xBF]),
                ("blanks", "  \r\n\t\n"u8.ToArray()),
                ("delimiters", ",,,,\n,,,,\n"u8.ToArray()),
            }
        )
            bad.File(what, File, content, "file.empty" + Nowhere);
        bad.File("a mark of UTF-16", File, [0xFF, 0xFE], "file.empty" + Nowhere, "encoding.assumed" + Nowhere);
        foreach (
            var (what, content) in new (string, byte[])[]
            {
                ("PDF", "%PDF-1.7 x"u8.ToArray()),
                ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]),
                ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0]),
                ("gzip", [0x1F, 0x8B, 8, 0]),
                ("RAR", "Rar!\x1A\x07"u8.ToArray()),
                ("7z", [(byte)'7', (byte)'z', 0xBC, 0xAF]),
                ("RTF", "{\\rtf1 x}"u8.ToArray()),
                ("web page", "<!DOCTYPE html><table>"u8.ToArray()),
                ("web table", " \n<table><tr><td>service_code,a,b"u8.ToArray()),
                ("XML", "<?xml version=\"1.0\"?><a,b/>"u8.ToArray()),
                ("zip called CSV", Zipped.Of((File, Sample))),
            }
        )
            bad.File(what, File, content, "file.not_csv" + Nowhere);
        bad.File("old workbook", File, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "file.workbook" + Nowhere);
        bad.File("workbook", File, Zipped.Of(("[Content_Types].xml", [1]), ("xl/workbook.xml", [1])), "file.workbook" + Nowhere);
        bad.File(
            "OpenDocument",
            File,
            Zipped.Stored(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray())),
            "file.workbook" + Nowhere
        );
        bad.Add(
            "workbook under its own name",
            [new UploadedFile("cases.xlsx", Zipped.Of(("[Content_Types].xml", [1]), ("xl/workbook.xml", [1])))],
            ["file.workbook_damaged|-|-|-"]
        );
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Limits()
    {
        var bad = new BadExtracts("limit");
        var tooLarge = new byte[20 * 1024 * 1024 + 1];
        Array.Fill(tooLarge, (byte)'a');
        bad.File("one byte over 20 MiB", File, tooLarge, "file.too_large" + Nowhere);
        bad.File(
            "200,001 rows",
            File,
            Header + string.Concat(Enumerable.Repeat(Row, 200_001)),
            $"file.too_many_rows|{File}|-|200001/200002"
        );
        bad.File("101 columns", File, Header.TrimEnd() + new string(',', 95) + "\n" + Row, $"file.too_many_columns|{File}|-|-/1");
        bad.File(
            "5,000 columns",
            File,
            string.Join(',', Enumerable.Range(1, 5000).Select(column => $"column{column}")) + "\n" + new string(',', 4998) + "x\n",
            $"file.too_many_columns|{File}|-|-/1"
        );
        bad.Cell("value.too_long", File, 1, "audience", new string('x', 4097), new string('\u00E9', 2049), new string('x', 256 * 1024));
        bad.Changed(File, 1, "audience", new string('x', 1024 * 1024), $"file.row_too_long|{File}|-|-/2");
        bad.Cell("value.not_allowed", File, 1, "audience", new string('x', 4096));
        bad.Add(
            "a heading of 256 KB",
            Extract.With(Extract.File(File, Header.TrimEnd() + "," + new string('h', 256 * 1024) + "\n" + Row.TrimEnd() + ",\n")),
            [$"header.unknown|{File}|{new string('h', 40)}|-/1"],
            "NEEDS_MAPPING"
        );
        bad.File(
            "a heading of 1 MB",
            File,
            Header.TrimEnd() + "," + new string('h', 1024 * 1024) + "\n" + Row.TrimEnd() + ",\n",
            $"file.row_too_long|{File}|-|-/1"
        );
        return bad.All;
    }
}
