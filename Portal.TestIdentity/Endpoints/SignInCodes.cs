using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>Codes that have not been redeemed.</summary>
internal sealed class SignInCodes
{
    private readonly ConcurrentDictionary<string, SignInGrant> _open = new();

    public string Issue(SignInGrant grant)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _open[code] = grant;
        return code;
    }

    /// <summary>What the code stands for, once.</summary>
    public SignInGrant? Redeem(string? code) => code is not null && _open.TryRemove(code, out var grant) ? grant : null;
}
