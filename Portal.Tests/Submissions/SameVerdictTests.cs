using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking.Workbooks;
using Portal.Tests.Corpus;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>The same content has the same report as loose files, as a zip and as a workbook, in the portal and offline.</summary>
[NeedsDatabase]
public sealed class SameVerdictTests
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    private static IEnumerable<TestCaseData<Dictionary<string, string>, string>> Contents()
    {
        var valid = SampleFiles.Valid();
        yield return Case("valid", valid, "READY");
        yield return Case("a warning", valid.With("scores.csv", 2, "score", "7.5"), "NEEDS_REASONS");
        yield return Case(
            "errors in three files",
            valid
                .With("cases.csv", 2, "household", "CASTLE")
                .With("scores.csv", 1, "score", "many")
                .With("scores.csv", 2, "score", "-4")
                .With("activity.csv", 2, "hours", "#N/A"),
            "NEEDS_FIXING"
        );
        yield return Case("an identifier", valid.With("cases.csv", 1, "family_ref", "943 476 5919"), "NEEDS_FIXING");
        yield return Case("a header with a slip", Without(valid, "activity.csv", "audience", "audeince"), "NEEDS_MAPPING");
        yield return Case(
            "an empty row",
            Without(valid, "activity.csv", "HARBOUR,CONSULTATION", "\nHARBOUR,CONSULTATIONS"),
            "NEEDS_FIXING"
        );
        yield return Case("no file of cases", valid.Where(file => file.Key != "cases.csv").ToDictionary(), "NEEDS_FIXING");
    }

    [TestCaseSource(nameof(Contents))]
    public async Task Check_SameContentInAnyDress_HasTheSameReport(Dictionary<string, string> files, string state)
    {
        var dresses = new Dictionary<string, IReadOnlyList<UploadedFile>>
        {
            ["files"] = [.. files.Select(file => new UploadedFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))],
            ["zip"] = [new UploadedFile("extract.zip", Zipped.Of(files.Select(file => (file.Key, Encoding.UTF8.GetBytes(file.Value)))))],
            ["workbook of texts"] = [await WrittenBook.OfAsync(files.Select(file => (file.Key, file.Value)), typed: false)],
            ["typed workbook"] = [await WrittenBook.OfAsync(files.Select(file => (file.Key, file.Value)), typed: true)],
        };
        var verdicts = new Dictionary<string, string>();
        foreach (var (dress, uploads) in dresses)
        {
            using var form = new MultipartFormDataContent();
            foreach (var upload in uploads)
                form.Add(new ByteArrayContent(upload.Content.ToArray()), "files", upload.Name);
            var answer = await _member.PostAnswerAsync(Checks + "?history=false", form);
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            verdicts[dress] = Verdict(answer.Json);
            verdicts[dress + " offline"] = Verdict(
                await OfflineCheck.RunAsync(uploads.ToDictionary(file => file.Name, file => file.Content.ToArray()), "2025-Q2")
            );
        }

        Assert.That(verdicts["files"], Does.StartWith(state));
        foreach (var (dress, verdict) in verdicts)
            Assert.That(verdict, Is.EqualTo(verdicts["files"]), dress);
    }

    // Notes say how a file was read; everything else must be the same.
    private static string Verdict(JsonNode report) =>
        new StringBuilder($"{report["state"]} {report["totalErrors"]} {report["totalWarnings"]}\n")
            .AppendJoin('\n', report["files"]!.AsArray().Select(file => $"{file!["name"]} {file["rows"]}"))
            .Append('\n')
            .AppendJoin(
                '\n',
                report["problems"]!
                    .AsArray()
                    .Where(problem => (string?)problem!["severity"] != "note")
                    .Select(problem => problem!.ToJsonString())
            )
            .Append(report["paired"]!.ToJsonString())
            .Append(report["completeness"]!.ToJsonString())
            .ToString();

    private static Dictionary<string, string> Without(Dictionary<string, string> files, string file, string old, string changed) =>
        new(files) { [file] = files[file].Replace(old, changed, StringComparison.Ordinal) };

    private static TestCaseData<Dictionary<string, string>, string> Case(string name, Dictionary<string, string> files, string state) =>
        new TestCaseData<Dictionary<string, string>, string>(files, state).SetArgDisplayNames(name);
}
