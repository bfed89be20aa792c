using System.Globalization;
using System.Security.Claims;

namespace Portal.Api.Access;

/// <summary>The person or machine that makes a request, as the claims of the sign-in name it.</summary>
/// <param name="PersonId">Stable id of the person or machine.</param>
public sealed record Caller(string PersonId, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Claim with the id of the one service for which an access token is good.</summary>
    public const string TokenServiceClaim = "token-service";

    /// <summary>Claim with the id of whoever made the access token.</summary>
    public const string TokenMakerClaim = "token-maker";

    /// <summary>Claim with the name of whoever made the access token.</summary>
    public const string TokenMakerNameClaim = "token-maker-name";

    /// <summary>Of an access token the one service that it is for; otherwise <c>null</c>.</summary>
    public int? TokenService { get; init; }

    /// <summary>Id of whoever is told what was done: the person, or of an access token its maker.</summary>
    public string Responsible { get; init; } = PersonId;

    /// <summary>The name of <see cref="Responsible"/>.</summary>
    public string ResponsibleName { get; init; } = Name;

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
        )
        {
            TokenService = principal.FindFirstValue(TokenServiceClaim) is { } service
                ? int.Parse(service, CultureInfo.InvariantCulture)
                : null,
            ResponsibleName = principal.FindFirstValue(TokenMakerNameClaim) ?? principal.FindFirstValue(ClaimTypes.Name) ?? "",
            Responsible = principal.FindFirstValue(TokenMakerClaim) ?? principal.FindFirstValue(ClaimTypes.NameIdentifier)!,
        };
}
