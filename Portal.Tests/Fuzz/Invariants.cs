using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions;
using Portal.Tests.Checking;

namespace Portal.Tests.Fuzz;

/// <summary>What holds of the report of any upload whatever.</summary>
internal static class Invariants
{
    private static readonly JsonSerializerOptions Json = Written();

    /// <summary>Checks an upload; anything that does not hold throws.</summary>
    public static Task AssertAsync(IReadOnlyList<UploadedFile> files) => AssertAsync(files, ExtractMapping.None);

    /// <summary>The same of an upload by a service with its own columns and words.</summary>
    public static async Task AssertAsync(IReadOnlyList<UploadedFile> files, ExtractMapping mapping)
    {
        var report = Check(files, mapping);

        Assert.That(Text(Check(files, mapping)), Is.EqualTo(Text(report)), "the same bytes give the same report");
        Assert.That(report.Rows is null, Is.EqualTo(report.TotalErrors > 0), "rows are there when no error is");
        foreach (var problem in report.Problems)
            AssertPlaces(problem, report);
        AssertNoIdentifierIsShown(report);
        if (!report.PassedFileGate)
            return;
        AssertDraft(report);
        foreach (var file in Sent(report))
            Assert.That(WithoutHeadings(file), Does.Not.Contain(FuzzMappings.Canary), "a draft keeps no column of one's own");
        // Error files have no column that the portal does not keep, so what is asked about it is asked no more.
        if (report.Questions.Headings.Count + report.Questions.Services.Count > 0)
            return;
        // Without a column that is left out, the header is shorter beside a row of the wrong length; a draft has marks in such a row.
        if (!report.Problems.Any(problem => problem.Code is "header.left_out") || ErrorWorkbook.IsPossible(report.Problems))
            await AssertErrorFilesAsync(report);
        if (ErrorWorkbook.IsPossible(report.Problems) && report.Files.Count > 0)
            await AssertErrorWorkbookAsync(report);
    }

    private static void AssertPlaces(Problem problem, CheckedExtract report)
    {
        Assert.That(problem.Count, Is.GreaterThanOrEqualTo(problem.Places.Count).And.GreaterThan(0), problem.Code);
        Assert.That(problem.Places, Has.Count.LessThanOrEqualTo(20));
        if (report.Files.FirstOrDefault(file => file.Name == problem.File) is not { } file)
            return;
        var lines = 1 + file.Content.Span.Count((byte)'\n') + file.Content.Span.Count((byte)'\r');
        foreach (var place in problem.Places)
        {
            Assert.That(place.Line is null or >= 1 && (place.Line ?? 1) <= lines, $"{problem.Code}: a line of the file");
            Assert.That(
                place.Record is null or >= 0 && (place.Record ?? 0) <= Math.Max(file.Rows, lines),
                $"{problem.Code}: a row of the file"
            );
            Assert.That(place.Value is null or { Length: <= 40 }, $"{problem.Code}: a short value");
        }
    }

    private static void AssertNoIdentifierIsShown(CheckedExtract report)
    {
        var suspected = report
            .Problems.Where(problem => problem.Code.StartsWith("identifier.", StringComparison.Ordinal))
            .Select(problem => problem.File)
            .ToHashSet();
        Assert.That(suspected, report.PassedFileGate ? Is.Empty : Is.Not.Null);
        Assert.That(
            report
                .Problems.Where(problem => suspected.Contains(problem.File))
                .SelectMany(problem => problem.Places)
                .Select(place => place.Value),
            Is.All.Null
        );
    }

    // A draft has the problems of what was sent, whatever it leaves out.
    private static void AssertDraft(CheckedExtract report) =>
        Assert.That(
            Asked(Check([.. Sent(report).Select(file => new UploadedFile(file.Name, file.Kept))], report.Request.Mapping), letters: true),
            Is.EqualTo(Asked(report, letters: true)),
            "draft"
        );

    // Sent back as they are, the service's own files with their problems have the same problems.
    private static async Task AssertErrorFilesAsync(CheckedExtract report)
    {
        var back = new List<UploadedFile>();
        foreach (var file in Sent(report))
        {
            using var stream = new MemoryStream();
            await new ErrorFile(file, report.Problems, report.Request.Mapping).WriteAsync(stream, CancellationToken.None);
            back.Add(new UploadedFile(file.Name, stream.ToArray()));
        }
        // The portal's own columns go to the end, and letters of columns after them move up.
        var letters = !report.Files.Any(HoldsPortalColumns);
        Assert.That(Asked(Check(back, report.Request.Mapping), letters), Is.EqualTo(Asked(report, letters)), "error files sent back");
    }

    private static async Task AssertErrorWorkbookAsync(CheckedExtract report)
    {
        var back = new UploadedFile("extract.xlsx", await new ErrorWorkbook(report).WriteAsync(CancellationToken.None));
        var letters = !report.Files.Any(HoldsPortalColumns);
        Assert.That(
            Asked(Check([back], report.Request.Mapping), letters),
            Is.EqualTo(Asked(report, letters)),
            "the error workbook sent back"
        );
    }

    private static bool HoldsPortalColumns(CheckedFile file) =>
        Decoding.Text(file.Kind, file.Content, new ProblemLog()) is { } text
        && Encoding.UTF8.GetString(text.Utf8.Span).Contains("portal", StringComparison.OrdinalIgnoreCase);

    private static string Asked(CheckedExtract report, bool letters) =>
        string.Join(
            '\n',
            report
                .Problems.Where(problem => problem.Severity != Severity.Note)
                .Select(problem =>
                    $"{problem.Code} {problem.File} {problem.Column} "
                    + $"{(letters ? problem.ColumnLetter : "")} {problem.Message} {problem.Count} {string.Join('|', problem.Places)}"
                )
        );

    private static CheckedExtract Check(IReadOnlyList<UploadedFile> files, ExtractMapping mapping) =>
        ExtractCheck.Run(Extract.Request with { Mapping = mapping }, files);

    // A title above the header makes a heading of it, which is kept so that it can be asked about.
    private static string WithoutHeadings(CheckedFile file) =>
        string.Join(
            '\n',
            Encoding
                .UTF8.GetString(file.Kept.Span)
                .Split('\n')
                .Where(line => !line.Contains(HeaderMatch.Marked(""), StringComparison.Ordinal))
        );

    // What is made from a file's columns is neither kept nor sent back.
    private static IEnumerable<CheckedFile> Sent(CheckedExtract report) => report.Files.Where(file => file.MadeFrom is null);

    private static string Text(CheckedExtract report) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(CheckReport.Of(report, null, null), Json));

    private static JsonSerializerOptions Written()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        PortalJson.Configure(options);
        return options;
    }
}
