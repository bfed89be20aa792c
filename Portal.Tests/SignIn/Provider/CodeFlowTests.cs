using System.Net;
using System.Text;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.TestIdentity.Tokens;

namespace Portal.Tests.SignIn.Provider;

/// <summary>A sign-in at the test provider as Entra does it, and what it refuses.</summary>
public sealed class CodeFlowTests
{
    private const string Lead = "lead@harbour.example";

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

    [Test]
    public async Task SignIn_PersonChosenOnThePage_GivesATokenOfThatPersonThatHoldsNothingWrong()
    {
        var page = await _signingIn.AuthorizeAsync(("client_info", "1"));
        var returned = SigningIn.Returned(await _signingIn.ChooseAsync(page, Lead));

        var answer = await _signingIn.RedeemAsync(returned["code"]);

        Assert.That(returned["state"], Is.EqualTo(SigningIn.State));
        Assert.That(returned["client_info"], Is.EqualTo((string?)answer.Json["client_info"]));
        Assert.That(await FaultsAsync(answer.IdToken), Is.Empty);
        var lead = _provider.People.Single(person => person.UserName == Lead);
        Assert.That(
            new[] { answer.IdToken["oid"], answer.IdToken["name"], answer.IdToken["preferred_username"], answer.IdToken["email"] },
            Is.EqualTo(new[] { lead.ObjectId.ToString(), "Lee Lead", Lead, Lead })
        );
        Assert.That(answer.IdToken.Claims.ContainsKey("roles"), Is.False, "the portal keeps the roles of people");
    }

