using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>Asks an analyst before it discards a draft or a failed release, or cancels a running one.</summary>
public sealed class DiscardPage(PortalDatabase database, ReleaseJobs jobs, TimeProvider clock) : ReleaseQuestion(database, clock)
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return Release.State == ReleaseState.Published ? RedirectToPage("/Releases/Release", new { id }) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation) =>
        (await PublishRelease.DiscardAsync(Database, jobs, HttpContext.Caller(), id, Clock, cancellation)).IsRefused(out var refusal)
            ? await RefusedAsync(id, refusal, cancellation)
            : RedirectToPage("/Releases/Releases", new { gone = id });
}
