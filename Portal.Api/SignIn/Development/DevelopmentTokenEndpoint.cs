using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Samples;

namespace Portal.Api.SignIn.Development;

/// <summary><c>POST /dev/tokens</c> with the form field <c>user</c> gives an access token for scripts on this machine.</summary>
public static class DevelopmentTokenEndpoint
{
    public static void MapDevelopmentTokens(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/dev/tokens",
                async (HttpContext context, DevelopmentTokens tokens) =>
                {
                    if (!context.Request.HasFormContentType)
                        return Unknown.ToProblem();
                    var form = await context.Request.ReadFormAsync(context.RequestAborted);
                    return SamplePeople.Find(form["user"]) is { } person
                        ? Results.Json(new Dictionary<string, string> { ["access_token"] = tokens.For(person), ["token_type"] = "Bearer" })
                        : Unknown.ToProblem();
                }
            )
            .AllowAnonymous()
            .RequireRateLimiting(RequestKinds.SignIn)
            .ExcludeFromDescription();

    private static readonly Refusal Unknown = new(
        StatusCodes.Status400BadRequest,
        "UNKNOWN_PERSON",
        "Send the form field user with one of the people listed on /dev/sign-in."
    );
}
