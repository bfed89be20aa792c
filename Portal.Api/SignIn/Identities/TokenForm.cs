using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Api.SignIn.Identities;

/// <summary>What a token must be besides what the library checks.</summary>
public static class TokenForm
{
    /// <summary>Signed with the private key of the provider. A secret of ours, or no signature, proves nothing.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>
    /// Reads claims under the names that the provider gives them. Both handlers of the library rename them otherwise, one on pages and one
    /// on the API; their own option does not reach every place where one is made.
    /// </summary>
    public static void KeepClaimNames()
    {
        JsonWebTokenHandler.DefaultMapInboundClaims = false;
        JwtSecurityTokenHandler.DefaultMapInboundClaims = false;
    }

    /// <summary>Whether it is signed. In the code flow ASP.NET Core takes a token that is not, since it came by HTTPS.</summary>
    public static bool IsSigned(SecurityToken? token) =>
        Algorithms.Contains(
            token switch
            {
                JsonWebToken jwt => jwt.Alg,
                JwtSecurityToken jwt => jwt.Header.Alg,
                _ => "",
            }
        );

    /// <summary>
    /// Whether it is a token of Entra's version 2. The library takes version 1 as well, whose audience and names mean something else.
    /// </summary>
    public static bool IsVersion2(SecurityToken? token) =>
        token switch
        {
            JsonWebToken jwt => jwt.TryGetPayloadValue<string>("ver", out var version) && version == "2.0",
            JwtSecurityToken jwt => jwt.Payload.TryGetValue("ver", out var version) && version as string == "2.0",
            _ => false,
        };
}
