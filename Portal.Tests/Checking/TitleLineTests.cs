using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Submissions;
using Portal.Tests.Http;

namespace Portal.Tests.Checking;

/// <summary>What people and spreadsheets write above the header is no data, and no birthday.</summary>
public sealed class TitleLineTests
{
    private const string Note = "header.title_passed_over";

    private static readonly string[] Files = ["cases.csv", "risks.csv", "scores.csv", "contacts.csv", "feedback.csv", "activity.csv"];

    [Test]
    public void Titles_AboveTheHeader_ChangeNoRow(
        [ValueSource(nameof(Files))] string file,
        [Values("Quarterly report\n", "Exported,12/05/2025\n\n", "sep=,\n", "Harbour team\nExported on 12 May 2025\n\n\n;;;\n")]
            string titles
    )
    {
        var plain = Run(SampleFiles.Valid());

        var titled = Run(Above(SampleFiles.Valid(), file, titles));

        Assert.That(titled.Problems.Where(problem => problem.Code != Note), Is.EqualTo(plain.Problems).Using(new SameProblem()));
        Assert.That(titled.Problems.Single(problem => problem.Code == Note).File, Is.EqualTo(file));
        Assert.That(titled.Rows!.Cases, Is.EqualTo(plain.Rows!.Cases));
        Assert.That(titled.Rows.Scores, Is.EqualTo(plain.Rows.Scores));
        Assert.That(titled.Rows.Activity, Is.EqualTo(plain.Rows.Activity));
    }

    // Rows keep the numbers that the spreadsheet shows, in the report and in the file with its problems.
    [Test]
    public async Task Problem_BelowTitles_HasTheRowOfTheSpreadsheet()
    {
        var files = Above(
            SampleFiles.Valid().With("cases.csv", 1, "household", "zebra"),
            "cases.csv",
            "Report of Anna\n\nExported 12/05/2025\n"
        );

        var found = Run(files);
        using var written = new MemoryStream();
        await new ErrorFile(found.Files[0], found.Problems).WriteAsync(written, default);
        var lines = Encoding.UTF8.GetString(written.ToArray()).Split("\r\n");

        Assert.That(found.Problems.Single(problem => problem.Code == "value.not_allowed").Places[0].Line, Is.EqualTo(5));
        Assert.That(lines[4], Does.Contain("value.not_allowed"));
        Assert.That(lines[3], Does.Contain("case_ref").And.Contain("portal_row"));
        var kept = Encoding.UTF8.GetString(found.Files[0].Kept.Span);
        Assert.That(kept, Does.Not.Contain("Anna"));
        Assert.That(kept, Does.EndWith(Encoding.UTF8.GetString(found.Files[0].Content.Span).Split('\n')[^2] + "\r\n"));
    }

    [TestCase("Report for 943 476 5919\n", "identifier.nhs_number")]
    [TestCase("Questions to parent@example.org\n", "identifier.email")]
    [TestCase("Harbour team, ZZ99 3VZ\n", "identifier.postcode")]
    public void Identifier_InATitle_IsRefused(string title, string code) =>
        Assert.That(Run(Above(SampleFiles.Valid(), "scores.csv", title)).Problems.Select(problem => problem.Code), Does.Contain(code));

    [Test]
    public void Header_BelowTenLines_IsNotFound() =>
        Assert.That(
            Run(Above(SampleFiles.Valid(), "activity.csv", string.Concat(Enumerable.Repeat("a title,of it\n", 10))))
                .Problems.Select(problem => problem.Code),
            Does.Contain("header.not_found")
        );

    private static Dictionary<string, string> Above(Dictionary<string, string> files, string file, string titles) =>
        new(files) { [file] = titles + files[file] };

    private static CheckedExtract Run(Dictionary<string, string> files) =>
        ExtractCheck.Run(Extract.Request, [.. files.Select(file => new UploadedFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))]);

    private sealed class SameProblem : IEqualityComparer<Problem>
    {
        public bool Equals(Problem? one, Problem? other) => (one?.Code, one?.File, one?.Count) == (other?.Code, other?.File, other?.Count);

        public int GetHashCode(Problem problem) => problem.Code.GetHashCode(StringComparison.Ordinal);
    }
}
