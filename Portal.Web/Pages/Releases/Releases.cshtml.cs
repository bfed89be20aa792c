using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>Published releases for everybody who is signed in; for analysts and administrators also what is not published.</summary>
public sealed class ReleasesPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Release> Published { get; private set; } = [];

    /// <summary>Running, drafts and failed.</summary>
    public IReadOnlyList<Release> Others { get; private set; } = [];

    public bool MayMake { get; private set; }

    public bool MaySeeDrafts { get; private set; }

    /// <summary>True just after one was discarded.</summary>
    public bool IsGone { get; private set; }

    public async Task OnGetAsync(string? gone, CancellationToken cancellation)
    {
        var caller = HttpContext.Caller();
        (MayMake, MaySeeDrafts) = (caller.IsAnalyst, ReadReleases.MaySeeDrafts(caller));
        var all = await ReadReleases.AllForAsync(database, caller, clock, cancellation);
        Published = [.. all.Where(release => release.State == ReleaseState.Published).OrderByDescending(release => release.PublishedAt)];
        Others = [.. all.Where(release => release.State != ReleaseState.Published)];
        // Said only when the state agrees, so that a copied address never claims something untrue.
        IsGone = MaySeeDrafts && gone is not null && all.All(release => release.Id != gone);
    }
}
