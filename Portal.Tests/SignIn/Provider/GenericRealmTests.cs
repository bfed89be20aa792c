using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.TestIdentity;

namespace Portal.Tests.SignIn.Provider;

/// <summary>The realm of a provider that is not Entra.</summary>
public sealed class GenericRealmTests
{
    private IdentityProvider _provider = null!;
    private SigningIn _signingIn = null!;

    [SetUp]
    public async Task StartProvider()
    {
        _provider = await IdentityProvider.StartAsync();
        _signingIn = SigningIn.ToGeneric(_provider);
    }

    [TearDown]
    public async Task StopProvider()
    {
        _signingIn.Dispose();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task SignIn_Person_GivesSubjectAndCheckedEmailAndNothingOfEntra()
    {
        var document = await _signingIn.DocumentAsync("generic/.well-known/openid-configuration");

        var token = (await _signingIn.RedeemAsync(await _signingIn.CodeAsync("lead@harbour.example"))).IdToken;

        using var key = token.Key(await _signingIn.DocumentAsync(new Uri((string)document["jwks_uri"]!).AbsolutePath));
        Assert.That(
            key!.VerifyData(
                token.Signed,
                token.Signature,
                System.Security.Cryptography.HashAlgorithmName.SHA256,
                System.Security.Cryptography.RSASignaturePadding.Pkcs1
            ),
            Is.True
        );
        Assert.That(
            (token["iss"], token["aud"], token["nonce"], token["email"], (bool?)token.Claims["email_verified"]),
            Is.EqualTo(((string?)document["issuer"], "portal", SigningIn.Nonce, "lead@harbour.example", true))
        );
        Assert.That(token["sub"], Is.Not.Empty);
        Assert.That(token.Claims.Select(claim => claim.Key), Has.None.AnyOf("tid", "oid", "ver", "preferred_username"));
    }

    [Test]
    public async Task UserInfo_TokenOfAPerson_SaysTheSameAsTheIdToken()
    {
        _provider.Add(new Person("new@charity.example", "Nia New") { EmailVerified = false });
        var answer = await _signingIn.RedeemAsync(await _signingIn.CodeAsync("new@charity.example"));

        using var client = new HttpClient(_provider.TrustingHandler()) { BaseAddress = _provider.Address };
        var without = await client.GetAsync(new Uri("generic/userinfo", UriKind.Relative));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer.Json["access_token"]!);
        var told = JsonNode.Parse(await client.GetStringAsync(new Uri("generic/userinfo", UriKind.Relative)))!;

        Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(((string?)told["sub"], (bool?)told["email_verified"]), Is.EqualTo((answer.IdToken["sub"], false)));
    }

    [Test]
    public async Task Redeem_CodeOfEntra_IsRefused()
    {
        using var entra = SigningIn.ToEntra(_provider);

        var answer = await _signingIn.RedeemAsync(await entra.CodeAsync("lead@harbour.example"));

        Assert.That(answer.Error, Is.EqualTo("invalid_grant"));
    }
}
