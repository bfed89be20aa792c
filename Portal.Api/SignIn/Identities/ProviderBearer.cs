using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Identities;

/// <summary>
/// Tokens that the identity provider gives to scripts and other programs. A verified token becomes a session, so that the database opens
/// a scope for it and "sign out everywhere" ends it as well.
/// </summary>
public static class ProviderBearer
{
    /// <summary>Names the person of a verified token, or fails it.</summary>
    /// <param name="identity">As the token names them; <c>null</c> when it names nobody.</param>
    public static async Task AdmitAsync(TokenValidatedContext context, ProvenIdentity? identity)
    {
        var services = context.HttpContext.RequestServices;
        var (database, now) = (
            services.GetRequiredService<JobDatabase>().Database,
            services.GetRequiredService<TimeProvider>().GetUtcNow()
        );
        var cancellation = context.HttpContext.RequestAborted;
        if (
            identity is null
            || context.SecurityToken is not JsonWebToken token
            || await KnownPeople.FindAsync(database, identity, now, cancellation) is not { } personId
            || await SessionStore.EnterBearerAsync(database, token.EncodedToken, personId, (token.IssuedAt, now), cancellation)
                is not { } session
        )
        {
            context.Fail("The token names nobody who has a role here, or is from before they signed out everywhere.");
            return;
        }

        // App roles count for programs only, and give none that the portal does not give as well.
        if (IsProgram(token))
            session = session with { Roles = [.. session.Roles.Intersect(context.Principal!.FindAll("roles").Select(role => role.Value))] };
        services.GetRequiredService<RequestTicket>().Key = token.EncodedToken;
        context.Principal = SessionPrincipal.Of(session, context.Scheme.Name);
    }

    /// <summary>Answers like every other refusal of the API.</summary>
    public static JwtBearerEvents Refusals(JwtBearerEvents events)
    {
        events.OnChallenge = async context =>
        {
            context.HandleResponse();
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(context.HttpContext);
        };
        events.OnForbidden = context => AccessRefusals.Forbidden.ToProblem().ExecuteAsync(context.HttpContext);
        return events;
    }

    private static bool IsProgram(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("idtyp", out var kind) ? kind == "app" : !token.TryGetPayloadValue<string>("scp", out _);
}
