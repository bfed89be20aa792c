using System.Security.Claims;
using Portal.Api.Samples;

namespace Portal.Api.SignIn.Sessions;

/// <summary>The person of a session as the rest of the portal sees it, with the roles of this moment.</summary>
public static class SessionPrincipal
{
    /// <returns><c>null</c> for somebody whom no identity knows any more.</returns>
    public static ClaimsPrincipal? Of(Session session, string scheme) =>
        SamplePeople.Find(session.PersonId) is { } person
            ? new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, person.User),
                        new Claim(ClaimTypes.Name, person.Name),
                        .. session.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
                    ],
                    scheme
                )
            )
            : null;

    /// <summary>Somebody who is signing in, before there is a session.</summary>
    public static ClaimsPrincipal Entering(string personId, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, personId)], scheme));
}
