using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;

namespace Portal.Api.SignIn.Tokens;

/// <summary>Access tokens of a service, for its leads; an administrator sees and revokes those of any service.</summary>
public static class TokenEndpoints
{
    /// <summary>A token with its key, which is shown this once.</summary>
    /// <param name="Token">What a script sends as <c>Authorization: Bearer</c>.</param>
    public sealed record MadeTokenAnswer(string Token, AccessToken About);

    public static void MapServiceTokens(this RouteGroupBuilder service)
    {
        var tokens = service.MapGroup("/tokens").RequireAuthorization(Policies.Lead);
        tokens
            .MapPost(
                "",
                async (AskedToken asked, HttpContext context, CancellationToken cancellation) =>
                    (await MakeToken.RunAsync(PeopleEndpoints.Call(context), context.Service(), asked, cancellation)).ToHttp(made =>
                        Results.Json(
                            new MadeTokenAnswer(made.Key, made.Token),
                            PortalJson.Options,
                            statusCode: StatusCodes.Status201Created
                        )
                    )
            )
            .Produces<MadeTokenAnswer>(201)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("MakeToken")
            .WithSummary("Makes a token with which scripts check, submit or read; its key is in this answer and nowhere else. Leads only.");
        Map(tokens, "");
    }

    public static void MapTokensOfAnyService(this RouteGroupBuilder api) =>
        Map(
            api.MapGroup("/admin/services/{code}")
                .RequireAuthorization(Policies.Administrator)
                .WithTags("Administration")
                .RequireAnyService()
                .MapGroup("/tokens"),
            "OfService"
        );

    private static void Map(RouteGroupBuilder tokens, string suffix)
    {
        tokens
            .MapGet(
                "",
                async (int? page, int? pageSize, HttpContext context, CancellationToken cancellation) =>
                    Page.Of(page, pageSize, await AccessToken.AllAsync(PeopleEndpoints.Call(context), context.Service(), cancellation))
                        .ToHttp()
            )
            .Produces<Page<AccessToken>>()
            .ProducesProblem(400)
            .WithName("ListTokens" + suffix)
            .WithSummary("Tokens of the service, the newest first, with when each was last used; those that have ended are among them.");
        tokens
            .MapDelete(
                "/{id}",
                async (string id, HttpContext context, CancellationToken cancellation) =>
                    (await RevokeToken.RunAsync(PeopleEndpoints.Call(context), context.Service(), id, cancellation)).ToHttp(_ =>
                        Results.NoContent()
                    )
            )
            .Produces(204)
            .ProducesProblem(404)
            .WithName("RevokeToken" + suffix)
            .WithSummary("Revokes a token; its next request is refused.");
    }
}
