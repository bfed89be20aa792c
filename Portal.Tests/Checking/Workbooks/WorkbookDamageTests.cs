using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;
using Portal.Tests.Corpus;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>Workbooks that are broken, or made to break the reader: each is refused, and where it can be known, with the place.</summary>
public sealed class WorkbookDamageTests
{
    private const string FirstSheet = "xl/worksheets/sheet1.xml";

    private static IEnumerable<TestCaseData<UploadedFile, string?, int?>> Broken()
    {
        var valid = PlainBook.Valid;
        yield return Case("no list of sheets", valid.Without("xl/workbook.xml"), null, null);
        yield return Case("no pointers to sheets", valid.Without("xl/_rels/workbook.xml.rels"), "cases.csv", null);
        yield return Case("no sheet", valid.Without(FirstSheet), "cases.csv", null);
        yield return Case("no styles", valid.Without("xl/styles.xml"), null, null);
        yield return Case("no texts", valid.Without("xl/sharedStrings.xml"), null, null);
        yield return Case(
            "a type of document",
            valid.With(FirstSheet, "<worksheet", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet"),
            "cases.csv",
            null
        );
        yield return Case(
            "a type of document in the list",
            valid.With("xl/workbook.xml", "<workbook ", "<!DOCTYPE a SYSTEM \"http://a.example/b\"><workbook "),
            null,
            null
        );
        yield return Case("broken off", valid.With(FirstSheet, "</row></sheetData></worksheet>", ""), "cases.csv", 5);
        yield return Case(
            "text that is missing",
            valid.With(FirstSheet, "<c r=\"B3\" t=\"inlineStr\">", "<c r=\"B3\" t=\"s\"><v>2</v>"),
            "cases.csv",
            3
        );
        yield return Case("rows in disorder", valid.With(FirstSheet, "<row r=\"3\">", "<row r=\"2\">"), "cases.csv", 2);
        yield return Case("a row beyond the last", valid.With(FirstSheet, "<row r=\"5\">", "<row r=\"2000000000\">"), "cases.csv", 4);
        yield return Case("a row that is no number", valid.With(FirstSheet, "<row r=\"2\">", "<row r=\"-2\">"), "cases.csv", 1);
        yield return Case("a column beyond the last", valid.With(FirstSheet, "r=\"D3\"", "r=\"ZZZZZZZ3\""), "cases.csv", 3);
        yield return Case("cells in disorder", valid.With(FirstSheet, "r=\"D3\"", "r=\"A3\""), "cases.csv", 3);
        yield return Case(
            "elements without end",
            valid.With(FirstSheet, "<row r=\"4\">", string.Concat(Enumerable.Repeat("<x>", 100_000)) + "<row r=\"4\">"),
            "cases.csv",
            3
        );
        yield return Case(
            "a tag without end",
            valid.With(FirstSheet, "<row r=\"4\">", $"<row r=\"4\" x=\"{new string('a', 200_000)}\">"),
            "cases.csv",
            3
        );
    }

    [TestCaseSource(nameof(Broken))]
    public void Run_BrokenPart_IsDamageAtItsPlace(UploadedFile book, string? file, int? line)
    {
        var result = Extract.Check(book);

        Assert.That(result.Codes(), Is.All.EqualTo("file.workbook_damaged").And.Not.Empty);
        Assert.That((result.Problems[0].File, result.Problems[0].Places[0].Line), Is.EqualTo((file, line)));
    }

    [Test]
    public void Run_FieldWorkbookCutOffAnywhere_IsRefusedAndNeverThrows()
    {
        var whole = FieldWorkbookTests.Content;
        for (var length = 100; length < whole.Length; length += whole.Length / 100)
        {
            var result = Extract.Check(new UploadedFile("extract.xlsx", whole.AsMemory(0, length)));

            Assert.That(result.Codes(), Is.EqualTo(new[] { "file.workbook_damaged" }), $"{length} bytes");
        }
    }

    [Test]
    public void Run_PartWithAPassword_IsDamage() =>
        Assert.That(
            Extract
                .Check(
                    new UploadedFile(
                        "extract.xlsx",
                        Zipped.Encrypted(PlainBook.Valid.Parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value))))
                    )
                )
                .Codes(),
            Is.EqualTo(new[] { "file.workbook_damaged" })
        );

    [TestCase(1000 - 12, "")]
    [TestCase(1001, "file.workbook_damaged")]
    public void Run_ManyParts_AreAllowedUpToTheLimit(int more, string code)
    {
        var parts = PlainBook.Valid.Parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value)));

        var result = Extract.Check(
            new UploadedFile(
                "extract.xlsx",
                Zipped.Of([.. parts, .. Enumerable.Range(0, more).Select(part => ($"xl/media/{part}.png", (byte[])[1]))])
            )
        );

        Assert.That(string.Join(' ', result.Codes()), Is.EqualTo(code));
    }

    [Test]
    public void Run_PictureThatIsNeverRead_IsNotUnpacked()
    {
        var picture = new byte[2 * 1024 * 1024];
        var parts = PlainBook.Valid.Parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value)));
        var request = Extract.Request with { Limits = UploadLimits.Default with { MaxUnpackedBytes = 1024 * 1024 } };

        var result = ExtractCheck.Run(request, [new UploadedFile("extract.xlsx", Zipped.Of([.. parts, ("xl/media/1.png", picture)]))]);

        Assert.That(result.Problems, Is.Empty);
    }

    [TestCase(FirstSheet)]
    [TestCase("xl/sharedStrings.xml")]
    [TestCase("xl/styles.xml")]
    public void Run_PartOverTheLimit_IsTooLargeAndReadNoFurther(string part)
    {
        var bomb = Bomb(part, UploadLimits.Default.MaxUnpackedBytes * 4L);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Extract.Check(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(result.Codes(), Is.EqualTo(new[] { "file.too_large" }));
        Assert.That(bomb.Content.Length, Is.LessThan(UploadLimits.Default.MaxFileBytes), "small as sent");
        Assert.That(allocated, Is.LessThan(6L * UploadLimits.Default.MaxUnpackedBytes));
    }

    [Test]
    public void PartStream_OverTheAllowance_StopsWithinAMebibyte()
    {
        const int limit = 3 * 1024 * 1024;
        using var inner = new MemoryStream(new byte[8 * 1024 * 1024]);
        using var stream = new PartStream(inner, inner.Length, new UnpackingAllowance(limit));

        Assert.That(() => stream.CopyTo(Stream.Null, 4 * 1024 * 1024), Throws.TypeOf<InvalidDataException>());
        Assert.That(inner.Position, Is.GreaterThan(limit).And.LessThanOrEqualTo(limit + 1024 * 1024));
    }

    [Test]
    public void PartStream_MoreThanStated_IsDamage()
    {
        using var stream = new PartStream(new MemoryStream(new byte[1000]), 999, new UnpackingAllowance(5000));

        Assert.That(() => stream.CopyTo(Stream.Null), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void UnpackedBytes_OfAWorkbook_CountWhatItUnpacksTo()
    {
        var stated = PlainBook.Valid.Parts.Sum(part => Encoding.UTF8.GetByteCount(part.Value));

        Assert.Multiple(() =>
        {
            Assert.That(ExtractCheck.UnpackedBytes([PlainBook.Valid.Upload()], UploadLimits.Default), Is.EqualTo(stated));
            Assert.That(
                ExtractCheck.UnpackedBytes([Bomb(FirstSheet, 200L * 1024 * 1024)], UploadLimits.Default),
                Is.EqualTo(UploadLimits.Default.MaxUnpackedBytes)
            );
        });
    }

    [Test]
    public void Run_SheetOverTheLimitsOfAFile_IsRefusedAtTheRow()
    {
        var rows = PlainBook.Rows(string.Concat(Enumerable.Range(0, 40).Select(_ => "HARBOUR,TRAINING,GP,1,1,1\n")));
        var wide = PlainBook.Of(("activity", null, $"<sheetData><row r=\"7\">{PlainBook.Text("DA7", "x")}</row></sheetData>"));
        var small = Extract.Request with { Limits = UploadLimits.Default with { MaxRows = 20, MaxFileBytes = 400 } };

        Assert.Multiple(() =>
        {
            Assert.That(At(Extract.Request, wide), Is.EqualTo(("file.too_many_columns", "activity.csv", 7)));
            Assert.That(
                At(small with { Limits = small.Limits with { MaxFileBytes = 20_000 } }, PlainBook.Of(("activity", null, rows))),
                Is.EqualTo(("file.too_many_rows", "activity.csv", 32))
            );
            Assert.That(At(small, PlainBook.Of(("activity", null, rows))), Is.EqualTo(("file.too_large", "activity.csv", 16)));
        });
    }

    private static (string Code, string? File, int? Line) At(CheckRequest request, PlainBook book)
    {
        var problem = ExtractCheck.Run(request, [book.Upload()]).Problems[0];
        return (problem.Code, problem.File, problem.Places[0].Line);
    }

    // White space is what compresses best, and stands between the elements of every part.
    private static UploadedFile Bomb(string part, long size)
    {
        var blanks = new byte[1024 * 1024];
        Array.Fill(blanks, (byte)' ');
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in PlainBook.Valid.Parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                var end = name == part ? text.LastIndexOf("</", StringComparison.Ordinal) : text.Length;
                entry.Write(Encoding.UTF8.GetBytes(text[..end]));
                for (long written = 0; name == part && written < size; written += blanks.Length)
                    entry.Write(blanks);
                entry.Write(Encoding.UTF8.GetBytes(text[end..]));
            }
        }
        return new UploadedFile("extract.xlsx", stream.ToArray());
    }

    private static TestCaseData<UploadedFile, string?, int?> Case(string name, PlainBook book, string? file, int? line) =>
        new TestCaseData<UploadedFile, string?, int?>(book.Upload(), file, line).SetArgDisplayNames(name);
}
