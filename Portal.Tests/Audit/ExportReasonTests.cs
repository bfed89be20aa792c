using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.SignIn;

namespace Portal.Tests.Audit;

/// <summary>Whoever takes exact figures of the own service away as a file says why, once a session, and the log keeps it.</summary>
[NeedsDatabase]
public sealed class ExportReasonTests
{
    private const string Own = "/api/v1/services/HARBOUR";
    private const string Picture = Own + "/charts/referral-risks.svg?from=2025-01&before=2025-07";
    private const string Asks = "/export-reason/HARBOUR?then=";

    private static readonly string[] Codes = ["WORK_WITH_FAMILIES", "SUPERVISION_OR_AUDIT", "COMMISSIONER_REPORT", "DATA_REQUEST", "OTHER"];

    private RunningPortal _portal = null!;

    private static string Page => Asks + Uri.EscapeDataString(Picture);

    [SetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync();

    [TearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task Browser_ReasonGiven_GetsTheFileAndIsNotAskedAgainInThisSession()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        var asked = await browser.OpenAsync(Picture);
        Assert.That((asked.Status, asked.Location), Is.EqualTo((302, Page)));

        var given = await browser.PostAsync(Page, ("reason", "SUPERVISION_OR_AUDIT"));

        Assert.That((given.Status, given.Location), Is.EqualTo((302, Picture)));
        var file = await browser.OpenAsync(Picture);
        Assert.That((file.Status, file.Body[..4]), Is.EqualTo((200, "<svg")));
        Assert.That((await browser.OpenAsync(Picture)).Status, Is.EqualTo(200), "once a session");
        Assert.That(
            await LogAsync(),
            Is.EqualTo(
                Enumerable.Repeat(
                    (
                        "PICTURE_DOWNLOADED",
                        "api/v1/services/{service}/charts/referral-risks.svg?from=2025-01&before=2025-07",
                        "SUPERVISION_OR_AUDIT"
                    ),
                    2
                )
            )
        );
    }

    [Test]
    public async Task Browser_OfAService_CanGiveEveryReasonAndChangeIt()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        foreach (var reason in Codes)
        {
            Assert.That((await browser.PostAsync(Page, ("reason", reason))).Location, Is.EqualTo(Picture), reason);
            Assert.That((await browser.OpenAsync(Page)).Body, Does.Match($"id=\"{reason}\"[^>]* checked"), reason);
            await browser.OpenAsync(Picture);
        }

        Assert.That((await LogAsync()).Select(entry => entry.Detail).Reverse(), Is.EqualTo(Codes));
    }

    [Test]
    public async Task Browser_AnotherSessionOfTheSamePerson_IsAskedAnew()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var other = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        await browser.PostAsync(Page, ("reason", "OTHER"));

