using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Tests.Http;

namespace Portal.Tests.Checking;

/// <summary>A row of the wrong length says how long it should be.</summary>
public sealed class RowShapeTests
{
    [TestCase("activity.csv", "HARBOUR,TRAINING,GP", "row.too_few_cells", "The header has 6 cells, row 4 has 3.")]
    [TestCase("activity.csv", "HARBOUR,TRAINING,GP,1,1,1,1,1", "row.too_many_cells", "The header has 6 cells, row 4 has 8.")]
    [TestCase("risks.csv", "HARBOUR,C-7Q2K9", "row.too_few_cells", "The header has 7 cells, row {0} has 2.")]
    [TestCase("feedback.csv", "HARBOUR", "row.too_few_cells", "The header has 7 cells, row {0} has 1.")]
    public void RowOfTheWrongLength_SaysHowManyCellsAreExpectedAndFound(string file, string row, string code, string said)
    {
        var files = SampleFiles.Valid();
        files[file] = files[file].TrimEnd('\n') + "\n" + row + "\n";
        var line = files[file].TrimEnd('\n').Split('\n').Length;

        var problems = ExtractCheck
            .Run(Extract.Request, [.. files.Select(sent => new UploadedFile(sent.Key, Encoding.UTF8.GetBytes(sent.Value)))])
            .Problems;

        Assert.That(
            problems.Single(problem => problem.Code == code).Message,
            Does.EndWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, said, line))
        );
    }
}
