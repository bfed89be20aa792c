using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Portal.TestIdentity;

namespace Portal.Tests.SignIn.Provider;

/// <summary>A browser and the application behind it, as far as a provider sees them.</summary>
/// <param name="provider">Where people sign in.</param>
/// <param name="endpoints">Path of the realm's endpoints.</param>
/// <param name="client">Id and secret of the application.</param>
internal sealed partial class SigningIn(IdentityProvider provider, string endpoints, (string Id, string Secret) client) : IDisposable
{
    public const string Callback = "http://127.0.0.1:5080/signin-oidc";
    public const string State = "a \"state\" & more";
    public const string Nonce = "a nonce";

    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
    private readonly HttpClient _http = Http(provider);

    public static SigningIn ToEntra(IdentityProvider provider, string? authority = null) =>
        new(provider, $"{authority ?? provider.TenantId}/oauth2/v2.0", (provider.Options.WebClientId, provider.Options.WebClientSecret));

    public static SigningIn ToGeneric(IdentityProvider provider) =>
        new(provider, "generic", (provider.Options.GenericClientId, provider.Options.GenericClientSecret));

    /// <summary>A good request with some fields changed; <c>null</c> leaves one out.</summary>
    public Task<HttpResponseMessage> AuthorizeAsync(params (string Name, string? Value)[] changes) =>
        _http.GetAsync(QueryHelpers.AddQueryString(endpoints + "/authorize", Changed(Request(), changes)));

    /// <summary>Presses a button of the sign-in page.</summary>
    public async Task<HttpResponseMessage> ChooseAsync(HttpResponseMessage page, string button)
    {
        var html = await page.Content.ReadAsStringAsync();
        if (!html.Contains($"value=\"{button}\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"The page has no button {button}.");
        return await _http.PostAsync(
            page.RequestMessage!.RequestUri,
            new FormUrlEncodedContent(Fields(html).Append(new("person", button)))
        );
    }

    /// <summary>The code for a person who signs in by name.</summary>
    public async Task<string> CodeAsync(string person, params (string Name, string? Value)[] changes) =>
        Returned(await AuthorizeAsync([.. changes, ("login_hint", person)]))["code"];

    /// <summary>Redeems a code by a good request with some fields changed.</summary>
    public async Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] changes) =>
        await PostAsync(
            Changed(
                new()
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = code,
                    ["redirect_uri"] = Callback,
                    ["code_verifier"] = _verifier,
                    ["client_id"] = client.Id,
                    ["client_secret"] = client.Secret,
                },
                changes
            )
        );

    /// <summary>Asks the token endpoint.</summary>
    public async Task<Answer> PostAsync(IDictionary<string, string?> form, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints + "/token") { Content = new FormUrlEncodedContent(form) };
        if (authorization is not null)
            request.Headers.Add("Authorization", authorization);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public async Task<JsonObject> DocumentAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!.AsObject();

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>What a browser is sent back to the application with.</summary>
    public static IReadOnlyDictionary<string, string> Returned(HttpResponseMessage response)
    {
        var address = response.Headers.Location!;
        if (!address.AbsoluteUri.StartsWith(Callback + "?", StringComparison.Ordinal))
            throw new InvalidOperationException($"The browser is sent to {address}.");
        return QueryHelpers.ParseQuery(address.Query).ToDictionary(field => field.Key, field => field.Value.ToString());
    }

    /// <summary>The hidden fields of a page.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(string html) =>
        HiddenField()
            .Matches(html)
            .Select(field => new KeyValuePair<string, string>(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));

    public void Dispose() => _http.Dispose();

    private static HttpClient Http(IdentityProvider provider)
    {
        var handler = provider.TrustingHandler();
        handler.AllowAutoRedirect = false;
        return new HttpClient(handler) { BaseAddress = provider.Address };
    }

    private static Dictionary<string, string?> Changed(Dictionary<string, string?> fields, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
            fields[name] = value;
        return fields.Where(field => field.Value is not null).ToDictionary();
    }

    private Dictionary<string, string?> Request() =>
        new()
        {
            ["client_id"] = client.Id,
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["scope"] = "openid profile email",
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();

    /// <summary>What the token endpoint said.</summary>
    internal sealed record Answer(HttpStatusCode Status, JsonObject Json)
    {
        public string? Error => (string?)Json["error"];

        public ReceivedToken IdToken => new((string)Json["id_token"]!);

        public ReceivedToken AccessToken => new((string)Json["access_token"]!);
    }
}
