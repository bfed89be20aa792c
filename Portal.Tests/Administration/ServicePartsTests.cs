using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Database;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Administration;

/// <summary>Parts of one legal service: said by an administrator, and one contributor wherever contributors are counted.</summary>
[NeedsDatabase]
public sealed class ServicePartsTests
{
    private const string Releases = "/api/v1/network/releases";

    // Of like size, so that nothing but their number decides.
    private static readonly string[] Five = ["SANDERLING", "FESCUE", "MARRAM", "BRAMLING", "CURLEW"];

    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await _portal.ClientAsync("admin");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Join_ServiceWithAnother_IsListedAndInTheLogOfBoth()
    {
        var joined = await JoinAsync("CURLEW", "BRAMLING");
        var again = await JoinAsync("CURLEW", "bramling");

        Assert.That((joined.Status, (string?)joined.Json["partOf"]), Is.EqualTo((200, "BRAMLING")), joined.Body);
        Assert.That((again.Status, again.Body), Is.EqualTo((200, joined.Body)));
        Assert.That(await LogAsync("CURLEW"), Is.EqualTo(new[] { ("SERVICE_JOINED", "BRAMLING", "PART") }));
        Assert.That(await LogAsync("BRAMLING"), Is.EqualTo(new[] { ("SERVICE_JOINED", "CURLEW", "WHOLE") }));
        var parted = await JoinAsync("CURLEW", null);
        Assert.That((parted.Status, (string?)parted.Json["partOf"]), Is.EqualTo((200, (string?)null)));
        Assert.That((await LogAsync("BRAMLING"))[0], Is.EqualTo(("SERVICE_PARTED", "CURLEW", "WHOLE")));
    }

    [Test]
    public async Task Join_WhatCannotBe_ChangesNothing()
    {
        await JoinAsync("CURLEW", "BRAMLING");
        await CloseAsync("MARRAM");

        var answers = new[]
        {
            await JoinAsync("HARBOUR", "HARBOUR"),
            await JoinAsync("HARBOUR", "NOWHERE"),
            await JoinAsync("HARBOUR", "MARRAM"),
            await JoinAsync("HARBOUR", "CURLEW"),
            await JoinAsync("BRAMLING", "HARBOUR"),
        };

        Assert.That(
            answers.Select(answer => (answer.Status, answer.Code)),
            Is.EqualTo(
                new (int, string?)[]
                {
                    (400, "WHOLE_UNKNOWN"),
                    (400, "WHOLE_UNKNOWN"),
                    (409, "WHOLE_CLOSED"),
                    (409, "PARTS_TWO_LEVELS"),
                    (409, "PARTS_TWO_LEVELS"),
                }
            )
        );
        var listed = (await _admin.GetAnswerAsync("/api/v1/admin/services?pageSize=100")).Json["items"]!.AsArray();
        Assert.That(listed.Where(one => one!["partOf"] is not null).Select(one => (string?)one!["code"]), Is.EqualTo(new[] { "CURLEW" }));
    }

