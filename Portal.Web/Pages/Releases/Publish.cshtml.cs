using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>Asks the second person before it publishes a draft for good.</summary>
public sealed class PublishPage(PortalDatabase database, TimeProvider clock) : ReleaseQuestion(database, clock)
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return Release.State == ReleaseState.Draft ? Page() : RedirectToPage("/Releases/Release", new { id });
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation) =>
        (await PublishRelease.RunAsync(Database, HttpContext.Caller(), id, Clock, cancellation)).IsRefused(out var refusal)
            ? await RefusedAsync(id, refusal, cancellation)
            : RedirectToPage("/Releases/Release", new { id });
}
