using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Pooling;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>
/// The direction of improvement and the pooled figures, from the independent recount: within-service variance and study effects by the
/// words of the design; only the fit itself is the library's, which the reference files prove.
/// </summary>
[NeedsDatabase]
public sealed class NetworkAgainstRecountTests
{
    private const string From = "2025-01";
    private const string Before = "2026-01";

    private static readonly Dictionary<(string, string), int> Directions = File.ReadLines(
            Path.Combine(RepositoryFolders.Root!, "Portal.Api", "Extracts", "measures.csv")
        )
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(cells =>
            (
                (cells[0], cells[1]),
                cells.Contains("lower_better") ? -1
                : cells.Contains("higher_better") ? 1
                : 0
            )
        )
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    [TestCaseSource(nameof(Services))]
    public async Task MeanImprovement_EveryMeasure_IsTheChangeInTheDirectionOfBetter(string service)
    {
        var recount = SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), From, Before);
        var outcomes = (await ReadAsync($"member@{service.ToLowerInvariant()}", $"services/{service}/outcomes"))["outcomes"]!.AsArray();

        Assert.That(outcomes, Is.Not.Empty);
        foreach (var outcome in outcomes)
        {
            var key = ((string)outcome!["measure"]!, (string)outcome["subscale"]!);
            if (recount.Pairs[key] is not { Paired: >= 2, PreMean: { } pre, PostMean: { } post })
                continue;
            Assert.That(
                (double)outcome["meanImprovement"]!["estimate"]!,
                Is.EqualTo(Directions[key] * (post - pre)).Within(1e-9),
                $"{key}"
            );
            if (outcome["reliableChange"] is { } reliable)
                Assert.That(
                    (int)reliable["improved"]! + (int)reliable["noChange"]! + (int)reliable["deteriorated"]!,
                    Is.EqualTo((int)outcome["paired"]!),
                    $"{key}"
                );
        }
    }

    [Test]
    public async Task Pooled_EveryMeasure_EqualsTheFitOfRecountedServices()
    {
        var recounts = Services.ToDictionary(
            service => service,
            service => SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), From, Before)
        );
        var measures = (await ReadAsync("analyst", "network/outcomes"))["outcomes"]!.AsArray();

        Assert.That(
            measures.Select(measure => (string)measure!["direction"]!).Distinct(),
            Is.SupersetOf(new[] { "lower_better", "higher_better" })
        );
        foreach (var measure in measures)
        {
            var key = ((string)measure!["measure"]!, (string)measure["subscale"]!);
            var withheld = measure["withheld"]!.AsArray().Select(service => (string)service!["service"]!).ToHashSet();
            // Withheld services are pooled as one; a goal is a case's mean over its goals, so the cases' own changes are what counts.
            var parts = recounts
                .Where(recount => recount.Value.Pairs.ContainsKey(key))
                .GroupBy(
                    recount => withheld.Contains(recount.Key) ? "" : recount.Key,
                    recount =>
                        recount
                            .Value.Pairs[key]
                            .Families.Where(one => one.Last is not null)
                            .Select(one => Directions[key] * (one.Last!.Value - one.First))
                )
                .Select(group => (group.Key, Changes: group.SelectMany(changes => changes).ToList()))
                .Where(part => part.Changes.Count > 0)
                .ToList();
            var within = parts.Sum(part => Squares(part.Changes)) / parts.Sum(part => part.Changes.Count - 1);
            var studies = parts.Select(part => new StudyEstimate(part.Key, part.Changes.Average(), within / part.Changes.Count)).ToList();
            Assert.That(MetaAnalysis.Fit(studies, PoolingOptions.OfRecord).TryGet(out var expected), Is.True);

            var pooled = measure["pooled"]!;
            Assert.Multiple(() =>
            {
                Assert.That((int)pooled["k"]!, Is.EqualTo(parts.Count), $"{key} k");
                Assert.That((int)pooled["n"]!, Is.EqualTo(parts.Sum(part => part.Changes.Count)), $"{key} n");
                Assert.That((double)pooled["estimate"]!, Is.EqualTo(expected!.Estimate).Within(1e-7), $"{key} estimate");
                Assert.That((double)pooled["low"]!, Is.EqualTo(expected!.Interval.Low).Within(1e-6), $"{key} low");
                Assert.That((double)pooled["high"]!, Is.EqualTo(expected!.Interval.High).Within(1e-6), $"{key} high");
                Assert.That((int)measure["paired"]!, Is.EqualTo(parts.Sum(part => part.Changes.Count)), $"{key} paired");
            });
        }
    }

    [Test]
    public async Task Services_EveryMeasure_AreNamedOnlyFromTenPairsAndNeverLeaveFewUnnamed()
    {
        var measures = (await ReadAsync("analyst", "network/outcomes"))["outcomes"]!.AsArray();

        Assert.That(
            measures.Sum(measure => measure!["withheld"]!.AsArray().Count),
            Is.Positive,
            "some service of the samples is too small"
        );
        foreach (var measure in measures)
        {
            var named = measure!["services"]!.AsArray().Select(service => (int)service!["paired"]!).ToList();
            Assert.That(named, Is.All.GreaterThanOrEqualTo(10), (string)measure["name"]!);
            Assert.That((int)measure["paired"]! - named.Sum(), Is.Zero.Or.GreaterThanOrEqualTo(10), (string)measure["name"]!);
        }
    }

    private static double Squares(IReadOnlyList<double> changes) => changes.Sum(change => Math.Pow(change - changes.Average(), 2));

    private static async Task<JsonNode> ReadAsync(string user, string path)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync(user);
        var answer = await client.GetAnswerAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/{path}?from={From}&before={Before}")
        );
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}
