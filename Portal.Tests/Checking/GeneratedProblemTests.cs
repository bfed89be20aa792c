using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>The sample problems that are too large to keep.</summary>
public sealed class GeneratedProblemTests
{
    private const string ActivityHeader = "service_code,activity,audience,sessions,people,hours\n";

    [Test]
    public void Run_FileOverTheLimit_IsTooLarge()
    {
        var content = new byte[UploadLimits.Default.MaxFileBytes + 1];
        Array.Fill(content, (byte)'a');

        AssertOnly(Extract.Check(Extract.With(new UploadedFile("activity.csv", content))), "file.too_large", null, null);
    }

    [Test]
    public void Run_OneRowOverTheLimit_HasTooManyRows()
    {
        var content = new StringBuilder(ActivityHeader);
        for (var row = 0; row <= UploadLimits.Default.MaxRows; row++)
            content.Append("HARBOUR,TRAINING,GP,1,1,\n");

        AssertOnly(Extract.Check(Extract.With(Extract.File("activity.csv", content.ToString()))), "file.too_many_rows", 200_001, 200_002);
    }

    [Test]
    public void Run_CellOverTheLimit_IsTooLong() =>
        AssertOnly(
            Extract.CheckWithCell("activity.csv", 2, "hours", new string('x', UploadLimits.Default.MaxCellBytes + 1)),
            "value.too_long",
            2,
            3,
            "[removed]"
        );

    [Test]
    public void Run_RowOverTheLimit_IsTooLong() =>
        AssertOnly(
            Extract.CheckWithCell("activity.csv", 2, "hours", new string('x', UploadLimits.Default.MaxRowBytes)),
            "file.row_too_long",
            null,
            3
        );

    private static void AssertOnly(CheckedExtract result, string code, int? record, int? line, string? value = null)
    {
        Assert.Multiple(() =>
        {
            Assert.That(result.Codes(), Is.EqualTo(new[] { code }));
            Assert.That(result.Problems[0].File, Is.EqualTo("activity.csv"));
            Assert.That(result.Problems[0].Places, Is.EqualTo(new[] { new Place(record, line, value) }));
        });
    }
}
