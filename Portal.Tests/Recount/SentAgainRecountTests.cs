using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>
/// The sample network after quarters were sent again in part: files carried forward, removed, and such as hold only what is new. The
/// answers equal a count of the files of all sendings.
/// </summary>
[NeedsDatabase]
public sealed class SentAgainRecountTests
{
    private static readonly (string From, string Before)[] Windows =
    [
        ("2023-01", "2026-01"),
        ("2025-01", "2026-01"),
        ("2025-04", "2025-10"),
    ];

    private RunningPortal _portal = null!;
    private string _folder = null!;

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.WithOwnSamplesAsync();
        _folder = Directory.CreateTempSubdirectory("sent-again").FullName;
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        Directory.Delete(_folder, recursive: true);
        await _portal.DisposeAsync();
    }

    [TestCaseSource(nameof(Services))]
    public async Task Figures_AfterQuartersSentAgainInPart_EqualTheRecount(string service)
    {
        var own = Path.Combine(_folder, service);
        foreach (
            var path in Directory.GetFiles(Path.Combine(RepositoryFolders.SampleExtracts, service), "*.csv", SearchOption.AllDirectories)
        )
        {
            var copy = Path.Combine(own, Path.GetRelativePath(Path.Combine(RepositoryFolders.SampleExtracts, service), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
        using var client = await _portal.ClientAsync($"lead@{service.ToLowerInvariant()}");

        // cases.csv alone, without every seventh case: the other files stay, for the cases that are listed.
        await CasesAloneAsync(client, service, Path.Combine(own, "2025-Q2"));
        // scores.csv alone, without every fifth score.
        await ThinnedAsync(client, service, Path.Combine(own, "2025-Q3"), "scores", 5);
        // risks.csv out of a quarter.
        await RemovedAsync(client, service, Path.Combine(own, "2025-Q1"), "risks");
        // Only what the quarter before does not have.
        foreach (var kind in new[] { "contacts", "scores", "risks" })
            await OnlyNewAsync(client, service, Path.Combine(own, "2025-Q4"), Path.Combine(own, "2025-Q3"), kind);

        Assert.That(
            Summary(SampleRecount.OfService(own, "2023-01", "2026-01")),
            Is.Not.EqualTo(Summary(SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), "2023-01", "2026-01"))),
            "sending again changes something"
        );
        foreach (var (from, before) in Windows)
        {
            var recount = SampleRecount.OfService(own, from, before);
            RecountComparison.AssertProfile(await ReadAsync(client, service, "profile", from, before), recount);
            RecountComparison.AssertOutcomes(await ReadAsync(client, service, "outcomes", from, before), recount);
        }
    }

    private static (int, int, int) Summary(ServiceRecount recount) =>
        (recount.Eligible, recount.Risks.Values.Sum(risk => risk.Assessed), recount.Pairs.Values.Sum(pair => pair.Paired));

    private static async Task CasesAloneAsync(HttpClient client, string service, string quarter)
    {
        var carried = Directory.CreateDirectory(Path.Combine(quarter, "carried")).FullName;
        foreach (var path in Directory.GetFiles(quarter, "*.csv"))
            File.Move(path, Path.Combine(carried, Path.GetFileName(path)));
        var lines = await File.ReadAllLinesAsync(Path.Combine(carried, "cases.csv"));
        var kept = lines.Where((_, line) => line == 0 || line % 7 != 0).ToArray();
        await File.WriteAllLinesAsync(Path.Combine(quarter, "cases.csv"), kept);
        await SubmitAsync(client, service, Path.GetFileName(quarter), Path.Combine(quarter, "cases.csv"));
    }

    private static async Task ThinnedAsync(HttpClient client, string service, string quarter, string kind, int each)
    {
        var path = Path.Combine(quarter, kind + ".csv");
        if (!File.Exists(path))
            return;
        await File.WriteAllLinesAsync(
            path,
            (await File.ReadAllLinesAsync(path)).Where((_, line) => line == 0 || line % each != 0).ToArray()
        );
        await SubmitAsync(client, service, Path.GetFileName(quarter), path);
    }

    private static async Task RemovedAsync(HttpClient client, string service, string quarter, string kind)
    {
        var path = Path.Combine(quarter, kind + ".csv");
        if (!File.Exists(path))
            return;
        File.Delete(path);
        await SubmitAsync(client, service, Path.GetFileName(quarter), Path.Combine(quarter, "cases.csv"), ("remove", kind));
    }

    private static async Task OnlyNewAsync(HttpClient client, string service, string quarter, string before, string kind)
    {
        var path = Path.Combine(quarter, kind + ".csv");
        var earlier = Path.Combine(before, kind + ".csv");
        if (!File.Exists(path) || !File.Exists(earlier))
            return;
        var known = (await File.ReadAllLinesAsync(earlier)).Skip(1).ToHashSet();
        var rows = (await File.ReadAllLinesAsync(path)).Where(line => !known.Contains(line)).ToArray();
        if (rows.Length < 2)
            return;
        await File.WriteAllLinesAsync(path, rows);
        await File.WriteAllTextAsync(Path.Combine(quarter, kind + ".only-new"), "");
        await SubmitAsync(client, service, Path.GetFileName(quarter), path, ($"coverage[{kind}]", "QUARTER"));
    }

    private static async Task SubmitAsync(HttpClient client, string service, string period, string path, params (string, string)[] fields)
    {
        var files = new Dictionary<string, string> { [Path.GetFileName(path)] = await File.ReadAllTextAsync(path, Encoding.UTF8) };
        var operation = $"/api/v1/services/{service}/extracts/{period}/submissions";
        var answer = await client.PostAnswerAsync(operation, Form(null));
        if (answer.Status == 422 && answer.Code == "NEEDS_REASONS")
            answer = await client.PostAnswerAsync(operation, Form(SampleFiles.Reasons(answer.Json)));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body[..Math.Min(2000, answer.Body.Length)]);

        MultipartFormDataContent Form(string? acknowledgements)
        {
            var form = SampleFiles.Upload(files, acknowledgements);
            foreach (var (name, value) in fields)
                form.Add(new StringContent(value), name);
            return form;
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string service, string what, string from, string before)
    {
        var answer = await client.GetAnswerAsync($"/api/v1/services/{service}/{what}?from={from}&before={before}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}
