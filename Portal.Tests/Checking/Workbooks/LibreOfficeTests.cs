using System.Diagnostics;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>What the portal writes, opened and saved by LibreOffice: nothing but the way it is written changes.</summary>
[Category("Office")]
public sealed class LibreOfficeTests
{
    private const string Xlsx = "xlsx:Calc MS Excel 2007 XML";

    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(3);

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("portal-office-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task ErrorWorkbook_OpenedAndSaved_HasTheSameProblems()
    {
        var first = Extract.Check(
            Extract.With(
                Extract.File(
                    "cases.csv",
                    Extract
                        .Text("cases.csv")
                        .Replace("3-5", "3-6", StringComparison.Ordinal)
                        .Replace("2025-05", "05/06/25", StringComparison.Ordinal)
                )
            )
        );
        var written = await new ErrorWorkbook(first).WriteAsync(CancellationToken.None);

        var sentBack = Extract.Check(new UploadedFile("extract.xlsx", written));
        var saved = Extract.Check(new UploadedFile("extract.xlsx", Saved(written, Xlsx, "xlsx")));

        Assert.That(first.TotalErrors, Is.GreaterThan(1));
        Assert.That(Asked(saved), Is.EqualTo(Asked(sentBack)).And.EqualTo(Asked(first)));
    }

    [Test]
    public async Task ErrorWorkbookWithNothingLeftToMend_OpenedAndSaved_HasTheSameRows()
    {
        // A warning only, so that every row is read.
        var first = Extract.CheckWithCell("scores.csv", 2, "score", "7.5");
        var written = await new ErrorWorkbook(first).WriteAsync(CancellationToken.None);

        var saved = Extract.Check(new UploadedFile("extract.xlsx", Saved(written, Xlsx, "xlsx")));

        AssertSameRows(saved.Rows!, first.Rows!);
    }

    [Test]
    public async Task TemplateWithTheExample_OpenedAndSaved_IsReady()
    {
        var example = ExampleRequest.Read(new("HARBOUR", "2025-Q2"));
        Assert.That(example.IsGiven(out var wanted), Is.True);
        var written = await TemplateWorkbook.WriteAsync(MeasureCatalogue.Published, wanted, null, null, CancellationToken.None);

        var saved = Extract.Check(new UploadedFile("extract.xlsx", Saved(written, Xlsx, "xlsx")));

        Assert.That(saved.State, Is.EqualTo(CheckState.Ready), string.Join(", ", saved.Codes()));
        AssertSameRows(saved.Rows!, Extract.Check(new UploadedFile("extract.xlsx", written)).Rows!);
    }

    [Test]
    public async Task BlankTemplateOfAService_OpenedAndSaved_HasNoRow()
    {
        var written = await TemplateWorkbook.WriteAsync(MeasureCatalogue.Published, null, "HARBOUR", null, CancellationToken.None);

        var saved = Extract.Check(new UploadedFile("extract.xlsx", Saved(written, Xlsx, "xlsx")));

        Assert.That(saved.Files, Is.Empty);
        Assert.That(saved.Codes(), Has.Member("file.empty"));
    }

    [TestCase("ods", "ods")]
    [TestCase("xls:MS Excel 97", "xls")]
    public async Task SavedInAnotherFormat_IsRefusedWithAdviceUnderAnyName(string filter, string ending)
    {
        var example = ExampleRequest.Read(new("HARBOUR", "2025-Q2"));
        Assert.That(example.IsGiven(out var wanted), Is.True);
        var written = await TemplateWorkbook.WriteAsync(MeasureCatalogue.Published, wanted, null, null, CancellationToken.None);

        var saved = Extract.Check(new UploadedFile("cases.csv", Saved(written, filter, ending)));

        Assert.That(saved.Codes(), Is.EqualTo(new[] { "file.workbook" }));
        Assert.That(saved.Problems.Single().Message, Does.Contain(".xlsx"));
    }

    private ReadOnlyMemory<byte> Saved(ReadOnlyMemory<byte> book, string filter, string ending)
    {
        var source = Path.Combine(_folder, "in.xlsx");
        File.WriteAllBytes(source, book.ToArray());
        var start = new ProcessStartInfo("soffice") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            var argument in new[]
            {
                $"-env:UserInstallation=file://{_folder}/profile",
                "--headless",
                "--convert-to",
                filter,
                "--outdir",
                Path.Combine(_folder, "out"),
                source,
            }
        )
            start.ArgumentList.Add(argument);
        using var office = Process.Start(start)!;
        Assert.That(office.WaitForExit(Hanging), Is.True, "LibreOffice hangs");
        return File.ReadAllBytes(Path.Combine(_folder, "out", "in." + ending));
    }

    private static IEnumerable<string> Asked(CheckedExtract extract) =>
        extract
            .Problems.Where(problem => problem.Severity != Severity.Note)
            .Select(problem => $"{problem.Code} {problem.File} {problem.Column} {problem.ColumnLetter} {string.Join('|', problem.Places)}");

    private static void AssertSameRows(ExtractRows left, ExtractRows right)
    {
        Assert.That(left.Cases, Is.EqualTo(right.Cases));
        Assert.That(left.Risks, Is.EqualTo(right.Risks));
        Assert.That(left.Scores, Is.EqualTo(right.Scores));
        Assert.That(left.Contacts, Is.EqualTo(right.Contacts));
        Assert.That(left.Feedback, Is.EqualTo(right.Feedback));
        Assert.That(left.Activity, Is.EqualTo(right.Activity));
    }
}
