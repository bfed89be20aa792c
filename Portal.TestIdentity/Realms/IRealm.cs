using System.Text.Json.Nodes;
using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity.Realms;

/// <summary>What differs between Entra and a generic provider; the protocol is the same.</summary>
internal interface IRealm
{
    /// <summary>Name that a code is bound to.</summary>
    public string Name { get; }

    public KeyRing Keys { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The issuer of tokens that are not of this realm.</summary>
    public string OtherIssuer { get; }

    /// <summary>The tenant of tokens that are not of this realm, where there are tenants.</summary>
    public string? OtherTenantId { get; }

    /// <summary>The claim that says who somebody is.</summary>
    public string PersonClaim { get; }

    /// <summary>The client that people sign in to.</summary>
    public RelyingParty Client { get; }

    /// <summary>Whoever can sign in here.</summary>
    public IEnumerable<Person> People { get; }

    public JsonObject IdTokenClaims(SignInGrant grant, string accessToken);

    public string AccessToken(SignInGrant grant);

    /// <summary>Who signed in, for a client that asks Entra for it; <c>null</c> elsewhere.</summary>
    public string? Account(SignInGrant grant);

    /// <summary>The answer to a client that shows credentials of its own, by client id and scope.</summary>
    public TokenAnswer ForMachine(RelyingParty asked, string scope);
}

/// <summary>An application with a secret.</summary>
internal sealed record RelyingParty(string Id, string Secret);

/// <summary>What a person agreed to, until the code for it is redeemed.</summary>
/// <param name="Realm">Name of the realm that issued the code.</param>
/// <param name="RedirectUri">Where the code went.</param>
/// <param name="Challenge">S256 challenge of PKCE.</param>
internal sealed record SignInGrant(string Realm, string ClientId, string RedirectUri, string Challenge, Person Person)
{
    /// <summary>To repeat in the ID token.</summary>
    public string? Nonce { get; init; }

    public required string Scope { get; init; }

    /// <summary>Whether the client asked for <c>client_info</c>.</summary>
    public bool WantsAccount { get; init; }

    public required DateTimeOffset Before { get; init; }

    public bool Wants(string scope) => Scope.Split(' ').Contains(scope);
}

/// <summary>A token, or why there is none.</summary>
internal sealed record TokenAnswer(string? Token, ProtocolError? Error)
{
    public static implicit operator TokenAnswer(ProtocolError error) => new(null, error);
}

/// <summary>An error of OAuth.</summary>
/// <param name="Code">As RFC 6749 spells it.</param>
/// <param name="Number">Entra's number for it.</param>
/// <param name="Description">For people.</param>
internal sealed record ProtocolError(string Code, int Number, string Description)
{
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    public string Text => $"AADSTS{Number}: {Description}";
}
