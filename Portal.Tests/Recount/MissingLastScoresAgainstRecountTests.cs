using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Attrition;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>
/// Completion, rates, ends of the scale and guesses about missing last scores, from the independent recount of every service. The formulas
/// stand here again; only weighting by the inverse probability is the library's, which the reference files prove.
/// </summary>
[NeedsDatabase]
public sealed class MissingLastScoresAgainstRecountTests
{
    private const string From = "2023-01";
    private const string Before = "2026-01";
    private const double Tolerance = 1e-9;

    private static readonly Dictionary<(string, string), (double Minimum, double Maximum, int Sign)> Scales = File.ReadLines(
            Path.Combine(RepositoryFolders.Root!, "Portal.Api", "Extracts", "measures.csv")
        )
        .Skip(1)
        .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"[^\"]*\"", "quoted").Split(','))
        .ToDictionary(
            cells => (cells[0], cells[1]),
            cells =>
                (
                    Number(cells[6]),
                    Number(cells[7]),
                    cells[9] switch
                    {
                        "lower_better" => -1,
                        "higher_better" => 1,
                        _ => 0,
                    }
                )
        );

    private static IEnumerable<string> Services => SampleServices.All.Select(service => service.Code);

    [TestCaseSource(nameof(Services))]
    public async Task Attrition_EveryMeasure_EqualsTheRecount(string service)
    {
        var compared = 0;
        foreach (var (outcome, pair, scale) in await MeasuresAsync(service))
        {
            var what = $"{service} {outcome["name"]}";
            var attrition = outcome["attrition"]!;
            Assert.That(
                ((int)attrition["completion"]!["count"]!, (int)attrition["completion"]!["of"]!),
                Is.EqualTo((pair.Paired, pair.Baseline)),
                what
            );
            if (attrition["sensitivity"] is not { } guesses)
            {
                Assert.That(
                    (string?)outcome["reasons"]!["attrition.sensitivity"],
                    Is.EqualTo((string?)outcome["measure"] == "GBO" ? "GOALS_DIFFER" : "NO_DIRECTION"),
                    what
                );
                continue;
            }

            var sum = pair.Paired == 0 ? 0 : pair.Paired * (pair.PostMean!.Value - pair.PreMean!.Value);
            Assert.Multiple(() =>
            {
                AssertNear(guesses["noChange"], scale.Sign * sum / pair.Baseline, what + " no change");
                AssertNear(guesses["completers"], pair.Paired == 0 ? null : scale.Sign * sum / pair.Paired, what + " completers");
                AssertNear(guesses["missing"], (double)(pair.Baseline - pair.Paired) / pair.Baseline, what + " missing");
            });
            if (pair.Paired < 3 || pair.PreSd is not > 0 || pair.Paired == pair.Baseline)
                continue;
            compared++;
            var slope = pair.Correlation!.Value * pair.PostSd!.Value / pair.PreSd.Value;
            var missing = pair
                .Families.Where(one => one.Last is null)
                .Sum(one => pair.PostMean!.Value + slope * (one.First - pair.PreMean!.Value) - one.First);
            var imputed = scale.Sign * (sum + missing) / pair.Baseline;
            AssertNear(guesses["regressionImputed"], imputed, what + " imputed", 1e-7);
            foreach (var delta in guesses["delta"]!.AsArray())
                AssertNear(
                    delta!["estimate"],
                    imputed - (double)delta["points"]! * (pair.Baseline - pair.Paired) / pair.Baseline,
                    what + " delta",
                    1e-7
                );
            Assert.That(
                (double)guesses["delta"]!.AsArray().Max(delta => (int)delta!["points"]!),
                Is.LessThanOrEqualTo((scale.Maximum - scale.Minimum) / 4),
                what
            );
            var weighted = ChangeSensitivity
                .Of([.. pair.Families.Select(one => new StartedCase(one.First, one.Last, []))])
                .InverseProbability;
            AssertNear(
                guesses["inverseProbability"],
                weighted.Match<double?>(value => scale.Sign * value, _ => null),
                what + " weighted",
                1e-6
            );
            Assert.That(
                guesses["inverseProbability"] is null,
                Is.EqualTo(outcome["reasons"]!.AsObject().ContainsKey("attrition.sensitivity.inverseProbability")),
                what
            );
        }

        Assert.That(compared, Is.Positive, "no measure has somebody without a last score");
    }

    [TestCaseSource(nameof(Services))]
    public async Task Rates_EveryMeasure_AreSharesOfTheirOwnCounts(string service)
    {
        foreach (var (outcome, pair, scale) in await MeasuresAsync(service))
        {
            var what = $"{service} {outcome["name"]}";
            var ends = outcome["floorCeiling"]!;
            int[] counted =
            [
                pair.Families.Count(one => one.First <= scale.Minimum),
                pair.Families.Count(one => one.First >= scale.Maximum),
                pair.Families.Count(one => one.Last <= scale.Minimum),
                pair.Families.Count(one => one.Last >= scale.Maximum),
            ];
            string[] names = ["firstAtFloor", "firstAtCeiling", "lastAtFloor", "lastAtCeiling"];
            Assert.That(names.Select(name => (int)ends[name]!["count"]!), Is.EqualTo(counted), what);
            Assert.That(
                names.Select(name => (int)ends[name]!["of"]!),
                Is.EqualTo(new[] { pair.Baseline, pair.Baseline, pair.Paired, pair.Paired }),
                what
            );
            if (outcome["reliableChange"] is { } reliable)
            {
                foreach (var kind in new[] { "improved", "noChange", "deteriorated" })
                    AssertWilson(reliable["rates"]![kind]!, (int)reliable[kind]!, pair.Paired, $"{what} {kind}");
                if (outcome["attrition"]!["sensitivity"]?["reliableImprovement"] is { } bounds)
                {
                    AssertNear(bounds["worst"], (double)reliable["improved"]! / pair.Baseline, what + " worst");
                    AssertNear(
                        bounds["best"],
                        ((double)reliable["improved"]! + pair.Baseline - pair.Paired) / pair.Baseline,
                        what + " best"
                    );
                }
            }

            if (outcome["clinical"] is { } clinical)
                AssertWilson(
                    clinical["recoveryRate"]!,
                    (int)clinical["recovered"]!,
                    (int)clinical["aboveCutOffAtStart"]!,
                    what + " recovery"
                );
            Assert.That(
                (outcome["regressionToMean"], (string?)outcome["reasons"]!["regressionToMean"]),
                Is.EqualTo(((JsonNode?)null, "NO_NORM")),
                what
            );
        }
    }

    [Test]
    public async Task Outcomes_WindowWithoutCases_HasNoMeasures()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("member@harbour");

        var answer = await client.GetAnswerAsync("/api/v1/services/HARBOUR/outcomes?from=2001-01&before=2001-04");

        Assert.That((answer.Status, answer.Json["outcomes"]!.AsArray().Count), Is.EqualTo((200, 0)));
    }

    private static async Task<
        IReadOnlyList<(JsonNode Outcome, PairRecount Pair, (double Minimum, double Maximum, int Sign) Scale)>
    > MeasuresAsync(string service)
    {
        var recount = SampleRecount.OfService(Path.Combine(RepositoryFolders.SampleExtracts, service), From, Before);
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync($"member@{service.ToLowerInvariant()}");
        var answer = await client.GetAnswerAsync($"/api/v1/services/{service}/outcomes?from={From}&before={Before}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var outcomes = answer.Json["outcomes"]!.AsArray();
        Assert.That(outcomes, Is.Not.Empty);
        return
        [
            .. outcomes
                .Select(outcome => ((string)outcome!["measure"]!, (string)outcome["subscale"]!, outcome))
                .Select(one => (one.outcome, recount.Pairs[(one.Item1, one.Item2)], Scales[(one.Item1, one.Item2)])),
        ];
    }

    // The limits p solve |x/n - p| = z sqrt(p (1 - p) / n).
    private static void AssertWilson(JsonNode share, int count, int of, string what)
    {
        Assert.That(((int)share["count"]!, (int)share["of"]!), Is.EqualTo((count, of)), what);
        if (of == 0)
        {
            Assert.That(share["fraction"], Is.Null, what);
            return;
        }

        AssertNear(share["fraction"], (double)count / of, what);
        foreach (var limit in new[] { (double)share["low"]!, (double)share["high"]! })
            Assert.That(
                Math.Abs((double)count / of - limit),
                Is.EqualTo(1.959963984540054 * Math.Sqrt(limit * (1 - limit) / of)).Within(1e-9),
                what
            );
    }

    private static void AssertNear(JsonNode? actual, double? expected, string what, double tolerance = Tolerance)
    {
        if (expected is { } value)
            Assert.That((double?)actual, Is.EqualTo(value).Within(tolerance * Math.Max(1, Math.Abs(value))), what);
        else
            Assert.That(actual, Is.Null, what);
    }

    private static double Number(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
