using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn;

/// <summary>A session ends when it is told to, on every node, whoever holds a copy of its key.</summary>
[NeedsDatabase]
public sealed class SessionTests
{
    private static readonly Uri Everywhere = new("/api/v1/me/sessions", UriKind.Relative);

    private MovedClock _clock = null!;
    private RunningPortal _portal = null!;

    [SetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync(_clock = new MovedClock());

    [TearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task SignOut_CookieCopiedBefore_SignsNobodyIn()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var copy = browser.Copy(_portal);
        Assert.That((await copy.MeAsync(), await browser.MeAsync()), Is.EqualTo((200, 200)));

        await browser.PostAsync("/sign-out");

        Assert.That((await copy.MeAsync(), await browser.MeAsync()), Is.EqualTo((401, 401)));
    }

    [Test]
    public async Task SignOut_OneBrowser_LeavesTheOtherSignedIn()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var other = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        await browser.PostAsync("/sign-out");

        Assert.That(await other.MeAsync(), Is.EqualTo(200));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task SignOutEverywhere_ByPageOrApi_EndsEveryBrowserAndTokenOnEveryNode(bool byPage)
    {
        await using var node = await _portal.AnotherNodeAsync();
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var other = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var script = await node.ClientAsync("member@harbour");
        using var colleague = await node.ClientAsync("lead@harbour");

        if (byPage)
            await browser.PostAsync("/sign-out", ("everywhere", "true"));
        else
            Assert.That((await script.DeleteAsync(Everywhere)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        Assert.That((await browser.MeAsync(), await other.MeAsync(), await MeAsync(script)), Is.EqualTo((401, 401, 401)));
        Assert.That(await MeAsync(colleague), Is.EqualTo(200));
    }

    [Test]
    public async Task SignOutEverywhere_CookieAlone_Is401()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var client = await _portal.ClientAsync(null);
        client.DefaultRequestHeaders.Add("Cookie", "portal=" + browser.Value);

        Assert.That((await client.DeleteAsync(Everywhere)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await browser.MeAsync(), Is.EqualTo(200));
    }

    [TestCase("DELETE FROM person_role WHERE person_id = 'member@harbour'")]
    [TestCase("DELETE FROM membership WHERE person_id = 'member@harbour'")]
    [TestCase("UPDATE person_role SET role = 'Report.Reader' WHERE person_id = 'member@harbour'")]
    public async Task Role_TakenAway_EndsBrowsersAndTokensAtOnce(string change)
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var script = await _portal.ClientAsync("member@harbour");
        using var colleague = await _portal.ClientAsync("lead@harbour");
        Assert.That((await browser.MeAsync(), await MeAsync(script)), Is.EqualTo((200, 200)));

        await ChangeAsync(change);

        Assert.That((await browser.MeAsync(), await MeAsync(script), await MeAsync(colleague)), Is.EqualTo((401, 401, 200)));
    }

    [Test]
    public async Task SignIn_PersonWithoutAnyRole_IsRefusedOnThePageAndForTokens()
    {
        await ChangeAsync("DELETE FROM person_role WHERE person_id = 'analyst'");

        using var browser = await CookieOfSession.SignInAsync(_portal, "analyst");
        using var client = await _portal.ClientAsync(null);
        var token = await client.PostAnswerAsync("/dev/tokens", new FormUrlEncodedContent([new("user", "analyst")]));

        Assert.That((await browser.MeAsync(), token.Status, token.Code), Is.EqualTo((401, 400, "UNKNOWN_PERSON")));
    }

    [Test]
    public async Task Session_NotUsedForHalfAnHour_Ends()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");

        _clock.Move(TimeSpan.FromMinutes(29));
        Assert.That(await browser.MeAsync(), Is.EqualTo(200), "used in time");
        _clock.Move(TimeSpan.FromMinutes(29));
        Assert.That(await browser.MeAsync(), Is.EqualTo(200), "its use counts");
        _clock.Move(TimeSpan.FromMinutes(31));

        Assert.That(await browser.MeAsync(), Is.EqualTo(401));
    }

    [Test]
    public async Task Session_UsedAllTheTime_EndsAfterTwelveHours()
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        using var script = await _portal.ClientAsync("member@harbour");

        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20)
        {
            _clock.Move(TimeSpan.FromMinutes(20));
            Assert.That((await browser.MeAsync(), await MeAsync(script)), Is.EqualTo((200, 200)), $"after {minutes} minutes");
        }

