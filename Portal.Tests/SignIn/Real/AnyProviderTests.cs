using System.Net;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.TestIdentity.Tokens;
using Portal.Tests.Database;

namespace Portal.Tests.SignIn.Real;

/// <summary>A charity without Entra: the same people, proved by another OpenID Connect provider.</summary>
[NeedsDatabase]
public sealed class AnyProviderTests
{
    private const string Administrator = "admin@network.example";

    private IdentityProvider _provider = null!;
    private ProductionPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _portal = await ProductionPortal.StartAsync(_provider, Settings.ForGeneric(_provider));
        using var browser = _portal.Browser();
        Assert.That(
            await Joining.ClaimAsync(browser, Administrator, new Uri(await _portal.FirstAdministratorAsync(Administrator))),
            Is.EqualTo("/")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [TearDown]
    public void Recover()
    {
        Assert.That(_provider.Faults.IsPending, Is.False, "the fault did not happen");
        _provider.Faults.Recover();
    }

    [Test]
    public async Task Invited_ClaimsAndSignsInAgain()
    {
        _provider.Add(new Person("ann@network.example", "Ann Analyst"));
        using var administrator = _portal.Browser();
        await administrator.SignInAsync(Administrator);
        using var analyst = _portal.Browser();

        var claimed = await Joining.ClaimAsync(
            analyst,
            "ann@network.example",
            await Joining.InviteAsync(administrator, "/people", "ann@network.example", "Network.Analyst")
        );
        using var again = _portal.Browser();
        var signedIn = await again.SignInAsync("ann@network.example");

        Assert.That((claimed, signedIn), Is.EqualTo(("/", "/")));
        using var network = await again.GetAsync("/network");
        Assert.That(network.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    // Anybody can write somebody else's address into an account of their own.
    [Test]
    public async Task Invited_WithAnAddressThatTheProviderHasNotVerified_GetsNoRole()
    {
        _provider.Add(new Person("eve@network.example", "Eve") { EmailVerified = false });
        using var administrator = _portal.Browser();
        await administrator.SignInAsync(Administrator);
        using var eve = _portal.Browser();

        var claimed = await Joining.ClaimAsync(
            eve,
            "eve@network.example",
            await Joining.InviteAsync(administrator, "/people", "eve@network.example", "Network.Analyst")
        );

        Assert.That(claimed, Does.StartWith("/sign-in/no-role"));
        Assert.That(eve.Cookies, Has.No.Member("__Host-portal"));
    }

    [TestCase(TokenFault.WrongAudience)]
    [TestCase(TokenFault.Expired)]
    [TestCase(TokenFault.NotYetValid)]
    [TestCase(TokenFault.OtherKey)]
    [TestCase(TokenFault.UnknownKey)]
    [TestCase(TokenFault.WithoutSignature)]
    [TestCase(TokenFault.SignedWithPublicKey)]
    [TestCase(TokenFault.SignedWithClientSecret)]
    [TestCase(TokenFault.WrongNonce)]
    [TestCase(TokenFault.NoNonce)]
    public async Task Page_TokenThatIsNoGood_GivesNoSession(TokenFault fault)
    {
        _provider.Faults.BreakNextIdToken(fault);
        using var browser = _portal.Browser();

        Assert.That(await browser.SignInAsync(Administrator), Does.StartWith("/sign-in/refused"));
        Assert.That(browser.Cookies, Has.No.Member("__Host-portal"));
    }
}
