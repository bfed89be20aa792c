using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Portal.Api.Database;
using Portal.Api.SignIn;
using Portal.Api.SignIn.Identities;
using Portal.Api.SignIn.Sessions;
using Cookies = Portal.Api.SignIn.PortalSignIn;

namespace Portal.Web.Pages.Access;

/// <summary>Ends the session of this browser, or every session of the person; then the one at the identity provider.</summary>
public sealed class SignOutPage(PortalDatabase database, IdentitySettings identity, IOptionsMonitor<OpenIdConnectOptions> provider)
    : PageModel
{
    public async Task<IActionResult> OnPostAsync(bool everywhere, CancellationToken cancellation)
    {
        if (everywhere && User.Identity is { IsAuthenticated: true })
            await SessionEndpoints.EndAllAsync(HttpContext, database);
        await HttpContext.SignOutAsync(Cookies.CookieScheme);
        // Otherwise whoever uses the computer next would be signed in again at a click.
        if (identity.Kind != IdentityKind.Development && await EndsSessionsAsync(cancellation))
            return SignOut(new AuthenticationProperties { RedirectUri = "/" }, OpenIdConnectDefaults.AuthenticationScheme);
        return LocalRedirect("/");
    }

    private async Task<bool> EndsSessionsAsync(CancellationToken cancellation)
    {
        try
        {
            var options = provider.Get(OpenIdConnectDefaults.AuthenticationScheme);
            return options.ConfigurationManager is { } known
                && (await known.GetConfigurationAsync(cancellation)).EndSessionEndpoint is { Length: > 0 };
        }
        catch (Exception exception) when (ProvenSignIn.IsAway(exception))
        {
            // The session here has ended, and that is what counts.
            return false;
        }
    }
}
