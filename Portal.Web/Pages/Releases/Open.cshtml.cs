using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>Asks before it opens the figures of a draft, which then count as seen.</summary>
public sealed class OpenPage(PortalDatabase database, TimeProvider clock) : ReleaseQuestion(database, clock)
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return Release is { State: ReleaseState.Draft, OpenedAt: null } ? Page() : AsReaders(id);
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation) =>
        (await OpenDraft.RunAsync(Database, HttpContext.Caller(), id, Clock, cancellation)).IsRefused(out var refusal)
            ? await RefusedAsync(id, refusal, cancellation)
            : AsReaders(id);

    private RedirectToPageResult AsReaders(string id) => RedirectToPage("/Releases/Release", new { id, view = ReleasePage.AsReaders });
}
