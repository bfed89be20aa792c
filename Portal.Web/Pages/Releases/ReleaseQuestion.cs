using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Published;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Releases;

/// <summary>A page that asks before something is done to a release.</summary>
public abstract class ReleaseQuestion(PortalDatabase database, TimeProvider clock) : PageModel
{
    protected PortalDatabase Database { get; } = database;

    protected TimeProvider Clock { get; } = clock;

    public Release Release { get; private set; } = null!;

    /// <summary>Whether the visitor made it.</summary>
    public bool IsOwn => Release.StartedBy == HttpContext.Caller().PersonId;

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>Reads what the visitor may see of the release.</summary>
    protected async Task<bool> FindAsync(string id, CancellationToken cancellation)
    {
        if (!(await ReadReleases.OneForAsync(Database, HttpContext.Caller(), id, Clock, cancellation)).IsGiven(out var release))
            return false;
        Release = release;
        return true;
    }

    /// <summary>The page again, with the reason why nothing was done.</summary>
    protected async Task<IActionResult> RefusedAsync(string id, Refusal refusal, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        Errors = new ErrorSummary([new FieldError(null, refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        return Page();
    }
}
