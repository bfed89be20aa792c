using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Web.Pages.Erasures;

namespace Portal.Web.Pages.OwnErasure;

/// <summary>The question as the lead of the service is asked it.</summary>
public sealed class OwnErasurePage(PortalDatabase database, ErasureFile file, TimeProvider clock) : ErasureQuestion(database, file, clock)
{
    /// <summary>False when nobody proposes to erase the service.</summary>
    public bool IsProposed { get; private set; }

    public override string Back => "/";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        IsProposed = await FindAsync(HttpContext.Service(), cancellation);
        return !IsProposed && await ErasedAsync(cancellation) is not null ? LocalRedirect(Back) : Page();
    }

    public async Task<IActionResult> OnPostAsync(ErasureAnswer form, CancellationToken cancellation)
    {
        IsProposed = await FindAsync(HttpContext.Service(), cancellation);
        if (IsProposed)
            return await AnswerAsync(form, _ => LocalRedirect(Back), cancellation);
        // Also for whoever has pressed the button twice.
        if (await ErasedAsync(cancellation) is not null)
            return LocalRedirect(Back);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
