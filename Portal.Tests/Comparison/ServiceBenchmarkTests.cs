using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Pooling;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Recount;

namespace Portal.Tests.Comparison;

/// <summary>The comparison of every sample service, beside figures counted again from the CSV files.</summary>
[NeedsDatabase]
public sealed class ServiceBenchmarkTests
{
    private static readonly string[] Services = [.. SampleServices.All.Select(service => service.Code)];

    // Not while tests are looked for, which every run does.
    private static readonly Lazy<Dictionary<string, ServiceRecount>> Counted = new(() =>
        Services.ToDictionary(
            service => service,
            service => SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), "2025-01", "2026-01")
        )
    );

    private static Dictionary<string, ServiceRecount> Recounts => Counted.Value;

    [TestCaseSource(nameof(Services))]
    public async Task Benchmark_OwnFigures_EqualTheRecount(string service)
    {
        var found = await ReadAsync(service);
        var recount = Recounts[service];

        Assert.That((int)found["referrals"]!, Is.EqualTo(recount.Referrals));
        Assert.That(
            found["risks"]!.AsArray().Select(risk => ((string)risk!["code"]!, (int)risk["own"]!["count"]!, (int)risk["own"]!["of"]!)),
            Is.EqualTo(recount.Risks.Select(risk => (risk.Key, risk.Value.Present, risk.Value.Assessed)))
        );
        Assert.That(found["measures"]!.AsArray(), Is.Not.Empty);
        foreach (var measure in found["measures"]!.AsArray())
        {
            var expected = recount.Pairs[Key(measure!)];
            Assert.That(
                ((int)measure!["firstScores"]!, (int)measure["paired"]!),
                Is.EqualTo((expected.Baseline, expected.Paired)),
                $"{Key(measure)}"
            );
            Assert.That((double)measure["completion"]!, Is.EqualTo((double)expected.Paired / expected.Baseline).Within(1e-12));
            if (expected.Paired > 0)
                Assert.That(
                    (double)measure["own"]!["estimate"]!,
                    Is.EqualTo(Direction(Key(measure)) * (expected.PostMean - expected.PreMean)).Within(1e-9),
                    $"{Key(measure)}"
                );
            else
                Assert.That(measure["own"], Is.Null);
        }
    }

    [TestCaseSource(nameof(Services))]
    public async Task Benchmark_RestOfNetwork_IsTheRoundedFitOfTheOthersOrWithheldByTheRule(string service)
    {
        foreach (var measure in (await ReadAsync(service))["measures"]!.AsArray())
        {
            var key = Key(measure!);
            var others = Recounts
                .Where(one => one.Key != service && one.Value.Pairs.ContainsKey(key))
                .Select(one => (one.Key, Changes: Changes(one.Value, key)))
                .Where(one => one.Changes.Length > 0)
                .ToArray();
            if (measure!["rest"] is JsonValue withheld)
            {
                Assert.That(
                    ((string)withheld!, MayBeShown([.. others.Select(one => one.Changes.Length)])),
                    Is.EqualTo(("c", false)),
                    $"{key}"
                );
                Assert.That(measure["adjustedDifference"]!.ToString(), Is.EqualTo("c"), "what is expected rests on the same others");
                continue;
            }

            var within =
                others.Sum(one => one.Changes.Sum(change => Math.Pow(change - one.Changes.Average(), 2)))
                / others.Sum(one => one.Changes.Length - 1);
            Assert.That(
                MetaAnalysis
                    .Fit(
                        [.. others.Select(one => new StudyEstimate(one.Key, one.Changes.Average(), within / one.Changes.Length))],
                        PoolingOptions.OfRecord
                    )
                    .TryGet(out var fit),
                Is.True
            );
            var rest = measure["rest"]!;
            Assert.That(MayBeShown([.. others.Select(one => one.Changes.Length)]), Is.True, $"{key}");
            Assert.That((double)rest["value"]!, Is.EqualTo(fit!.Estimate).Within(0.0500001), $"{key}");
            Assert.That((double)rest["interval"]!["low"]!, Is.EqualTo(fit.Interval.Low).Within(0.0500001), $"{key}");
            Assert.That((int)rest["cases"]! - others.Sum(one => one.Changes.Length), Is.InRange(-2, 2));
        }
    }

    [TestCaseSource(nameof(Services))]
    public async Task Benchmark_Position_FollowsFromPrintedFiguresAndTheOwnRecount(string service)
    {
        foreach (var measure in (await ReadAsync(service))["measures"]!.AsArray())
        {
            var (position, reason) = ((string)measure!["comparison"]!["position"]!, (string?)measure["comparison"]!["reason"]);
            var paired = (int)measure["paired"]!;
            if (paired < 10 || (double)measure["completion"]! < 0.5 || measure["rest"] is not JsonObject rest)
            {
                Assert.That(
                    (position, reason),
                    Is.EqualTo(
                        (
                            "TOO_FEW_TO_SAY",
                            paired < 10 ? "OWN_CASES_TOO_FEW"
                            : (double)measure["completion"]! < 0.5 ? "OWN_COMPLETION_TOO_LOW"
                            : "REST_NOT_SHOWN"
                        )
                    )
                );
                continue;
            }

            var changes = Changes(Recounts[service], Key(measure));
            var variance = changes.Sum(change => Math.Pow(change - changes.Average(), 2)) / (changes.Length - 1) / changes.Length;
            var z = (changes.Average() - (double)rest["value"]!) / Math.Sqrt(variance + Math.Pow((double)rest["spread"]!, 2));
            Assert.That(
                (position, (bool)measure["comparison"]!["watch"]!),
                Is.EqualTo(
                    (
                        z > 3.0902323 ? "HIGHER"
                        : z < -3.0902323 ? "LOWER"
                        : "SIMILAR",
                        Math.Abs(z) is > 1.9599640 and < 3.0902323
                    )
                ),
                $"{Key(measure)}"
            );
        }
    }

    [Test]
    public async Task Benchmark_Network_SaysSomethingOfEachKindSomewhere()
    {
        var all = new List<JsonNode>();
        foreach (var service in Services)
            all.Add(await ReadAsync(service));
        var measures = all.SelectMany(found => found["measures"]!.AsArray()).ToList();

        Assert.That(
            measures.Select(measure => (string)measure!["comparison"]!["position"]!).Distinct(),
            Is.SupersetOf(new[] { "SIMILAR", "TOO_FEW_TO_SAY" })
        );
        var adjusted = measures
            .Where(measure => measure!["adjustedDifference"] is JsonObject)
            .Select(measure => measure!["adjustedDifference"]!)
            .ToList();
        Assert.That(adjusted, Is.Not.Empty, "case mix is allowed for somewhere");
        Assert.That(adjusted.Select(figure => (double)figure["value"]!), Is.All.InRange(-20, 20));
        foreach (var figure in adjusted)
            Assert.That((double)figure["value"]!, Is.InRange((double)figure["interval"]!["low"]!, (double)figure["interval"]!["high"]!));
        Assert.That(
            all.SelectMany(found => found["risks"]!.AsArray())
                .Where(risk => risk!["network"] is JsonObject)
                .Select(risk => (string)risk!["comparison"]!["position"]!)
                .Distinct(),
            Does.Contain("SIMILAR")
        );
    }

    [Test]
    public async Task Benchmark_Release_IsNamedWithWindowPolicyAndFingerprint()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync("member@harbour");
        var release = (await client.GetAnswerAsync("/api/v1/network/releases")).Json["items"]![0]!;
        var id = (string)release["id"]!;

        var found = await client.GetAnswerAsync($"/api/v1/services/HARBOUR/benchmark?release={id}");

        var facts = found.Json["release"]!;
        Assert.That(
            new[] { "id", "quarter", "from", "before", "policy", "contentHash" }.Select(member => (string?)facts[member]),
            Is.EqualTo(new[] { id, "2025-Q4", "2025-01", "2026-01", "sdc-2", (string?)release["contentHash"] })
        );
        Assert.That((await client.GetAnswerAsync("/api/v1/services/HARBOUR/benchmark?release=latest")).Body, Is.EqualTo(found.Body));
        Assert.That((await client.GetAnswerAsync("/api/v1/services/HARBOUR/benchmark")).Body, Is.EqualTo(found.Body));
    }

    private static async Task<JsonNode> ReadAsync(string service)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync($"member@{service.ToLowerInvariant()}");
        var answer = await client.GetAnswerAsync($"/api/v1/services/{service}/benchmark");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }

    private static (string, string) Key(JsonNode measure) => ((string)measure["measure"]!, (string)measure["subscale"]!);

    private static int Direction((string, string) key) =>
        Api.Extracts.MeasureCatalogue.Published.Find(key.Item1, key.Item2)!.Direction == Api.Extracts.Direction.LowerBetter ? -1 : 1;

    private static double[] Changes(ServiceRecount recount, (string, string) key) =>
        [.. recount.Pairs[key].Families.Where(one => one.Last is not null).Select(one => Direction(key) * (one.Last!.Value - one.First))];

    // The rule for the rest of the network, written again from the words of the policy; and one service alone is no network.
    private static bool MayBeShown(int[] cases)
    {
        var sizes = cases.OrderDescending().ToArray();
        return sizes.Length >= 4 && sizes.Sum() >= 30 && sizes[0] <= 0.6 * sizes.Sum() && sizes.Skip(2).Sum() >= 10;
    }
}
