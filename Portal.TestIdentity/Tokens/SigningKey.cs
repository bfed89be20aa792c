using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Portal.TestIdentity.Tokens;

/// <summary>An RSA key that signs tokens.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public string Id { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>What somebody would take for a shared secret who forges a token from what is published.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public byte[] Sign(byte[] text) => _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The public half as a JSON web key.</summary>
    public JsonObject Published(string? issuer)
    {
        var numbers = _key.ExportParameters(includePrivateParameters: false);
        var key = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(numbers.Modulus),
            ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        };
        if (issuer is not null)
            key["issuer"] = issuer;
        return key;
    }

    public void Dispose() => _key.Dispose();
}
