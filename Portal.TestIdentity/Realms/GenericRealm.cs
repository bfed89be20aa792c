using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity.Realms;

/// <summary>
/// An OpenID Connect provider that is not Entra: one issuer, no tenants, <c>sub</c> for the person, access tokens that say nothing.
/// </summary>
/// <param name="provider">The provider that this is a part of.</param>
internal sealed class GenericRealm(IdentityProvider provider) : IRealm
{
    public const string Path = "/generic";

    private const long Lifetime = 3600;

    private readonly IdentityProviderOptions _options = provider.Options;

    public string Name => Path;

    public KeyRing Keys => provider.GenericKeys;

    public DateTimeOffset Now => _options.Clock.GetUtcNow();

    public string Issuer => provider.Origin + Path;

    public string OtherIssuer => provider.Origin + "/elsewhere";

    public string? OtherTenantId => null;

    public string PersonClaim => "sub";

    public RelyingParty Client => new(_options.GenericClientId, _options.GenericClientSecret);

    public IEnumerable<Person> People => provider.People;

    public JsonObject IdTokenClaims(SignInGrant grant, string accessToken)
    {
        var now = Now.ToUnixTimeSeconds();
        var claims = OfPerson(grant.Person);
        claims["iss"] = Issuer;
        claims["aud"] = grant.ClientId;
        claims["iat"] = now;
        claims["exp"] = now + Lifetime;
        claims["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
        if (grant.Nonce is { } nonce)
            claims["nonce"] = nonce;
        return claims;
    }

    public string AccessToken(SignInGrant grant)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        provider.GenericTokens[token] = grant.Person;
        return token;
    }

    public string? Account(SignInGrant grant) => null;

    public TokenAnswer ForMachine(RelyingParty asked, string scope) =>
        new ProtocolError("unauthorized_client", 700016, "Machines have no account here.");

    /// <summary>What is said of a person, in the ID token and where it is asked for.</summary>
    public static JsonObject OfPerson(Person person)
    {
        var claims = new JsonObject { ["sub"] = "person-" + person.ObjectId.ToString("N")[..12], ["name"] = person.Name };
        if (person.Email is { } email)
        {
            claims["email"] = email;
            claims["email_verified"] = person.EmailVerified;
        }
        if (person.Roles.Count > 0)
            claims["roles"] = new JsonArray([.. person.Roles.Select(role => JsonValue.Create(role))]);
        return claims;
    }
}
