using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;
using Cookies = Portal.Api.SignIn.PortalSignIn;

namespace Portal.Web.Pages.Access;

/// <summary>Ends the session of this browser, or every session of the person.</summary>
public sealed class SignOutPage(PortalDatabase database) : PageModel
{
    public async Task<IActionResult> OnPostAsync(bool everywhere)
    {
        if (everywhere && User.Identity is { IsAuthenticated: true })
            await SessionEndpoints.EndAllAsync(HttpContext, database);
        await HttpContext.SignOutAsync(Cookies.CookieScheme);
        return LocalRedirect("/");
    }
}
