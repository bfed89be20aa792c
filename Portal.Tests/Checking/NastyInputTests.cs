using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>Whatever is sent, the answer is a report: never an exception, never a silent pass.</summary>
public sealed class NastyInputTests
{
    private static readonly string[] Cells =
    [
        "",
        " ",
        "\t",
        "\u00A0",
        "\"",
        "\"\"",
        "\"\"\"",
        "'",
        "\\",
        "\\\"",
        "\0",
        "\u0001",
        "\u007F",
        "\u0085",
        "\u2028",
        "\u200B",
        "\uFEFF",
        "\uFFFD",
        "\uFFFF",
        "\U0001F476",
        "e\u0301",
        "\u202E",
        "=1+1",
        "+1",
        "-",
        "--1",
        "@SUM(A1)",
        "1e308",
        "1e999",
        "-1e999",
        "NaN",
        "Infinity",
        "-0",
        "0x10",
        "1_000",
        "1,000",
        "1.000,5",
        "99999999999999999999999999999999999999",
        "-99999999999999999999",
        "0.00000000000000000000000000000001",
        "1.",
        ".5",
        "5%",
        "£5",
        "#N/A",
        "#REF!",
        "#####",
        "<5",
        "*",
        "c",
        "supp",
        "null",
        "NULL",
        "N/A",
        "true",
        "0000-00",
        "2025-00",
        "2025-13",
        "9999-12",
        "0001-01",
        "2025-6",
        "25-06",
        "31/02/2025",
        "29/02/2023",
        "00/00/0000",
        "13/13/2025",
        "12/31/2025",
        "45741",
        "99999",
        "2025-06-31",
        "2025-06-30T00:00:00",
        "Jun-25",
        "harbour",
        "HARBOUR ",
        " HARBOUR",
        "HÄRBOUR",
        "----",
        "A1-",
        "1234",
        "ABCD",
        "A1B2C3D4E5F6G7H8I9J0K",
        "\"a\nb\"",
        "\"a\r\nb\"",
        "\"a\rb\"",
        "\"a,b\"",
        "\"a\"\"b\"",
        "\"a\"b",
        "a\"b\"",
        "\"unclosed",
        "%s%n{0}{}",
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "../../etc/passwd",
        "\u0660\u0661",
        "\uFF11",
        "\uD83D",
    ];

