using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.TestIdentity.Tokens;

namespace Portal.Tests.SignIn.Provider;

/// <summary>Bearer tokens for the API: a good one is good, and each bad one is bad in the way it is called.</summary>
public sealed class ApiTokenTests
{
    private IdentityProvider _provider = null!;
    private SigningIn _signingIn = null!;
    private JsonObject _keys = null!;

    [OneTimeSetUp]
    public async Task StartProvider()
    {
        _provider = await IdentityProvider.StartAsync();
        _signingIn = SigningIn.ToEntra(_provider);
        _keys = await KeysAsync();
    }

    [OneTimeTearDown]
    public async Task StopProvider()
    {
        _signingIn.Dispose();
        await _provider.DisposeAsync();
    }

    [TestCase(TokenFault.None)]
    [TestCase(TokenFault.OtherTenant, "issuer", "tenant")]
    [TestCase(TokenFault.IssuerOfAnotherTenant, "issuer", "issuer of its tenant")]
    [TestCase(TokenFault.WrongAudience, "audience")]
    [TestCase(TokenFault.Expired, "ended")]
    [TestCase(TokenFault.NotYetValid, "not begun")]
    [TestCase(TokenFault.OtherKey, "signature")]
    [TestCase(TokenFault.UnknownKey, "key")]
    [TestCase(TokenFault.WithoutSignature, "algorithm")]
    [TestCase(TokenFault.SignedWithPublicKey, "algorithm")]
    [TestCase(TokenFault.SignedWithClientSecret, "algorithm")]
    [TestCase(TokenFault.VersionOne, "issuer", "issuer of its tenant", "audience", "version")]
    [TestCase(TokenFault.NoObjectId, "person")]
    public void IssueToken_EachFault_IsWhatIsWrongAndNothingElse(TokenFault fault, params string[] wrong) =>
        Assert.That(Faults(new ReceivedToken(_provider.IssueToken(fault))), Is.EqualTo(wrong));

    [Test]
    public void IssueToken_WithoutSignature_SaysNoneAndHasNone()
    {
        var token = new ReceivedToken(_provider.IssueToken(TokenFault.WithoutSignature));

        Assert.That((string?)token.Header["alg"], Is.EqualTo("none"));
        Assert.That(token.Signature, Is.Empty);
    }

    // Real forgeries: a receiver that took the published key or the client secret for a shared one would find the signature right.
    [Test]
    public void IssueToken_SignedWithPublicKeyOrSecret_HasTheSignatureOfThatSecret()
    {
        var byKey = new ReceivedToken(_provider.IssueToken(TokenFault.SignedWithPublicKey));
        var bySecret = new ReceivedToken(_provider.IssueToken(TokenFault.SignedWithClientSecret));

        using var key = byKey.Key(_keys)!;
        Assert.That(byKey.Signature, Is.EqualTo(Hmac(key.ExportSubjectPublicKeyInfoPem(), byKey)));
        Assert.That(bySecret.Signature, Is.EqualTo(Hmac(_provider.Options.WebClientSecret, bySecret)));
    }

    [Test]
    public void IssueToken_ClaimsChanged_AreSignedAsTheyAre()
    {
        var token = new ReceivedToken(_provider.IssueToken(change: claims => claims["oid"] = "somebody"));

        Assert.That(token["oid"], Is.EqualTo("somebody"));
        Assert.That(Faults(token), Is.Empty);
    }

    [Test]
    public async Task ClientCredentials_Machine_GivesATokenWithItsAppRoles()
    {
        var machine = _provider.Add(new Machine("a0000000-0000-4000-8000-00000000000a", "s", "Service.Member"));

        var answer = await AskAsync(machine, machine.Secret, $"api://{_provider.Options.ApiClientId}/.default");

        Assert.That(Faults(answer.AccessToken), Is.Empty);
        Assert.That(answer.AccessToken.Claims["roles"]!.ToJsonString(), Is.EqualTo("""["Service.Member"]"""));
        Assert.That(
            (answer.AccessToken["azp"], answer.AccessToken["idtyp"], answer.AccessToken["oid"]),
            Is.EqualTo((machine.ClientId, "app", machine.ObjectId.ToString()))
        );
    }

    [Test]
    public async Task ClientCredentials_SecretScopeOrMachineWrong_GiveNoToken()
    {
        var machine = _provider.Add(new Machine("a0000000-0000-4000-8000-00000000000b", "s"));
        var scope = $"{_provider.Options.ApiClientId}/.default";

        var errors = new[]
        {
            (await AskAsync(machine, "guessed", scope)).Error,
            (await AskAsync(machine, machine.Secret, "openid")).Error,
            (await AskAsync(machine, machine.Secret, "another/.default")).Error,
            (await AskAsync(machine with { ClientId = "unknown" }, machine.Secret, scope)).Error,
            (await AskAsync(machine, machine.Secret, scope)).Error,
        };

        Assert.That(errors, Is.EqualTo(new[] { "invalid_client", "invalid_scope", "invalid_resource", "unauthorized_client", null }));
    }

    [Test]
    public async Task RollKeys_TokensOfBothKeys_AreGoodUntilTheOldOneIsWithdrawn()
    {
        await using var provider = await IdentityProvider.StartAsync();
        using var signingIn = SigningIn.ToEntra(provider);
        var old = new ReceivedToken(provider.IssueToken());

        provider.RollKeys();
        var young = new ReceivedToken(provider.IssueToken());
        var both = await signingIn.DocumentAsync($"{provider.TenantId}/discovery/v2.0/keys");
        provider.WithdrawOldKeys();
        var one = await signingIn.DocumentAsync($"{provider.TenantId}/discovery/v2.0/keys");

        var expected = new ReceivedToken.Expected(provider.Address, provider.TenantId, provider.Options.ApiClientId);
        Assert.That((old.Faults(both, expected), young.Faults(both, expected)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(old.Faults(one, expected), Is.EqualTo(new[] { "key" }));
        Assert.That(young.Faults(one, expected), Is.Empty);
    }

    private static byte[] Hmac(string secret, ReceivedToken token) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), token.Signed);

    private List<string> Faults(ReceivedToken token) =>
        [.. token.Faults(_keys, new(_provider.Address, _provider.TenantId, _provider.Options.ApiClientId))];

    private Task<JsonObject> KeysAsync() => _signingIn.DocumentAsync($"{_provider.TenantId}/discovery/v2.0/keys");

    private Task<SigningIn.Answer> AskAsync(Machine machine, string secret, string scope) =>
        _signingIn.PostAsync(
            new Dictionary<string, string?>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = machine.ClientId,
                ["client_secret"] = secret,
                ["scope"] = scope,
            }
        );
}
