using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Api.Samples;

namespace Portal.Api.SignIn.Development;

/// <summary>
/// Bearer tokens of the development identity: the person's id, protected with the portal's own keys and valid for twelve hours.
/// </summary>
public sealed class DevelopmentTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("development-token").ToTimeLimitedDataProtector();

    public string For(SamplePerson person) => _protector.Protect(person.User, clock.GetUtcNow() + Lifetime);

    /// <summary>The person of a token, or <c>null</c> when it is not one of ours or has expired.</summary>
    public SamplePerson? Read(string token)
    {
        try
        {
            return SamplePeople.Find(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static ClaimsPrincipal Principal(SamplePerson person, string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, person.User),
                    new Claim(ClaimTypes.Name, person.Name),
                    new Claim(ClaimTypes.Role, person.Role),
                ],
                scheme
            )
        );
}