    private static readonly (string What, byte[] Content)[] Files =
    [
        ("nothing", []),
        ("a zero", [0]),
        ("zeros", new byte[4096]),
        ("one mark", [0xEF, 0xBB, 0xBF]),
        ("half a mark", [0xEF, 0xBB]),
        ("little-endian mark", [0xFF, 0xFE]),
        ("big-endian mark", [0xFE, 0xFF]),
        ("odd UTF-16", [0xFF, 0xFE, 0x41]),
        ("lone surrogate", [0xFF, 0xFE, 0x00, 0xD8]),
        ("UTF-32", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]),
        ("invalid UTF-8", [0xC3, 0x28]),
        ("overlong UTF-8", [0xC0, 0xAF]),
        ("all bytes", [.. Enumerable.Range(0, 256).Select(value => (byte)value)]),
        ("line breaks", "\n\r\r\n\n"u8.ToArray()),
        ("commas", ",,,,\n,,,,\n"u8.ToArray()),
        ("a quote", "\""u8.ToArray()),
        ("quotes", "\"\"\"\"\""u8.ToArray()),
        ("a word", "cases"u8.ToArray()),
        ("sep line", "sep=;\nservice_code;activity\n"u8.ToArray()),
        ("header only", "service_code,activity,audience,sessions,people"u8.ToArray()),
        ("empty names", ",,,\n1,2,3,4\n"u8.ToArray()),
        ("pipes", "a|b|c\n1|2|3\n"u8.ToArray()),
        ("JSON", "{\"cases\":[]}"u8.ToArray()),
        ("HTML", "<html><table>"u8.ToArray()),
        ("XML", "<?xml version=\"1.0\"?><a/>"u8.ToArray()),
        ("PDF", "%PDF-1.4"u8.ToArray()),
        ("gzip", [0x1F, 0x8B, 8, 0]),
        ("zip mark", "PK\x03\x04"u8.ToArray()),
        ("old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("PNG", [0x89, 0x50, 0x4E, 0x47]),
        ("open quote", "a,\"b\n1,2\n3,4\n"u8.ToArray()),
        ("a million commas", Enumerable.Repeat((byte)',', 1_000_000).ToArray()),
        ("a million quotes", Enumerable.Repeat((byte)'"', 1_000_000).ToArray()),
        ("a million line breaks", Enumerable.Repeat((byte)'\n', 1_000_000).ToArray()),
        ("a long word", Enumerable.Repeat((byte)'a', 1_000_000).ToArray()),
        ("digits and spaces", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("943 476 5919 ", 50_000)))),
        ("ats", Enumerable.Repeat((byte)'@', 100_000).ToArray()),
        ("twice the same header", "service_code,service_code,Service Code\nHARBOUR,HARBOUR,HARBOUR\n"u8.ToArray()),
    ];

    private static readonly string[] Names =
    [
        "",
        ".",
        ".csv",
        "/",
        "\\",
        "cases",
        "cases.csv.exe",
        "CASES.CSV",
        "cases scores.csv",
        "case.csv",
        "casescores.csv",
        "../cases.csv",
        "C:\\out\\cases.csv",
        "cases.csv/",
        "cases\0.csv",
        "cases\n.csv",
        "\u202Ecases.csv",
        "cas\u00ADes.csv",
        new string('a', 5000) + ".csv",
        "cases.zip",
        "cases.csv.gz",
        "cases%20.csv",
    ];

    [TestCaseSource(nameof(Cells))]
    public void Run_AnyCell_GivesAReport(string cell)
    {
        foreach (
            var (file, record, column) in new[]
            {
                ("cases.csv", 1, "case_ref"),
                ("cases.csv", 1, "referral_month"),
                ("scores.csv", 1, "score"),
                ("scores.csv", 1, "week"),
                ("contacts.csv", 1, "format"),
                ("activity.csv", 0, "hours"),
            }
        )
            AssertReport(Extract.CheckWithCell(file, record, column, cell));
    }

    [TestCaseSource(nameof(Files))]
    public void Run_AnyFile_IsRefused((string What, byte[] Content) file)
    {
        foreach (var name in new[] { "cases.csv", "activity.csv", "activity.zip" })
        {
            var result = Extract.Check(Extract.With(new UploadedFile(name, file.Content)));

            AssertReport(result);
            Assert.That(result.State, Is.EqualTo(CheckState.NeedsFixing));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Run_AnyName_GivesAReport(string name) =>
        AssertReport(Extract.Check(Extract.With(Extract.File(name, Extract.Text("cases.csv")))));

    [Test]
    public void Run_ValidFilesCutAnywhere_GiveAReport()
    {
        var content = Extract.Valid.Single(file => file.Name == "scores.csv").Content;
        for (var length = 0; length < content.Length; length += 7)
            AssertReport(Extract.Check(Extract.With(new UploadedFile("scores.csv", content[..length]))));
    }

    [Test]
    public void Run_ZipCutOrChangedAnywhere_GivesAReport()
    {
        var zip = Zip();
        for (var at = 0; at < zip.Length; at += 11)
        {
            var changed = zip.ToArray();
            changed[at] ^= 0xFF;
            AssertReport(Extract.Check(new UploadedFile("extract.zip", changed)));
            AssertReport(Extract.Check(new UploadedFile("extract.zip", zip.AsMemory(0, at))));
        }
    }

    [Test]
    public void Run_NoFiles_NeedsFixing() => Assert.That(Extract.Check().Codes(), Is.EqualTo(new[] { "file.cases_missing" }));

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Extract.Valid)
            {
                using var entry = archive.CreateEntry(file.Name).Open();
                entry.Write(file.Content.Span);
            }
        }
        return stream.ToArray();
    }

    private static void AssertReport(CheckedExtract result)
    {
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows is null, Is.EqualTo(result.TotalErrors > 0));
            Assert.That(
                result.Problems,
                Has.All.Matches<Problem>(problem => problem is { Count: > 0, Places.Count: <= 20, Message.Length: > 0 })
            );
            Assert.That(
                result.Problems.SelectMany(problem => problem.Places),
                Has.All.Matches<Place>(place => place is { Value: null or { Length: <= 40 } })
            );
        });
    }
}
