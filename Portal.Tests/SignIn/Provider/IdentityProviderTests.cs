using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using NUnit.Framework;
using Portal.TestIdentity;

namespace Portal.Tests.SignIn.Provider;

/// <summary>Where the test provider answers, what it says of itself, and how it fails on request.</summary>
public sealed class IdentityProviderTests
{
    private IdentityProvider _provider = null!;
    private SigningIn _signingIn = null!;

    [SetUp]
    public async Task StartProvider()
    {
        _provider = await IdentityProvider.StartAsync();
        _signingIn = SigningIn.ToEntra(_provider);
    }

    [TearDown]
    public async Task StopProvider()
    {
        _signingIn.Dispose();
        await _provider.DisposeAsync();
    }

    [TestCase("0.0.0.0")]
    [TestCase("::")]
    [TestCase("*")]
    [TestCase("192.0.2.1")]
    [TestCase("portal.example")]
    public void Start_HostThatOthersReach_IsRefused(string host) =>
        Assert.That(() => IdentityProvider.StartAsync(new() { Host = host }), Throws.ArgumentException.With.Message.Contains(host));

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    public async Task Start_Loopback_AnswersThere(string host)
    {
        await using var provider = await IdentityProvider.StartAsync(new() { Host = host });
        using var client = new HttpClient(provider.TrustingHandler());

        var document = await client.GetStringAsync(new Uri(provider.Address, $"{provider.TenantId}/v2.0/.well-known/openid-configuration"));

        Assert.That(document, Does.Contain($"\"issuer\":\"https://{host}:{provider.Address.Port}/{provider.TenantId}/v2.0\""));
    }

    [Test]
    public void Certificate_ClientThatWasNotToldToTrustIt_Refuses()
    {
        using var client = new HttpClient();

        Assert.That(
            () => client.GetAsync(_provider.Address),
            Throws.TypeOf<HttpRequestException>().With.InnerException.TypeOf<AuthenticationException>()
        );
        Assert.That(File.ReadAllText(_provider.CertificateFile), Is.EqualTo(_provider.CertificatePem).And.Not.Contains("PRIVATE"));
    }

    [Test]
    public async Task Requests_ByAForeignName_AreRefused()
    {
        var handler = _provider.TrustingHandler();
        // The client checks the certificate against the name in Host, which is foreign here on purpose.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, faults) =>
            (faults & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_provider.Address, "common/discovery/instance"));
        request.Headers.Host = "portal.example";

        Assert.That((await client.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _signingIn.GetAsync("common/discovery/instance")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("common", "{tenantid}")]
    [TestCase("organizations", "{tenantid}")]
    [TestCase(null, null)]
    public async Task Discovery_Authority_NamesItsIssuerAndEndpointsThatAnswer(string? authority, string? issuer)
    {
        authority ??= _provider.TenantId;

        var document = await _signingIn.DocumentAsync(authority + "/v2.0/.well-known/openid-configuration");

        Assert.That((string?)document["issuer"], Is.EqualTo($"{_provider.Address}{issuer ?? authority}/v2.0"));
        foreach (var endpoint in new[] { "authorization_endpoint", "jwks_uri", "end_session_endpoint" })
        {
            var response = await _signingIn.GetAsync((string)document[endpoint]!);
            Assert.That(response.StatusCode, Is.Not.EqualTo(HttpStatusCode.NotFound), endpoint);
        }
        Assert.That((string?)document["token_endpoint"], Is.EqualTo($"{_provider.Address}{authority}/oauth2/v2.0/token"));
    }

    [Test]
    public async Task Discovery_TenantThatIsNotHere_IsRefused() =>
        Assert.That(
            (await _signingIn.GetAsync(Guid.NewGuid() + "/v2.0/.well-known/openid-configuration")).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest)
        );

    [Test]
    public async Task GoDown_OnePart_LeavesTheOthersUntilItRecovers()
    {
        _provider.Faults.GoDown(ProviderPart.Token);
        var code = await _signingIn.CodeAsync("lead@harbour.example");

        var down = await _signingIn.RedeemAsync(code);
        _provider.Faults.Recover();
        var up = await _signingIn.RedeemAsync(code);

        Assert.That((down.Status, up.Status), Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK)));
    }

    [Test]
    public async Task AnswerSlowly_OnePart_KeepsItsCallerWaitingAndNobodyElse()
    {
        const string slow = "/generic/keys";
        _provider.Faults.AnswerSlowly(TimeSpan.FromMinutes(5), ProviderPart.Keys);
        using var client = new HttpClient(_provider.TrustingHandler());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var answer = client.GetAsync(new Uri(_provider.Address, slow), patience.Token);
        while (!_provider.Requests.Contains("GET " + slow))
            await Task.Delay(20, patience.Token);

        Assert.That((await _signingIn.GetAsync("common/discovery/instance")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.IsCompleted, Is.False);
        await patience.CancelAsync();
        Assert.That(() => answer, Throws.InstanceOf<TaskCanceledException>());
    }
}
