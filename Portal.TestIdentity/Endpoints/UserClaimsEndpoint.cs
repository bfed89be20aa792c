using System.Net.Http.Headers;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>What the generic realm says of a person to whoever holds the person's access token.</summary>
internal static class UserClaimsEndpoint
{
    public static IResult Answer(IdentityProvider provider, HttpContext context) =>
        AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
        && header is { Scheme: "Bearer", Parameter: { } token }
        && provider.GenericTokens.TryGetValue(token, out var person)
            ? Replies.Json(GenericRealm.OfPerson(person))
            : Results.StatusCode(StatusCodes.Status401Unauthorized);
}
