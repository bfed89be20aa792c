using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.OptIn;

namespace Portal.Tests.Workspace;

/// <summary>Services that are not named: whether they enter, and that nothing is said of one of them.</summary>
[NeedsDatabase]
public sealed class WithheldServicesTests
{
    private static readonly Month Closed = new(2024, 5);
    private static readonly string[] Codes = [.. SampleServices.All.Select(service => service.Code)];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private InventedSnapshot _snapshot = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _analyst = await _portal.ClientAsync("analyst");
        _snapshot = new InventedSnapshot(_portal);
    }

    [TearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Read_TwoSmallServices_AreInNoFigure()
    {
        foreach (var (place, code) in Codes[..6].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(14 + 3 * place, place));
        await _snapshot.FreezeAsync("2024-Q4");
        var before = await BodiesAsync();

        _snapshot.With(Codes[10], Closed, InventedPairs.Some(5, 8)).With(Codes[11], Closed, InventedPairs.Some(7, 9));
        await _snapshot.FreezeAsync("2024-Q4");
        var after = await _analyst.GetAnswerAsync("/api/v1/network/outcomes");

        var measure = after.Json["outcomes"]![0]!;
        Assert.That(measure["withheld"]!.AsArray().Select(one => (string)one!["service"]!), Is.EquivalentTo(Codes[10..12]));
        Assert.That(measure["others"], Is.Null);
        Assert.That(((int)measure["pooled"]!["k"]!, (int)measure["paired"]!), Is.EqualTo((6, 130)), "6 services, 129 families");
        Assert.That(
            System.Text.Json.Nodes.JsonNode.Parse(before)!["outcomes"]![0]!["pooled"]!.ToJsonString(),
            Is.EqualTo(measure["pooled"]!.ToJsonString()),
            "as if they were not there"
        );
    }

    // The fits are kept, and what they were made from is read each time.
    [Test]
    public async Task Read_AgainAfterAServiceHasAnotherNameOrFewerFamilies_SaysSo()
    {
        foreach (var (place, code) in Codes[..6].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(14 + 3 * place, place));
        await _snapshot.FreezeAsync("2024-Q4");
        var first = await BodiesAsync();
        Assert.That(await BodiesAsync(), Is.EqualTo(first));

        await ChangeAsync("UPDATE service SET name = 'Another name' WHERE code = @code");
        Assert.That(await BodiesAsync(), Does.Contain("Another name"));
        await ChangeAsync(
            "UPDATE workspace_part SET pairs = pairs - 1 WHERE service_id = (SELECT service_id FROM service WHERE code = @code)"
        );
        var fewer = System.Text.Json.Nodes.JsonNode.Parse(await BodiesAsync())!["outcomes"]![0]!["pooled"]!.ToJsonString();

        Assert.That(fewer, Is.Not.EqualTo(System.Text.Json.Nodes.JsonNode.Parse(first)!["outcomes"]![0]!["pooled"]!.ToJsonString()));
    }

    private async Task ChangeAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        Assert.That(await administrator.ExecuteAsync(sql, new { code = Codes[5] }), Is.GreaterThan(0));
    }

    [Test]
    public async Task Read_ThreeSmallServicesWithThirtyFamilies_EnterThemselves()
    {
        foreach (var (place, code) in Codes[..6].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(14 + 3 * place, place));
        foreach (var (place, code) in Codes[6..10].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(8, 20 + place));
        await _snapshot.FreezeAsync("2024-Q4");

        var answer = await _analyst.GetAnswerAsync("/api/v1/network/outcomes");

        var measure = answer.Json["outcomes"]![0]!;
        Assert.That(
            ((int)measure["others"]!["services"]!, (int)measure["others"]!["paired"]!, (int)measure["pooled"]!["k"]!),
            Is.EqualTo((4, 30, 10))
        );
        var weights = measure["services"]!.AsArray().Sum(line => (double)line!["weight"]!) + (double)measure["others"]!["weight"]!;
        Assert.That(weights, Is.EqualTo(1).Within(0.04), "each rounded to a hundredth");
        foreach (var code in Codes[6..10])
            Assert.That(measure["services"]!.ToJsonString(), Does.Not.Contain(code));
        var page = (await _analyst.GetAnswerAsync("/network")).Body;
        Assert.That(page, Does.Contain("4 other services").And.Contain("enter the pooled figures, each by itself"));
        var forest = (await _analyst.GetAnswerAsync("/api/v1/network/charts/forest.svg?measure=HADS&subscale=ANXIETY")).Body;
        Assert.That(forest, Does.Contain("10 services"));
    }

    [Test]
    public async Task Read_OneFamilyCorrectedInANewDraft_KeepsTheServiceAsItWas()
    {
        foreach (var (place, code) in Codes[..6].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(14 + 3 * place, place));
        var first = await _snapshot.FreezeAsync("2024-Q4");
        _snapshot.Correct(Codes[2], 21);
        await _snapshot.FreezeAsync("2024-Q4");

        var before = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes?release=" + first)).Json["outcomes"]![0]!;
        var after = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes")).Json["outcomes"]![0]!;

        var held = after["services"]!.AsArray().Single(line => (string)line!["service"]! == Codes[2])!;
        Assert.That((string?)held["heldFrom"], Is.EqualTo(first));
        held["heldFrom"] = null;
        Assert.That(after.ToJsonString(), Is.EqualTo(before.ToJsonString()));
    }

    [Test]
    public async Task Read_FiguresThatAnErasureTook_AreNotKept()
    {
        foreach (var (place, code) in Codes[..6].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(14 + 3 * place, place));
        await _snapshot.FreezeAsync("2024-Q4");
        await using (var administrator = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            await Dapper.SqlMapper.ExecuteAsync(
                administrator,
                "DELETE FROM workspace_part WHERE service_id = (SELECT service_id FROM service WHERE code = @Code)",
                new { Code = Codes[2] }
            );
        _snapshot.Correct(Codes[2], 21);
        await _snapshot.FreezeAsync("2024-Q4");

        var measure = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes")).Json["outcomes"]![0]!;

        Assert.That(
            measure["services"]!.AsArray().Select(line => (string)line!["service"]!),
            Is.EquivalentTo(Codes[..6].Except([Codes[2]]))
        );
        Assert.That(measure["withheld"]!.AsArray().Select(line => (string)line!["service"]!), Is.EqualTo(new[] { Codes[2] }));
        Assert.That((int)measure["pooled"]!["k"]!, Is.EqualTo(5));
    }

    [Test]
    public async Task Csv_Outcomes_HasTheMarkThenAHeaderThenWhatTheJsonSays()
    {
        foreach (var (place, code) in Codes[..4].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(20, place));
        foreach (var (place, code) in Codes[6..10].Index())
            _snapshot.With(code, Closed, InventedPairs.Some(8, 20 + place));
        var id = await _snapshot.FreezeAsync("2024-Q4");
        var measure = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes")).Json["outcomes"]![0]!;

        using var answer = await _analyst.GetAsync(new Uri("/api/v1/network/outcomes.csv", UriKind.Relative));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Is.EqualTo($"network-outcomes-{id}-2024-01-2025-01.csv"));
        Assert.That(lines[0].TrimStart('\uFEFF').Trim('"'), Is.EqualTo("Internal, not for publication"));
        var rows = lines[2..^1]
            .Select(line => lines[1].Split(',').Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))
            .ToList();
        Assert.That(
            rows.Select(row => row["line"]),
            Is.EqualTo(new[] { "SERVICE", "SERVICE", "SERVICE", "SERVICE", "OTHER_SERVICES", "WHOLE_SAMPLE", "POOLED" })
        );
        var named = measure["services"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                (rows[0]["measure"], rows[0]["subscale"], rows[0]["service"], rows[0]["paired"]),
                Is.EqualTo(("HADS", "ANXIETY", (string)named["service"]!, "20"))
            );
            Assert.That(Number(rows[0]["mean_improvement"]), Is.EqualTo((double)named["meanImprovement"]!["estimate"]!));
            Assert.That(Number(rows[0]["shrunken"]), Is.EqualTo((double)named["shrunken"]!["estimate"]!));
            Assert.That(Number(rows[0]["weight"]), Is.EqualTo((double)named["weight"]!));
            Assert.That(Number(rows[0]["leave_one_out_high"]), Is.EqualTo((double)named["leaveOneOut"]!["high"]!));
            Assert.That((rows[4]["services_pooled"], rows[4]["paired"], rows[4]["mean_improvement"]), Is.EqualTo(("4", "30", "")));
            Assert.That((rows[6]["services_pooled"], rows[6]["paired"]), Is.EqualTo(("8", "110")), "80 and 32 families");
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
                Assert.That(Number(rows[6][column]), Is.EqualTo((double)measure["pooled"]![member]!), column);
        });
    }

    private async Task<string> BodiesAsync() => (await _analyst.GetAnswerAsync("/api/v1/network/outcomes")).Body;

    private static double Number(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
