using System.Text.Json.Nodes;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Tokens;

/// <summary>The faults that are in what a token says. Those of the signature are in <see cref="TokenText"/>.</summary>
internal static class FaultyClaims
{
    private const long Hour = 3600;

    public static void Apply(IRealm realm, JsonObject claims, TokenFault fault)
    {
        var now = realm.Now.ToUnixTimeSeconds();
        switch (fault)
        {
            case TokenFault.OtherTenant:
                claims["iss"] = realm.OtherIssuer;
                if (realm.OtherTenantId is { } tenant)
                    claims["tid"] = tenant;
                break;
            case TokenFault.IssuerOfAnotherTenant:
                claims["iss"] = realm.OtherIssuer;
                break;
            case TokenFault.WrongAudience:
                claims["aud"] = Guid.NewGuid().ToString();
                break;
            case TokenFault.Expired:
                (claims["iat"], claims["nbf"], claims["exp"]) = (now - 2 * Hour, now - 2 * Hour, now - Hour);
                break;
            case TokenFault.NotYetValid:
                (claims["nbf"], claims["exp"]) = (now + Hour, now + 2 * Hour);
                break;
            case TokenFault.VersionOne:
                WriteAsVersionOne(claims);
                break;
            case TokenFault.NoObjectId:
                claims.Remove(realm.PersonClaim);
                break;
            case TokenFault.WrongNonce:
                claims["nonce"] = Guid.NewGuid().ToString();
                break;
            case TokenFault.NoNonce:
                claims.Remove("nonce");
                break;
        }
    }

    // What an app registration gets whose requestedAccessTokenVersion was never set to 2.
    private static void WriteAsVersionOne(JsonObject claims)
    {
        claims["iss"] = EntraRealm.VersionOneIssuer((string?)claims["tid"] ?? "");
        claims["aud"] = "api://" + (string?)claims["aud"];
        claims["ver"] = "1.0";
        Rename(claims, "azp", "appid");
        Rename(claims, "azpacr", "appidacr");
        Rename(claims, "preferred_username", "upn");
    }

    private static void Rename(JsonObject claims, string from, string to)
    {
        if (claims.Remove(from, out var value))
            claims[to] = value;
    }
}
