using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.MixedModels;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Analytics.Proportions;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;
using PooledService = Portal.Analytics.Pooling.ServiceMoments;

namespace Portal.Tests.Recount;

/// <summary>
/// What the analyst sees beside the pooled value, from the independent recount: one stage, one service less, and the median service. Only
/// the fits themselves are the library's, which the reference files prove.
/// </summary>
[NeedsDatabase]
public sealed class NetworkStructureAgainstRecountTests
{
    private const string From = "2023-01";
    private const string Before = "2026-01";

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    private static Dictionary<string, ServiceRecount> Recounts { get; } =
        Services.ToDictionary(
            service => service,
            service => SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), From, Before)
        );

    [Test]
    public async Task WholeSample_EveryMeasure_HasTheOneStageFitOfRecountedPairs()
    {
        var measures = (await ReadAsync("network/outcomes"))["outcomes"]!.AsArray();

        Assert.That(measures, Has.Count.AtLeast(3));
        foreach (var measure in measures)
        {
            var what = (string)measure!["name"]!;
            var sign = (string)measure["direction"]! == "lower_better" ? -1 : 1;
            var parts = Parts(measure).Select(part => new PooledService(part.Service, PairedMoments.OfPairs(part.Pairs))).ToList();
            var expected = ((Estimated<RandomInterceptFit>.Defined)RandomIntercept.FitChange(parts, MixedModelOptions.OfRecord)).Value;
            var oneStage = measure["wholeSample"]!["oneStage"]!;
            var limits = ((Estimated<Interval>.Defined)expected.Fixed[0].Interval).Value;
            Assert.Multiple(() =>
            {
                Assert.That(((int)oneStage["k"]!, (int)oneStage["n"]!), Is.EqualTo((parts.Count, parts.Sum(part => part.Moments.N))), what);
                Assert.That((double)oneStage["estimate"]!, Is.EqualTo(sign * expected.Fixed[0].Estimate).Within(1e-7), what);
                Assert.That((double)oneStage["low"]!, Is.EqualTo(sign > 0 ? limits.Low : -limits.High).Within(1e-6), what);
                Assert.That((double)oneStage["high"]!, Is.EqualTo(sign > 0 ? limits.High : -limits.Low).Within(1e-6), what);
                Assert.That((double)oneStage["df"]!, Is.EqualTo(expected.Fixed[0].Df!.Value).Within(0.001).Percent, what);
                Assert.That((double)oneStage["tau2"]!, Is.EqualTo(expected.ServiceVariance).Within(1e-5), what);
                Assert.That((double)oneStage["residualVariance"]!, Is.EqualTo(expected.ResidualVariance).Within(1e-5), what);
                Assert.That(
                    (double)oneStage["icc"]!,
                    Is.EqualTo(expected.ServiceVariance / (expected.ServiceVariance + expected.ResidualVariance)).Within(1e-6),
                    what
                );
                Assert.That((bool)oneStage["singular"]!, Is.EqualTo(expected.ServiceVariance == 0), what);
                // The two answers to nearly the same question are close: within a standard error of each other.
                Assert.That(
                    (double)oneStage["estimate"]!,
                    Is.EqualTo((double)measure["pooled"]!["estimate"]!).Within((double)measure["pooled"]!["se"]!),
                    what
                );
            });
        }
    }

    [Test]
    public async Task Services_EveryMeasure_SayWhatThePooledValueIsWithoutThem()
    {
        var measures = (await ReadAsync("network/outcomes"))["outcomes"]!.AsArray();
        var compared = 0;
        foreach (var measure in measures)
        {
            var sign = (string)measure!["direction"]! == "lower_better" ? -1 : 1;
            var parts = Parts(measure).ToList();
            var squares = parts.Sum(part =>
                part.Pairs.Sum(pair => Math.Pow(pair.Last - pair.First - part.Pairs.Average(one => one.Last - one.First), 2))
            );
            var within = squares / parts.Sum(part => part.Pairs.Count - 1);
            var studies = parts
                .Select(part => new StudyEstimate(
                    part.Service,
                    sign * part.Pairs.Average(pair => pair.Last - pair.First),
                    within / part.Pairs.Count
                ))
                .ToList();
            foreach (var service in measure["services"]!.AsArray())
            {
                compared++;
                var what = $"{measure["name"]} without {service!["service"]}";
                Assert.That(
                    MetaAnalysis
                        .Fit([.. studies.Where(study => study.Label != (string)service["service"]!)], PoolingOptions.OfRecord)
                        .TryGet(out var others),
                    Is.True
                );
                var moved = ((double)measure["pooled"]!["estimate"]! - others!.Estimate) / (double)measure["pooled"]!["se"]!;
                Assert.Multiple(() =>
                {
                    Assert.That((double)service["leaveOneOut"]!["estimate"]!, Is.EqualTo(others.Estimate).Within(1e-6), what);
                    Assert.That((double)service["leaveOneOut"]!["low"]!, Is.EqualTo(others.Interval.Low).Within(1e-5), what);
                    Assert.That((double)service["leaveOneOut"]!["high"]!, Is.EqualTo(others.Interval.High).Within(1e-5), what);
                    Assert.That((double)service["cooksDistance"]!, Is.EqualTo(moved * moved).Within(1e-5), what);
                    Assert.That((double)service["hat"]!, Is.EqualTo((double)service["weight"]!).Within(1e-12), what);
                    Assert.That(
                        Math.Sign((double)service["studentisedResidual"]!),
                        Is.EqualTo(Math.Sign((double)service["meanImprovement"]!["estimate"]! - others.Estimate)),
                        what
                    );
                    Assert.That(
                        service["influential"]!.GetValueKind(),
                        Is.EqualTo(System.Text.Json.JsonValueKind.True).Or.EqualTo(System.Text.Json.JsonValueKind.False),
                        what
                    );
                });
            }
        }

        Assert.That(compared, Is.AtLeast(10));
    }

    [Test]
    public async Task Risks_WithTheModel_HaveTheMedianServiceOfRecountedCounts()
    {
        foreach (var risk in (await ReadAsync("network/profile", "&model=glmm"))["network"]!["risks"]!["items"]!.AsArray())
        {
            var code = (string)risk!["code"]!;
            var counts = Recounts
                .Select(recount => new EventCount(recount.Key, recount.Value.Risks[code].Present, recount.Value.Risks[code].Assessed))
                .Where(count => count.Cases > 0)
                .ToList();
            var (plo, glmm) = (PooledProportion.Of(counts, PoolingOptions.OfRecord), LogisticNormalProportion.Fit(counts));
            var pooled = risk["pooled"]!;
            Assert.Multiple(() =>
            {
                Assert.That((int)pooled["k"]!, Is.EqualTo(counts.Count), code);
                AssertShare(
                    pooled["plo"],
                    "PLO",
                    counts.Count,
                    plo.Match<(double, Interval)?>(found => (found.Median, found.Interval), _ => null),
                    code
                );
                AssertShare(
                    pooled["glmm"],
                    "GLMM",
                    counts.Count,
                    glmm.Match<(double, Interval)?>(found => (found.Median, found.Interval), _ => null),
                    code
                );
                Assert.That(pooled["reasons"]!.AsObject().ContainsKey("glmm"), Is.EqualTo(pooled["glmm"] is null), code);
            });
        }
    }

    [Test]
    public async Task Risks_UnlessAskedFor_HaveNoModelAndSaySo()
    {
        var pooled = (await ReadAsync("network/profile"))["network"]!["risks"]!["items"]![0]!["pooled"]!;

        Assert.That(
            ((string?)pooled["plo"]!["method"], pooled["glmm"], (string?)pooled["reasons"]!["glmm"]),
            Is.EqualTo(("PLO", (JsonNode?)null, "NOT_ASKED_FOR"))
        );
    }

    [Test]
    public async Task Risks_OfNamedServices_ArePooledByNothing()
    {
        var risk = (await ReadAsync("network/profile"))["services"]![0]!["profile"]!["risks"]!["items"]![0]!.AsObject();

        Assert.That(risk.ContainsKey("pooled"), Is.False);
    }

    [Test]
    public async Task Network_WindowWithoutCases_SaysTooFewServices()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        var profile = await client.GetAnswerAsync("/api/v1/network/profile?from=2001-01&before=2001-04&model=glmm");
        var outcomes = await client.GetAnswerAsync("/api/v1/network/outcomes?from=2001-01&before=2001-04");

        var pooled = profile.Json["network"]!["risks"]!["items"]![0]!["pooled"]!;
        Assert.That(
            (pooled["plo"], pooled["glmm"], (string?)pooled["reasons"]!["plo"], (string?)pooled["reasons"]!["glmm"]),
            Is.EqualTo(((JsonNode?)null, (JsonNode?)null, "TOO_FEW_SERVICES", "TOO_FEW_SERVICES"))
        );
        Assert.That(outcomes.Json["outcomes"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Profile_UnknownModel_Is400()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");

        var answer = await client.GetAnswerAsync("/api/v1/network/profile?model=probit");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MODEL_UNKNOWN")));
    }

    // Services that are withheld by name are one contributor.
    private static IEnumerable<(string Service, IReadOnlyList<(double First, double Last)> Pairs)> Parts(JsonNode measure)
    {
        var key = ((string)measure["measure"]!, (string)measure["subscale"]!);
        var withheld = measure["withheld"]!.AsArray().Select(service => (string)service!["service"]!).ToHashSet();
        return Recounts
            .Where(recount => recount.Value.Pairs.ContainsKey(key))
            .GroupBy(
                recount => withheld.Contains(recount.Key) ? "" : recount.Key,
                recount => recount.Value.Pairs[key].Families.Where(one => one.Last is not null).Select(one => (one.First, one.Last!.Value))
            )
            .Select(group => (group.Key, (IReadOnlyList<(double, double)>)[.. group.SelectMany(pairs => pairs)]))
            .Where(part => part.Item2.Count > 0);
    }

    private static void AssertShare(JsonNode? share, string method, int k, (double Median, Interval Interval)? expected, string what)
    {
        if (expected is not { } found)
        {
            Assert.That(share, Is.Null, what);
            return;
        }

        Assert.That(((string?)share!["method"], (int?)share["k"]), Is.EqualTo((method, (int?)k)), what);
        Assert.That((double)share["estimate"]!, Is.EqualTo(found.Median).Within(1e-9), what);
        Assert.That((double)share["low"]!, Is.EqualTo(found.Interval.Low).Within(1e-9), what);
        Assert.That((double)share["high"]!, Is.EqualTo(found.Interval.High).Within(1e-9), what);
    }

    private static async Task<JsonNode> ReadAsync(string path, string more = "")
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        var answer = await client.GetAnswerAsync($"/api/v1/{path}?from={From}&before={Before}{more}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}
