using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>What the portal answers about the sample network equals a count of the CSV files with nothing of the portal.</summary>
[TestFixtureSource(nameof(Windows))]
[NeedsDatabase]
public sealed class RecountAgainstPortalTests(string from, string before)
{
    private static readonly object[] Windows =
    [
        new object[] { "2023-01", "2026-01" },
        new object[] { "2025-01", "2026-01" },
        new object[] { "2024-02", "2024-05" },
    ];

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    [TestCaseSource(nameof(Services))]
    public async Task Profile_EveryService_EqualsRecount(string service) =>
        RecountComparison.AssertProfile(await ReadAsync(service, "profile"), Recount(service));

    [TestCaseSource(nameof(Services))]
    public async Task Outcomes_EveryService_EqualRecount(string service) =>
        RecountComparison.AssertOutcomes(await ReadAsync(service, "outcomes"), Recount(service));

    private ServiceRecount Recount(string service) =>
        SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), from, before);

    private async Task<JsonNode> ReadAsync(string service, string what)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync($"member@{service.ToLowerInvariant()}");
        var answer = await client.GetAnswerAsync($"/api/v1/services/{service}/{what}?from={from}&before={before}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}
