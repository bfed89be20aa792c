using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Releases;

/// <summary>Asks the second person before a draft is published for good.</summary>
public sealed class PublishPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    public Release Release { get; private set; } = null!;

    public bool IsOwn { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return Release.State == ReleaseStates.Draft ? Page() : RedirectToPage("/Releases/Release", new { id });
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        if (await PublishRelease.RunAsync(database, HttpContext.Caller(), id, clock, cancellation) is not Answer<Release>.Refused { Reason: var refusal })
            return RedirectToPage("/Releases/Release", new { id });
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
        (Release, IsOwn) = (release, release.StartedBy == HttpContext.Caller().PersonId);
        return true;
    }
}
