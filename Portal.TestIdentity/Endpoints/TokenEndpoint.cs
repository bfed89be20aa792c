using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestIdentity.Realms;
using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity.Endpoints;

/// <summary>Codes and client credentials for tokens.</summary>
internal static class TokenEndpoint
{
    private const int Lifetime = 3600;

    public static async Task<IResult> AnswerAsync(IdentityProvider provider, IRealm realm, HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return Replies.Refuse(Errors.GrantType);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var asked = Credentials(context.Request, form);
        return (string?)form["grant_type"] switch
        {
            "authorization_code" => Redeem(provider, realm, asked, form),
            "client_credentials" => ForMachine(realm.ForMachine(asked, form["scope"].ToString())),
            _ => Replies.Refuse(Errors.GrantType),
        };
    }

    private static IResult ForMachine(TokenAnswer answer) =>
        answer.Error is { } error ? Replies.Refuse(error) : Replies.Json(Bearer(answer.Token!));

    private static IResult Redeem(IdentityProvider provider, IRealm realm, RelyingParty asked, IFormCollection form)
    {
        if (asked.Id != realm.Client.Id)
            return Replies.Refuse(Errors.UnknownClient);
        if (asked.Secret != realm.Client.Secret)
            return Replies.Refuse(Errors.WrongSecret);
        // Whoever shows a code has used it up, even when it is refused.
        if (provider.Codes.Redeem(form["code"]) is not { } grant || grant.Before <= realm.Now)
            return Replies.Refuse(Errors.SpentCode);
        if (grant.Realm != realm.Name || grant.ClientId != asked.Id || grant.RedirectUri != form["redirect_uri"])
            return Replies.Refuse(Errors.OtherSignIn);
        if (Challenge(form["code_verifier"].ToString()) != grant.Challenge)
            return Replies.Refuse(Errors.WrongVerifier);

        var answer = Bearer(realm.AccessToken(grant));
        var claims = realm.IdTokenClaims(grant, (string)answer["access_token"]!);
        answer["scope"] = grant.Scope;
        answer["id_token"] = TokenText.Write(realm, claims, provider.Faults.TakeIdToken(), asked.Secret);
        if ((grant.WantsAccount || form["client_info"] == "1") && realm.Account(grant) is { } account)
            answer["client_info"] = account;
        return Replies.Json(answer);
    }

    private static JsonObject Bearer(string token) =>
        new()
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = Lifetime,
            ["access_token"] = token,
        };

    // By header (client_secret_basic) or in the form (client_secret_post).
    private static RelyingParty Credentials(HttpRequest request, IFormCollection form)
    {
        if (
            AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && header is { Scheme: "Basic", Parameter: { } encoded }
            && TryDecode(encoded) is { } pair
            && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
        )
            return new RelyingParty(WebUtility.UrlDecode(pair[..colon]), WebUtility.UrlDecode(pair[(colon + 1)..]));
        return new RelyingParty(form["client_id"].ToString(), form["client_secret"].ToString());
    }

    private static string? TryDecode(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
