using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Samples;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Development;

/// <summary><c>POST /dev/tokens</c> with the form field <c>user</c> gives an access token for scripts on this machine.</summary>
public static class DevelopmentTokenEndpoint
{
    public static void MapDevelopmentTokens(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/dev/tokens", IssueAsync).AllowAnonymous().ExcludeFromDescription();

    private static readonly Refusal Unknown = new(
        StatusCodes.Status400BadRequest,
        "UNKNOWN_PERSON",
        "Send the form field user with one of the people listed on /dev/sign-in."
    );

    private static async Task<IResult> IssueAsync(HttpContext context, PortalDatabase database, TimeProvider clock)
    {
        if (!context.Request.HasFormContentType)
            return Unknown.ToProblem();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var token = SamplePeople.Find(form["user"]) is { } person
            ? await SessionStore.StartAsync(database, person.User, SessionKind.Token, clock.GetUtcNow(), context.RequestAborted)
            : null;
        return token is null
            ? Unknown.ToProblem()
            : Results.Json(new Dictionary<string, string> { ["access_token"] = token, ["token_type"] = "Bearer" });
    }
}
