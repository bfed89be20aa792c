using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity.Realms;

/// <summary>Entra's v2 endpoints below one authority: a tenant, or several by <c>common</c> and <c>organizations</c>.</summary>
/// <param name="provider">The provider that this is a part of.</param>
/// <param name="authority">First segment of the path.</param>
internal sealed class EntraRealm(IdentityProvider provider, string authority) : IRealm
{
    private const string Graph = "00000003-0000-0000-c000-000000000000";
    private const long Lifetime = 3600;

    private static readonly string[] AnyTenant = ["common", "organizations"];

    private readonly IdentityProviderOptions _options = provider.Options;

    public string Name => authority;

    public KeyRing Keys => provider.EntraKeys;

    public DateTimeOffset Now => _options.Clock.GetUtcNow();

    public string OtherIssuer => Issuer(OtherTenantId);

    public string OtherTenantId => IsAuthority(_options.OtherTenantId) ? _options.TenantId : _options.OtherTenantId;

    public string PersonClaim => "oid";

    public RelyingParty Client => new(_options.WebClientId, _options.WebClientSecret);

    public IEnumerable<Person> People => provider.People.Where(person => IsOfAnyTenant || IsAuthority(TenantOf(person)));

    /// <summary>Whether Entra would know the authority.</summary>
    public bool Exists => IsOfAnyTenant || IsAuthority(_options.TenantId) || IsAuthority(_options.OtherTenantId);

    /// <summary>What metadata gives for the issuer, which is a pattern where tokens of several tenants come.</summary>
    public string IssuerInMetadata => IsOfAnyTenant ? Issuer("{tenantid}") : Issuer(authority);

    public string VersionOneIssuerInMetadata => VersionOneIssuer(IsOfAnyTenant ? "{tenantid}" : authority);

    private bool IsOfAnyTenant => AnyTenant.Contains(authority, StringComparer.OrdinalIgnoreCase);

    public static string VersionOneIssuer(string tenant) => $"https://sts.windows.net/{tenant}/";

    public string Issuer(string tenant) => $"{provider.Origin}/{tenant}/v2.0";

    public JsonObject IdTokenClaims(SignInGrant grant, string accessToken)
    {
        var claims = OfPerson(grant.Person, grant.ClientId);
        if (grant.Wants("email") && grant.Person.Email is { } email)
            claims["email"] = email;
        if (grant.Nonce is { } nonce)
            claims["nonce"] = nonce;
        return claims;
    }

    public string AccessToken(SignInGrant grant)
    {
        var scopes = grant.Scope.Split(' ').Where(scope => ResourceOf(scope) == _options.ApiClientId).ToList();
        var claims = scopes.Count > 0 ? ForApi(grant.Person) : OfPerson(grant.Person, Graph);
        return TokenText.Write(this, claims, TokenFault.None, _options.WebClientSecret);
    }

    /// <summary>What an access token for the API says when a person uses the pages.</summary>
    public JsonObject ForApi(Person person)
    {
        var claims = OfPerson(person, _options.ApiClientId);
        claims["azp"] = _options.WebClientId;
        claims["azpacr"] = "1";
        claims["scp"] = "access_as_user";
        return claims;
    }

    /// <summary>What an access token for the API says when a machine uses it.</summary>
    public JsonObject ForApi(Machine machine)
    {
        var claims = Started(_options.ApiClientId, IsOfAnyTenant ? _options.TenantId : authority);
        claims["azp"] = machine.ClientId;
        claims["azpacr"] = "1";
        claims["idtyp"] = "app";
        claims["oid"] = machine.ObjectId.ToString();
        claims["sub"] = machine.ObjectId.ToString();
        Add(claims, machine.Roles);
        return claims;
    }

    public string Account(SignInGrant grant) =>
        TokenText.Encode(new JsonObject { ["uid"] = grant.Person.ObjectId.ToString(), ["utid"] = TenantOf(grant.Person) });

    public TokenAnswer ForMachine(RelyingParty asked, string scope)
    {
        if (provider.Machines.FirstOrDefault(machine => machine.ClientId == asked.Id) is not { } machine)
            return new ProtocolError("unauthorized_client", 700016, "No such application is in the directory.");
        if (machine.Secret != asked.Secret)
            return Errors.WrongSecret;
        if (IsOfAnyTenant)
            return new ProtocolError("invalid_request", 50059, "Client credentials need the authority of one tenant.");
        if (!scope.EndsWith("/.default", StringComparison.Ordinal))
            return new ProtocolError("invalid_scope", 1002012, "The scope of client credentials ends in /.default.");
        if (ResourceOf(scope) != _options.ApiClientId)
            return new ProtocolError("invalid_resource", 500011, "The resource is not in the tenant.");
        return new TokenAnswer(TokenText.Write(this, ForApi(machine), TokenFault.None, machine.Secret), null);
    }

    // "api://ID/name" and "ID/name" both name the application.
    private static string ResourceOf(string scope) => scope.Replace("api://", "", StringComparison.Ordinal).Split('/')[0];

    private static void Add(JsonObject claims, IReadOnlyList<string> roles)
    {
        if (roles.Count > 0)
            claims["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
    }

    private bool IsAuthority(string tenant) => string.Equals(tenant, authority, StringComparison.OrdinalIgnoreCase);

    private string TenantOf(Person person) => person.TenantId ?? _options.TenantId;

    private JsonObject OfPerson(Person person, string audience)
    {
        var claims = Started(audience, TenantOf(person));
        claims["oid"] = person.ObjectId.ToString();
        claims["sub"] = PairwiseSubject(person, audience);
        claims["name"] = person.Name;
        claims["preferred_username"] = person.UserName;
        Add(claims, person.Roles);
        return claims;
    }

    private JsonObject Started(string audience, string tenant)
    {
        var now = Now.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Issuer(tenant),
            ["aud"] = audience,
            ["tid"] = tenant,
            ["ver"] = "2.0",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + Lifetime,
            ["uti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        };
    }

    // Another one for each application, so that two of them cannot compare notes.
    private string PairwiseSubject(Person person, string audience) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{TenantOf(person)} {person.ObjectId} {audience}")));
}