        Assert.That((await other.OpenAsync(Picture)).Location, Is.EqualTo(Page));
        await browser.PostAsync("/sign-out");
        await browser.PostAsync("/sign-in", ("user", "member@harbour"));
        Assert.That((await browser.OpenAsync(Picture)).Location, Is.EqualTo(Page));
        Assert.That(await LogAsync(), Is.Empty);
    }

    [TestCase("")]
    [TestCase("BECAUSE")]
    [TestCase("other")]
    public async Task Browser_NoReasonOfTheList_IsToldAndAskedAgain(string reason)
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        var answer = await browser.PostAsync(Page, ("reason", reason));

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Body, Does.Contain("There is a problem").And.Contain("href=\"#WORK_WITH_FAMILIES\"").And.Not.Contain("BECAUSE"));
        Assert.That((await browser.OpenAsync(Picture)).Location, Is.EqualTo(Page));
    }

    [Test]
    public async Task Browser_ReasonInALink_IsNobodysReason()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        var answer = await browser.OpenAsync(Picture + "&reason=OTHER");

        Assert.That((answer.Status, answer.Location), Is.EqualTo((302, Page + "%26reason%3DOTHER")));
        Assert.That(await LogAsync(), Is.Empty);
    }

    [TestCase("https://example.org/")]
    [TestCase("//example.org/x")]
    [TestCase("/\\example.org")]
    [TestCase("/sign-out")]
    [TestCase("/api/v1/services/TEASEL/charts/referral-risks.svg")]
    [TestCase("/api/v1/services/HARBOUR/../../../../sign-out")]
    [TestCase("/api/v1/services/HARBOUR/%2e%2e/%2e%2e/%2e%2e/%2e%2e/sign-out")]
    [TestCase("/api/v1/services/HARBOUR/profile\r\nSet-Cookie: a=b")]
    [TestCase("")]
    public async Task Browser_ReturnAddressThatIsNoFileOfTheService_LeadsHome(string then)
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        var answer = await browser.PostAsync(Asks + Uri.EscapeDataString(then), ("reason", "OTHER"), ("then", then));

        Assert.That((answer.Status, answer.Location), Is.EqualTo((302, "/")));
    }

    [Test]
    public async Task Browser_FormWithoutItsToken_GivesNoReason()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var foreign = await _portal.ClientAsync(null);
        foreign.DefaultRequestHeaders.Add("Cookie", "portal=" + browser.Value);

        var answer = await foreign.PostAnswerAsync(Page, new FormUrlEncodedContent([new("reason", "OTHER")]));

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That((await browser.OpenAsync(Picture)).Location, Is.EqualTo(Page));
    }

    [Test]
    public async Task Script_WithoutAReason_IsToldWhichThereAre()
    {
        using var script = await _portal.ClientAsync("member@harbour");

        var missing = await script.GetAnswerAsync(Picture);
        var unknown = await script.GetAnswerAsync(Picture + "&reason=BECAUSE");

        Assert.That((missing.Status, missing.Code), Is.EqualTo((428, "EXPORT_REASON_NEEDED")));
        Assert.That((unknown.Status, unknown.Code), Is.EqualTo((400, "EXPORT_REASON_UNKNOWN")));
        foreach (var answer in new[] { missing, unknown })
            Assert.That(answer.Json["reasons"]!.AsArray().Select(code => (string)code!), Is.EqualTo(Codes));
        Assert.That(unknown.Body, Does.Not.Contain("BECAUSE"));
        Assert.That(await LogAsync(), Is.Empty, "nothing left the portal");
    }

    [TestCaseSource(nameof(Codes))]
    public async Task Script_ReasonOfTheList_GetsTheFileAndIsAskedEachTime(string reason)
    {
        using var script = await _portal.ClientAsync("member@harbour");

        Assert.That((await script.GetAnswerAsync($"{Picture}&reason={reason}")).Status, Is.EqualTo(200));

        Assert.That((await script.GetAnswerAsync(Picture)).Status, Is.EqualTo(428));
        Assert.That((await LogAsync()).Select(entry => entry.Detail), Is.EqualTo(new[] { reason }));
    }

    [Test]
    public async Task Script_ServiceOfSomebodyElse_IsThe404OfAnUnknownOne()
    {
        using var script = await _portal.ClientAsync("member@teasel");

        Assert.That((await script.GetAnswerAsync(Picture)).Status, Is.EqualTo(404));
        Assert.That((await script.GetAnswerAsync(Picture + "&reason=OTHER")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Looking_AtOnesOwnFigures_AsksNothing()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var script = await _portal.ClientAsync("member@harbour");

        foreach (var page in new[] { "/families/HARBOUR", "/outcomes/HARBOUR", Own + "/profile", Own + "/outcomes" })
            Assert.That((await browser.OpenAsync(page)).Status, Is.EqualTo(200), page);
        foreach (var path in new[] { Own + "/profile", Own + "/outcomes" })
            Assert.That((await script.GetAnswerAsync(path)).Status, Is.EqualTo(200), path);
    }

    [Test]
    public async Task Files_OfAComparison_AreLoggedWithMeasureAndRelease()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var lead = await portal.ClientAsync("lead@lapwing");
        const string Lapwing = "/api/v1/services/LAPWING/";
        var release = (string)(await lead.GetAnswerAsync("/api/v1/network/releases")).Json["items"]![0]!["id"]!;

        var compared = await lead.GetAnswerAsync(Lapwing + "charts/compared.svg?reason=OTHER");
        var funnel = await lead.GetAnswerAsync(Lapwing + "charts/funnel.svg?measure=HADS&subscale=ANXIETY&reason=SUPERVISION_OR_AUDIT");

        Assert.That((compared.Status, funnel.Status), Is.EqualTo((200, 200)));
        Assert.That(
            (await lead.GetAnswerAsync(Lapwing + "audit")).Json["items"]!.AsArray().Take(2).Select(Read),
            Is.EqualTo(
                new[]
                {
                    (
                        "PICTURE_DOWNLOADED",
                        $"api/v1/services/{{service}}/charts/funnel.svg?measure=HADS&subscale=ANXIETY&release={release}",
                        "SUPERVISION_OR_AUDIT"
                    ),
                    ("PICTURE_DOWNLOADED", $"api/v1/services/{{service}}/charts/compared.svg?release={release}", "OTHER"),
                }
            )
        );
    }

    [Test]
    public async Task Files_OfWhatIsReleasedOrShared_AskNothing()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await CookieOfSession.SignInAsync(portal, "member@harbour");
        using var script = await portal.ClientAsync("reader");
        var release =
            "/api/v1/network/releases/" + (string)(await script.GetAnswerAsync("/api/v1/network/releases")).Json["items"]![0]!["id"]!;

        foreach (var file in new[] { "/cells.csv", "/cells.json", "/charts/referral-risks.svg", "/bundle.zip" })
        {
            Assert.That((await member.OpenAsync(release + file)).Status, Is.EqualTo(200), file);
            Assert.That((await script.GetAnswerAsync(release + file)).Status, Is.EqualTo(200), file);
        }
    }

    private async Task<IReadOnlyList<(string Event, string? Subject, string? Detail)>> LogAsync()
    {
        using var lead = await _portal.ClientAsync("lead@harbour");
        return [.. (await lead.GetAnswerAsync(Own + "/audit")).Json["items"]!.AsArray().Select(Read)];
    }

    private static (string, string?, string?) Read(JsonNode? entry) =>
        ((string)entry!["event"]!, (string?)entry["subject"], (string?)entry["detail"]);
}
