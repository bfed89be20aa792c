using System.Net;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.TestIdentity.Tokens;
using Portal.Tests.Database;

namespace Portal.Tests.SignIn.Real;

/// <summary>What an attacker with an account, or a provider that lies, tries against pages and API. One good case stands beside them.</summary>
[NeedsDatabase]
public sealed class RefusedIdentityTests
{
    private const string Administrator = "admin@network.example";
    private const string Me = "/api/v1/me";

    private IdentityProvider _provider = null!;
    private ProductionPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _portal = await ProductionPortal.StartAsync(_provider, Settings.ForEntra(_provider));
        using var administrator = _portal.Browser();
        var link = new Uri(await _portal.FirstAdministratorAsync(Administrator));
        Assert.That(
            await administrator.SignInAsync(Administrator, "/sign-in/go?invitation=" + link.Segments[^1]),
            Is.EqualTo("/"),
            _portal.Said
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

    [TestCase(TokenFault.OtherTenant, "TENANT")]
    [TestCase(TokenFault.IssuerOfAnotherTenant, "TENANT")]
    [TestCase(TokenFault.WrongAudience, "FAILED")]
    [TestCase(TokenFault.Expired, "FAILED")]
    [TestCase(TokenFault.NotYetValid, "FAILED")]
    [TestCase(TokenFault.OtherKey, "FAILED")]
    [TestCase(TokenFault.UnknownKey, "FAILED")]
    [TestCase(TokenFault.WithoutSignature, "FAILED")]
    [TestCase(TokenFault.SignedWithPublicKey, "FAILED")]
    [TestCase(TokenFault.SignedWithClientSecret, "FAILED")]
    [TestCase(TokenFault.VersionOne, "*")]
    [TestCase(TokenFault.NoObjectId, "FAILED")]
    [TestCase(TokenFault.WrongNonce, "FAILED")]
    [TestCase(TokenFault.NoNonce, "FAILED")]
    public async Task Page_TokenThatIsNoGood_RefusesInWordsAndIsInTheLog(TokenFault fault, string why)
    {
        using var browser = _portal.Browser();
        _provider.Faults.BreakNextIdToken(fault);

        var page = await browser.SignInAsync(Administrator);

        Assert.That(page, why == "*" ? Does.StartWith("/sign-in/refused?why=") : Is.EqualTo("/sign-in/refused?why=" + why));
        Assert.That(browser.Cookies, Has.No.Member("__Host-portal"));
        using var shown = await browser.GetAsync(page);
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _portal.AuditAsync(), Has.Some.StartWith("SIGN_IN_FAILED"));
    }

