using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Samples;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Development;

/// <summary><c>POST /dev/tokens</c> with the form field <c>user</c> gives an access token for scripts on this machine.</summary>
public static class DevelopmentTokenEndpoint
{
    public static void MapDevelopmentTokens(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/dev/tokens", IssueAsync).AllowAnonymous().RequireRateLimiting(RequestKinds.SignIn).ExcludeFromDescription();

    private static readonly Refusal Unknown = new(
        StatusCodes.Status400BadRequest,
        "UNKNOWN_PERSON",
        "Send the form field user with one of the people listed on /dev/sign-in."
    );

    private static async Task<IResult> IssueAsync(HttpContext context, PortalDatabase database, StrangerAudit strangers, TimeProvider clock)
    {
        if (!context.Request.HasFormContentType)
            return Unknown.ToProblem();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (
            SamplePeople.Find(form["user"]) is not { User: var person }
            || await SessionStore.StartAsync(database, person, SessionKind.Token, clock.GetUtcNow(), context.RequestAborted)
                is not { } token
        )
        {
            await strangers.TellAsync(AuditEvents.SignInFailed);
            return Unknown.ToProblem();
        }

        await AccessAudit.AppendAsync(context, person, AuditEvents.TokenIssued);
        return Results.Json(new Dictionary<string, string> { ["access_token"] = token, ["token_type"] = "Bearer" });
    }
}
