using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>What a client asks when it sends somebody to sign in.</summary>
internal sealed partial record AuthorizeRequest(IReadOnlyDictionary<string, StringValues> Fields)
{
    /// <summary>Field of the sign-in page: who signs in.</summary>
    public const string PersonField = "person";

    private const string FormPost = "form_post";

    public string? this[string name] => Fields.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;

    public static async Task<AuthorizeRequest> ReadAsync(HttpRequest request) =>
        new(
            request.HasFormContentType
                ? (await request.ReadFormAsync(request.HttpContext.RequestAborted)).ToDictionary()
                : request.Query.ToDictionary()
        );

    /// <summary>Why nobody may be sent back to where the request says; such an error stays on the provider's own page.</summary>
    public ProtocolError? ErrorBeforeRedirect(RelyingParty client, IReadOnlyList<string> registered)
    {
        if (this["client_id"] != client.Id)
            return Errors.UnknownClient;
        var address = this["redirect_uri"];
        return Loopback.IsPage(address) && (registered.Count == 0 || registered.Contains(address)) ? null : Errors.ForeignRedirect;
    }

    /// <summary>What else is wrong, for the client to hear.</summary>
    public ProtocolError? Error()
    {
        if (this["response_type"] != "code")
            return Errors.ResponseType;
        if (this["response_mode"] is not (null or "query" or FormPost))
            return Errors.ResponseMode;
        if (!(this["scope"] ?? "").Split(' ').Contains("openid"))
            return Errors.NoOpenId;
        return this["code_challenge_method"] == "S256" && Challenge().IsMatch(this["code_challenge"] ?? "") ? null : Errors.NoChallenge;
    }

    /// <summary>Sends the browser back to the client.</summary>
    public IResult Return(params IEnumerable<KeyValuePair<string, string?>> fields)
    {
        var all = fields.Append(new("state", this["state"])).Where(field => field.Value is not null).ToList();
        var address = this["redirect_uri"]!;
        return this["response_mode"] == FormPost
            ? Replies.Html(Pages.PostBack(address, all))
            : Results.Redirect(QueryHelpers.AddQueryString(address, all));
    }

    public IResult Return(ProtocolError error) => Return(new("error", error.Code), new("error_description", error.Text));

    // SHA-256 as base64url.
    [GeneratedRegex("^[A-Za-z0-9_-]{43}$", RegexOptions.NonBacktracking)]
    private static partial Regex Challenge();
}
