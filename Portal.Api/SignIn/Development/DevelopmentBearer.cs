using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.SignIn.Development;

/// <summary>Reads <c>Authorization: Bearer</c> with a token of the development identity.</summary>
public sealed class DevelopmentBearer(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    DevelopmentTokens tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "DevelopmentBearer";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        return Task.FromResult(
            tokens.Read(header[Prefix.Length..].Trim()) is { } person
                ? AuthenticateResult.Success(new AuthenticationTicket(DevelopmentTokens.Principal(person, SchemeName), SchemeName))
                : AuthenticateResult.Fail("The token is unknown or has expired.")
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AccessRefusals.Forbidden.ToProblem().ExecuteAsync(Context);
}
