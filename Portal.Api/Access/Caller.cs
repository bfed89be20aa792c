using System.Security.Claims;

namespace Portal.Api.Access;

/// <summary>The person or machine that makes a request, as the claims of the sign-in name it.</summary>
/// <param name="PersonId">Stable id of the person or machine.</param>
public sealed record Caller(string PersonId, string Name, IReadOnlyList<string> Roles)
{
    public bool IsMember => Roles.Contains(Access.Roles.Member) || Roles.Contains(Access.Roles.Lead);

    public bool IsLead => Roles.Contains(Access.Roles.Lead);

    public bool IsAdministrator => Roles.Contains(Access.Roles.Administrator);

    public bool IsAnalyst => Roles.Contains(Access.Roles.Analyst);

    public bool IsReader => Roles.Contains(Access.Roles.Reader);

    /// <exception cref="InvalidOperationException">The principal is not signed in, because the route has no policy.</exception>
    public static Caller Of(ClaimsPrincipal principal) =>
        new(
            principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."),
            principal.FindFirstValue(ClaimTypes.Name) ?? "",
            [.. principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)]
        );
}
