using System.Globalization;
using System.Net;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.NetworkViews;

[NeedsDatabase]
public sealed class NetworkViewsTests
{
    private const string Anxiety = "measure=HADS&subscale=ANXIETY";
    private HttpClient _analyst = null!;

    [OneTimeSetUp]
    public async Task SignIn() => _analyst = await (await RunningPortal.WithReleaseAsync()).ClientAsync("analyst");

    [OneTimeTearDown]
    public void SignOut() => _analyst.Dispose();

    // The limits of docs/statistics.md, worked out again from what the workspace prints.
    [Test]
    public async Task Funnel_OfNamedServices_HasTheLimitsOfThePrintedFigures()
    {
        var funnel = (await _analyst.GetAnswerAsync($"/api/v1/network/funnel?{Anxiety}")).Json;
        var outcomes = (await _analyst.GetAnswerAsync($"/api/v1/network/outcomes?{Anxiety}")).Json;

        var measure = outcomes["outcomes"]!
            .AsArray()
            .Single(one => (string?)one!["measure"] == "HADS" && (string?)one["subscale"] == "ANXIETY")!;
        var centre = (double)measure["pooled"]!["estimate"]!;
        var sd = Math.Sqrt((double)measure["wholeSample"]!["oneStage"]!["residualVariance"]!);
        var services = measure["services"]!
            .AsArray()
            .Select(one => (N: (int)one!["paired"]!, Change: (double)one["meanImprovement"]!["estimate"]!))
            .ToArray();
        var tau2 = Tau2([.. services.Select(one => ((one.Change - centre) / (sd / Math.Sqrt(one.N)), sd / Math.Sqrt(one.N)))]);
        Assert.That((double)funnel["centre"]!, Is.EqualTo(centre));
        Assert.That(funnel["services"]!.AsArray(), Has.Count.EqualTo(services.Length));
        foreach (var limit in funnel["limits"]!.AsArray())
        {
            var error = Math.Sqrt(sd * sd / (int)limit!["families"]! + tau2);
            Assert.That((double)limit["watchHigh"]!, Is.EqualTo(centre + 1.959964 * error).Within(0.006 * (Math.Abs(centre) + 2 * error)));
            Assert.That(
                (double)limit["outsideLow"]!,
                Is.EqualTo(centre - 3.090232 * error).Within(0.006 * (Math.Abs(centre) + 3.1 * error))
            );
        }
        foreach (var (service, row) in services.Select((service, row) => (service, row)))
        {
            var z = Math.Abs(service.Change - centre) / Math.Sqrt(sd * sd / service.N + tau2);
            Assert.That(
                (string?)funnel["services"]![row]!["place"],
                Is.EqualTo(
                    z <= 1.959964 ? "WITHIN"
                    : z <= 3.090232 ? "WATCH"
                    : "OUTSIDE"
                )
            );
        }
    }

    [Test]
    public async Task OverTime_OfAMeasure_IsWhatEachWindowSays()
    {
        var years = (await _analyst.GetAnswerAsync($"/api/v1/network/over-time?{Anxiety}")).Json;

        Assert.That(years["years"]!.AsArray(), Has.Count.EqualTo(12));
        Assert.That(years["years"]!.AsArray().Select(year => (string)year!["before"]!), Is.Ordered);
        foreach (var year in years["years"]!.AsArray())
        {
            var window = (await _analyst.GetAnswerAsync($"/api/v1/network/outcomes?{Anxiety}&window={year!["window"]}")).Json;
            var pooled = window["outcomes"]!
                .AsArray()
                .SingleOrDefault(one => (string?)one!["measure"] == "HADS" && (string?)one["subscale"] == "ANXIETY")
                ?["pooled"];
            Assert.That((double?)year["change"], Is.EqualTo((double?)pooled?["estimate"]), (string?)year["window"]);
            Assert.That((double?)year["high"], Is.EqualTo((double?)pooled?["high"]), (string?)year["window"]);
        }
    }

    [Test]
    public async Task Equity_OfAMeasure_IsWhatTheAnalysisSaysOfEachDimension()
    {
        var equity = (await _analyst.GetAnswerAsync($"/api/v1/network/equity?{Anxiety}")).Json;

        Assert.That(equity["dimensions"]!.AsArray(), Is.Not.Empty);
        foreach (var dimension in equity["dimensions"]!.AsArray())
        {
            var analysis = (await _analyst.GetAnswerAsync($"/api/v1/network/analysis?{Anxiety}&by={dimension!["code"]}")).Json;
            Assert.That(dimension["bands"]!.ToJsonString(), Is.EqualTo(analysis["bands"]!.ToJsonString()), (string?)dimension["code"]);
        }
    }

    [TestCase("funnels", "funnel", "services", "change")]
    [TestCase("over-time", "over-time", "years", "change")]
    public async Task Page_OfAView_SaysWhatTheApiSays(string page, string view, string rows, string figure)
    {
        var answer = await _analyst.GetAnswerAsync($"/network/{page}?measure=HADS:ANXIETY");
        var json = (await _analyst.GetAnswerAsync($"/api/v1/network/{view}?{Anxiety}")).Json;

        Assert.That(answer.Status, Is.EqualTo(200));
        var text = WebUtility.HtmlDecode(answer.Body);
        Assert.That(text, Does.Contain("Internal, not for publication").And.Contain("It does not say"));
        foreach (var row in json[rows]!.AsArray().Where(row => row![figure] is not null))
            Assert.That(text, Does.Contain(((double)row![figure]!).ToString("+0.0;\u22120.0;0.0", CultureInfo.InvariantCulture)));
    }

    [TestCase("funnel")]
    [TestCase("over-time")]
    [TestCase("equity")]
    public async Task View_OfAnUnknownMeasure_IsRefused(string view)
    {
        var unknown = await _analyst.GetAnswerAsync($"/api/v1/network/{view}?measure=NONE");

        Assert.That((unknown.Status, unknown.Code), Is.EqualTo((400, "MEASURE_UNKNOWN")));
    }

    // Additive over-dispersion with z pulled to its quantiles of 10 and 90 per cent (R's type 7).
    private static double Tau2((double Z, double Error)[] services)
    {
        var sorted = services.Select(one => one.Z).Order().ToArray();
        double At(double p)
        {
            var place = (sorted.Length - 1) * p;
            var below = (int)Math.Floor(place);
            return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }
        var (low, high) = (At(0.1), At(0.9));
        var phi = services.Average(one => Math.Pow(Math.Clamp(one.Z, low, high), 2));
        var weights = services.Select(one => 1 / (one.Error * one.Error)).ToArray();
        var k = services.Length;
        return Math.Max(0, (k * phi - (k - 1)) / (weights.Sum() - weights.Sum(w => w * w) / weights.Sum()));
    }
}
