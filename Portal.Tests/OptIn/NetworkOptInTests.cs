using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Workspace;

namespace Portal.Tests.OptIn;

/// <summary>The workspace holds the services that opted in for every calendar year of the window, and nothing of the others.</summary>
[NeedsDatabase]
public sealed class NetworkOptInTests
{
    private const string Of2024 = "window=R12:2024-Q4";
    private const string Of2025 = "window=R12:2025-Q4";
    private const string AcrossBoth = "window=FY:2024-25";

    private static readonly string[] Services = ["HARBOUR", "TEASEL", "CURLEW", "FESCUE"];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private InventedSnapshot _snapshot = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _analyst = await _portal.ClientAsync("analyst");
        _snapshot = new InventedSnapshot(_portal);
        foreach (var (place, service) in Services.Index())
        foreach (var month in new Month[] { new(2024, 11), new(2025, 2) })
            _snapshot.With(service, month, InventedPairs.Some(20 + place, place + month.Number));
    }

    [TearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase(Of2024, 3)]
    [TestCase(AcrossBoth, 3)]
    [TestCase(Of2025, 4)]
    public async Task Read_ServiceOptedOutOf2024_IsInNoWindowThatTouchesIt(string window, int services)
    {
        await ChangeAsync("lead@harbour", "DELETE", "HARBOUR", 2024);
        await _snapshot.FreezeAsync("2025-Q4");

        var profile = (await _analyst.GetAnswerAsync("/api/v1/network/profile?" + window)).Json;
        var outcomes = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes?" + window)).Json;
        var measure = outcomes["outcomes"]!.AsArray().Single()!;

        Assert.Multiple(() =>
        {
            Assert.That(Names(measure), Is.EquivalentTo(services == 4 ? Services : Services[1..]));
            Assert.That(Names(profile), Is.EquivalentTo(services == 4 ? Services : Services[1..]));
            Assert.That(((int)outcomes["notOptedIn"]!, (int)profile["notOptedIn"]!), Is.EqualTo((4 - services, 4 - services)));
            Assert.That((int)measure["pooled"]!["k"]!, Is.EqualTo(services));
            Assert.That((int)measure["paired"]!, Is.EqualTo(Printed(window, services)));
            Assert.That((int)measure["wholeSample"]!["n"]!, Is.EqualTo(Printed(window, services)));
            Assert.That((int)profile["network"]!["referrals"]!, Is.EqualTo(Printed(window, services)));
        });
    }

    [Test]
    public async Task Read_ServiceThatNeverOptedIn_ChangesNoFigure()
    {
        foreach (var year in new[] { 2024, 2025 })
            await ChangeAsync("lead@fescue", "DELETE", "FESCUE", year);
        var before = await FiguresAsync();

        _snapshot.Clear("FESCUE");
        _snapshot.With("FESCUE", new Month(2024, 12), InventedPairs.Some(55, 9));

        Assert.That(await FiguresAsync(), Is.EqualTo(before), "whatever the service has sent");
        Assert.That(before, Does.Not.Contain("FESCUE").And.Not.Contain("Fescue").And.Contain("\"notOptedIn\":1"));
    }

    [Test]
    public async Task Read_OptedOutAfterTheSnapshot_IsInTheNextOneNoMore()
    {
        var before = await FiguresAsync();

        await ChangeAsync("lead@harbour", "DELETE", "HARBOUR", 2025);
        var between = await FiguresAsync();
        await ChangeAsync("lead@harbour", "PUT", "HARBOUR", 2025);

        Assert.That(between, Does.Not.Contain("HARBOUR"));
        Assert.That(await FiguresAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Page_ServiceNotOptedIn_SaysHowManyAreLeftOutAndNamesNone()
    {
        await ChangeAsync("lead@harbour", "DELETE", "HARBOUR", 2024);
        await _snapshot.FreezeAsync("2025-Q4");

        var page = (await _analyst.GetAnswerAsync("/network?" + AcrossBoth)).Body;
        var figures = page[page.IndexOf("Risks known at referral", StringComparison.Ordinal)..];

        Assert.That(
            figures,
            Does.Contain("1 service with referrals in these months is left out")
                .And.Contain("1 service with families whose work ended in these months is left out")
                .And.Not.Contain("Harbour")
        );
        Assert.That((await _analyst.GetAnswerAsync("/network?" + Of2025)).Body, Does.Not.Contain("is left out of everything"));
    }

    // To the nearest 5, as every number of families is printed.
    private static int Printed(string window, int services) =>
        ((window == AcrossBoth ? 2 : 1) * Services.Index().Where(line => services == 4 || line.Index > 0).Sum(line => 20 + line.Index) + 2)
        / 5
        * 5;

    private static IEnumerable<string> Names(JsonNode lines) => lines["services"]!.AsArray().Select(line => (string)line!["service"]!);

    private async Task<string> FiguresAsync()
    {
        var id = await _snapshot.FreezeAsync("2025-Q4");
        return (
            (await _analyst.GetAnswerAsync("/api/v1/network/outcomes?" + AcrossBoth)).Body
            + (await _analyst.GetAnswerAsync("/api/v1/network/profile?" + AcrossBoth)).Body
        ).Replace(id, "", StringComparison.Ordinal);
    }

    private async Task ChangeAsync(string user, string method, string service, int year)
    {
        using var lead = await _portal.ClientAsync(user);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri($"/api/v1/services/{service}/opt-in/{year}", UriKind.Relative)
        );
        using var answer = await lead.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