    [Test]
    public async Task Page_GoodToken_SignsIn()
    {
        using var browser = _portal.Browser();

        Assert.That(await browser.SignInAsync(Administrator), Is.EqualTo("/"));

        using var shown = await browser.GetAsync("/people");
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Page_ForgedState_IsRefused()
    {
        using var browser = _portal.Browser();
        var (action, fields) = await browser.ProveAsync(Administrator);

        var page = await browser.AnswerAsync(action, fields.Select(field => field.Name == "state" ? (field.Name, "forged") : field));

        Assert.That(page, Is.EqualTo("/sign-in/refused?why=FAILED"));
    }

    [Test]
    public async Task Page_AnswerForSomebodyElsesBrowser_IsRefused()
    {
        using var attacker = _portal.Browser();
        var (action, fields) = await attacker.ProveAsync(Administrator);
        using var victim = _portal.Browser();

        Assert.That(await victim.AnswerAsync(action, fields), Is.EqualTo("/sign-in/refused?why=FAILED"));
        Assert.That(victim.Cookies, Has.No.Member("__Host-portal"));
    }

    [Test]
    public async Task Page_SameAnswerTwice_IsRefusedTheSecondTime()
    {
        using var browser = _portal.Browser();
        var (action, fields) = await browser.ProveAsync(Administrator);
        Assert.That(await browser.AnswerAsync(action, fields), Is.EqualTo("/"));

        Assert.That(await browser.AnswerAsync(action, fields), Is.EqualTo("/sign-in/refused?why=FAILED"));
    }

    [Test]
    public async Task Page_SpentCode_IsRefused()
    {
        using var browser = _portal.Browser();
        _provider.Faults.SpendNextCode();

        Assert.That(await browser.SignInAsync(Administrator), Is.EqualTo("/sign-in/refused?why=FAILED"));
    }

    [Test]
    public async Task Page_PersonDeclines_IsToldThatNothingHappened()
    {
        using var browser = _portal.Browser();
        _provider.Faults.RefuseNextSignIn();

        Assert.That(await browser.SignInAsync(Administrator), Is.EqualTo("/sign-in/refused?why=CANCELLED"));
    }

    [Test]
    public async Task Page_ProviderGoesDownMeanwhile_IsToldToTryLater()
    {
        using var browser = _portal.Browser();
        var (action, fields) = await browser.ProveAsync(Administrator);
        _provider.Faults.GoDown(ProviderPart.Token);

        Assert.That(await browser.AnswerAsync(action, fields), Does.StartWith("/sign-in/refused?why="));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example")]
    public async Task Page_AddressOfAnotherSite_IsNotOpenedAfterSigningIn(string then)
    {
        using var browser = _portal.Browser();

        Assert.That(await browser.SignInAsync(Administrator, "/sign-in/go?then=" + Uri.EscapeDataString(then)), Is.EqualTo("/"));
    }

    [TestCase(TokenFault.OtherTenant)]
    [TestCase(TokenFault.IssuerOfAnotherTenant)]
    [TestCase(TokenFault.WrongAudience)]
    [TestCase(TokenFault.Expired)]
    [TestCase(TokenFault.NotYetValid)]
    [TestCase(TokenFault.OtherKey)]
    [TestCase(TokenFault.WithoutSignature)]
    [TestCase(TokenFault.SignedWithPublicKey)]
    [TestCase(TokenFault.SignedWithClientSecret)]
    [TestCase(TokenFault.VersionOne)]
    [TestCase(TokenFault.NoObjectId)]
    public async Task Api_TokenThatIsNoGood_Is401AndInTheLog(TokenFault fault)
    {
        using var client = _portal.ClientWith(_provider.IssueToken(fault, Person(Administrator)));

        using var answer = await client.GetAsync(Me);

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(await _portal.AuditAsync(), Has.Some.StartWith("TOKEN_REFUSED"));
    }

    [Test]
    public async Task Api_GoodTokenOfAPerson_CountsUntilTheySignOutEverywhere()
    {
        var token = _provider.IssueToken(TokenFault.None, Person(Administrator));
        using var client = _portal.ClientWith(token);
        using (var answer = await client.GetAsync(Me))
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Ada Administrator").And.Contain("Network.Admin"));
        using (var people = await client.GetAsync("/api/v1/admin/people"))
            Assert.That((int)people.StatusCode, Is.EqualTo(200));

        using (var ended = await client.DeleteAsync("/api/v1/me/sessions"))
            Assert.That((int)ended.StatusCode, Is.EqualTo(204));

        using var after = await client.GetAsync(Me);
        Assert.That((int)after.StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Api_TokenOfSomebodyWithoutARole_Is401()
    {
        using var client = _portal.ClientWith(_provider.IssueToken(TokenFault.None, Person("analyst@network.example")));

        using var answer = await client.GetAsync(Me);

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Api_CookieAlone_ChangesNothing()
    {
        using var browser = _portal.Browser();
        await browser.SignInAsync(Administrator);
        using var read = await browser.GetAsync(Me);
        Assert.That((int)read.StatusCode, Is.EqualTo(200));

        using var written = await browser.PostAsync("/people", "/../api/v1/admin/services", ("code", "FORGED"));

        Assert.That((int)written.StatusCode, Is.EqualTo(401));
    }

    [TestCase("evil.example", 400)]
    [TestCase("localhost", 200)]
    public async Task Host_OfAnotherSite_IsRefused(string host, int status)
    {
        using var socket = new System.Net.Sockets.TcpClient("localhost", _portal.Address.Port);
        await using var secure = new System.Net.Security.SslStream(socket.GetStream());
        var trusted = _portal.Handler().SslOptions;
        trusted.TargetHost = "localhost";
        await secure.AuthenticateAsClientAsync(trusted);
        await secure.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(secure);

        Assert.That(await reader.ReadLineAsync(), Does.StartWith($"HTTP/1.1 {status} "));
    }

    private TestIdentity.Person Person(string name) => _provider.People.Single(person => person.UserName == name);
}
