using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Tests.Corpus;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>One workbook stands for the files of an extract: which of its sheets are read, and what is said about the others.</summary>
public sealed class WorkbookSheetTests
{
    private const string Cases = "cases";

    private static string CaseRows => PlainBook.Rows(Extract.Text("cases.csv"));

    private static string RiskRows => PlainBook.Rows(Extract.Text("risks.csv"));

    [TestCase("extract.xlsx")]
    [TestCase("scores.csv")]
    [TestCase("data.zip")]
    [TestCase("extract")]
    public void Run_WorkbookUnderAnyName_EqualsTheLooseFiles(string name)
    {
        var result = Extract.Check(PlainBook.Valid.Upload(name));

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(result.ContentHash, Is.EqualTo(Extract.Check(Extract.Valid).ContentHash));
    }

    [Test]
    public void Run_SheetsInAnotherOrderWithWordsAround_AreKnownByTheWord()
    {
        var result = Extract.Check(PlainBook.Of(("My Risks 2025", null, RiskRows), ("CASES (final)", null, CaseRows)).Upload());

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Files.Select(file => file.Name), Is.EqualTo(new[] { "cases.csv", "risks.csv" }));
    }

    [Test]
    public void Run_SheetsOfNoFile_AreNotedByTheirPlaceAndNotByTheirName()
    {
        var result = Extract.Check(
            PlainBook.Of(("Notes", null, CaseRows), (Cases, null, CaseRows), ("Chart", null, ""), ("Read me", null, "")).Upload()
        );

        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(
            result.Problems.Select(problem => (problem.Code, problem.File, problem.Count)),
            Is.EqualTo(new[] { ("file.sheet_ignored", (string?)null, 2) })
        );
        Assert.That(result.Problems[0].Message, Does.EndWith("Counted from the left: 1, 3.").And.Not.Contain("Notes"));
    }

    [TestCase("hidden")]
    [TestCase("veryHidden")]
    public void Run_HiddenSheet_IsNotReadAndNoted(string state)
    {
        var result = Extract.Check(PlainBook.Of((Cases, null, CaseRows), ("risks", state, RiskRows), ("codes", state, RiskRows)).Upload());

        Assert.That(result.Codes(), Is.EqualTo(new[] { "file.sheet_hidden" }));
        Assert.That(result.Problems[0].Message, Does.EndWith("Counted from the left: 2."));
        Assert.That(result.Files.Select(file => file.Name), Is.EqualTo(new[] { "cases.csv" }));
    }

    [Test]
    public void Run_HiddenRowAndColumn_AreReadAndNoted()
    {
        var rows = CaseRows.Replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">", StringComparison.Ordinal);
        var result = Extract.Check(
            PlainBook
                .Of((Cases, null, "<cols><col min=\"4\" max=\"5\" hidden=\"1\"/><col min=\"90\" max=\"91\" hidden=\"1\"/></cols>" + rows))
                .Upload()
        );

        Assert.That(
            result.Problems.Select(problem => (problem.Code, problem.File)),
            Is.EqualTo(new[] { ("file.hidden_cells", "cases.csv") })
        );
        Assert.That(result.Problems[0].Message, Does.EndWith("Hidden here: 1 row and 2 columns."));
        Assert.That(result.Rows!.Cases, Is.EqualTo(Extract.Check(Extract.Valid).Rows!.Cases));
    }

    [Test]
    public void Run_TwoSheetsOfAKind_IsRepeated() =>
        Assert.That(
            Found(Extract.Check(PlainBook.Of((Cases, null, CaseRows), ("risks", null, RiskRows), ("old risks", null, RiskRows)).Upload())),
            Is.EqualTo(new[] { "file.repeated risks.csv" })
        );

    [Test]
    public void Run_OnlySheetWithoutAWord_IsToldByItsColumns() =>
        Assert.That(
            Found(Extract.Check(PlainBook.Of(("Sheet1", null, CaseRows), ("Sheet2", null, "")).Upload("Caseload.xlsx"))),
            Is.EqualTo(new[] { "file.sheet_ignored ", "file.told_by_columns cases.csv" })
        );

    [TestCase("Sheet1", "none of the words stands in")]
    [TestCase("cases and risks", "sheet 1, which holds more than one")]
    public void Run_NoSheetThatIsKnown_IsUnknownWithAdvice(string name, string advice)
    {
        var result = Extract.Check(PlainBook.Of((name, null, "Team,Quarter\nHarbour,2025-Q2\n")).Upload("cases.xlsx"));

        Assert.That(
            result.Problems.Select(problem => problem.Code).Where(code => code != "file.sheet_ignored"),
            Is.EqualTo(new[] { "file.unknown_name" })
        );
        Assert.That(result.Problems[0].Message, Does.Contain(advice));
    }

    [Test]
    public void Run_IdentifierInTheNameOfASheetOrTheWorkbook_IsFound() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Extract.Check(PlainBook.Of((Cases, null, CaseRows), ("943 476 5919", "hidden", "")).Upload()).Codes(),
                Has.Member("identifier.nhs_number")
            );
            Assert.That(Extract.Check(PlainBook.Valid.Upload("943 476 5919.xlsx")).Codes(), Is.EqualTo(new[] { "identifier.nhs_number" }));
        });

    [Test]
    public void Run_IdentifierInACell_IsFoundAtItsRow()
    {
        var result = Extract.Check(PlainBook.Valid.With("xl/worksheets/sheet1.xml", ">C-4M8TB<", ">943 476 5919<").Upload());

        Assert.That(
            result.Problems.Where(problem => problem.Code == "identifier.nhs_number").SelectMany(problem => problem.Places),
            Is.Not.Empty
        );
    }

    [Test]
    public void Run_SheetWithItsHeaderOnly_CountsAsNotSent()
    {
        var header = Extract.Text("risks.csv").Split('\n')[0];
        var result = Extract.Check(
            PlainBook.Of((Cases, null, CaseRows), ("risks", null, PlainBook.Rows(header)), ("scores", null, "<sheetData/>")).Upload()
        );

        Assert.That(Found(result), Is.EqualTo(new[] { "file.sheet_without_rows risks.csv" }));
        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
    }

    [Test]
    public void Run_OnlyEmptySheets_IsEmpty() =>
        Assert.That(Found(Extract.Check(PlainBook.Of((Cases, null, "<sheetData/>")).Upload())), Is.EqualTo(new[] { "file.empty " }));

    [Test]
    public void Run_WorkbookBesideOthers_IsRefusedWithAClearWord()
    {
        var known = Extract.Check([.. Extract.Valid.Where(file => file.Name == "cases.csv"), PlainBook.Valid.Upload("risks.xlsx")]);
        var unknown = Extract.Check([.. Extract.Valid.Where(file => file.Name == "cases.csv"), PlainBook.Valid.Upload("export.xlsx")]);

        Assert.Multiple(() =>
        {
            Assert.That(Found(known), Is.EqualTo(new[] { "file.workbook risks.csv" }));
            Assert.That(Found(unknown), Is.EqualTo(new[] { "file.workbook " }));
            Assert.That(unknown.Problems[0].Message, Does.EndWith("This workbook came beside other files or in a zip."));
        });
    }

    [TestCase("extract.xlsx", "file.zip_refused ", "This zip has a workbook in it: send the workbook itself, on its own.")]
    [TestCase("cases.csv", "file.workbook cases.csv", "This workbook came beside other files or in a zip.")]
    public void Run_WorkbookInAZip_IsRefusedWithAdvice(string entry, string found, string advice)
    {
        var result = Extract.Check(new UploadedFile("extract.zip", Zipped.Of((entry, PlainBook.Valid.Bytes()))));

        Assert.That(Found(result), Is.EqualTo(new[] { found }));
        Assert.That(result.Problems[0].Message, Does.EndWith(advice));
    }

    private static readonly (string What, byte[] Content)[] NotRead =
    [
        (".xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]),
        (
            "password",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[64], .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")]
        ),
        (".xlsb", Zipped.Of(("[Content_Types].xml", [1]), ("xl/workbook.bin", [1]))),
        (".ods", Zipped.Stored(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [1]))),
        ("text", Zipped.Of(("[Content_Types].xml", [1]), ("word/document.xml", [1]))),
    ];

    [Test]
    public void Run_OtherOfficeFileUnderAnyName_IsRefusedWithItsOwnAdvice(
        [Values(0, 1, 2, 3, 4)] int which,
        [Values("extract.xlsx", "cases.csv", "data.zip")] string name
    )
    {
        var (what, content) = NotRead[which];

        var result = Extract.Check(new UploadedFile(name, content));

        Assert.That(result.Codes(), Is.EqualTo(new[] { "file.workbook" }));
        Assert.That(result.Problems[0].Message, Does.StartWith("Of the files that office programs save").And.Contain(what));
    }

    private static IEnumerable<string> Found(CheckedExtract result) => result.Problems.Select(problem => $"{problem.Code} {problem.File}");
}
