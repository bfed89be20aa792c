using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.SignIn.Sessions;

/// <summary>What every scheme for <c>Authorization: Bearer</c> has in common: the key, and how it answers who is not let in.</summary>
public abstract class BearerAnswers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>What a request brings behind <c>Bearer</c>; <c>null</c> when its header is of another kind, or there is none.</summary>
    protected static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AccessRefusals.Forbidden.ToProblem().ExecuteAsync(Context);
}
