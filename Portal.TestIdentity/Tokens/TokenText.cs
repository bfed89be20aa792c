using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Tokens;

/// <summary>Claims to a JSON web token, good or with one fault.</summary>
internal static class TokenText
{
    /// <summary>Writes a token.</summary>
    /// <param name="realm">Whose key signs.</param>
    /// <param name="claims">What a good token would say; changed for some faults.</param>
    /// <param name="secret">Client secret, for the fault that signs with it.</param>
    public static string Write(IRealm realm, JsonObject claims, TokenFault fault, string secret)
    {
        FaultyClaims.Apply(realm, claims, fault);
        var key = realm.Keys.Current;
        switch (fault)
        {
            case TokenFault.OtherKey:
                using (var other = new SigningKey())
                    return Join(Header("RS256", key.Id), claims, other.Sign);
            case TokenFault.UnknownKey:
                using (var unknown = new SigningKey())
                    return Join(Header("RS256", unknown.Id), claims, unknown.Sign);
            case TokenFault.WithoutSignature:
                return Join(new JsonObject { ["typ"] = "JWT", ["alg"] = "none" }, claims, _ => []);
            case TokenFault.SignedWithPublicKey:
                return Join(Header("HS256", key.Id), claims, text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.PublicPem), text));
            case TokenFault.SignedWithClientSecret:
                return Join(Header("HS256", key.Id), claims, text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));
            default:
                return Join(Header("RS256", key.Id), claims, key.Sign);
        }
    }

    /// <summary>JSON as base64url, the form of all parts of a token and of Entra's <c>client_info</c>.</summary>
    public static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject Header(string algorithm, string key) =>
        new()
        {
            ["typ"] = "JWT",
            ["alg"] = algorithm,
            ["kid"] = key,
        };

    private static string Join(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }
}
