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
    private const string From = "2025-01";
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

        var compared = 0;
        Assert.That(measures, Has.Count.AtLeast(3));
        foreach (var measure in measures)
        {
            var what = (string)measure!["name"]!;
            var sign = (string)measure["direction"]! == "lower_better" ? -1 : 1;
            var parts = Parts(measure).Select(part => new PooledService(part.Service, PairedMoments.OfPairs(part.Pairs))).ToList();
            if (parts.Count < 5)
                continue;
            compared++;
            var expected = ((Estimated<RandomInterceptFit>.Defined)RandomIntercept.FitChange(parts, MixedModelOptions.OfRecord)).Value;
            var oneStage = measure["wholeSample"]!["oneStage"]!;
            var limits = ((Estimated<Interval>.Defined)expected.Fixed[0].Interval).Value;
            Assert.Multiple(() =>
            {
                Assert.That(
                    ((int)oneStage["k"]!, (int)oneStage["n"]!),
                    Is.EqualTo((parts.Count, (parts.Sum(part => part.Moments.N) + 2) / 5 * 5)),
                    what
                );
                Assert.That((double)oneStage["estimate"]!, Digits.Of(sign * expected.Fixed[0].Estimate), what);
                Assert.That((double)oneStage["low"]!, Digits.Of(sign > 0 ? limits.Low : -limits.High), what);
                Assert.That((double)oneStage["high"]!, Digits.Of(sign > 0 ? limits.High : -limits.Low), what);
                Assert.That((double)oneStage["df"]!, Digits.Of(expected.Fixed[0].Df!.Value), what);
                Assert.That((double)oneStage["tau2"]!, Digits.Of(expected.ServiceVariance), what);
                Assert.That((double)oneStage["residualVariance"]!, Digits.Of(expected.ResidualVariance), what);
                Assert.That(
                    (double)oneStage["icc"]!,
                    Digits.Of(expected.ServiceVariance / (expected.ServiceVariance + expected.ResidualVariance)),
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

        Assert.That(compared, Is.AtLeast(3));
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
                if (service!["leaveOneOut"] is null || service["cooksDistance"] is null || service["studentisedResidual"] is null)
                    continue;
                compared++;
                var what = $"{measure["name"]} without {service!["service"]}";
                Assert.That(
                    MetaAnalysis
                        .Fit([.. studies.Where(study => study.Label != (string)service["service"]!)], PoolingOptions.OfRecord)
                        .TryGet(out var others),
                    Is.True
                );
                Assert.That(MetaAnalysis.Fit(studies, PoolingOptions.OfRecord).TryGet(out var all), Is.True);
                var moved = (all!.Estimate - others!.Estimate) / all.StandardError;
                var own = studies.Single(study => study.Label == (string)service["service"]!).Effect;
                Assert.Multiple(() =>
                {
                    Assert.That((double)service["leaveOneOut"]!["estimate"]!, Digits.Of(others.Estimate), what);
                    Assert.That((double)service["leaveOneOut"]!["low"]!, Digits.Of(others.Interval.Low), what);
                    Assert.That((double)service["leaveOneOut"]!["high"]!, Digits.Of(others.Interval.High), what);
                    Assert.That((double)service["cooksDistance"]!, Is.EqualTo(moved * moved).Within(moved * moved * 0.00501 + 1e-6), what);
                    Assert.That((double)service["hat"]!, Is.EqualTo((double)service["weight"]!).Within(0.0051), what);
                    Assert.That(Math.Sign((double)service["studentisedResidual"]!), Is.EqualTo(Math.Sign(own - others.Estimate)), what);
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
        foreach (var risk in (await ReadAsync("network/profile", "&model=glmm"))["network"]!["risks"]!.AsArray())
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
        var pooled = (await ReadAsync("network/profile"))["network"]!["risks"]![0]!["pooled"]!;

        Assert.That(
            ((string?)pooled["plo"]!["method"], pooled["glmm"], (string?)pooled["reasons"]!["glmm"]),
            Is.EqualTo(("PLO", (JsonNode?)null, "NOT_ASKED_FOR"))
        );
    }

    [Test]
    public async Task Risks_OfNamedServices_ArePooledByNothing()
    {
        var risk = (await ReadAsync("network/profile"))["services"]![0]!["profile"]!["risks"]![0]!.AsObject();

        Assert.That(risk["pooled"], Is.Null);
    }

    [Test]
    public async Task Network_OldestWindow_SaysTooFewServicesOrWhy()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync("analyst");
        var profile = await client.GetAnswerAsync("/api/v1/network/profile?window=R12:2023-Q1&model=glmm");
        var outcomes = await client.GetAnswerAsync("/api/v1/network/outcomes?window=R12:2023-Q1");

        Assert.That((profile.Status, outcomes.Status), Is.EqualTo((200, 200)));
        foreach (var risk in profile.Json["network"]!["risks"]!.AsArray().Where(risk => (int)risk!["pooled"]!["k"]! < 5))
            Assert.That((string?)risk!["pooled"]!["reasons"]!["plo"], Is.EqualTo("TOO_FEW_SERVICES"));
    }

    [Test]
    public async Task Profile_UnknownModel_Is400()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");

        var answer = await client.GetAnswerAsync("/api/v1/network/profile?model=probit");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MODEL_UNKNOWN")));
    }

    // Services that are not named enter all together or not at all.
    private static IEnumerable<(string Service, IReadOnlyList<(double First, double Last)> Pairs)> Parts(JsonNode measure)
    {
        var key = ((string)measure["measure"]!, (string)measure["subscale"]!);
        var withheld = measure["withheld"]!.AsArray().Select(service => (string)service!["service"]!).ToHashSet();
        return Recounts
            .Where(recount => recount.Value.Pairs.ContainsKey(key) && (measure["others"] is not null || !withheld.Contains(recount.Key)))
            .Select(recount =>
                (
                    recount.Key,
                    (IReadOnlyList<(double, double)>)
                        [
                            .. recount
                                .Value.Pairs[key]
                                .Families.Where(one => one.Last is not null)
                                .Select(one => (one.First, one.Last!.Value)),
                        ]
                )
            )
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
        Assert.That((double)share["estimate"]!, Digits.Of(found.Median), what);
        Assert.That((double)share["low"]!, Digits.Of(found.Interval.Low), what);
        Assert.That((double)share["high"]!, Digits.Of(found.Interval.High), what);
    }

    private static async Task<JsonNode> ReadAsync(string path, string more = "")
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync("analyst");
        var answer = await client.GetAnswerAsync($"/api/v1/{path}?window=R12:2025-Q4{more}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }
}
