using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Workspace;

/// <summary>Subgroups and moderators over HTTP, from the release of the sample network.</summary>
[NeedsDatabase]
public sealed class NetworkAnalysisTests
{
    private const string Anxiety = "/api/v1/network/analysis?measure=HADS&subscale=ANXIETY";

    [Test]
    public async Task Analysis_OfTheHeadlineWindow_AgreesWithThePooledOutcomesFromStoredMoments()
    {
        var analysis = await ReadAsync(Anxiety);
        var outcomes = await ReadAsync($"/api/v1/network/outcomes?measure=HADS&subscale=ANXIETY&window=R12:2025-Q4");
        var measure = outcomes["outcomes"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That((double)analysis["pooled"]!["estimate"]!, Is.EqualTo((double)measure["pooled"]!["estimate"]!));
            Assert.That((double)analysis["pooled"]!["se"]!, Is.EqualTo((double)measure["pooled"]!["se"]!));
            Assert.That((int)analysis["pooled"]!["k"]!, Is.EqualTo((int)measure["pooled"]!["k"]!));
            Assert.That(Named(analysis, "service", "n"), Is.SupersetOf(Named(measure, "service", "paired")));
        });
    }

    [Test]
    public async Task Analysis_ByNation_ComparesServices()
    {
        var analysis = await ReadAsync(Anxiety + "&by=NATION");

        var groups = analysis["subgroups"]!["sharedTau2"]!["groups"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(
                groups.Select(group => (string)group!["group"]!),
                Is.SupersetOf(new[] { "England", "Scotland" }).And.None.Contains("Small")
            );
            Assert.That(groups.Sum(group => (int)group!["k"]!), Is.EqualTo(analysis["services"]!.AsArray().Count), "only named services");
        });
    }

    [Test]
    public async Task Analysis_ByBandOfFamilies_ShowsTheCellsOfTheReleaseAndNothingElse()
    {
        var analysis = await ReadAsync(Anxiety + "&by=BABY_AGE");
        var portal = await RunningPortal.WithReleaseAsync();
        using var analyst = await portal.ClientAsync("analyst");
        var released = (await analyst.GetAnswerAsync($"/api/v1/network/releases/{analysis["release"]}/cells.json")).Json["cells"]!
            .AsArray()
            .Where(cell =>
                (string)cell!["item"]! == "HADS"
                && (string)cell["part"]! == "ANXIETY"
                && (string)cell["statistic"]! == "MEAN_CHANGE"
                && (string)cell["scope"]! == "NETWORK"
                && (string)cell["dimension"]! == "BABY_AGE"
            )
            .ToDictionary(cell => (string)cell!["code"]!, cell => cell!["value"]);

        var bands = analysis["bands"]!.AsArray();
        Assert.That(bands, Has.Count.EqualTo(6));
        foreach (var band in bands)
            Assert.That(
                band!["meanImprovement"]?["estimate"]?.ToJsonString() ?? "\"c\"",
                Is.EqualTo(released[(string)band["code"]!]!.ToJsonString()),
                (string)band["code"]!
            );
        Assert.That(bands.Any(band => band!["meanImprovement"] is not null), Is.True, "some band is shown");
    }

    [Test]
    public async Task Analysis_WithModeratorAndFewerThanTenServices_OnlyDescribes()
    {
        var analysis = await ReadAsync(Anxiety + "&moderator=BASELINE_MEAN");

        Assert.That((int)analysis["pooled"]!["k"]!, Is.LessThan(10));
        Assert.That(analysis["regression"], Is.Null);
        Assert.That((string?)analysis["reasons"]!["moderators"], Is.EqualTo("TOO_FEW_SERVICES_FOR_MODERATORS"));
    }

    [TestCase("measure=NONE", HttpStatusCode.BadRequest, "MEASURE_UNKNOWN")]
    [TestCase("measure=HADS&subscale=ANXIETY&by=TEAM", HttpStatusCode.BadRequest, "SUBGROUP_UNKNOWN")]
    [TestCase("measure=HADS&subscale=ANXIETY&moderator=SHOE_SIZE", HttpStatusCode.BadRequest, "MODERATOR_UNKNOWN")]
    [TestCase("measure=HADS&subscale=ANXIETY&window=MAY", HttpStatusCode.BadRequest, "WINDOW_UNKNOWN")]
    [TestCase("measure=HADS&subscale=ANXIETY&release=0123456789abcdef", HttpStatusCode.NotFound, "NOT_FOUND")]
    [TestCase(
        "measure=HADS&subscale=ANXIETY&moderator=PAIRS&moderator=BASELINE_MEAN&moderator=BABY_AGE:UNBORN&moderator=BABY_AGE:0-5&"
            + "moderator=FATHER:SEEN&moderator=FATHER:NOT_SEEN",
        HttpStatusCode.BadRequest,
        "MODERATORS_TOO_MANY"
    )]
    public async Task Analysis_OfSomethingUnknown_IsRefusedWithACode(string query, HttpStatusCode status, string code)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var analyst = await portal.ClientAsync("analyst");

        using var answer = await analyst.GetAsync(new Uri("/api/v1/network/analysis?" + query, UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That((string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"], Is.EqualTo(code));
    }

    [Test]
    public async Task Analysis_AsFile_CarriesTheMarkInItsFirstLine()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var analyst = await portal.ClientAsync("analyst");

        var lines = (
            await analyst.GetStringAsync(new Uri("/api/v1/network/analysis.csv?measure=HADS&subscale=ANXIETY&by=HOST", UriKind.Relative))
        ).Split("\r\n");

        Assert.That(lines[0].TrimStart('\uFEFF'), Is.EqualTo("\"Internal, not for publication\""));
        Assert.That(lines.Select(line => line.Split(',')[0]), Is.SupersetOf(new[] { "SERVICE", "POOLED", "SUBGROUP" }));
    }

    [Test]
    public async Task Analysis_BeforeAnyRelease_SaysWhatToDo()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var analyst = await portal.ClientAsync("analyst");

        using var answer = await analyst.GetAsync(new Uri(Anxiety, UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"], Is.EqualTo("NO_SNAPSHOT"));
    }

    [Test]
    public async Task Analysis_ByAMember_IsForbidden()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");

        using var answer = await member.GetAsync(new Uri(Anxiety, UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static IEnumerable<string> Named(JsonNode of, string name, string count) =>
        of["services"]!.AsArray().Select(service => $"{service![name]} {service[count]}");

    private static async Task<JsonObject> ReadAsync(string address)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var analyst = await portal.ClientAsync("analyst");
        return (await analyst.GetFromJsonAsync<JsonObject>(new Uri(address, UriKind.Relative)))!;
    }
}
