using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Tests.SignIn.Provider;

/// <summary>A JSON web token as somebody receives it, read with nothing of the provider's.</summary>
internal sealed record ReceivedToken(string Text)
{
    private string[] Parts => Text.Split('.');

    public JsonObject Header => Read(0);

    public JsonObject Claims => Read(1);

    public byte[] Signature => Base64Url.DecodeFromChars(Parts[2]);

    public string? this[string claim] => (string?)Claims[claim];

    public byte[] Signed => Encoding.ASCII.GetBytes(Text[..Text.LastIndexOf('.')]);

    /// <summary>What is wrong with the token: nothing, when a careful receiver would take it.</summary>
    public IEnumerable<string> Faults(JsonObject keys, Expected expected)
    {
        if ((string?)Header["alg"] != "RS256")
            yield return "algorithm";
        else if (Key(keys) is not { } key)
            yield return "key";
        else
            using (key)
                if (!key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                    yield return "signature";
        if (this["iss"] != expected.Issuer(expected.Tenant))
            yield return "issuer";
        if (this["iss"] != expected.Issuer(this["tid"]))
            yield return "issuer of its tenant";
        if (this["tid"] != expected.Tenant)
            yield return "tenant";
        if (this["aud"] != expected.Audience)
            yield return "audience";
        if (Claims["exp"]!.GetValue<long>() < TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())
            yield return "ended";
        if (Claims["nbf"]!.GetValue<long>() > TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds())
            yield return "not begun";
        if (this["ver"] != "2.0")
            yield return "version";
        if (this["oid"] is null)
            yield return "person";
        if (this["nonce"] != expected.Nonce)
            yield return "nonce";
    }

    /// <summary>The key that the token names, if it is published.</summary>
    public RSA? Key(JsonObject keys) =>
        keys["keys"]!.AsArray().FirstOrDefault(key => (string?)key!["kid"] == (string?)Header["kid"]) is { } published
            ? RSA.Create(new RSAParameters { Modulus = Number(published, "n"), Exponent = Number(published, "e") })
            : null;

    private static byte[] Number(JsonNode key, string name) => Base64Url.DecodeFromChars((string)key[name]!);

    private JsonObject Read(int part) => JsonNode.Parse(Base64Url.DecodeFromChars(Parts[part]))!.AsObject();

    /// <summary>What a receiver expects of a token.</summary>
    internal sealed record Expected(Uri Address, string Tenant, string Audience, string? Nonce = null)
    {
        public string Issuer(string? tenant) => $"{Address}{tenant}/v2.0";
    }
}
