using System.Net;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.Tests.Database;

namespace Portal.Tests.SignIn.Real;

/// <summary>Two processes in Production over one database, and a browser that a proxy leads to either.</summary>
[NeedsDatabase]
public sealed class TwoNodesTests
{
    private const string Person = "admin@network.example";

    private IdentityProvider _provider = null!;
    private ProductionPortal _first = null!;
    private ProductionPortal _second = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _first = await ProductionPortal.StartAsync(_provider, Settings.ForEntra(_provider));
        _second = await _first.AnotherNodeAsync(Settings.ForEntra(_provider));
        using var browser = _first.Browser();
        await Joining.ClaimAsync(browser, Person, new Uri(await _first.FirstAdministratorAsync(Person)));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task SignedIn_OnOne_IsSignedInOnTheOther_AndSignedOutOnBoth(bool isTurned)
    {
        var (one, other) = isTurned ? (_second, _first) : (_first, _second);
        using var here = one.Browser();
        using var there = here.At(other);
        Assert.That(await here.SignInAsync(Person), Is.EqualTo("/"));
        // A copy of the cookie, which is all that a browser has.
        using var copy = new SigningBrowser(other, here.Copy());

        Assert.That(await StatusAsync(there), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(copy), Is.EqualTo(HttpStatusCode.OK));

        using (var signedOut = await there.PostAsync("/people", "/sign-out"))
            Assert.That((int)signedOut.StatusCode, Is.EqualTo(302));
        Assert.That(await StatusAsync(here), Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await StatusAsync(copy), Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task SignIn_BegunOnOne_EndsOnTheOther()
    {
        using var here = _first.Browser();
        using var there = here.At(_second);
        var (action, fields) = await here.ProveAsync(Person);
        var elsewhere = new Uri(_second.Address, action.PathAndQuery);

        Assert.That(await there.AnswerAsync(elsewhere, fields), Is.EqualTo("/"));
        Assert.That(await StatusAsync(here), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Form_OpenedOnOne_IsTakenByTheOther()
    {
        using var here = _first.Browser();
        using var there = here.At(_second);
        await here.SignInAsync(Person);

        using var invited = await there.PostFormOfAsync(
            here,
            "/people",
            "?handler=Invite",
            ("name", "Somebody"),
            ("email", "somebody@network.example"),
            ("role", "Network.Analyst")
        );

        Assert.That(await invited.Content.ReadAsStringAsync(), Does.Contain("is invited as"));
    }

    private static async Task<HttpStatusCode> StatusAsync(SigningBrowser browser)
    {
        using var answer = await browser.GetAsync("/people");
        return answer.StatusCode;
    }
}
