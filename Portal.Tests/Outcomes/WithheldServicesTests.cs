using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.OptIn;

namespace Portal.Tests.Outcomes;

/// <summary>
/// What the workspace says can be worked out to the last digit, so it must not say more of withheld services than their sum.
/// </summary>
[NeedsDatabase]
public sealed class WithheldServicesTests
{
    private const string Window = "?from=2024-01&before=2025-01";

    private static readonly DateOnly Month = new(2024, 5, 1);
    private static readonly string[] Codes = [.. SampleServices.All.Select(service => service.Code)];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _analyst = await _portal.ClientAsync("analyst");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase(4)]
    [TestCase(9)]
    public async Task Read_SamePairsSharedOutOtherwiseAmongTheWithheld_GivesTheSameAnswer(int ofTheOther)
    {
        foreach (var (place, code) in Codes[..6].Index())
            await InventedPairs.EnterAsync(_portal, code, Month, InventedPairs.Some(14 + 3 * place, place));
        var pairs = InventedPairs.Some(12, 8);

        await ShareOutAsync(pairs, 6);
        var first = await AnswersAsync();
        await ShareOutAsync(pairs, ofTheOther);
        var second = await AnswersAsync();

        var measure = first[0]["outcomes"]![0]!;
        Assert.That(
            ((int)measure["together"]!["paired"]!, measure["withheld"]!.AsArray().Count, (int)measure["pooled"]!["k"]!),
            Is.EqualTo((12, 2, 7)),
            "two of them are withheld"
        );
        Assert.That(measure["services"]![0]!["leaveOneOut"], Is.Not.Null, "and nothing else is");
        foreach (var (one, other) in first.Zip(second))
            AssertSame(one, other, "$");
    }

    [Test]
    public async Task Read_FewWithheld_AreOneLineWithTheirWeight()
    {
        foreach (var (place, code) in Codes[..3].Index())
            await InventedPairs.EnterAsync(_portal, code, Month, InventedPairs.Some(20, place));
        await ShareOutAsync(InventedPairs.Some(12, 8), 5);

        var measure = (await AnswersAsync())[0]["outcomes"]![0]!;

        var weights = measure["services"]!.AsArray().Sum(line => (double)line!["weight"]!) + (double)measure["together"]!["weight"]!;
        var changes = InventedPairs.Some(12, 8).Select(pair => pair.First - pair.Last);
        Assert.That(weights, Is.EqualTo(1).Within(1e-12));
        Assert.That((double)measure["together"]!["meanImprovement"]!["estimate"]!, Is.EqualTo(changes.Average()).Within(1e-9));
    }

    [Test]
    public async Task Read_ManyWithheld_ArePooledOneByOneAndNothingLeavesOneOut()
    {
        foreach (var (place, code) in Codes.Index())
            await InventedPairs.EnterAsync(_portal, code, Month, InventedPairs.Some(place < 2 ? 25 : 4 + place % 5, place));

        var measure = (await AnswersAsync())[0]["outcomes"]![0]!;

        Assert.That(
            ((int)measure["pooled"]!["k"]!, measure["withheld"]!.AsArray().Count, measure["together"]),
            Is.EqualTo((12, 10, (JsonNode?)null))
        );
        foreach (var line in measure["services"]!.AsArray())
        {
            foreach (
                var name in new[]
                {
                    "weight",
                    "shrunken",
                    "leaveOneOut",
                    "hat",
                    "studentisedResidual",
                    "dffits",
                    "cooksDistance",
                    "influential",
                }
            )
                Assert.That(line![name], Is.Null, name);
            foreach (var name in new[] { "weight", "shrunken", "leaveOneOut" })
                Assert.That((string?)line!["reasons"]![name], Is.EqualTo("WITHHELD_SERVICES"), name);
        }

        var page = (await _analyst.GetAnswerAsync("/network" + Window)).Body;
        Assert.That(page, Does.Contain("the small services could be worked out"));
        Assert.That(
            (await _analyst.GetAnswerAsync("/api/v1/network/charts/forest.svg" + Window + "&measure=HADS&subscale=ANXIETY")).Body,
            Does.Contain("12 services")
        );
    }

    [Test]
    public async Task Csv_Outcomes_HasTheMarkThenAHeaderThenWhatTheJsonSays()
    {
        foreach (var (place, code) in Codes[..3].Index())
            await InventedPairs.EnterAsync(_portal, code, Month, InventedPairs.Some(20, place));
        await ShareOutAsync(InventedPairs.Some(12, 8), 5);
        var measure = (await AnswersAsync())[0]["outcomes"]![0]!;

        using var answer = await _analyst.GetAsync(new Uri("/api/v1/network/outcomes.csv" + Window, UriKind.Relative));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("network-outcomes-2024-01-2025-01.csv"));
        Assert.That(lines[0].TrimStart('\uFEFF').Trim('"'), Is.EqualTo("Internal, not for publication"));
        var rows = lines[2..^1]
            .Select(line => lines[1].Split(',').Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))
            .ToList();
        Assert.That(
            rows.Select(row => row["line"]),
            Is.EqualTo(new[] { "SERVICE", "SERVICE", "SERVICE", "WITHHELD_TOGETHER", "WHOLE_SAMPLE", "POOLED" })
        );
        var named = measure["services"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                (rows[0]["measure"], rows[0]["subscale"], rows[0]["service"], rows[0]["paired"]),
                Is.EqualTo(("HADS", "ANXIETY", (string)named["service"]!, "20"))
            );
            Assert.That(Number(rows[0]["mean_improvement"]), Is.EqualTo((double)named["meanImprovement"]!["estimate"]!).Within(1e-9));
            Assert.That(Number(rows[0]["shrunken"]), Is.EqualTo((double)named["shrunken"]!["estimate"]!).Within(1e-9));
            Assert.That(Number(rows[0]["weight"]), Is.EqualTo((double)named["weight"]!).Within(1e-9));
            Assert.That(Number(rows[0]["leave_one_out_high"]), Is.EqualTo((double)named["leaveOneOut"]!["high"]!).Within(1e-9));
            Assert.That(Number(rows[3]["paired"]), Is.EqualTo(12));
            Assert.That(
                Number(rows[4]["mean_improvement"]),
                Is.EqualTo((double)measure["wholeSample"]!["meanImprovement"]!["estimate"]!).Within(1e-9)
            );
            Assert.That((rows[5]["services_pooled"], rows[5]["paired"]), Is.EqualTo(("4", "72")));
            foreach (
                var (column, member) in new[]
                {
                    ("mean_improvement", "estimate"),
                    ("low", "low"),
                    ("se", "se"),
                    ("tau2", "tau2"),
                    ("i2", "i2"),
                    ("q", "q"),
                    ("prediction_low", "predictionLow"),
                }
            )
                Assert.That(Number(rows[5][column]), Is.EqualTo((double)measure["pooled"]![member]!).Within(1e-9), column);
        });
    }

    private static double Number(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    private async Task ShareOutAsync(IReadOnlyList<(double First, double Last)> pairs, int ofTheOne)
    {
        foreach (var (code, share) in new[] { (Codes[10], pairs.Take(ofTheOne)), (Codes[11], pairs.Skip(ofTheOne)) })
        {
            await InventedPairs.ClearAsync(_portal, code);
            await InventedPairs.EnterAsync(_portal, code, Month, [.. share]);
        }
    }

    private async Task<IReadOnlyList<JsonNode>> AnswersAsync() =>
        [
            (await _analyst.GetAnswerAsync("/api/v1/network/outcomes" + Window)).Json,
            (await _analyst.GetAnswerAsync("/api/v1/network/profile" + Window + "&model=glmm")).Json,
        ];

    // Sums in another order differ in their last digits.
    private static void AssertSame(JsonNode? one, JsonNode? other, string path)
    {
        switch (one, other)
        {
            case (JsonObject, JsonObject):
                Assert.That(other.AsObject().Select(member => member.Key), Is.EqualTo(one.AsObject().Select(member => member.Key)), path);
                foreach (var (name, value) in one.AsObject())
                    AssertSame(value, other[name], path + "." + name);
                break;
            case (JsonArray, JsonArray):
                Assert.That(other.AsArray(), Has.Count.EqualTo(one.AsArray().Count), path);
                for (var place = 0; place < one.AsArray().Count; place++)
                    AssertSame(one[place], other[place], $"{path}[{place}]");
                break;
            case ({ } value, { }) when value.GetValueKind() == JsonValueKind.Number:
                Assert.That((double)other, Is.EqualTo((double)one).Within(1e-7), path);
                break;
            default:
                Assert.That(other?.ToJsonString(), Is.EqualTo(one?.ToJsonString()), path);
                break;
        }
    }
}
