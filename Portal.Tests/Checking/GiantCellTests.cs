using System.Text;
using NUnit.Framework;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>A cell or header of many megabytes is refused before it is read as text, matched or searched.</summary>
public sealed class GiantCellTests
{
    private const int Giant = 19 * 1024 * 1024;

    // What the file is read into, and nothing that grows with the cell beyond it.
    private const int CopiesOfAFile = 3;

    [Test]
    public void Run_GiantFirstCell_IsRefusedAtItsPlaceAndCopiedNoFurther() =>
        RefusedAt(new string('x', Giant) + ",case_ref\nHARBOUR,C-1\n", row: 1);

    [Test]
    public void Run_GiantHeaderOfManyCells_IsRefusedAtItsPlaceAndCopiedNoFurther() =>
        RefusedAt(string.Concat(Enumerable.Repeat("ab,", Giant / 3)) + "\nHARBOUR,C-1\n", row: 1);

    [Test]
    public void Run_GiantCellBelowATitle_IsRefusedAtItsPlaceAndCopiedNoFurther() =>
        RefusedAt("Export of the quarter\n" + new string('x', Giant) + ",case_ref\nHARBOUR,C-1\n", row: 2);

    [Test]
    public void Run_GiantCellOfDigits_IsRefusedAtItsPlaceAndCopiedNoFurther() =>
        RefusedAt(Extract.Text("cases.csv").TrimEnd() + "\n" + new string('1', Giant) + "\n", row: null);

    [Test]
    public void Run_GiantQuotedCell_IsRefusedAtItsPlaceAndCopiedNoFurther() =>
        RefusedAt("\"" + string.Concat(Enumerable.Repeat("943 476 5919\n", Giant / 13)) + "\",case_ref\nHARBOUR,C-1\n", row: 1);

    private static void RefusedAt(string text, int? row)
    {
        var file = new UploadedFile("cases.csv", Encoding.UTF8.GetBytes(text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Extract.Check(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var problem = report.Problems.SingleOrDefault(problem => problem.Code == "file.row_too_long");
        Assert.That(problem?.Places, Has.Count.EqualTo(1), string.Join(' ', report.Codes()));
        if (row is not null)
            Assert.That(problem!.Places[0].Line, Is.EqualTo(row));
        Assert.That(report.PassedFileGate, Is.False, "it is not kept");
        Assert.That(allocated, Is.LessThan((long)CopiesOfAFile * Giant));
    }
}
