using System.Security.Claims;

namespace Portal.Api.Access;

/// <summary>Who asks, from the claims of sign-in.</summary>
/// <param name="PersonId">Stable id of the person or machine.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Roles">Application roles.</param>
public sealed record Caller(string PersonId, string Name, IReadOnlyList<string> Roles)
{
    public bool IsMember => Roles.Contains(Access.Roles.Member) || Roles.Contains(Access.Roles.Lead);

    public bool IsLead => Roles.Contains(Access.Roles.Lead);

    public bool IsAdministrator => Roles.Contains(Access.Roles.Administrator);

    public bool IsAnalyst => Roles.Contains(Access.Roles.Analyst);

    public bool IsReader => Roles.Contains(Access.Roles.Reader);

    /// <exception cref="InvalidOperationException">The principal is not signed in: a policy is missing on the route.</exception>
    public static Caller Of(ClaimsPrincipal principal) =>
        new(
            principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."),
            principal.FindFirstValue(ClaimTypes.Name) ?? "",
            [.. principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)]
        );
}
