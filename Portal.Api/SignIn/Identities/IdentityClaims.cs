using System.Security.Claims;
using Portal.Api.Administration;

namespace Portal.Api.SignIn.Identities;

/// <summary>Reads whom a token means, once the token is verified.</summary>
public static class IdentityClaims
{
    private const int LongestName = 200;

    /// <summary>Somebody of Microsoft Entra ID: the tenant and the object id, which stay when name and address change.</summary>
    /// <returns><c>null</c> when the token names neither.</returns>
    public static ProvenIdentity? OfEntra(ClaimsPrincipal principal) =>
        principal.FindFirstValue("tid") is { Length: > 0 } tenant && principal.FindFirstValue("oid") is { Length: > 0 } person
            ? Read(principal, "entra:" + tenant.ToLowerInvariant(), person.ToLowerInvariant(), ["email", "preferred_username"])
            : null;

    /// <summary>Somebody of another OpenID Connect provider: its address and the subject.</summary>
    /// <returns><c>null</c> when the token names none. An address that the provider has not verified does not count.</returns>
    public static ProvenIdentity? OfProvider(ClaimsPrincipal principal, string issuer) =>
        principal.FindFirstValue("sub") is { Length: > 0 } subject
            ? Read(principal, issuer.TrimEnd('/'), subject, principal.FindFirstValue("email_verified") == "true" ? ["email"] : [])
            : null;

    private static ProvenIdentity Read(ClaimsPrincipal principal, string issuer, string subject, string[] emailClaims)
    {
        string[] emails =
        [
            .. emailClaims
                .Select(claim => principal.FindFirstValue(claim)?.Trim())
                .OfType<string>()
                .Where(IsAddress)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        var name = principal.FindFirstValue("name")?.Trim() is { Length: > 0 } given ? given : emails.FirstOrDefault() ?? subject;
        return new ProvenIdentity(issuer, subject, name.Length > LongestName ? name[..LongestName] : name, emails);
    }

    private static bool IsAddress(string text) =>
        text.Length <= 254 && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace);
}
