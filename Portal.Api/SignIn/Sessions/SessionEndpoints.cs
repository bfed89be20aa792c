using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Sessions;

/// <summary>Signing out everywhere: what somebody does who has lost a device or a token.</summary>
public static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder api) =>
        api.MapDelete(
                "/me/sessions",
                async (HttpContext context, PortalDatabase database) =>
                {
                    await EndAllAsync(context, database);
                    return Results.NoContent();
                }
            )
            .Produces(204)
            .WithName("SignOutEverywhere")
            .WithSummary("Ends every session of whoever asks, in browsers and of tokens, this one as well.");

    /// <summary>Ends every session of whoever makes the request.</summary>
    public static async Task EndAllAsync(HttpContext context, PortalDatabase database)
    {
        var person = context.Caller().PersonId;
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        await SessionStore.EndAllAsync(database, person, clock.GetUtcNow(), CancellationToken.None);
        await AccessAudit.AppendAsync(context, person, AuditEvents.SignedOutEverywhere);
    }
}