    [Test]
    public async Task Join_ByTwoAtOnceInACircle_IsOneLevel()
    {
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(JoinAsync("CURLEW", "BRAMLING"), JoinAsync("BRAMLING", "CURLEW"));

            Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 409 }), $"round {round + 1}");
            await JoinAsync("CURLEW", null);
            await JoinAsync("BRAMLING", null);
        }
    }

    [TestCase("lead@harbour")]
    [TestCase("analyst")]
    public async Task Join_ByWhoeverIsNoAdministrator_Is403(string user)
    {
        using var client = await _portal.ClientAsync(user);

        Assert.That((await JoinAsync("HARBOUR", "TEASEL", client)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Page_ChoosesTheLegalService_AndShowsItsParts()
    {
        using var admin = await Browser.SignInAsync(_portal, "admin");
        await admin.OpenAsync("/services/CURLEW/parts");

        var wrong = await admin.PostAsync("/services/CURLEW/parts", new FormUrlEncodedContent([new("partOf", "CURLEW")]));
        var kept = await admin.PostAsync("/services/CURLEW/parts", new FormUrlEncodedContent([new("partOf", "BRAMLING")]));

        Assert.That((wrong.Status, kept.Status), Is.EqualTo((400, 302)), kept.Body);
        Assert.That((await admin.OpenAsync("/services/BRAMLING/parts")).Body, Does.Contain("Its parts").And.Contain("CURLEW"));
        Assert.That((await admin.OpenAsync("/services")).Body, Does.Contain("Part of <a href=\"/services/BRAMLING/parts\">"));
        Assert.That((await admin.OpenAsync("/services/NOWHERE/parts")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Release_FiveServicesOfWhichTwoAreParts_IsWithheld()
    {
        await SampleExtracts.SendAsync(_portal, "2025-Q4", Five.Contains);
        var five = await NetworkNumbersAsync(await PublishedRelease.MakeAsync(_portal, "2025-Q4"));
        using var curlew = await _portal.ClientAsync("lead@curlew");
        const string outcomes = "/api/v1/services/CURLEW/outcomes?from=2025-01&before=2026-01";
        var own = await curlew.GetAnswerAsync(outcomes);

        await JoinAsync("CURLEW", "BRAMLING");
        var four = await NetworkNumbersAsync(await PublishedRelease.MakeAsync(_portal, "2025-Q4", "Two are one"));
        await JoinAsync("CURLEW", null);
        var again = await NetworkNumbersAsync(await PublishedRelease.MakeAsync(_portal, "2025-Q4", "Five again"));

        Assert.That(five, Has.Count.GreaterThan(10));
        Assert.That(four, Is.Empty);
        Assert.That(again, Is.EqualTo(five), "the ledger knows that nobody has changed");
        Assert.That(await curlew.GetAnswerAsync(outcomes), Is.EqualTo(own), "its own figures are not touched");
    }

    [Test]
    public async Task Ledger_ReadAfterServicesJoinedAndParted_KnowsTheSameCases()
    {
        await SampleExtracts.SendAsync(_portal, "2025-Q4", Five.Append("SALTWORT").Contains);
        await JoinAsync("FESCUE", "MARRAM");
        var id = await PublishedRelease.MakeAsync(_portal, "2025-Q4");
        await JoinAsync("FESCUE", null);
        await JoinAsync("CURLEW", "BRAMLING");
        var windows = MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4"));
        var snapshot = await ReleaseSnapshot.ReadAsync(_portal.Database.Portal, windows, CancellationToken.None);

        await using var reading = await PortalTransaction.BeginAsync(_portal.Database.Portal.Release, Scope.None, CancellationToken.None);
        var ledger = await StoredLedger.ReadAsync(reading, windows, DisclosurePolicy.Sdc2, CancellationToken.None, snapshot);

        var known = ledger.OfRelease(id, ReleaseLattice.Network, windows[0], new HashSet<string> { "PROFILE|||REFERRALS|NONE|" }).Single();
        var now = snapshot
            .Referred(ReleaseLattice.Network, windows[0])
            .Select(one => new ContributingCase(one.Service.LegalId.ToString(CultureInfo.InvariantCulture), one.Key));
        Assert.That(known.Members, Has.Count.GreaterThan(100));
        Assert.That(known.Members, Is.EquivalentTo(now));
    }

    /// <summary>The cells of the whole network that hold a number, with what they say.</summary>
    private async Task<IReadOnlyList<string>> NetworkNumbersAsync(string release)
    {
        using var reader = await _portal.ClientAsync("reader");
        var cells = (await reader.GetAnswerAsync($"{Releases}/{release}/cells.json")).Json["cells"]!.AsArray();
        return
        [
            .. cells
                .Where(cell => (string?)cell!["scope"] == "NETWORK" && cell["value"]?.GetValueKind() == JsonValueKind.Number)
                .Select(cell => cell!.ToJsonString()),
        ];
    }

    private async Task<HttpAnswer> JoinAsync(string part, string? whole, HttpClient? client = null)
    {
        using var content = Requests.Json(new JsonObject { ["partOf"] = whole }.ToJsonString());
        using var answer = await (client ?? _admin).PutAsync(new Uri($"/api/v1/admin/services/{part}/whole", UriKind.Relative), content);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), null);
    }

    private async Task CloseAsync(string service)
    {
        await _admin.PostAnswerAsync(
            $"/api/v1/admin/services/{service}/closing",
            Requests.Json("""{"on":"2025-08-31","lastPeriod":null,"reason":"ENDED"}""")
        );
        using var lead = await _portal.ClientAsync("lead@" + service.ToLowerInvariant());
        var closed = await lead.PostAnswerAsync($"/api/v1/services/{service}/closing/confirmation", Requests.Json("{}"));
        Assert.That(closed.Status, Is.EqualTo(200), closed.Body);
    }

    private async Task<IReadOnlyList<(string, string, string)>> LogAsync(string service) =>
        [
            .. (await _admin.GetAnswerAsync($"/api/v1/network/audit?service={service}&pageSize=100")).Json["items"]!
                .AsArray()
                .Select(entry => ((string)entry!["event"]!, (string)entry["subject"]!, (string)entry["detail"]!)),
        ];
}
