using NUnit.Framework;
using Portal.Tests.Charts;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Comparison;

/// <summary>Who gets a comparison, and what is answered when there is none.</summary>
[NeedsDatabase]
public sealed class BenchmarkAccessTests
{
    private const string Own = "/api/v1/services/HARBOUR/";

    private static readonly string[] Reads =
    [
        "benchmark?",
        "charts/compared.svg?reason=OTHER&",
        "charts/funnel.svg?measure=HADS&subscale=ANXIETY&reason=OTHER&",
    ];

    [TestCaseSource(nameof(Reads))]
    public async Task Get_ReleaseThatIsUnknownOrNotPublished_IsTheSame404AsAForeignService(string path)
    {
        await using var portal = await RunningPortal.StartAsync();
        using var analyst = await portal.ClientAsync("analyst");
        using var member = await portal.ClientAsync("member@harbour");
        var foreign = await member.GetAnswerAsync($"/api/v1/services/TEASEL/{path}");
        var draft = (string)
            (await analyst.PostAnswerAsync("/api/v1/network/releases", Requests.Json("""{"quarter":"2025-Q4"}"""))).Json["id"]!;

        Assert.That(foreign.Status, Is.EqualTo(404));
        foreach (var release in new[] { draft, "0123456789abcdef", "..%2f", "latest", "" })
            Assert.That(await member.GetAnswerAsync($"{Own}{path}release={release}"), Is.EqualTo(foreign), release);
    }

    [Test]
    public async Task Get_ServiceThatHadNotOptedIn_Is409ForItAloneAndSaysWhatToDo()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var lead = await portal.ClientAsync("lead@harbour");
        using var other = await portal.ClientAsync("member@teasel");
        using (var out2025 = await lead.DeleteAsync(new Uri(Own + "opt-in/2025", UriKind.Relative)))
            out2025.EnsureSuccessStatusCode();
        await PublishedRelease.MakeAsync(portal, "2025-Q4");

        foreach (var path in Reads)
        {
            var answer = await lead.GetAnswerAsync(Own + path);
            Assert.That((answer.Status, answer.Code), Is.EqualTo((409, "OPT_IN_MISSING")), path);
            Assert.That(
                (string)answer.Json["detail"]!,
                Does.Contain("January 2025 to December 2025").And.Contain("A lead of your service can opt in")
            );
        }

        var empty = (await other.GetAnswerAsync("/api/v1/services/TEASEL/benchmark")).Json;
        Assert.That(empty["measures"]!.AsArray(), Is.Empty);
        Assert.That(
            empty["risks"]!.AsArray().Select(risk => (risk!["network"]!.ToString(), (string?)risk["comparison"]!["reason"])).Distinct(),
            Is.EqualTo(new[] { ("c", "OWN_CASES_TOO_FEW") })
        );
    }

    [TestCase("charts/compared.svg?reason=OTHER", "compared-changes")]
    [TestCase("charts/compared-risks.svg?reason=OTHER", "compared-risks")]
    [TestCase("charts/funnel.svg?measure=HADS&subscale=ANXIETY&reason=OTHER", "own-funnel")]
    public async Task Pictures_OwnService_CarryTheMarkAndAreInTheLog(string path, string kind)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var lead = await portal.ClientAsync("lead@harbour");
        async Task<int> LoggedAsync() => (int)(await lead.GetAnswerAsync(Own + "audit?event=PICTURE_DOWNLOADED")).Json["total"]!;
        var before = await LoggedAsync();

        var wide = await lead.GetAnswerAsync(Own + path);
        var narrow = await lead.GetAnswerAsync($"{Own}{path}&narrow=true");

        Assert.That((wide.Status, narrow.Status), Is.EqualTo((200, 200)));
        Assert.That(wide.Body, Does.Contain($"id=\"{kind}-").And.Not.EqualTo(narrow.Body));
        Assert.That(
            string.Join(' ', SvgText.Read(wide.Body).Words()),
            Does.Contain("Internal, small numbers").And.Contain("policy sdc-2").And.Contain("Harbour Parent-Infant Team")
        );
        Assert.That(await LoggedAsync(), Is.EqualTo(before + 2));
    }

    [TestCase("")]
    [TestCase("&measure=NOSUCH")]
    [TestCase("&measure=HADS&subscale=NOSUCH")]
    public async Task Funnel_WithoutAMeasure_Is400(string query)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");

        var answer = await member.GetAnswerAsync(Own + "charts/funnel.svg?reason=OTHER" + query);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MEASURE_NEEDED")));
    }

    [Test]
    public async Task Funnel_OtherServices_AreNowhereInIt()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");
        foreach (var path in Reads)
        foreach (var other in Api.Samples.SampleServices.All.Where(service => service.Code != "HARBOUR"))
            Assert.That((await member.GetAnswerAsync(Own + path)).Body, Does.Not.Contain(other.Name.Split(' ')[0]).IgnoreCase, path);
    }

    [Test]
    public async Task Outcomes_AfterARelease_AreStandardisedByItsPrintedBaselineSd()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");
        using var analyst = await portal.ClientAsync("analyst");
        var cells = (
            await member.GetAnswerAsync(
                $"/api/v1/network/releases/{(string)(await member.GetAnswerAsync("/api/v1/network/releases")).Json["items"]![0]!["id"]!}/cells.json"
            )
        ).Json["cells"]!
            .AsArray()
            .Where(cell => (string)cell!["statistic"]! == "BASELINE_SD" && (string)cell["scope"]! == "NETWORK")
            .ToDictionary(cell => ((string)cell!["item"]!, (string)cell["part"]!), cell => cell!["value"]!);
        var own = (await member.GetAnswerAsync(Own + "outcomes?from=2025-01&before=2026-01")).Json["outcomes"]!.AsArray();
        var network = (await analyst.GetAnswerAsync("/api/v1/network/outcomes")).Json["outcomes"]!.AsArray();

        var seen = 0;
        foreach (
            var (outcome, standardised) in own.Select(one => (one!, one!["standardised"]))
                .Concat(network.Select(one => (one!, one!["pooled"]?["standardised"])))
        )
        {
            var printed = cells[((string)outcome["measure"]!, (string)outcome["subscale"]!)];
            if (standardised is null || printed.GetValueKind() != System.Text.Json.JsonValueKind.Number)
                continue;
            seen++;
            Assert.That(
                ((string)standardised["standardiser"]!, (double)standardised["sd"]!),
                Is.EqualTo(("NETWORK_BASELINE_SD", (double)printed)),
                (string)outcome["name"]!
            );
        }

        Assert.That(seen, Is.GreaterThan(5));
    }
}
