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
    private const double Tolerance = 1e-9;

    private static readonly object[] Windows =
    [
        new object[] { "2023-01", "2026-01" },
        new object[] { "2025-01", "2026-01" },
        new object[] { "2024-02", "2024-05" },
    ];

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    [TestCaseSource(nameof(Services))]
    public async Task Profile_EveryService_EqualsRecount(string service)
    {
        var recount = Recount(service);
        var profile = await ReadAsync(service, "profile");

        Assert.That((int)profile["referrals"]!, Is.EqualTo(recount.Referrals));
        var risks = profile["risks"]!["items"]!.AsArray();
        Assert.That(risks, Has.Count.EqualTo(recount.Risks.Count));
        Assert.Multiple(() =>
        {
            foreach (var risk in risks)
            {
                var expected = recount.Risks[(string)risk!["code"]!];
                Assert.That((int)risk["present"]!, Is.EqualTo(expected.Present), (string)risk["code"]!);
                Assert.That((int)risk["assessed"]!, Is.EqualTo(expected.Assessed), (string)risk["code"]!);
            }
        });
    }

    [TestCaseSource(nameof(Services))]
    public async Task Outcomes_EveryService_EqualRecount(string service)
    {
        var recount = Recount(service);
        var answer = await ReadAsync(service, "outcomes");

        Assert.That((bool)answer["contactsKnown"]!, Is.EqualTo(recount.FilteredByContacts));
        var outcomes = answer["outcomes"]!.AsArray().ToDictionary(one => ((string)one!["measure"]!, (string)one["subscale"]!), one => one!);
        Assert.That(outcomes.Keys, Is.EquivalentTo(recount.Pairs.Keys));
        Assert.Multiple(() =>
        {
            foreach (var (key, expected) in recount.Pairs)
            {
                var outcome = outcomes[key];
                Assert.That((int)outcome["eligible"]!, Is.EqualTo(recount.Eligible), $"{key} eligible");
                Assert.That((int)outcome["baseline"]!, Is.EqualTo(expected.Baseline), $"{key} baseline");
                Assert.That((int)outcome["paired"]!, Is.EqualTo(expected.Paired), $"{key} paired");
                AssertNear(outcome["preMean"], expected.PreMean, $"{key} preMean");
                AssertNear(outcome["preSd"], expected.PreSd, $"{key} preSd");
                AssertNear(outcome["postMean"], expected.PostMean, $"{key} postMean");
                AssertNear(outcome["postSd"], expected.PostSd, $"{key} postSd");
                AssertNear(outcome["correlation"], expected.Correlation, $"{key} correlation");
            }
        });
    }

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

    private static void AssertNear(JsonNode? actual, double? expected, string what)
    {
        if (expected is { } value)
            Assert.That((double?)actual, Is.EqualTo(value).Within(Tolerance * Math.Max(1, Math.Abs(value))), what);
        else
            Assert.That(actual, Is.Null, what);
    }
}
