using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Releases;

/// <summary>Asks an analyst before a draft or a failed release is discarded; cancels a running one.</summary>
public sealed class DiscardPage(PortalDatabase database, ReleaseJobs jobs, TimeProvider clock) : PageModel
{
    public Release Release { get; private set; } = null!;

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return Release.State == ReleaseStates.Published ? RedirectToPage("/Releases/Release", new { id }) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        if (await PublishRelease.DiscardAsync(database, jobs, HttpContext.Caller(), id, clock, cancellation) is not Answer<string>.Refused { Reason: var refusal })
            return RedirectToPage("/Releases/Releases", new { gone = id });
        if (!await FindAsync(id, cancellation))
            return NotFound();
        Errors = new ErrorSummary([new FieldError(null, refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private async Task<bool> FindAsync(string id, CancellationToken cancellation)
    {
        if (await ReadReleases.OneForAsync(database, HttpContext.Caller(), id, clock, cancellation) is not Answer<Release>.Given { Value: var release })
            return false;
        Release = release;
        return true;
    }
}
