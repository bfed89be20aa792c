using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Administration;
using Portal.Api.Database;
using Portal.Api.SignIn;

namespace Portal.Web.Pages.Access;

/// <summary>What the link of an invitation opens: who invites, to what, and the way to accept it.</summary>
public sealed class InvitedPage(PortalDatabase database, IdentitySettings identity, TimeProvider clock) : PageModel
{
    /// <summary><c>null</c> for a link of none.</summary>
    public Invitation? Invitation { get; private set; }

    /// <summary>Name of whoever invites; <c>null</c> for the first administrator, whom nobody could.</summary>
    public string? Inviter => Invitation?.InvitedBy is { } name && name != JobTicket.Portal ? name : null;

    public string Key { get; private set; } = "";

    public bool CanSignIn { get; } = identity.Kind != IdentityKind.Development;

    public async Task OnGetAsync(string key, CancellationToken cancellation)
    {
        Invitation = await Invitation.FindAsync(database, key, clock.GetUtcNow(), cancellation);
        Key = Uri.EscapeDataString(key);
        if (Invitation is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