    [Test]
    public async Task SignIn_FormPost_PostsCodeAndStateToTheApplication()
    {
        var response = await _signingIn.AuthorizeAsync(("response_mode", "form_post"), ("login_hint", Lead));

        var html = await response.Content.ReadAsStringAsync();
        var fields = SigningIn.Fields(html).ToDictionary();
        Assert.That(html, Does.Contain($"action=\"{SigningIn.Callback}\""));
        Assert.That(fields["state"], Is.EqualTo(SigningIn.State));
        Assert.That((await _signingIn.RedeemAsync(fields["code"])).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task SignIn_PersonAddedLater_IsOnThePageAndBringsRolesGivenByTheTenant()
    {
        _provider.Add(new Person("new@harbour.example", "Nia <New>") { Roles = ["Report.Reader"] });

        var returned = SigningIn.Returned(await _signingIn.ChooseAsync(await _signingIn.AuthorizeAsync(), "new@harbour.example"));

        var token = (await _signingIn.RedeemAsync(returned["code"])).IdToken;
        Assert.That(token["name"], Is.EqualTo("Nia <New>"));
        Assert.That(token.Claims["roles"]!.ToJsonString(), Is.EqualTo("""["Report.Reader"]"""));
    }

    [Test]
    public async Task SignIn_Organizations_TakesPeopleOfBothTenantsAndATenantOnlyItsOwn()
    {
        const string stranger = "stranger@elsewhere.example";
        using var any = SigningIn.ToEntra(_provider, "organizations");

        var token = (await any.RedeemAsync(await any.CodeAsync(stranger))).IdToken;
        var own = await (await _signingIn.AuthorizeAsync(("login_hint", stranger))).Content.ReadAsStringAsync();

        Assert.That(token["tid"], Is.EqualTo(_provider.OtherTenantId));
        Assert.That(token["iss"], Is.EqualTo($"{_provider.Address}{_provider.OtherTenantId}/v2.0"));
        Assert.That(
            own,
            Does.Contain($"<button name=\"person\" value=\"{Lead}\"").And.Not.Contain($"<button name=\"person\" value=\"{stranger}\"")
        );
    }

    [TestCase("code_challenge", null, "invalid_request")]
    [TestCase("code_challenge_method", "plain", "invalid_request")]
    [TestCase("code_challenge_method", null, "invalid_request")]
    [TestCase("response_type", "id_token", "unsupported_response_type")]
    [TestCase("scope", "profile", "invalid_scope")]
    [TestCase("prompt", "none", "login_required")]
    public async Task Authorize_OneFieldWrong_SendsTheBrowserBackWithTheError(string field, string? value, string error)
    {
        var returned = SigningIn.Returned(await _signingIn.AuthorizeAsync((field, value)));

        Assert.That((returned["error"], returned["state"]), Is.EqualTo((error, SigningIn.State)));
        Assert.That(returned.Keys, Has.None.EqualTo("code"));
    }

    [TestCase("redirect_uri", "https://elsewhere.example/signin-oidc")]
    [TestCase("redirect_uri", null)]
    [TestCase("client_id", "somebody else")]
    public async Task Authorize_ApplicationUnknown_SendsTheBrowserNowhere(string field, string? value)
    {
        var response = await _signingIn.AuthorizeAsync((field, value), ("login_hint", Lead));

        Assert.That((response.StatusCode, response.Headers.Location), Is.EqualTo((HttpStatusCode.BadRequest, (Uri?)null)));
    }

    [TestCase("code_verifier", null, "invalid_grant")]
    [TestCase("code_verifier", "the verifier of another sign-in, long enough", "invalid_grant")]
    [TestCase("redirect_uri", "http://127.0.0.1:5080/elsewhere", "invalid_grant")]
    [TestCase("client_secret", "guessed", "invalid_client")]
    [TestCase("client_secret", null, "invalid_client")]
    [TestCase("client_id", "somebody else", "unauthorized_client")]
    [TestCase("grant_type", "password", "unsupported_grant_type")]
    public async Task Redeem_OneFieldWrong_GivesNoToken(string field, string? value, string error)
    {
        var answer = await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead), (field, value));

        Assert.That(answer.Error, Is.EqualTo(error));
        Assert.That(answer.Json.ContainsKey("id_token"), Is.False);
        var good = await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead));
        Assert.That(good.Json.ContainsKey("id_token"), Is.True);
    }

    [Test]
    public async Task Redeem_CodeASecondTime_IsRefused()
    {
        var code = await _signingIn.CodeAsync(Lead);

        var statuses = new[] { (await _signingIn.RedeemAsync(code)).Error, (await _signingIn.RedeemAsync(code)).Error };

        Assert.That(statuses, Is.EqualTo(new[] { null, "invalid_grant" }));
    }

    [Test]
    public async Task Redeem_SecretInTheHeader_IsAsGoodAsInTheForm()
    {
        const string verifierOfRfc7636 = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var code = await _signingIn.CodeAsync(Lead, ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        var pair = Uri.EscapeDataString(_provider.Options.WebClientId) + ":" + Uri.EscapeDataString(_provider.Options.WebClientSecret);

        var answer = await _signingIn.PostAsync(
            new Dictionary<string, string?>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = SigningIn.Callback,
                ["code_verifier"] = verifierOfRfc7636,
            },
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))
        );

        Assert.That(await FaultsAsync(answer.IdToken), Is.Empty);
    }

    [Test]
    public async Task Subject_TwoApplications_AreToldDifferentOnes()
    {
        var code = await _signingIn.CodeAsync(Lead, ("scope", $"openid api://{_provider.Options.ApiClientId}/access_as_user"));

        var answer = await _signingIn.RedeemAsync(code);

        Assert.That(answer.AccessToken["aud"], Is.EqualTo(_provider.Options.ApiClientId));
        Assert.That(answer.AccessToken["oid"], Is.EqualTo(answer.IdToken["oid"]));
        Assert.That(answer.AccessToken["sub"], Is.Not.EqualTo(answer.IdToken["sub"]));
    }

    [TestCase(TokenFault.WrongNonce, "nonce")]
    [TestCase(TokenFault.NoNonce, "nonce")]
    [TestCase(TokenFault.WrongAudience, "audience")]
    [TestCase(TokenFault.OtherTenant, "issuer", "tenant")]
    [TestCase(TokenFault.Expired, "ended")]
    [TestCase(TokenFault.OtherKey, "signature")]
    public async Task BreakNextIdToken_EachFault_IsInTheNextTokenOnly(TokenFault fault, params string[] wrong)
    {
        _provider.Faults.BreakNextIdToken(fault);

        var next = (await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead))).IdToken;
        var second = (await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead))).IdToken;

        Assert.That(await FaultsAsync(next), Is.EqualTo(wrong));
        Assert.That(await FaultsAsync(second), Is.Empty);
        Assert.That(_provider.Faults.IsPending, Is.False);
    }

    [Test]
    public async Task Cancel_OnThePage_IsTheErrorThatAKnobGivesToo()
    {
        var cancelled = SigningIn.Returned(await _signingIn.ChooseAsync(await _signingIn.AuthorizeAsync(), "cancel"));
        _provider.Faults.RefuseNextSignIn();
        var refused = SigningIn.Returned(await _signingIn.AuthorizeAsync(("login_hint", Lead)));

        Assert.That((cancelled["error"], refused["error"]), Is.EqualTo(("access_denied", "access_denied")));
        Assert.That(await _signingIn.CodeAsync(Lead), Is.Not.Empty, "once only");
    }

    [Test]
    public async Task SpendNextCode_TheCodeThatFollows_IsRefused()
    {
        _provider.Faults.SpendNextCode();

        var next = await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead));
        var second = await _signingIn.RedeemAsync(await _signingIn.CodeAsync(Lead));

        Assert.That((next.Error, second.Error), Is.EqualTo(("invalid_grant", (string?)null)));
    }

    [Test]
    public async Task SignOut_WithAnAddress_SendsTheBrowserThereWithItsState()
    {
        var path = $"{_provider.TenantId}/oauth2/v2.0/logout?state=s&post_logout_redirect_uri=";

        var home = await _signingIn.GetAsync(path + "http%3A%2F%2F127.0.0.1%3A5080%2Fout");
        var elsewhere = await _signingIn.GetAsync(path + "https%3A%2F%2Felsewhere.example%2F");

        Assert.That(home.Headers.Location, Is.EqualTo(new Uri("http://127.0.0.1:5080/out?state=s")));
        Assert.That((elsewhere.StatusCode, elsewhere.Headers.Location), Is.EqualTo((HttpStatusCode.OK, (Uri?)null)));
    }

    private async Task<List<string>> FaultsAsync(ReceivedToken token)
    {
        var keys = await _signingIn.DocumentAsync($"{_provider.TenantId}/discovery/v2.0/keys");
        return [.. token.Faults(keys, new(_provider.Address, _provider.TenantId, _provider.Options.WebClientId, SigningIn.Nonce))];
    }
}
