using System.Security.Claims;

namespace Portal.Api.SignIn.Sessions;

/// <summary>The person of a session as the rest of the portal sees it, with the roles of this moment.</summary>
public static class SessionPrincipal
{
    public static ClaimsPrincipal Of(Session session, string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, session.PersonId),
                    new Claim(ClaimTypes.Name, session.Name),
                    .. session.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
                ],
                scheme
            )
        );

    /// <summary>Somebody who is signing in, before there is a session.</summary>
    public static ClaimsPrincipal Entering(string personId, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, personId)], scheme));
}
