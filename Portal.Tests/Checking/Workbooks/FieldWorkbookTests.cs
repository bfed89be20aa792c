using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;
using Portal.Tests.House;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>A workbook as a team sent it, with numbers typed as numbers.</summary>
public sealed class FieldWorkbookTests
{
    public static byte[] Content { get; } =
        File.ReadAllBytes(Path.Combine(SourceTree.Root, "Portal.Tests", "Checking", "Workbooks", "field-extract.xlsx"));

    [Test]
    public void Run_WorkbookFromTheField_IsReadWhole()
    {
        var result = Extract.Check(new UploadedFile("extract.xlsx", Content));

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(
            result.Files.Select(file => $"{file.Name} {file.Rows}"),
            Is.EqualTo(new[] { "cases.csv 20", "risks.csv 99", "scores.csv 173", "contacts.csv 218", "feedback.csv 24", "activity.csv 5" })
        );
        Assert.That(result.Rows!.Cases[0].CaseRef, Is.EqualTo("C-B3T4K9"));
    }

    // Nothing else of the workbook may be kept, so what is handed on is text that a person could have typed.
    [Test]
    public void FilesOf_WorkbookFromTheField_AreTextsInCanonicalForm()
    {
        var files = WorkbookExtract.FilesOf([new UploadedFile("extract.xlsx", Content)], Extract.Request, new ProblemLog());

        Assert.Multiple(() =>
        {
            foreach (var file in files)
            {
                var text = System.Text.Encoding.UTF8.GetString(file.Content.Span);
                Assert.That(
                    text,
                    Does.StartWith("service_code,").And.EndWith("\n").And.Not.Contain("\r").And.Not.Contain("\uFEFF"),
                    file.Name
                );
            }
        });
    }
}
