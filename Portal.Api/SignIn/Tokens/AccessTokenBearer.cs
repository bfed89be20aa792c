using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Tokens;

/// <summary>Reads <c>Authorization: Bearer</c> with an access token of a service, whatever identity the portal uses for people.</summary>
public sealed class AccessTokenBearer(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    PortalDatabase database,
    RequestTicket ticket,
    TimeProvider clock
) : BearerAnswers(options, logger, encoder)
{
    public const string SchemeName = "AccessToken";

    /// <summary>Whether a request of the API brings a key of this kind, by its form alone. Pages take none.</summary>
    public static bool IsOn(HttpRequest request) =>
        SessionCookie.IsApi(request)
        && KeyOf(request) is { } key
        && key.StartsWith(AccessToken.KeyPrefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsOn(Request))
            return AuthenticateResult.NoResult();
        var key = KeyOf(Request)!;
        var token = await PresentedToken.FindAsync(database, key, clock.GetUtcNow(), Context.RequestAborted);
        if (token is null)
            return AuthenticateResult.Fail("The token is unknown, was revoked or has expired.");
        ticket.Key = key;
        // Why its files are needed was said when the token was made.
        if (token.ExportReason is { } reason)
            Context.Items[typeof(ExportReason)] = new ExportReason(reason);
        return AuthenticateResult.Success(new AuthenticationTicket(token.Principal(SchemeName), SchemeName));
    }
}
