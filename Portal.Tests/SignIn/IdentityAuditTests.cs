using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn;

/// <summary>What happens around signing in is in the log, without any secret, and a flood of failures is a few entries.</summary>
[NeedsDatabase]
public sealed class IdentityAuditTests
{
    private const string Log = "/api/v1/network/audit";

    private MovedClock _clock = null!;
    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync(_clock = new MovedClock());
        _admin = await _portal.ClientAsync("admin");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Session_FromSignInToTheEnd_IsTold()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "reader");
        using var copy = browser.Copy(_portal);
        await browser.PostAsync("/sign-out");
        Assert.That(await copy.MeAsync(), Is.EqualTo(401));
        using var script = await _portal.ClientAsync("reader");
        using (await script.DeleteAsync(new Uri("/api/v1/me/sessions", UriKind.Relative)))
            Assert.That((await script.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(401));

        Assert.That(
            await EntriesAsync(),
            Is.EqualTo(
                new[]
                {
                    "admin TOKEN_ISSUED ",
                    "reader SIGNED_IN ",
                    "reader SIGNED_OUT ",
                    "- SESSION_REFUSED ",
                    "reader TOKEN_ISSUED ",
                    "reader SIGNED_OUT_EVERYWHERE ",
                    "- TOKEN_REFUSED ",
                }
            )
        );
    }

    [Test]
    public async Task Session_TimeIsOver_IsToldOnceForItsPerson()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "reader");

        _clock.Move(TimeSpan.FromMinutes(31));
        await browser.MeAsync();
        await browser.MeAsync();

        Assert.That((await EntriesAsync()).Count(entry => entry == "reader SESSION_EXPIRED "), Is.EqualTo(1));
    }

    [Test]
    public async Task SignIn_UnknownPerson_IsToldWithoutWhatWasTyped()
    {
        using var client = await _portal.ClientAsync(null);
        await client.PostAnswerAsync("/dev/tokens", new FormUrlEncodedContent([new("user", "mallory-4711")]));

        Assert.That((await EntriesAsync())[^1], Is.EqualTo("- SIGN_IN_FAILED "));
        Assert.That((await _admin.GetAnswerAsync(Log)).Body, Does.Not.Contain("mallory"));
    }

    [Test]
    public async Task Token_FloodOfWrongOnes_IsTwoEntriesAMinuteAndNoToken()
    {
        using var client = await _portal.ClientAsync(null);
        for (var attempt = 0; attempt < 50; attempt++)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"secret-4711-{attempt}");
            Assert.That((await client.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(401));
        }
        _clock.Move(TimeSpan.FromSeconds(61));
        await client.GetAnswerAsync("/api/v1/me");

        var entries = (await EntriesAsync()).Where(entry => entry.StartsWith("- TOKEN_REFUSED", StringComparison.Ordinal));
        Assert.That(entries, Is.EqualTo(new[] { "- TOKEN_REFUSED ", "- TOKEN_REFUSED AND_49_MORE", "- TOKEN_REFUSED " }));
        var page = await _admin.GetAnswerAsync("/audit?event=TOKEN_REFUSED");
        Assert.That(page.Body, Does.Contain("49 times more within a minute").And.Not.Contain("secret-4711"));
        Assert.That((await _admin.GetAnswerAsync(Log)).Body, Does.Not.Contain("secret-4711"));
    }

    [Test]
    public async Task Counts_PortalStops_AreWritten()
    {
        var second = await _portal.AnotherNodeAsync();
        await using (second)
        {
            using var client = await second.ClientAsync(null);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "none");
            for (var attempt = 0; attempt < 3; attempt++)
                await client.GetAnswerAsync("/api/v1/me");
        }

        Assert.That((await EntriesAsync())[^1], Is.EqualTo("- TOKEN_REFUSED AND_2_MORE"));
    }

    [TestCase("AND_12_MORE", 12)]
    [TestCase("FORBIDDEN", null)]
    [TestCase("AND_MANY_MORE", null)]
    public void More_Detail_IsTheNumberInIt(string detail, int? more) => Assert.That(StrangerAudit.More(detail), Is.EqualTo(more));

    private async Task<IReadOnlyList<string>> EntriesAsync() =>
        [
            .. (await _admin.GetAnswerAsync(Log + "?pageSize=500")).Json["items"]!
                .AsArray()
                .Reverse()
                .Select(entry => $"{Text(entry, "person")} {Text(entry, "event")} {Text(entry, "detail")}"),
        ];

    private static string? Text(JsonNode? entry, string member) => (string?)entry![member];
}
