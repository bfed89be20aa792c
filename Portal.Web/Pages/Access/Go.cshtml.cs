using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.SignIn;
using Portal.Api.SignIn.Identities;

namespace Portal.Web.Pages.Access;

/// <summary>Sends the browser to the identity provider.</summary>
public sealed partial class GoPage(IdentitySettings identity, ILogger<GoPage> log) : PageModel
{
    /// <param name="then">A page of the portal to open afterwards.</param>
    /// <param name="invitation">Key of the invitation to claim; empty without one.</param>
    public async Task<IActionResult> OnGetAsync(string? then, string? invitation)
    {
        if (identity.Kind == IdentityKind.Development)
            return RedirectToPage("/Access/SignIn", new { then });
        var properties = new AuthenticationProperties { RedirectUri = Url.IsLocalUrl(then) ? then : "/" };
        if (!string.IsNullOrEmpty(invitation))
            properties.Items[ProvenSignIn.InvitationItem] = invitation;
        try
        {
            await HttpContext.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, properties);
            return new EmptyResult();
        }
        catch (Exception exception) when (ProvenSignIn.IsAway(exception))
        {
            ProviderAway(exception.GetType().Name);
            return RedirectToPage("/Access/Refused", new { why = ProvenSignIn.ProviderAway });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider does not answer: {Exception}")]
    private partial void ProviderAway(string exception);
}
