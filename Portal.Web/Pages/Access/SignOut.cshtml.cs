using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Session = Portal.Api.SignIn.PortalSignIn;

namespace Portal.Web.Pages.Access;

/// <summary>Ends the session of this browser.</summary>
public sealed class SignOutPage : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(Session.CookieScheme);
        return LocalRedirect("/");
    }
}
