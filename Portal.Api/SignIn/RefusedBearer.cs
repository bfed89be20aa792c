using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.SignIn;

/// <summary>Where no tokens are taken: whoever sends one is not signed in.</summary>
public sealed class RefusedBearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "NoBearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            Request.Headers.ContainsKey("Authorization")
                ? AuthenticateResult.Fail("No tokens are taken here.")
                : AuthenticateResult.NoResult()
        );

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(Context);
    }
}
