using Microsoft.AspNetCore.WebUtilities;

namespace Portal.TestIdentity.Endpoints;

/// <summary>Sends a browser back after it has signed out. There is nothing to end, because nobody stays signed in.</summary>
internal static class SignOutEndpoint
{
    public static async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = await AuthorizeRequest.ReadAsync(context.Request);
        if (request["post_logout_redirect_uri"] is not { } address || !Loopback.IsPage(address))
            return Replies.Html(Pages.SignedOut());
        return Results.Redirect(request["state"] is { } state ? QueryHelpers.AddQueryString(address, "state", state) : address);
    }
}
