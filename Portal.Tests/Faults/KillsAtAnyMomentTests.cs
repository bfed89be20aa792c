using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Faults;

/// <summary>
/// The portal killed at random moments of what must not be half done: what was answered stands, and what was not is there as a whole or not
/// at all.
/// </summary>
[Category("Faults")]
[NeedsDatabase]
public sealed class KillsAtAnyMomentTests
{
    private const string Releases = "/api/v1/network/releases";

    private const string Erasures = "/api/v1/admin/erasures";

    private const int Rounds = 12;

    private readonly int _seed = Random.Shared.Next();

    private Random _chance = new();

    [SetUp]
    public void Seed()
    {
        _chance = new Random(_seed);
        TestContext.Out.WriteLine($"Seed {_seed}");
    }

    [Test]
    public async Task Send_PortalKilled_IsStoredWholeOrNotAndCanBeSentAgain()
    {
        using var portal = new KillablePortal(["HARBOUR"]);
        await portal.StartAsync();
        foreach (var quarter in SampleQuarters.All.Select(one => one.ToString()))
        {
            var files = SampleExtracts.Files("TEASEL", quarter);
            var answered = await KilledAsync(
                portal,
                600,
                async () =>
                {
                    using var lead = await portal.ClientAsync("lead@teasel");
                    await SampleExtracts.SendAsync(lead, "TEASEL", quarter, files);
                }
            );

            Assert.That(
                await SentAsync(portal, quarter),
                answered ? Is.EqualTo(RowsOf(files)) : Is.Null.Or.EqualTo(RowsOf(files)),
                quarter
            );
            using (var lead = await portal.ClientAsync("lead@teasel"))
                await SampleExtracts.SendAsync(lead, "TEASEL", quarter, files);
            Assert.That(await SentAsync(portal, quarter), Is.EqualTo(RowsOf(files)), quarter);
        }
    }

    [Test]
    public async Task Release_PortalKilled_IsFrozenWholeOrFailedAndStaysPublished()
    {
        using var portal = new KillablePortal(["HARBOUR", "LAPWING", "TEASEL"]);
        await portal.StartAsync();
        var published = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await KilledAsync(
                portal,
                10_000,
                async () =>
                {
                    using var maker = await portal.ClientAsync("analyst");
                    using var approver = await portal.ClientAsync("analyst2");
                    var id = await PublishedRelease.DraftAsync(maker, "2025-Q4", "Made while the portal is killed");
                    if ((await approver.PostAnswerAsync($"{Releases}/{id}/publication", Requests.Json("{}"))).Status == 200)
                        published.Add(id);
                }
            );

            using var analyst = await portal.ClientAsync("analyst");
            var all = (await analyst.GetAnswerAsync(Releases + "?pageSize=100")).Json["items"]!
                .AsArray()
                .ToDictionary(release => (string)release!["id"]!, release => (string)release!["state"]!);
            TestContext.Out.WriteLine($"Round {round}: {string.Join(' ', all.Values)}");
            Assert.That(published.Select(id => all[id]), Is.All.EqualTo("PUBLISHED"));
            Assert.That(all.Values, Is.All.AnyOf("PUBLISHED", "DRAFT", "FAILED"), "nobody works on one");
            foreach (var (id, state) in all)
            {
                Assert.That(
                    (await analyst.GetAnswerAsync($"{Releases}/{id}/preview")).Status,
                    Is.EqualTo(state == "FAILED" ? 409 : 200),
                    $"{state}: its text is what was hashed"
                );
                if (state != "PUBLISHED")
                    using (var gone = await analyst.DeleteAsync(new Uri($"{Releases}/{id}", UriKind.Relative)))
                        Assert.That((int)gone.StatusCode, Is.EqualTo(204));
            }
        }
    }

    [Test]
    public async Task Erasure_PortalKilled_IsDoneWithItsReceiptOrNotAtAll()
    {
        using var portal = new KillablePortal(["HARBOUR"]);
        await portal.StartAsync();
        var lines = SampleExtracts.Files("HARBOUR", "2025-Q4")["cases.csv"].TrimStart('\uFEFF').Split('\n');
        var place = Array.IndexOf(lines[0].TrimEnd('\r').Split(','), "case_ref");
        var cases = lines.Skip(1).Take(Rounds).Select(line => line.Split(',')[place]).ToArray();
        foreach (var (caseRef, done) in cases.Select((caseRef, done) => (caseRef, done)))
        {
            using var order = Requests.Json($$"""{"service":"HARBOUR","caseRef":"{{caseRef}}","reason":"REQUEST_OF_FAMILY"}""");
            var before = await FamiliesAsync(portal);
            var answered = await KilledAsync(
                portal,
                400,
                async () =>
                {
                    using var killed = await portal.ClientAsync("admin");
                    var answer = await killed.PostAnswerAsync(Erasures, order);
                    Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
                }
            );

            using var admin = await portal.ClientAsync("admin");
            var receipts = (int)(await admin.GetAnswerAsync(Erasures)).Json["total"]!;
            Assert.That(receipts - done, answered ? Is.EqualTo(1) : Is.AnyOf(0, 1));
            Assert.That(before - await FamiliesAsync(portal), Is.EqualTo(receipts - done), "a receipt goes with its case");
            using var again = Requests.Json($$"""{"service":"HARBOUR","caseRef":"{{caseRef}}","reason":"REQUEST_OF_FAMILY"}""");
            Assert.That((await admin.PostAnswerAsync(Erasures, again)).Status, Is.EqualTo(receipts > done ? 200 : 201));
        }
    }

    /// <summary>Does something, kills the portal meanwhile, starts it again, and looks at the audit log.</summary>
    /// <returns>Whether it was done before the portal was killed.</returns>
    private async Task<bool> KilledAsync(KillablePortal portal, int longest, Func<Task> work)
    {
        var begun = work();
        await Task.WhenAny(begun, Task.Delay(_chance.Next(longest)));
        await portal.KillAsync();
        var answered = true;
        try
        {
            await begun;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            answered = false;
        }

        await portal.StartAsync();
        using var admin = await portal.ClientAsync("admin");
        var audit = (await admin.GetAnswerAsync("/api/v1/network/audit/verification")).Json;
        Assert.That(audit["fault"], Is.Null, audit.ToJsonString());
        return answered;
    }

    private static int RowsOf(Dictionary<string, string> files) => files.Values.Sum(text => text.TrimEnd('\n').Split('\n').Length - 1);

    private static async Task<int?> SentAsync(KillablePortal portal, string quarter)
    {
        using var analyst = await portal.ClientAsync("analyst");
        var services = (await analyst.GetAnswerAsync("/api/v1/network/submissions")).Json.AsArray();
        return (int?)
            services.Single(service => (string?)service!["service"] == "TEASEL")!["sent"]!
                .AsArray()
                .SingleOrDefault(sent => (string?)sent!["period"] == quarter)
                ?["rows"];
    }

    private static async Task<int> FamiliesAsync(KillablePortal portal)
    {
        using var member = await portal.ClientAsync("member@harbour");
        return (int)(await member.GetAnswerAsync("/api/v1/services/HARBOUR/profile?from=2023-01&before=2026-01")).Json["referrals"]!;
    }
}
