using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Pooling;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>
/// The direction of improvement and the pooled figures, from the independent recount, as they are printed: within-service variance and study effects by the
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
            // Services that are not named enter all together or not at all. A goal is a case's mean over its goals, so the cases' own
            // changes are what counts.
            var othersEnter = measure["others"] is not null;
            var parts = recounts
                .Where(recount => recount.Value.Pairs.ContainsKey(key) && (othersEnter || !withheld.Contains(recount.Key)))
                .Select(recount =>
                    (
                        recount.Key,
                        Changes: recount
                            .Value.Pairs[key]
                            .Families.Where(one => one.Last is not null)
                            .Select(one => Directions[key] * (one.Last!.Value - one.First))
                            .ToList()
                    )
                )
                .Where(part => part.Changes.Count > 0)
                .ToList();
            var within = parts.Sum(part => Squares(part.Changes)) / parts.Sum(part => part.Changes.Count - 1);
            var studies = parts.Select(part => new StudyEstimate(part.Key, part.Changes.Average(), within / part.Changes.Count)).ToList();
            Assert.That(MetaAnalysis.Fit(studies, PoolingOptions.OfRecord).TryGet(out var expected), Is.True);

            var pooled = measure["pooled"]!;
            Assert.Multiple(() =>
            {
                Assert.That((int)pooled["k"]!, Is.EqualTo(parts.Count), $"{key} k");
                Assert.That((int)pooled["n"]!, Is.EqualTo(Nearest5(parts.Sum(part => part.Changes.Count))), $"{key} n");
                Assert.That((double)pooled["estimate"]!, Digits.Of(expected!.Estimate), $"{key} estimate");
                Assert.That((double)pooled["low"]!, Digits.Of(expected!.Interval.Low), $"{key} low");
                Assert.That((double)pooled["high"]!, Digits.Of(expected!.Interval.High), $"{key} high");
                Assert.That((int)measure["paired"]!, Is.EqualTo((int)pooled["n"]!), $"{key} paired");
                foreach (var service in measure["services"]!.AsArray())
                {
                    var changes = parts.Single(part => part.Key == (string)service!["service"]!).Changes;
                    Assert.That((int)service!["paired"]!, Is.EqualTo(Nearest5(changes.Count)), $"{key} {service["service"]}");
                    if (service["meanImprovement"] is { } mean)
                        Assert.That(
                            (double)mean["estimate"]!,
                            Is.EqualTo(changes.Average()).Within(0.0500001),
                            $"{key} {service["service"]}"
                        );
                }
            });
        }
    }

    [Test]
    public async Task Services_EveryMeasure_AreNamedOnlyFromTenPairs()
    {
        var recounts = Services.ToDictionary(
            service => service,
            service => SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), From, Before)
        );
        var measures = (await ReadAsync("analyst", "network/outcomes"))["outcomes"]!.AsArray();

        Assert.That(
            measures.Sum(measure => measure!["withheld"]!.AsArray().Count),
            Is.Positive,
            "some service of the samples is too small"
        );
        foreach (var measure in measures)
        {
            int Families(JsonNode? service) =>
                recounts[(string)service!["service"]!]
                    .Pairs[((string)measure!["measure"]!, (string)measure["subscale"]!)]
                    .Families.Count(one => one.Last is not null);
            Assert.That(measure!["services"]!.AsArray().Select(Families), Is.All.GreaterThanOrEqualTo(10), (string)measure["name"]!);
            if (measure["others"] is not null)
                Assert.That(measure["withheld"]!.AsArray().Sum(Families), Is.GreaterThanOrEqualTo(30), (string)measure["name"]!);
        }
    }

    private static int Nearest5(int families) => (families + 2) / 5 * 5;

    private static double Squares(IReadOnlyList<double> changes) => changes.Sum(change => Math.Pow(change - changes.Average(), 2));

    private static async Task<JsonNode> ReadAsync(string user, string path)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync(user);
        var window = user == "analyst" ? "?window=R12:2025-Q4" : $"?from={From}&before={Before}";
        var answer = await client.GetAnswerAsync("/api/v1/" + path + window);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}

/// <summary>Figures of the workspace have three digits.</summary>
internal static class Digits
{
    /// <summary>The expected figure to three digits.</summary>
    public static NUnit.Framework.Constraints.IResolveConstraint Of(double expected) =>
        Is.EqualTo(expected).Within(Math.Abs(expected) * 0.00501 + 1e-9);
}
