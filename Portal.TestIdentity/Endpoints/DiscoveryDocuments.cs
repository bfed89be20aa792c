using System.Text.Json.Nodes;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>What the realms say of themselves, and their keys.</summary>
internal static class DiscoveryDocuments
{
    public static IResult Of(IdentityProvider provider, EntraRealm realm)
    {
        var document = Described(realm.IssuerInMetadata, $"{provider.Origin}/{realm.Name}/oauth2/v2.0");
        document["jwks_uri"] = $"{provider.Origin}/{realm.Name}/discovery/v2.0/keys";
        document["subject_types_supported"] = new JsonArray("pairwise");
        document["http_logout_supported"] = true;
        document["tenant_region_scope"] = null;
        document["cloud_instance_name"] = provider.Address.Authority;
        return Replies.Json(document);
    }

    /// <summary>Entra's older document, which libraries ask for when a token has an issuer of version 1.0.</summary>
    public static IResult VersionOne(IdentityProvider provider, EntraRealm realm)
    {
        var document = Described(realm.VersionOneIssuerInMetadata, $"{provider.Origin}/{realm.Name}/oauth2");
        document["jwks_uri"] = $"{provider.Origin}/{realm.Name}/discovery/keys";
        document["subject_types_supported"] = new JsonArray("pairwise");
        return Replies.Json(document);
    }

    public static IResult Of(GenericRealm realm)
    {
        var document = Described(realm.Issuer, realm.Issuer);
        document["jwks_uri"] = realm.Issuer + "/keys";
        document["userinfo_endpoint"] = realm.Issuer + "/userinfo";
        document["subject_types_supported"] = new JsonArray("public");
        document["grant_types_supported"] = new JsonArray("authorization_code");
        return Replies.Json(document);
    }

    /// <summary>The hosts that speak for one another, as MSAL asks: this one alone.</summary>
    public static IResult Instances(IdentityProvider provider) =>
        Replies.Json(
            new JsonObject
            {
                ["tenant_discovery_endpoint"] = $"{provider.Origin}/{provider.TenantId}/v2.0/.well-known/openid-configuration",
                ["api-version"] = "1.1",
                ["metadata"] = new JsonArray(
                    new JsonObject
                    {
                        ["preferred_network"] = provider.Address.Authority,
                        ["preferred_cache"] = provider.Address.Authority,
                        ["aliases"] = new JsonArray(provider.Address.Authority),
                    }
                ),
            }
        );

    public static IResult Keys(IRealm realm, string? issuer) => Replies.Json(realm.Keys.Published(issuer));

    private static JsonObject Described(string issuer, string endpoints) =>
        new()
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = endpoints + "/authorize",
            ["token_endpoint"] = endpoints + "/token",
            ["end_session_endpoint"] = endpoints + "/logout",
            ["response_types_supported"] = new JsonArray("code"),
            ["response_modes_supported"] = new JsonArray("query", "form_post"),
            ["scopes_supported"] = new JsonArray("openid", "profile", "email"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
        };
}
