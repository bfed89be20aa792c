using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn;

/// <summary>Where no tokens are taken: whoever sends one is not signed in.</summary>
public sealed class RefusedBearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : BearerAnswers(options, logger, encoder)
{
    public const string SchemeName = "NoBearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            Request.Headers.ContainsKey("Authorization")
                ? AuthenticateResult.Fail("No tokens are taken here.")
                : AuthenticateResult.NoResult()
        );
}
