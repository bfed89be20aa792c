using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Recount;

namespace Portal.Tests.Submissions;

/// <summary>The template with a service's open cases holds what its files say of them, and can be sent as it is.</summary>
[NeedsDatabase]
public sealed class OpenCasesTests
{
    private const string Next = "/api/v1/services/HARBOUR/extracts/2026-Q1";

    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task Open() => _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public async Task Template_SentBackAsItIs_HoldsEveryOpenCaseWithAllThatWasSentOfIt()
    {
        var open = SampleRows
            .Of("HARBOUR", SampleRows.Quarters("HARBOUR")[^1], "cases.csv")
            .Where(row => row["status"] is "OPEN" or "WAITING")
            .Select(row => row["case_ref"])
            .ToHashSet();
        var expected = new[] { "cases.csv", "risks.csv", "scores.csv", "contacts.csv" }
            .Select(file =>
                (file, SampleRows.Of("HARBOUR", SampleRows.Quarters("HARBOUR")[^1], file).Count(row => open.Contains(row["case_ref"])))
            )
            .ToList();

        var report = await CheckAsync(await TemplateAsync("HARBOUR", "2026-Q1"));

        var sent = report["files"]!
            .AsArray()
            .Where(file => (string?)file!["state"] == "NEW")
            .Select(file => ((string)file!["name"]!, (int)file["rows"]!))
            .ToList();
        Assert.That(open, Is.Not.Empty);
        Assert.That(sent, Is.EqualTo(expected));
        Assert.That((int)report["totalErrors"]!, Is.Zero, report.ToJsonString());
        Assert.That(
            report["problems"]!.AsArray().Select(problem => (string)problem!["code"]!).Distinct(),
            // Nothing has happened yet: it is what was sent, and nothing of it is lost.
            Is.SubsetOf(new[] { "history.same_as_other_quarter", "history.volume_jump", "file.sheet_without_rows" })
        );
        var compared = report["difference"]!["previousPeriod"]!;
        Assert.That(((int)compared["same"]!, (int)compared["changed"]!), Is.EqualTo((open.Count, 0)));
    }

    [Test]
    public async Task Template_OfAServiceThatSentNothing_IsBlank()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var bytes = await member.GetByteArrayAsync(Next + "/template.xlsx?reason=WORK_WITH_FAMILIES");

        var answer = await member.PostAnswerAsync(Next + "/checks", Form(bytes));

        Assert.That(answer.Json["problems"]!.AsArray().Select(problem => (string)problem!["code"]!), Has.Member("file.empty"));
    }

    [Test]
    public async Task Template_WithoutAReason_IsNotGiven() =>
        Assert.That((await _member.GetAnswerAsync(Next + "/template.xlsx")).Status, Is.GreaterThanOrEqualTo(400));

    [Test]
    public async Task Template_OfAnotherService_IsNotFound() =>
        Assert.That(
            (await _member.GetAnswerAsync("/api/v1/services/TEASEL/extracts/2026-Q1/template.xlsx?reason=WORK_WITH_FAMILIES")).Status,
            Is.EqualTo(404)
        );

    private async Task<byte[]> TemplateAsync(string service, string period) =>
        await _member.GetByteArrayAsync($"/api/v1/services/{service}/extracts/{period}/template.xlsx?reason=WORK_WITH_FAMILIES");

    private async Task<JsonNode> CheckAsync(byte[] workbook)
    {
        var answer = await _member.PostAnswerAsync(Next + "/checks", Form(workbook));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }

    private static MultipartFormDataContent Form(byte[] workbook)
    {
        var content = new ByteArrayContent(workbook);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        return new MultipartFormDataContent { { content, "files", "extract.xlsx" } };
    }
}