        _clock.Move(TimeSpan.FromMinutes(21));
        Assert.That((await browser.MeAsync(), await MeAsync(script)), Is.EqualTo((401, 401)));
    }

    [Test]
    public async Task SignIn_OverAPlantedSession_HasAKeyOfItsOwnAndEndsThePlantedOne()
    {
        using var attacker = await CookieOfSession.SignInAsync(_portal, "member@teasel");
        var planted = attacker.Value;

        using var victim = await CookieOfSession.SignInAsync(_portal, "lead@harbour", planted);

        Assert.That(victim.Value, Is.Not.Null.And.Not.EqualTo(planted));
        Assert.That((await victim.MeAsync(), await attacker.MeAsync()), Is.EqualTo((200, 401)));
    }

    // The lock holds the request between signing in and its scope.
    [TestCase("/api/v1/me")]
    [TestCase("/history/HARBOUR")]
    public async Task Session_EndsWhileARequestRuns_IsSignedOutAndNoError(string path)
    {
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        await using var owner = await _portal.Database.Portal.Migrations.OpenConnectionAsync();
        await using var ending = await owner.BeginTransactionAsync();
        await owner.ExecuteAsync("LOCK TABLE membership IN ACCESS EXCLUSIVE MODE");
        var answer = browser.OpenAsync(path);
        while (
            !answer.IsCompleted
            && !await owner.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'membership'::regclass AND NOT granted)"
            )
        )
            await Task.Delay(10);

        await owner.ExecuteAsync("DELETE FROM session");
        await ending.CommitAsync();

        Assert.That((await answer).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Key_OfAToken_StandsNowhereInTheDatabase()
    {
        using var script = await _portal.ClientAsync("member@harbour");
        var token = script.DefaultRequestHeaders.Authorization!.Parameter!;
        await using var owner = await _portal.Database.Portal.Migrations.OpenConnectionAsync();
        var stored = (await owner.QueryAsync<string>("SELECT session::text FROM session")).ToList();

        Assert.That(stored, Has.Count.EqualTo(1));
        Assert.That(stored[0], Does.Not.Contain(token));
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stored[0].Trim('(').Split(',')[0]);
        Assert.That(await MeAsync(script), Is.EqualTo(401), "the hash is no key");
    }

    [TestCase("SELECT person_id FROM session")]
    [TestCase("SELECT role FROM person_role")]
    [TestCase("DELETE FROM session")]
    [TestCase("INSERT INTO session VALUES (repeat('0', 64), 'admin', 'TOKEN', now(), now())")]
    [TestCase("SET ROLE portal_sign_in")]
    public async Task Application_TriesSessions_IsRefused(string attempt)
    {
        foreach (
            var source in new[]
            {
                _portal.Database.Portal.Application.Source,
                _portal.Database.Portal.Network,
                _portal.Database.Portal.Release.Source,
            }
        )
        {
            await using var connection = await source.OpenConnectionAsync();
            Assert.That(
                async () => await connection.ExecuteAsync(attempt),
                Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
            );
        }
    }

    private static async Task<int> MeAsync(HttpClient client) => (await client.GetAnswerAsync("/api/v1/me")).Status;

    private async Task ChangeAsync(string sql)
    {
        await using var owner = await _portal.Database.Portal.Migrations.OpenConnectionAsync();
        Assert.That(await owner.ExecuteAsync(sql), Is.Positive);
    }
}
