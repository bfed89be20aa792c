using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.BrowserTests.Releases;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>Somebody who leaves the portal open on the screen is warned, and then signed out.</summary>
public sealed class IdleSessionTests
{
    private RunningPortal _portal = null!;

    [OneTimeSetUp]
    public async Task Open() => _portal = await RunningPortal.StartAsync();

    [OneTimeTearDown]
    public async Task Close() => await _portal.DisposeAsync();

    [TestCase(1280)]
    [TestCase(375)]
    public async Task Idle_TwentySixMinutes_IsWarnedAndStaysByOneClick(int width)
    {
        await using var visit = await Visit.OpenAsync(_portal, "lead@harbour", width);
        await visit.Page.Clock.InstallAsync();
        await visit.Page.GotoAsync("/");
        var warning = visit.Page.GetByRole(AriaRole.Alert);
        await visit.Page.Clock.FastForwardAsync("24:00");
        Assert.That(await warning.CountAsync(), Is.Zero);

        await visit.Page.Clock.FastForwardAsync("02:00");

        await Assertions.Expect(warning).ToHaveTextAsync("You will be signed out in 4 minutes, because nothing has happened here.");
        await SoundPage.AssertAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" }).ClickAsync();
        await Assertions.Expect(warning).ToHaveCountAsync(0);
        await visit.Page.Clock.FastForwardAsync("24:00");
        Assert.That(await warning.CountAsync(), Is.Zero);
    }

    // The portal has ended the session by then; what was on the screen goes.
    [Test]
    public async Task Idle_HalfAnHour_LeavesThePage()
    {
        await using var visit = await Visit.OpenAsync(_portal, "member@teasel");
        await visit.Page.Clock.InstallAsync();
        await visit.Page.GotoAsync("/families");
        await visit.Page.Context.ClearCookiesAsync();

        await visit.Page.Clock.FastForwardAsync("31:00");

        // Looks again and again: waiting for a navigation can miss one that has just happened.
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/sign-in"), new() { Timeout = 30_000 });
        Assert.That(await visit.Page.Locator("h1").InnerTextAsync(), Is.EqualTo("Sign in"));
    }
}
