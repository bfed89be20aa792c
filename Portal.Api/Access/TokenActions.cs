using Microsoft.AspNetCore.Authorization;
using Portal.Api.Answers;

namespace Portal.Api.Access;

/// <summary>
/// What an access token of a service may be for, and which routes that opens. A route that says nothing is closed to every token.
/// </summary>
/// <remarks>Source: docs/security.md, "Access tokens".</remarks>
public static class TokenActions
{
    /// <summary>Check files and fetch their reports; nothing is submitted.</summary>
    public const string Check = "check";

    /// <summary>Submit an extract.</summary>
    public const string Submit = "submit";

    /// <summary>Every GET of the service that its members have.</summary>
    public const string Read = "read";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> All = [Check, Submit, Read];

    /// <summary>Claim of a request that came with a token: one for each action.</summary>
    public const string Claim = "token-action";

    /// <summary>Lets tokens with this action use a route.</summary>
    public static RouteHandlerBuilder AllowToken(this RouteHandlerBuilder route, string action) =>
        route.WithMetadata(new OpenToTokens(action));

    /// <summary>Lets every token use the routes: what they answer depends on no service, or on the token's own alone.</summary>
    public static TBuilder AllowAnyToken<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OpenToTokens(null));

    /// <summary>Lets tokens that read use each GET of the group that members may use and that says nothing else.</summary>
    public static RouteGroupBuilder AllowTokensToRead(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var isGet = endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods is ["GET"];
            var isForLeads = endpoint.Metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy == Policies.Lead);
            if (isGet && !isForLeads && !endpoint.Metadata.OfType<OpenToTokens>().Any())
                endpoint.Metadata.Add(new OpenToTokens(Read));
        });
        return group;
    }

    /// <summary>Refuses a token whatever its actions do not open; it must run before authorisation.</summary>
    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var given = context.User.FindAll(Claim).Select(claim => claim.Value).ToList();
        if (given.Count == 0 || context.GetEndpoint() is not { } endpoint)
            return next(context);
        var open = endpoint.Metadata.GetMetadata<OpenToTokens>();
        return
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || open is not null && (open.Action is null || given.Contains(open.Action))
            ? next(context)
            : Lacks(given).ToProblem().ExecuteAsync(context);
    }

    private static Refusal Lacks(List<string> given) =>
        new(
            StatusCodes.Status403Forbidden,
            "TOKEN_LACKS_OPERATION",
            $"This token is for: {string.Join(", ", given)}. Nothing else can be done with it."
        );

    private sealed record OpenToTokens(string? Action);
}
