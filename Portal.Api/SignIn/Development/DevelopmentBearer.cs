using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Development;

/// <summary>Reads <c>Authorization: Bearer</c> with a token of the development identity, which is the key of a session.</summary>
public sealed class DevelopmentBearer(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    PortalDatabase database,
    RequestTicket ticket,
    TimeProvider clock
) : BearerAnswers(options, logger, encoder)
{
    public const string SchemeName = "DevelopmentBearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.ToString().Length == 0)
            return AuthenticateResult.NoResult();
        var key = KeyOf(Request);
        var session = key is null
            ? null
            : await SessionStore.FindAsync(database, key, SessionKind.Token, clock.GetUtcNow(), Context.RequestAborted);
        if (session is null)
            return AuthenticateResult.Fail("The token is unknown or has ended.");
        ticket.Key = key;
        return AuthenticateResult.Success(new AuthenticationTicket(SessionPrincipal.Of(session, SchemeName), SchemeName));
    }
}
